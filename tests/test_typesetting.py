"""The typesetting room: fonts, places, tables, formulas, and what TeX says."""

from __future__ import annotations

import doctest
import os
import shutil
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import PdfDocument

from octavo import templates
from octavo.editions.latex_formulas import SIGNS
from octavo.findings import BookFault, MachineFault
from octavo.typesetting import (
    destinations,
    engine,
    face,
    faults,
    fonts,
    mathematics,
    numbers,
    small_capitals,
    ties,
)
from octavo.typesetting.design import find
from octavo.typesetting.destinations import destination, parts, text_string
from octavo.typesetting.page import book_page, handout_page
from octavo.typesetting.tables import Cell, layout

STYLES = (".cls", ".sty", ".lua", ".ist")
CLASSIC = find("classic", Path())


@pytest.mark.parametrize("module", [destinations, mathematics, numbers, small_capitals, ties])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


# Places


@pytest.mark.parametrize("name", ["a/b", "with:colon", "旅順", "100 % {#} \\ ~ ^ $ & _", "=41", "é(x)"])
def test_the_name_of_a_place_is_plain_and_can_be_read_back(name: str) -> None:
    made = destination("cite", name, 3, 0)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/._-=")
    assert parts(made) == ("cite", name, "3", "0")


def test_two_places_never_share_a_name() -> None:
    assert destination("a:b", "c") != destination("a", "b:c")


def test_a_text_string_is_utf_16() -> None:
    assert text_string("東𠮷") == "<FEFF6771D842DFB7>"


# Pages


@pytest.mark.parametrize(
    ("width", "height"), [(127.0, 203.2), (152.4, 228.6), (148.0, 210.0), (176.0, 250.0)]
)
def test_a_book_page_keeps_half_an_inch_free_and_whole_lines(width: float, height: float) -> None:
    page = book_page(CLASSIC.book, width, height)
    assert min(page.inner, page.outer) >= 12.7
    assert page.depth == pytest.approx(page.lines * page.leading)
    assert page.top + page.depth * 25.4 / 72.27 + 12.7 < height
    letters = page.measure / 25.4 * 72.27 / (page.size * 0.41)
    assert 52 <= letters <= 76


def test_a_handout_leaves_a_margin_for_notes() -> None:
    assert handout_page(CLASSIC.handout, CLASSIC.book.letter, 210.0, 297.0).outer > 50


# Tables


def test_a_narrow_table_keeps_its_natural_columns_and_figures_stand_to_the_right() -> None:
    rows = [
        [Cell("Class"), Cell("Ships")],
        [Cell("Battleships"), Cell("7")],
        [Cell("Destroyers"), Cell("25")],
    ]
    assert layout(2, rows).specification == "lr"


def test_a_wide_table_shares_the_line_and_no_more() -> None:
    rows = [[Cell("word " * 30), Cell("word " * 12), Cell("7")] for _ in range(4)]
    made = layout(3, rows)
    shares = [float(piece.split("}")[0]) for piece in made.specification.split("P{")[1:]]
    assert len(shares) == 2
    assert shares[0] > shares[1]
    assert sum(shares) < 1


def test_given_widths_are_kept() -> None:
    assert layout(2, [[Cell("a"), Cell("b")]], (1, 3)).specification == "P{0.250}P{0.750}"


def test_a_long_table_may_break() -> None:
    assert layout(1, [[Cell("x")]] * 40).is_long
    assert not layout(1, [[Cell("x")]] * 4).is_long


# Formulas


@pytest.mark.parametrize(
    "formula",
    [r"\directlua{x}", r"\input{/etc/passwd}", r"\write18{ls}", r"\immediate\openout3=x", r"\csname x",
     r"^^5cinput x", r"\begin{filecontents}{a.tex}x\end{filecontents}", r"\catcode`\@=11", r"\def\x{\x}\x",
     r"\pdfextension literal{}", r"\octavodest{x}", r"\end{document}", r"\expandafter\x",
     r"\VerbatimInput{x}", r"\InputIfFileExists{x}{}{}", r"\filecontents{x}", r"\ShellEscape{ls}",
     r"\begin x", r"\begin {filecontents}", r"\foo", r"\inputé", "a % b", "a}b{c",
     "a\\", r"\text{\input{x}}"],
)  # fmt: skip
def test_a_formula_that_is_a_program_is_refused(formula: str) -> None:
    assert mathematics.forbidden(formula, SIGNS)


