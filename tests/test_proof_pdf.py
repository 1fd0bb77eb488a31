"""The proof of typeset files: a tiny book and its handouts, sound and with one fault seeded at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from octavo.proof.expected import ChapterNumbers, Cited, Expectation, ExpectedSource
from octavo.proof.print import prove_print
from octavo.proof.reading import State

NISH, ROUEN = ("Nish",), ("Rouen", "Chronicle")

CITATIONS = (
    Cited("preface.rst", 3, "preface", 0, 1, 1, "nish-1985", "", NISH),
    Cited("one.rst", 4, "one", 1, 1, 1, "nish-1985", "12", NISH),
    Cited("one.rst", 9, "one", 1, 2, 1, "rouen-1904", "", ROUEN),
    Cited("one.rst", 9, "one", 1, 2, 2, "rouen-1904", "3", ROUEN),
    Cited("two.rst", 5, "two", 2, 1, 1, "nish-1985", "", NISH, called=False),
)

EXPECTATION = Expectation(
    CITATIONS,
    (
        ExpectedSource("nish-1985", NISH, "source-nish-1985"),
        ExpectedSource("rouen-1904", ROUEN, "source-rouen-1904"),
    ),
    (
        ChapterNumbers("preface", 0, notes=1),
        ChapterNumbers("one", 1, ("1.1",), ("1.1",), 2),
        ChapterNumbers("two", 2, (), (), 1),
    ),
)


@dataclass(frozen=True)
class Line:
    """One line of a page: its text, and the places and links that begin with it."""

    y: int
    text: str
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


Pages = list[list[Line]]

SOURCES = [
    Line(500, "Sources"),
    Line(450, "Nish, Ian. Origins. London: Longman,", ("source:back:source-nish-1985",)),
    Line(436, "1985."),
    Line(422, "The Rouen Chronicle, 1904.", ("source:back:source-rouen-1904",)),
]
NISH_LINK, ROUEN_LINK = "source:back:source-nish-1985", "source:back:source-rouen-1904"

PREFACE = [
    Line(500, "Preface", ("preface", "call:preface:1")),
    Line(100, "Nish, Origins.", ("note:preface:1", "cite:preface:1:1"), (NISH_LINK,)),
]
CHAPTER_ONE = [
    Line(500, "Chapter One", ("one",)),
    Line(450, "Ice.", ("call:one:1", "call:one:2")),
    Line(400, "Map 1.1 The coast"),
    Line(350, "Table 1.1 Ships"),
    Line(120, "Nish, Origins, 12.", ("note:one:1", "cite:one:1:1"), (NISH_LINK,)),
    Line(100, "The Rouen Chronicle, 3.", ("note:one:2", "cite:one:2:1"), (ROUEN_LINK,)),
    Line(80, "and again", ("cite:one:2:2",)),
]
CHAPTER_TWO = [
    Line(500, "CHAPTER 2", ("two",)),
    Line(100, "Nish, Origins.", ("note:two:1", "cite:two:1:1"), (NISH_LINK,)),
]
BOOK: Pages = [PREFACE, CHAPTER_ONE, CHAPTER_TWO, SOURCES]


def write(path: Path, pages: Pages, above: int = 0) -> Path:
    """Write pages as a PDF with named destinations, set some points above their lines, and links."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    names: list[tuple[str, Array]] = []
    for lines in pages:
        page = pdf.add_blank_page(page_size=(432, 648))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        drawn = "".join(f"BT /F1 10 Tf 50 {line.y} Td ({_escaped(line.text)}) Tj ET\n" for line in lines)
        page.obj.Contents = pdf.make_stream(drawn.encode("latin-1"))
        page.obj.Annots = Array()
        for line in lines:
            names += [(name, Array([page.obj, Name.XYZ, 50, line.y + above, None])) for name in line.places]
            for target in line.links:
                link = Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=[49, line.y - 3, 150, line.y + 9],
                    A=Dictionary(S=Name.GoTo, D=String(target)),
                )
                page.obj.Annots.append(pdf.make_indirect(link))
    flat = [part for name, place in sorted(names, key=lambda n: n[0]) for part in (String(name), place)]
    leaf = pdf.make_indirect(Dictionary(Names=Array(flat)))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
    pdf.save(path)
    return path


