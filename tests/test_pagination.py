"""The measure of the printed page: one fault is drawn at a time, and its rule alone must speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawing import CLEAN, INDENT, LEADING, LEFT, MEASURE, SIZE, TOP, drawn
from octavo.pagination.check import RULES, check, open_pages, rules
from octavo.pagination.folio import value
from octavo.pagination.model import Pages


def opened(path: Path) -> Pages:
    pages = open_pages(path, path.name)
    assert pages is not None
    return pages


def found(tmp_path: Path, *pages: str, **drawing: object) -> list[tuple[str, int, str]]:
    """Return code, page and place of what is found on drawn pages."""
    path = drawn(tmp_path / "book.pdf", pages, **drawing)  # type: ignore[arg-type]
    told = check(opened(path))
    assert told == check(opened(path)), "the same file gives the same findings"
    return [(f.code, f.line, f.message.partition(": ")[0].rpartition("line ")[2]) for f in told]


def changed(**pages: str) -> tuple[str, ...]:
    """Return the clean pages with others in their places: ``p2`` is the second."""
    return tuple(pages.get(f"p{number}", page) for number, page in enumerate(CLEAN, 1))


# The model


def test_the_type_area_is_measured_from_the_pages(tmp_path: Path) -> None:
    frame = opened(drawn(tmp_path / "book.pdf", CLEAN)).frame
    assert (frame.size, round(frame.leading, 2), frame.top) == (SIZE, LEADING, TOP)
    assert frame.foot == TOP - 19 * LEADING
    assert frame.lefts == (LEFT, LEFT + 6)
    assert [round(edge, 1) for edge in frame.rights] == [LEFT + MEASURE, LEFT + MEASURE + 6]
    assert frame.indent == INDENT


def test_the_lines_are_told_apart(tmp_path: Path) -> None:
    pages = opened(drawn(tmp_path / "book.pdf", changed(p2="FSIFFFFFS H IFFFSnmnm")))
    first, second = pages.leaves[:2]
    assert first.opens
    assert not second.opens
    assert [leaf.folio for leaf in pages.leaves] == ["1", "2", "3", "4", "5"]
    kinds = "".join(line.kind[0] for line in second.lines)
    assert kinds == "t" * 9 + "h" + "t" * 5 + "n" * 4 + "f" * 2
    assert [line.place for line in second.lines] == [*range(1, 20), 0, 0]


def test_paragraphs_go_over_the_turn_of_a_page(tmp_path: Path) -> None:
    pages = opened(drawn(tmp_path / "book.pdf", CLEAN))
    marks = [
        "".join("B" if t.begins else "E" if t.ends else "-" for t in leaf.texts) for leaf in pages.leaves
    ]
    assert marks == [
        "B-------------", "-EB--------EB-------", "---EB-------EB------", "-----EB-------------",
        "----EB---E",
    ]  # fmt: skip


def test_a_clean_book_is_clean(tmp_path: Path) -> None:
    assert found(tmp_path, *CLEAN) == []


# The faults, one at a time


FAULTS: dict[str, tuple[dict[str, str], list[tuple[str, int, str]]]] = {
    "beyond the measure": ({"p2": "FSIFFFFFFFFSIFFFFx FF"}, [("L002", 2, "18")]),
    "heading": ({"p2": "FSIFFFFFFFFFFFFFS HI"}, [("L003", 2, "18")]),
    "widow": ({"p3": "SIFFFFFFFFFFSIFFFFFF"}, [("L004", 3, "1")]),
    "word broken at the end of a page": ({"p2": "FSIFFFFFFFFSIFFFFFFB"}, [("L005", 2, "20")]),
    "word broken at the turn": ({"p3": "FFFSIFFFFFFFSIFFFFFB"}, [("L005", 3, "20")]),
    "lonely end": ({"p5": "FFFS"}, [("L006", 5, "4")]),
    "short page": ({"p3": "FFFSIFFFFFFFSIFFF"}, [("L007", 3, "17")]),
    "off the grid": ({"p2": "FSIFFFFFFFFSIFgFFFFF"}, [("L008", 2, "15")]),
    "orphan": ({"p2": "FSIFFFFFFFFFFFFFFFSI"}, [("L009", 2, "20")]),
    "ladder": ({"p2": "FSIFFFFBBBFSIFFFFFFF"}, [("L010", 2, "8")]),
    "loose line": ({"p2": "FSIFFFFFFwFSIFFFFFFF"}, [("L011", 2, "10")]),
    "stub": ({"p2": "FSIFFFFFFFFoIFFFFFFF"}, [("L012", 2, "12")]),
    "table too late": ({"p2": "FSIFFtFFFFFSIFFFFFFF", "p4": "c FFFSIFFFFFFFFFFFFF"}, [("L013", 4, "1")]),
    "table too early": ({"p2": "c FSIFFFFFFFSIFFFFFF", "p4": "FFtFFSIFFFFFFFFFFFFF"}, [("L013", 2, "1")]),
    "end of the chapter": ({"p5": "FFFFSIFFFo"}, [("L012", 5, "10"), ("L014", 5, "10")]),
    "three lines alike": ({"p2": "FSIFFFFFaaaSIFFFFFFF"}, [("L015", 2, "9")]),
    "note over": ({"p2": "FSIFFFFFFFFSIFFFFFnm", "p3": "FFFSIFFFFFFFSIFFFFmm"}, [("L016", 3, "19")]),
}


@pytest.mark.parametrize(("pages", "expected"), FAULTS.values(), ids=FAULTS)
def test_one_fault_is_found_alone(
    pages: dict[str, str], expected: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    assert found(tmp_path, *changed(**pages)) == expected


@pytest.mark.parametrize(
    ("folios", "expected"),
    [
        (["1", "2", "", "4", "5"], [("L001", 3)]),
        (["1", "2", "2", "4", "5"], [("L001", 3), ("L001", 4)]),
        (["iii", "iv", "1", "2", "3"], []),
        (["iii", "iv", "2", "3", "4"], []),
        (["1", "2", "3", "5", "6"], [("L001", 4)]),
    ],
    ids=["missing", "doubled", "roman before", "arabic may begin anywhere", "left out"],
)
def test_folios_are_counted(folios: list[str], expected: list[tuple[str, int]], tmp_path: Path) -> None:
    assert [told[:2] for told in found(tmp_path, *CLEAN, folios=folios)] == expected


def test_a_table_beside_its_mention_is_well_placed(tmp_path: Path) -> None:
    pages = changed(p2="FSIFFtFFFFFSIFFFFFFF", p3="c FFFSIFFFFFFFSIFFFF")
    assert found(tmp_path, *pages) == []


def test_the_worst_is_told_first(tmp_path: Path) -> None:
    pages = changed(p2="FSIFFFFFFwFSIFFFFFxF", p3="SIFFFFFFFFFFSIFFFFFF", p5="FFFS")
    assert [code for code, _, _ in found(tmp_path, *pages)] == ["L002", "L004", "L006", "L011"]


def test_a_message_names_page_line_words_and_remedy(tmp_path: Path) -> None:
    (told,) = check(opened(drawn(tmp_path / "book.pdf", changed(p3="SIFFFFFFFFFFSIFFFFFF"))))
    words = opened(tmp_path / "book.pdf").leaves[2].texts[0].line.text
    assert str(told) == (
        f"book.pdf:3: L004 p. 3, line 1: a widow, the last line of its paragraph alone: “{words}” "
        "(tighten the paragraph with .. rst-class:: tight, or loosen it to carry two lines over)"
    )


def test_rules_are_shown_and_numbered() -> None:
    codes = [rule.code for rule in rules()]
    assert codes == [f"L{number:03}" for number in range(1, len(RULES) + 1)]
    assert {rule.severity for rule in rules()} == {"warning"}


def test_folios_are_read_as_numbers() -> None:
    assert [value(folio) for folio in ("i", "iv", "ix", "xiv", "xl", "xcix", "mcmiv", "42")] == [
        1, 4, 9, 14, 40, 99, 1904, 42,
    ]  # fmt: skip