@pytest.mark.parametrize(
    "formula",
    [r"E = mc^2", r"\frac{1}{2}\sum_{i=1}^n x_i \le \infty", r"\begin{aligned} a &= b \\ c\end{aligned}",
     r"\begin{array}{l|r} a & \text{if $x$} \\ \hline b & 5\,\% \end{array}",
     r"\left\{ x \middle| y \right\}",
     r"A \setminus B \longrightarrow C", r"\text{speed} \approx 14\,\mathrm{kn}", r"\sqrt{\alpha^2+\beta^2}"],
)  # fmt: skip
def test_mathematics_passes(formula: str) -> None:
    assert mathematics.forbidden(formula, SIGNS) == ""


# What TeX says

TEX = "\\begin{document}\n%% octavo: chapters/one.rst:41\nA\nand \\undefined\n%% octavo: two.rst:7\nM ☃\n"


def test_an_error_of_tex_is_a_finding_at_the_authors_line(tmp_path: Path) -> None:
    tex = tmp_path / "book.tex"
    tex.write_text(TEX, encoding="utf-8")
    (found,) = faults.read("noise\n./book.tex:4: Undefined control sequence.\nl.4 and\n", tex)
    assert (found.path, found.line, found.code) == ("chapters/one.rst", 41, "T001")
    assert found.message == "TeX: Undefined control sequence"


def test_a_lost_character_is_named_with_its_font(tmp_path: Path) -> None:
    tex = tmp_path / "book.tex"
    tex.write_text(TEX, encoding="utf-8")
    log = (
        "Missing character: There is no ☃ (U+2603) in font [fonts/octavo-EBGaramond12-Italic.otf]:mode=base;!"
    )
    (found,) = faults.read(log, tex)
    assert (found.path, found.line, found.code) == ("two.rst", 7, "T002")
    assert found.message == "EBGaramond12-Italic has no ☃ (U+2603)"


def test_a_link_without_a_goal_is_a_finding(tmp_path: Path) -> None:
    tex = tmp_path / "book.tex"
    tex.write_text(TEX, encoding="utf-8")
    log = "warning  (pdf backend): unreferenced destination with name 'one:gone'"
    (found,) = faults.read(log, tex)
    assert found.code == "T003"
    assert "one:gone" in found.message


# Fonts


def test_a_missing_font_names_itself_and_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "KNOWN_FOLDERS", ())
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(
        MachineFault, match=r"print and handout editions.*EBGaramond12-Italic.*fonts-ebgaramond"
    ):
        fonts.find("EBGaramond12-Italic.otf", CLASSIC.faces.remedy)


@pytest.mark.latex
def test_fonts_are_prepared_once_and_the_ligatures_are_plain(tmp_path: Path) -> None:
    book, cache = tmp_path / "book", tmp_path / "cache"
    book.mkdir()
    (book / fonts.WANTED).write_text(fonts.wanted(CLASSIC.faces, {"ja": "旅順東"}), encoding="utf-8")
    fonts.install(book, cache)
    made = {path.name: path.stat().st_mtime_ns for path in (cache / "fonts").iterdir()}
    fonts.install(book, cache)
    assert made == {path.name: path.stat().st_mtime_ns for path in (cache / "fonts").iterdir()}
    for file in CLASSIC.faces.files.values():
        font = TTFont(book / fonts.FOLDER / fonts.face_name(file))
        table = font["GSUB"].table
        record = next(r for r in table.FeatureList.FeatureRecord if r.FeatureTag == "liga")
        lookups = [table.LookupList.Lookup[index] for index in record.Feature.LookupListIndex]
        assert [lookup.LookupType for lookup in lookups] == [4]
        starts = {first for lookup in lookups for sub in lookup.SubTable for first in sub.ligatures}
        assert {"f", "T"} <= starts
        assert face.TABLE_FEATURE in {r.FeatureTag for r in table.FeatureList.FeatureRecord}
        assert not any("EB Garamond" in str(n) for n in font["name"].names if n.nameID in (1, 4, 6, 16))
    subset = TTFont(book / fonts.FOLDER / fonts.cjk_name("ja", "旅順東"))
    assert set(map(ord, "旅順東")) <= set(subset.getBestCmap())
    assert len(subset.getGlyphOrder()) < 20


