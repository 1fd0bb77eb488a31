"""The designs of the printed book: whole folders, pages of every trim, faces that have every letter."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from octavo import templates
from octavo.editions.latex_template import copy_styles
from octavo.editions.latex_text import Scripts
from octavo.findings import BookFault, MachineFault
from octavo.settings import TRIMS
from octavo.typesetting import engine, fonts
from octavo.typesetting.design import DATA, STYLES, Design, find, names
from octavo.typesetting.page import Page, book_page

POINT = 72 / 72.27  #: A TeX point in those of a PDF.
MM = 72 / 25.4

DESIGNS = [find(name, Path()) for name in names()]
CASES = [(design, trim) for design in DESIGNS for trim in TRIMS]


def named(value: object) -> str:
    return value.name if isinstance(value, Design) else str(value)


# The folder of a design


def test_octavo_brings_three_designs() -> None:
    assert names() == ("classic", "large-print", "modern")


def test_a_design_that_is_nowhere_is_refused_with_the_names_of_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BookFault) as caught:
        find("baroque", tmp_path)
    (found,) = caught.value.findings
    assert (found.path, found.code) == ("conf.py", "S020")
    assert "'baroque'" in found.message
    assert found.remedy == "use classic, large-print, modern or a folder"


def test_a_book_may_bring_a_design_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(find("modern", tmp_path).folder, tmp_path / "looks/mine")
    design = find("looks/mine", tmp_path)
    assert design.folder == tmp_path / "looks/mine"
    assert design.faces.family == "Vollkorn"


@pytest.mark.parametrize("file", [DATA, *STYLES])
def test_a_design_that_lacks_a_file_is_refused(tmp_path: Path, file: str) -> None:
    shutil.copytree(find("classic", tmp_path).folder, tmp_path / "mine")
    (tmp_path / "mine" / file).unlink()
    with pytest.raises(BookFault) as caught:
        find("mine", tmp_path)
    assert [(f.code, f.message) for f in caught.value.findings] == [
        ("S021", f"octavo_design 'mine': its folder has no {file}")
    ]


@pytest.mark.parametrize(
    ("line", "put", "said"),
    [
        ('family = "EB Garamond"', "", "'family' is missing or no text"),
        ('italic = "EBGaramond12-Italic.otf"', "", "'faces' has no 'italic'"),
        ('italic = "EBGaramond12-Italic.otf"', 'italic = "../../secret.otf"', "'italic' is no file name"),
        ("letters = 70 ", "letters = 700 ", "'letters' is no number from 30 to 90"),
        ("inner = [19.0, 0.135]", "inner = 19", "'inner' is no pair of millimetres and a share"),
        (", leading = 13 }", "}", "'leading' is no number from 7 to 60"),
        ("[page]", "[page", "cannot be read"),
    ],
)
def test_what_the_data_of_a_design_say_wrong_is_named(tmp_path: Path, line: str, put: str, said: str) -> None:
    shutil.copytree(find("classic", tmp_path).folder, tmp_path / "mine")
    data = tmp_path / "mine" / DATA
    text = data.read_text(encoding="utf-8")
    assert text.count(line) == 1
    data.write_text(text.replace(line, put), encoding="utf-8")
    with pytest.raises(BookFault) as caught:
        find("mine", tmp_path)
    assert {f.code for f in caught.value.findings} == {"S021"}
    assert any(said in f.message for f in caught.value.findings)


def test_a_design_whose_font_is_missing_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = find("modern", tmp_path)
    (tmp_path / fonts.WANTED).write_text(fonts.wanted(design.faces, {}), encoding="utf-8")
    monkeypatch.setattr(fonts, "KNOWN_FOLDERS", ())
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(
        MachineFault, match=r"Vollkorn-Regular\.ttf: install Vollkorn \(Debian: fonts-vollkorn"
    ):
        fonts.install(tmp_path, tmp_path / "cache")


@pytest.mark.parametrize("design", DESIGNS, ids=named)
def test_a_design_decides_everything_that_the_class_asks_of_it(design: Design) -> None:
    import re

    room = templates.folder("latex")
    asked = {
        name
        for path in (*room.glob("*.sty"), room / "octavo.cls")
        for name in re.findall(r"\\(design@[a-z]+)", path.read_text(encoding="utf-8"))
    }
    told = re.findall(
        r"\\newcommand\\(design@[a-z]+)", (design.folder / STYLES[1]).read_text(encoding="utf-8")
    )
    assert len(asked) > 20
    assert asked <= set(told)


# Pages of every trim


@pytest.mark.parametrize(("design", "trim"), CASES, ids=named)
def test_a_page_has_a_readable_line_and_margins_after_the_canon(design: Design, trim: str) -> None:
    page = book_page(design.book, *TRIMS[trim])
    foot = page.height - page.top - page.depth * 25.4 / 72.27
    assert min(page.inner, page.outer) >= 12.7
    assert page.inner <= page.outer + 3  # The binding takes some of the inner margin.
    assert page.top < foot + 3
    if design.name == "large-print":
        assert page.size >= 16
        assert page.letters_in_line >= (55 if page.width >= 176 else 34)
    else:
        assert 55 <= page.letters_in_line <= 75
    assert 1.2 <= page.leading / page.size <= 1.5


WORDS = (
    "In the spring of 1904 the consul wrote home that the harbour was open again and that the first flour "
    "had come in from the north under a neutral flag. He gave the price of a sack, the names of the ships, "
    "and what was said of them along the quay, where nobody believed the newspapers any longer. "
)
SET_IN = (
    "The price of flour rose in a week from nine to fourteen roubles, and the mills, which had begun to work "
    "at night, were closed on the tenth for want of grain; it was said that none would come before the ice. "
)
BODY = "\n".join(
    [
        r"\octavopart{part-1}{Part One}{The Harbour}",
        r"\octavochapter{one}{Chapter One}{A Title So Long That It Takes Two Lines}{A Long Title}",
        r"\begin{octavoepigraph}Nothing is quiet.\octavoepigraphsource{A letter}\end{octavoepigraph}",
        r"\octavoopening{}{I}{n the spring} of 1904 it began." + WORDS * 2,
        "",
        WORDS * 3 + r"\octavonote{one}{1}{A note to it, \emph{Title of a Book}, 12–15.}",
        r"\octavosection{one:s}{A Section and What It Is Called}",
        WORDS * 2,
        r"\begin{quote}" + SET_IN + r"\octavoattribution{A consul}\end{quote}",
        WORDS * 4,
        r"\octavosubsection{one:t}{A Subsection}",
        WORDS * 2,
        r"\begin{octavotable}{3}{llr}{Table 1}{What a sack cost}"
        r"\octavotablehead{Month} & \octavotablehead{Port} & \octavotablehead{Price}\\\octavotablerule "
        r"April & Newport & 12\\May & Oldport & 140\\\end{octavotable}",
        WORDS * 3,
        r"\begin{itemize}\item " + SET_IN + r"\item " + SET_IN + r"\end{itemize}",
        WORDS * 9,
        r"\octavobreak",
        "\n\n".join([WORDS * 2] * 4),
    ]
)


def book(
    design: Design, trim: str, folder: Path, body: str, scripts: Scripts | None = None
) -> tuple[Page, str]:
    """Set a small book and return its page and TeX's report; the PDF is book.pdf."""
    folder.mkdir(parents=True)
    for room in (templates.folder("latex"), design.folder):
        copy_styles(folder, room)
    used = scripts.used if scripts else {}
    (folder / fonts.WANTED).write_text(fonts.wanted(design.faces, used), encoding="utf-8")
    page = book_page(design.book, *TRIMS[trim])
    edges = "".join(f"{{{edge}mm}}" for edge in (page.width, page.height, page.inner, page.outer, page.top))
    text = [
        r"\documentclass{octavo}", r"\usepackage[english]{babel}",
        rf"\octavopage{edges}{{{page.depth}pt}}{{{page.size}}}{{{page.leading}}}",
        *(rf"\octavocjkface{{{tag}}}{{{fonts.cjk_name(tag, text)}}}" for tag, text in sorted(used.items())),
        r"\octavoset{running}{The Harbour}", r"\octavodata{<FEFF0041>}{<FEFF0042>}{en}{00}",
        r"\begin{document}", r"\octavomainmatter", body, r"\end{document}", "",
    ]  # fmt: skip
    (folder / "book.tex").write_text("\n".join(text), encoding="utf-8")
    engine.typeset(folder, "book")
    return page, (folder / "book.log").read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a printed page; lengths in points from the head and the left edge."""

    sheet: int
    baseline: float
    left: float
    right: float
    size: float  #: Of most of its letters.
    text: str


def lines(pdf: Path) -> Iterator[Line]:
    """Yield the lines of a PDF, from the head of each page down."""
    document = pypdfium2.PdfDocument(pdf)
    for sheet, page in enumerate(document):
        text, height = page.get_textpage(), page.get_height()
        found: dict[float, list[tuple[float, float, float, str]]] = {}
        for index in range(pdfium.FPDFText_CountChars(text)):
            letter = chr(pdfium.FPDFText_GetUnicode(text, index))
            if letter.isspace():
                continue
            x, y = c_double(), c_double()
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            left, _, right, _ = text.get_charbox(index)
            size = pdfium.FPDFText_GetFontSize(text, index)
            found.setdefault(round(height - y.value, 1), []).append((left, right, size, letter))
        for baseline, letters in sorted(found.items()):
            size = Counter(round(part[2], 1) for part in letters).most_common(1)[0][0]
            said = "".join(part[3] for part in letters)
            yield Line(sheet, baseline, min(p[0] for p in letters), max(p[1] for p in letters), size, said)


@dataclass(frozen=True, slots=True)
class Made:
    """A small book that was set."""

    page: Page
    log: str
    pdf: Path
    lines: tuple[Line, ...]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Made]]:
    yield {}


@pytest.fixture
def small(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    made: dict[tuple[str, str], Made],
) -> Made:
    """Return the small book of a design and a trim."""
    design, trim = request.param
    key = (design.name, trim)
    if key not in made:
        folder = tmp_path_factory.mktemp("small") / "book"
        page, log = book(design, trim, folder, BODY)
        made[key] = Made(page, log, folder / "book.pdf", tuple(lines(folder / "book.pdf")))
    return made[key]


@pytest.mark.latex
@pytest.mark.parametrize("small", CASES, ids=lambda case: f"{case[0].name}-{case[1]}", indirect=True)
def test_a_book_of_every_trim_keeps_its_margins_its_measure_and_its_grid(small: Made) -> None:
    page = small.page
    assert "Overfull" not in small.log
    for sheet in pypdfium2.PdfDocument(small.pdf):
        assert sheet.get_size() == pytest.approx((page.width * MM, page.height * MM), abs=0.02)
    assert len({line.sheet for line in small.lines}) >= 3
    for line in small.lines:
        inner, outer = page.inner * MM, page.outer * MM
        left, right = (outer, inner) if line.sheet % 2 else (inner, outer)
        # Hanging punctuation may stand out by half a letter.
        assert line.left >= left - 0.3 * line.size, line
        assert line.right <= page.width * MM - right + 0.3 * line.size, line
        assert 12.7 * MM <= line.baseline <= (page.height - 12.7) * MM, line
    text = [line for line in small.lines if abs(line.size - page.size * POINT) < 0.11 and len(line.text) > 20]
    full = [line for line in text if line.right - line.left > 0.93 * page.measure * MM]
    assert len(full) > 20
    # What was counted has no spaces: one for each five letters and a half.
    letters = sum(len(line.text) for line in full) * 6.5 / 5.5
    measures = sum(line.right - line.left for line in full) / (page.measure * MM)
    assert letters / measures == pytest.approx(page.letters_in_line, rel=0.06)
    step = page.leading * POINT
    first = page.top * MM + page.size * POINT
    running = "".join((WORDS * 2).split())
    plain = [line for line in text if line.text.rstrip("-\ufffe\x02") in running]
    assert len(plain) > 25
    for line in plain:
        off = ((line.baseline - first) / step + 0.5) % 1 - 0.5
        assert abs(off) < 0.02, line
