"""The proof of one chapter: what changed is marked, and its numbers are those of the book."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from building import WHOLE, octavo
from drawing import CLEAN, LEADING, LEFT, MEASURE, SIZE, TOP, drawn
from octavo.editions.proof_sheet import chapter_named
from octavo.matter.structure import Chapter, Matter, Part, Structure
from octavo.pagination.changes import Change, changes
from octavo.pagination.check import open_pages
from octavo.pagination.marking import mark
from octavo.pagination.model import Leaf, Pages


def opened(path: Path) -> Pages:
    pages = open_pages(path, path.name)
    assert pages is not None
    return pages


def leaves(path: Path, pages: Sequence[str]) -> tuple[Leaf, ...]:
    return opened(drawn(path, pages)).leaves


def held(tmp_path: Path, *new: str, old: Sequence[str] = CLEAN) -> list[tuple[int, int, bool]]:
    """Return page, line and kind of what changed between two drawn books."""
    found = changes(leaves(tmp_path / "old.pdf", old), leaves(tmp_path / "new.pdf", new))
    return [(change.sheet, round((TOP - change.base) / LEADING) + 1, change.cut) for change in found]


# What changed


def test_the_same_words_have_not_changed(tmp_path: Path) -> None:
    assert held(tmp_path, *CLEAN) == []


def test_a_new_word_marks_its_line(tmp_path: Path) -> None:
    assert held(tmp_path, CLEAN[0], "FSIFFFaFFFFSIFFFFFFF", *CLEAN[2:]) == [(2, 7, False)]


def test_a_word_that_is_gone_leaves_a_caret(tmp_path: Path) -> None:
    assert held(tmp_path, CLEAN[0], "FSIFFFkFFFFSIFFFFFFF", *CLEAN[2:]) == [(2, 7, True)]


def test_a_line_that_moved_has_not_changed(tmp_path: Path) -> None:
    # The same lines, the turn of the page five lines later.
    old = ("    H IFFFFFFFFFFFFF", "FSIFFFFFFFFSIFFFFFFF", "FFFSIFFFFFFFS")
    new = ("    H IFFFFFFFFFFFFF", "FSIFFFFFFFFSIFF", "FFFFFFFFSIFFFFFFFS")
    assert held(tmp_path, *new, old=old) == []


def test_a_new_paragraph_is_marked_and_no_other(tmp_path: Path) -> None:
    old = ("    H IFFFFFFFFFFFFF", "FSIFFFFFFFFSIFFFFFFF", "FFFSIFFFFFFFS")
    new = (*old[:2], "FFFSIFFFFFFFSIFS")
    assert held(tmp_path, *new, old=old) == [(3, 14, False), (3, 15, False), (3, 16, False)]


def test_a_note_is_held_against_notes(tmp_path: Path) -> None:
    old = (CLEAN[0], "FSIFFFFFFFFSIFFFFFnm", *CLEAN[2:])
    new = (CLEAN[0], "FSIFFFFFFFFSIFFFFFnc", *CLEAN[2:])
    assert held(tmp_path, *new, old=old) == [(2, 20, False)]


def test_marks_stand_in_the_outer_margin(tmp_path: Path) -> None:
    source = drawn(tmp_path / "book.pdf", CLEAN)
    found = [Change(2, TOP, SIZE, False), Change(3, TOP - LEADING, SIZE, True)]
    mark(source, tmp_path / "marked.pdf", opened(source).frame, found, "6")
    document = pypdfium2.PdfDocument(tmp_path / "marked.pdf")
    strokes = [
        (number, item.get_bounds())
        for number, page in enumerate(document, 1)
        for item in page.get_objects(max_depth=1)
        if item.type != pypdfium2.raw.FPDF_PAGEOBJ_TEXT
    ]
    # The first page is number 6: the second a right one, the third a left one.
    (bar_page, bar), (caret_page, caret) = strokes
    assert (bar_page, caret_page) == (2, 3)
    assert bar[0] > LEFT + MEASURE + 5
    assert bar[1] < TOP < bar[3]
    assert caret[2] < LEFT + 6
    assert [document.get_page_label(i) for i in range(5)] == ["6", "7", "8", "9", "10"]
    document.close()


def test_roman_numbers_go_on_too(tmp_path: Path) -> None:
    source = drawn(tmp_path / "book.pdf", CLEAN)
    mark(source, tmp_path / "marked.pdf", None, [], "ix")
    document = pypdfium2.PdfDocument(tmp_path / "marked.pdf")
    assert [document.get_page_label(i) for i in range(3)] == ["ix", "x", "xi"]
    document.close()


# Which chapter

PREFACE = Chapter("front/preface", "Preface", Matter.FRONT, 0, ("front/preface",))
FIRST = Chapter("one", "One", Matter.MAIN, 1, ("one",))
BOOK = Structure((PREFACE,), (Part(0, "", (FIRST,)),), ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("1", FIRST),
        ("one", FIRST),
        ("front/preface", PREFACE),
        ("preface", PREFACE),
        ("0", None),
        ("2", None),
    ],
)
def test_a_chapter_is_named_by_number_or_document(name: str, expected: Chapter | None) -> None:
    assert chapter_named(BOOK, name) == expected


# The command


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a book with a chapter of some pages behind another, and its print edition."""
    book = tmp_path_factory.mktemp("proofed") / "book"
    shutil.copytree(WHOLE / "small", book)
    chapter = book / "two.rst"
    more = "\n\n".join(
        f"Paragraph {n} says that the ice held. " + "Nobody spoke of it. " * 30 for n in range(12)
    )
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n\n{more}\n", encoding="utf-8")
    out = book.with_name("out")
    run = octavo("build", book, "--out", out, "--edition", "print")
    assert run.returncode == 0, run.stdout + run.stderr
    return book, out