# The engine


def small(folder: Path, body: str) -> Path:
    """Write a one-page book of our class."""
    folder.mkdir(parents=True)
    for source in (*templates.folder("latex").iterdir(), *CLASSIC.folder.iterdir()):
        if source.suffix in STYLES:
            shutil.copy(source, folder)
    (folder / fonts.WANTED).write_text(fonts.wanted(CLASSIC.faces, {}), encoding="utf-8")
    page = book_page(CLASSIC.book, 152.4, 228.6)
    lengths = f"{{{page.width}mm}}{{{page.height}mm}}{{{page.inner}mm}}{{{page.outer}mm}}{{{page.top}mm}}"
    text = [
        r"\documentclass{octavo}", r"\usepackage[english]{babel}",
        rf"\octavopage{lengths}{{{page.depth}pt}}{{{page.size}}}{{{page.leading}}}",
        r"\octavoset{running}{Running}", r"\octavodata{<FEFF0041>}{<FEFF0042>}{en}{00}",
        r"\begin{document}", body, r"\end{document}", "",
    ]  # fmt: skip
    (folder / "book.tex").write_text("\n".join(text), encoding="utf-8")
    return folder


def words(path: Path) -> str:
    """Return the text of a PDF."""
    with closing(PdfDocument(path)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.latex
def test_equal_input_gives_equal_bytes_in_another_folder(tmp_path: Path, cache: Path) -> None:
    runs = [engine.typeset(small(tmp_path / name, "A word."), "book", cache=cache) for name in ("one", "two")]
    assert runs[0].pdf.read_bytes() == runs[1].pdf.read_bytes()
    assert runs[0].pages == len(pikepdf.open(runs[0].pdf).pages) == 1
    assert runs[0].memory > 50_000_000
    assert runs[0].passes == 1


@pytest.mark.latex
def test_the_finding_of_a_run_names_the_authors_line(tmp_path: Path, cache: Path) -> None:
    body = "%% octavo: chapters/one.rst:12\nA \\nosuchmacro word."
    with pytest.raises(BookFault) as caught:
        engine.typeset(small(tmp_path / "bad", body), "book", cache=cache)
    assert [(f.path, f.line, f.code) for f in caught.value.findings] == [("chapters/one.rst", 12, "T001")]


@pytest.mark.latex
def test_a_character_that_the_font_lacks_stops_the_run(tmp_path: Path, cache: Path) -> None:
    body = "%% octavo: chapters/one.rst:9\nA snowman: ☃."
    with pytest.raises(BookFault) as caught:
        engine.typeset(small(tmp_path / "lost", body), "book", cache=cache)
    (found,) = caught.value.findings
    assert (found.path, found.line, found.code) == ("chapters/one.rst", 9, "T002")
    assert found.message == "EBGaramond12-Regular has no ☃ (U+2603)"


@pytest.mark.latex
def test_a_link_to_nowhere_stops_the_run(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(BookFault) as caught:
        engine.typeset(small(tmp_path / "link", r"\octavolink{one:gone}{There}."), "book", cache=cache)
    assert [f.code for f in caught.value.findings] == ["T003"]


@pytest.mark.latex
def test_the_fingerprint_is_of_what_decides_the_pdf(tmp_path: Path, cache: Path) -> None:
    folder = small(tmp_path / "print", "A word.")
    before = engine.fingerprint(folder)
    engine.typeset(folder, "book", cache=cache)
    (folder / "parts").mkdir()
    (folder / "parts" / "made.pdf").write_bytes(b"x")
    assert engine.fingerprint(folder) == before
    (folder / "picture.pdf").write_bytes(b"x")
    assert engine.fingerprint(folder) != before


def test_a_missing_program_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(MachineFault, match=r"need lualatex: install LuaLaTeX"):
        engine.typeset(tmp_path, "book", cache=tmp_path)
