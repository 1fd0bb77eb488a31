"""Page agreement: what explains a difference between paper and screen, and what is a fault."""

from __future__ import annotations

import pytest

from octavo.findings import Severity
from octavo.proof.agreement import Agreement, agreements, disagreements, summary
from octavo.proof.openings import Marks, Opening, openings, tops
from octavo.proof.page import parse_xhtml

PAPER = Marks(
    (
        Opening("ix", "ix A Book of Ships\r\nThis book was made of many others and of none."),
        Opening("1", "Chapter One\r\nThe Ice\r\nThe ice held until the middle of the month."),
        Opening("2", "2 A Book of Ships\r\nterday the fleet had lain in the roads, and"),
        Opening("3", "The Ice 3\r\nTable 1.1\r\nShips by year\r\nA 4\r\nNobody in town had seen them go."),
        Opening("4", "4 A Book of Ships\r\n8 February 1904 (26 January O.S.)\r\nNight attack"),
        Opening("5", ""),
    )
)
SCREEN = (
    Opening("ix", "This book was made of many others", "text/preface.xhtml"),
    Opening("1", "\nChapter 1 The Ice\n\nThe ice held until the middle", "text/one.xhtml"),
    Opening("2", "the fleet had lain in the roads, and", "text/one.xhtml"),
    Opening("3", "Nobody in town had seen them go.", "text/one.xhtml"),
    Opening("4", "8 February 1904 (26 January O.S.) sea\nNight attack", "text/one.xhtml"),
)
HEADS = ("A Book of Ships", "1. The Ice")
TOPS = ("Table 1.1. Ships by year A 4",)
WANTED = [opening.label for opening in SCREEN]


def told(screen: tuple[Opening, ...]) -> list[str]:
    marks = Marks(screen, HEADS, TOPS)
    found = list(disagreements(PAPER, marks, agreements(PAPER, marks), WANTED))
    assert all((f.code, f.severity) == ("P043", Severity.WARNING) for f in found)
    return [f"{f.path} {f.message}" for f in found]


def test_every_way_in_which_paper_differs_is_known() -> None:
    marks = Marks(SCREEN, HEADS, TOPS)
    found = agreements(PAPER, marks)
    assert list(found.values()) == [
        Agreement.EXACT, Agreement.OPENING, Agreement.WORD, Agreement.FLOAT, Agreement.BRIEF,
    ]  # fmt: skip
    assert told(SCREEN) == []
    assert summary(found, PAPER).startswith("5 of 6 printed pages: 1 word for word, 1 behind a word")


def test_the_letters_by_which_a_list_counts_are_not_compared() -> None:
    paper = Marks((Opening("8", "8 A Book of Ships\r\nii. numbers\r\nI. capital\r\nII. numbers of Rome"),))
    screen = Marks((Opening("8", "numbers\n\ncapital\nnumbers of Rome", "a.xhtml"),), HEADS)
    assert agreements(paper, screen) == {"8": Agreement.EXACT}
    initial = Marks((Opening("8", "8 A Book of Ships\r\nJ. Smith wrote of it at length"),))
    screen = Marks((Opening("8", "J. Smith wrote of it at length", "a.xhtml"),), HEADS)
    assert agreements(initial, screen) == {"8": Agreement.EXACT}


def changed(number: int, text: str) -> tuple[Opening, ...]:
    old = SCREEN[number]
    return (*SCREEN[:number], Opening(old.label, text, old.path), *SCREEN[number + 1 :])


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "Words that stand nowhere on this page"),
        (0, "many others and of none."),  # Four words late.
        (1, "\nChapter 2 The Sea\n\nThe ice held until the middle"),
        (2, "in the roads, and"),
        (3, "by year and nobody in the town"),
        (4, ""),
    ],
)
def test_a_page_that_begins_elsewhere_is_found(number: int, text: str) -> None:
    place = f"epub/{SCREEN[number].path} page {SCREEN[number].label} begins with"
    for _ in range(2):
        (message,) = told(changed(number, text))
        assert message.startswith(place)


def test_a_page_that_is_missing_or_out_of_order_is_found() -> None:
    assert told(SCREEN[:2] + SCREEN[3:]) == [
        "epub page 2 opens with running text on paper, and the EPUB has none"
    ]
    assert told((SCREEN[1], SCREEN[0], *SCREEN[2:])) == [
        "epub the printed pages stand in another order than on paper"
    ]
    (message,) = told((*SCREEN, Opening("99", "Nobody", "text/one.xhtml")))
    assert "page 99 begins with 'Nobody'" in message


PAGE = b"""<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<p>Before <span epub:type="pagebreak" id="page-7"/>the<a epub:type="noteref" href="#n">1</a> words</p>
<figure><p>picture</p></figure><p class="rubric">A rubric</p>
<p>and more</p>
<section epub:type="footnotes"><p>A note</p></section>
<div role="doc-pagebreak" id="page-8"/><h2>A title</h2></body></html>"""


def test_the_words_of_a_page_are_read_without_calls_notes_and_floats() -> None:
    page = parse_xhtml("a.xhtml", PAGE)
    first, second = openings([page])
    assert (first.label, first.text.split()) == ("7", ["the", "words", "A", "rubric", "and", "more"])
    assert (second.label, second.text.split()) == ("8", ["A", "title"])
    assert list(tops([page])) == ["picture", "A rubric"]