def texts(path: Path, first: int = 1, last: int | None = None) -> list[list[str]]:
    """Return the lines of each page."""
    from octavo.pagination.reading import read

    return [[line.text for line in sheet.lines] for sheet in read(path, first, last)]


@pytest.mark.latex
@pytest.mark.xdist_group("proof-sheet")
def test_a_proof_is_the_chapter_as_it_stands_in_the_book(folders: tuple[Path, Path]) -> None:
    book, out = folders
    run = octavo("proof-sheet", "2", book, "--out", out)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip().endswith("; no lines changed against the printed book")
    proof = texts(out / "proof-sheets" / "02-two.pdf")
    whole = texts(out / "print" / "small-book.pdf")
    start = whole.index(proof[0])
    assert whole[start : start + len(proof)] == proof
    assert len(proof) > 3
    document = pypdfium2.PdfDocument(out / "print" / "small-book.pdf")
    alone = pypdfium2.PdfDocument(out / "proof-sheets" / "02-two.pdf")
    assert alone.get_page_label(1) == document.get_page_label(start + 1)
    document.close()
    alone.close()


@pytest.mark.latex
@pytest.mark.xdist_group("proof-sheet")
def test_an_edit_is_marked_until_the_next_proof(folders: tuple[Path, Path]) -> None:
    book, out = folders
    chapter = book / "two.rst"
    before = chapter.read_text(encoding="utf-8")
    try:
        chapter.write_text(before.replace("Paragraph 5 says", "Paragraph 5 swears"), encoding="utf-8")
        first = octavo("proof-sheet", "two", book, "--out", out)
        again = octavo("proof-sheet", "two", book, "--out", out)
        since = octavo("proof-sheet", "two", book, "--out", out, "--against", "proof")
        said = [run.stdout.strip().rpartition("; ")[2] for run in (first, again, since)]
        assert said == [
            "1 line changed against the printed book", "1 line changed against the printed book",
            "no lines changed against the last proof",
        ]  # fmt: skip
    finally:
        chapter.write_text(before, encoding="utf-8")


@pytest.mark.latex
@pytest.mark.xdist_group("proof-sheet")
def test_lines_leave_room_for_a_pen(folders: tuple[Path, Path]) -> None:
    book, out = folders
    assert octavo("proof-sheet", "2", book, "--out", out).returncode == 0
    close = opened(out / "proof-sheets" / "02-two.pdf").frame
    assert octavo("proof-sheet", "2", book, "--out", out, "--spaced").returncode == 0
    wide = opened(out / "proof-sheets" / "02-two.pdf").frame
    assert round(wide.leading / close.leading, 2) == 2
    # What hangs at the edge is another sign.
    assert wide.rights == pytest.approx(close.rights, abs=1)


@pytest.mark.latex
@pytest.mark.xdist_group("proof-sheet")
def test_a_fault_of_the_chapter_stops_it_and_another_chapters_does_not(folders: tuple[Path, Path]) -> None:
    book, out = folders
    chapter = book / "one.rst"
    before = chapter.read_text(encoding="utf-8")
    try:
        chapter.write_text(before + "\n\nA fault :cite:p:`nobody{1}`.\n", encoding="utf-8")
        for _ in range(2):
            run = octavo("proof-sheet", "1", book, "--out", out)
            assert run.returncode == 1
            assert "C001" in run.stderr
        assert octavo("proof-sheet", "2", book, "--out", out).returncode == 0
    finally:
        chapter.write_text(before, encoding="utf-8")


@pytest.mark.latex
@pytest.mark.xdist_group("proof-sheet")
def test_a_chapter_that_is_not_there_is_told_with_those_that_are(folders: tuple[Path, Path]) -> None:
    book, out = folders
    run = octavo("proof-sheet", "9", book, "--out", out)
    assert run.returncode == 1
    assert "N005 the book has no chapter '9' (ask for 1 to 3, or for preface, bibliography)" in run.stderr


def test_a_book_that_was_never_set_has_no_numbers(tmp_path: Path) -> None:
    run = octavo("proof-sheet", "1", WHOLE / "small", "--out", tmp_path)
    assert run.returncode == 1
    assert "N006 the book was never set" in run.stderr
