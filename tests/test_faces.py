"""The faces of every design: each letter of a history in each cut, and the figures where they belong."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from octavo.editions.latex_text import Scripts
from octavo.typesetting import face, fonts
from octavo.typesetting.design import Design
from test_designs import DESIGNS, book, lines, named

#: Letters of transliteration: Hepburn, McCune–Reischauer, pinyin, the Library of Congress's Russian.
ROMANISED = "ā ē ī ō ū Ō ŏ ŭ Ŏ Ŭ ǎ ě ǐ ǒ ǔ ǖ ǘ ǚ ǜ ü é è ê ʻ ʼ ʹ ʺ ḥ ṣ ṭ ğ ş ł ń č š ž"
CYRILLIC = "Русско-японская война: Порт-Артур, Цусима, Щ щ Ъ ъ Ы ы Э э Ё ё Й й"
SIGNS = "– — … “ ” ‘ ’ « » § ¶ † ‡ × ° ′ ″ £ € № ½ ¼ fi fl ffi ffl 1904–1905"
EAST = {"ja": "旅順の東郷平八郎", "zh": "奉天会战", "ko": "대한제국 서울"}
CUTS = {
    "roman": "",
    "italic": r"\itshape ",
    "small capitals": r"\scshape ",
    "strong": r"\bfseries ",
    "strong italic": r"\bfseries\itshape ",
    "table": r"\octavolining ",
    "heads": r"\octavospaced ",
}


def page_of_all(scripts: Scripts) -> str:
    """Return a page with every letter in every cut."""
    parts = []
    for name, switch in CUTS.items():
        parts.append("{" + switch + f"{name}: {ROMANISED} {CYRILLIC} {SIGNS} ")
        parts += [scripts.tex(text, tag) + " " for tag, text in EAST.items()]
        parts.append(r"\par}")
    parts.append(r"Called\octavonote{one}{1}{The note.} and tabular {\octavolining 1234567890}, 1234567890.")
    return "\n".join(parts)


@pytest.mark.latex
@pytest.mark.parametrize("design", DESIGNS, ids=named)
def test_no_cut_lacks_a_letter(design: Design, tmp_path: Path) -> None:
    scripts = Scripts()
    # A missing glyph stops the run (T002), so that a book that comes out has every letter.
    book(design, "a4", tmp_path / "book", page_of_all(scripts), scripts)
    text = "".join(line.text for line in lines(tmp_path / "book" / "book.pdf"))
    for letter in (ROMANISED + CYRILLIC + "".join(EAST.values())).replace(" ", ""):
        assert letter in text or letter.upper() in text, letter


def substituted(font: TTFont, letters: str, tag: str) -> set[str]:
    """Return the letters that a feature has no glyph for."""
    glyphs, mapping = font.getBestCmap(), face.substitutions(font, tag)
    return {letter for letter in letters if glyphs.get(ord(letter)) not in mapping}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, TTFont]]:
    """Return the prepared faces of each design by cut."""
    out: dict[str, dict[str, TTFont]] = {}
    for design in DESIGNS:
        folder = tmp_path_factory.mktemp(design.name)
        (folder / fonts.WANTED).write_text(fonts.wanted(design.faces, {}), encoding="utf-8")
        fonts.install(folder, folder / "cache")
        out[design.name] = {
            cut: TTFont(folder / fonts.FOLDER / fonts.face_name(file))
            for cut, file in design.faces.files.items()
        }
    return out


@pytest.mark.latex
@pytest.mark.parametrize("name", ["classic", "modern"])
def test_small_capitals_are_the_faces_own_with_every_diacritic(
    name: str, prepared: dict[str, dict[str, TTFont]]
) -> None:
    small = [letter for letter in ROMANISED if letter.isalpha() and letter.islower() and letter not in "ʻʼʹʺ"]
    assert substituted(prepared[name]["regular"], "".join(small), "smcp") == set()


@pytest.mark.latex
def test_superior_and_table_figures_are_the_faces_own(prepared: dict[str, dict[str, TTFont]]) -> None:
    for name, cuts in prepared.items():
        font = cuts["regular"]
        assert substituted(font, "0123456789", "sups") == set(), name
        figures = face.substitutions(font, face.TABLE_FEATURE)
        widths = {font["hmtx"][figures.get(glyph, glyph)][0] for glyph in face.FIGURES}
        assert len(widths) == 1, name
        cuts_of_text = {font["hmtx"][glyph][0] for glyph in face.FIGURES}
        assert len(cuts_of_text) > 1 or name == "large-print"  # Old-style figures have widths of their own.


@pytest.mark.latex
def test_ligatures_of_the_italic_are_set(prepared: dict[str, dict[str, TTFont]]) -> None:
    for name in ("classic", "modern"):
        font = prepared[name]["italic"]
        record = next(r for r in font["GSUB"].table.FeatureList.FeatureRecord if r.FeatureTag == "liga")
        (index,) = record.Feature.LookupListIndex
        (table,) = font["GSUB"].table.LookupList.Lookup[index].SubTable
        pairs = {("f", *found.Component) for found in table.ligatures["f"]}
        assert {("f", "i"), ("f", "l"), ("f", "f"), ("f", "f", "i"), ("f", "f", "l")} <= pairs, name


@pytest.mark.latex
@pytest.mark.parametrize("design", DESIGNS, ids=named)
def test_no_bold_is_made_that_the_face_does_not_have(design: Design, tmp_path: Path) -> None:
    book(
        design,
        "a5",
        tmp_path / "book",
        r"Roman {\bfseries strong} {\bfseries\itshape both}. \octavostrong{So.}",
    )
    with pikepdf.open(tmp_path / "book" / "book.pdf") as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        fonts_used = {str(f.BaseFont).split("-")[1] for f in pdf.pages[0].Resources.Font.values()}
        assert b" Tr" not in content  # No outline drawn around letters to make them fat.
    cuts = {cut.title() for cut in design.faces.files}
    assert fonts_used <= cuts
    heavy = {cut for cut in fonts_used if "bold" in cut.lower()}
    assert bool(heavy) == (design.name != "classic")


def test_face_files_are_named_by_cut() -> None:
    assert all(set(design.faces.files) >= {"regular", "italic"} for design in DESIGNS)