def _escaped(text: str) -> str:
    """Return a text as the inside of a PDF string."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def edited(old: str, new: str) -> Pages:
    """Return the book with one text, place or link changed; what is changed into nothing is dropped."""

    def change(line: Line) -> Line:
        return replace(
            line,
            text=line.text.replace(old, new),
            places=tuple(made for p in line.places if (made := new if p == old else p)),
            links=tuple(made for p in line.links if (made := new if p == old else p)),
        )

    pages = [[change(line) for line in lines] for lines in BOOK]
    assert pages != BOOK, old
    return pages


def test_a_sound_book_has_no_findings(tmp_path: Path) -> None:
    reading = prove_print(write(tmp_path / "print" / "book.pdf", BOOK), EXPECTATION)
    assert [str(finding) for finding in reading.findings] == []
    assert [proof.state for proof in reading.proofs] == [State.PROVED] * 5
    assert [proof.where for proof in reading.proofs] == ["p. 1", "p. 2", "p. 2", "p. 2", "p. 3"]
    assert reading.proofs[4].href == "print/book.pdf#page=3"
    assert reading.artefacts[0].pages == 4
    assert [numbers.chapter for numbers in reading.numbers] == [0, 1, 2]


#: What is changed into what, and the findings as place, line and code.
FAULTS = {
    "citation lost": ("cite:one:1:1", "", [("one.rst", 4, "P001")]),
    "call lost": ("call:one:1", "", [("one.rst", 4, "P002")]),
    "entry lost": (ROUEN_LINK, "source:back:source-rouen-1905", [("one.rst", 9, "P007")]),
    "entry of another work": ("The Rouen Chronicle, 1904.", "Ashmead, 1906.", [("one.rst", 9, "P007")]),
    "bare key where it is cited": ("Ice.", "Ice [nish-1985].", [("one.rst", 4, "P020")]),
    "bare key elsewhere": ("Sources", "rouen-1904", [("print/book.pdf", 0, "P020")]),
    "two question marks": ("Ice.", "See map ??.", [("print/book.pdf", 0, "P021")]),
    "question mark in brackets": ("Ice.", "Ice [?].", [("print/book.pdf", 0, "P021")]),
    "chapter number": ("Chapter One", "Chapter Two", [("one.rst", 0, "P030")]),
    "chapter without number": ("CHAPTER 2", "Onwards", [("two.rst", 0, "P030")]),
    "figure number": ("Map 1.1", "Map 1.2", [("one.rst", 0, "P030")]),
    "note lost": ("note:one:2", "", [("one.rst", 0, "P030")]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found_at_its_place(fault: str, tmp_path: Path) -> None:
    old, new, expected = FAULTS[fault]
    reading = prove_print(write(tmp_path / "print" / "book.pdf", edited(old, new)), EXPECTATION)
    found = [(f.path, f.line, f.code) for f in reading.findings]
    assert sorted(found) == sorted(expected), [str(finding) for finding in reading.findings]


def one_line(pages: Pages, text: str, **changes: tuple[str, ...]) -> Pages:
    """Return the book with the places or links of one line changed."""
    return [[replace(ln, **changes) if ln.text == text else ln for ln in lines] for lines in pages]  # type: ignore[arg-type]


#: The links of the first note of chapter one, and the code.
LINKS = {
    "no link": ((), "P005"),
    "link to something else": (("two",), "P005"),
    "link to nowhere": (("source:back:source-nish-1986",), "P006"),
    "link to another work": ((ROUEN_LINK,), "P007"),
}


@pytest.mark.parametrize("fault", LINKS)
def test_a_faulty_link_is_found_though_the_page_has_sound_ones(fault: str, tmp_path: Path) -> None:
    links, code = LINKS[fault]
    crowded = [*CHAPTER_ONE, Line(300, "Nish", (), (NISH_LINK,))]
    pages = one_line([PREFACE, crowded, CHAPTER_TWO, SOURCES], "Nish, Origins, 12.", links=links)
    reading = prove_print(write(tmp_path / "print" / "book.pdf", pages), EXPECTATION)
    assert [(f.path, f.line, f.code) for f in reading.findings] == [("one.rst", 4, code)]
    assert "p. 2" in reading.findings[0].message


def test_an_entry_lost_is_a_link_to_nowhere(tmp_path: Path) -> None:
    pages = one_line(BOOK, "The Rouen Chronicle, 1904.", places=())
    reading = prove_print(write(tmp_path / "print" / "book.pdf", pages), EXPECTATION)
    assert [(f.path, f.line, f.code) for f in reading.findings] == [("one.rst", 9, "P006")]
    assert reading.count(State.FAILED) == 2


def test_a_piece_of_a_broken_link_must_lead_somewhere_too(tmp_path: Path) -> None:
    crowded = [*CHAPTER_ONE, Line(110, "the title goes on", (), ("source:back:source-x",))]
    path = write(tmp_path / "print" / "book.pdf", [PREFACE, crowded, CHAPTER_TWO, SOURCES])
    findings = prove_print(path, EXPECTATION).findings
    assert [(f.path, f.line, f.code) for f in findings] == [("print/book.pdf", 0, "P010")]
    assert "a link on p. 2 leads to 'source:back:source-x'" in findings[0].message


def test_a_style_without_notes_needs_no_calls(tmp_path: Path) -> None:
    marks = ("call:", "note:")
    pages = [
        [replace(ln, places=tuple(p for p in ln.places if not p.startswith(marks))) for ln in lines]
        for lines in BOOK
    ]
    assert prove_print(write(tmp_path / "print" / "book.pdf", pages), EXPECTATION).findings == []


def test_an_entry_may_go_on_on_the_next_page(tmp_path: Path) -> None:
    split = [
        [Line(100, "Anonymous, ed.", ("source:back:source-nish-1985",))],
        [
            Line(550, "By Ian Nish. London, 1985."),
            Line(520, "The Rouen Chronicle, 1904.", ("source:back:source-rouen-1904",)),
        ],
    ]
    path = write(tmp_path / "print" / "book.pdf", [PREFACE, CHAPTER_ONE, CHAPTER_TWO, *split])
    assert prove_print(path, EXPECTATION).findings == []
