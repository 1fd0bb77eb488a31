"""The numbers that a typeset file prints: of chapters, figures, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from octavo.proof.expected import ChapterNumbers, Expectation
from octavo.proof.numbering import Numbers
from octavo.proof.printed import Printed
from octavo.proof.words import fold
from octavo.typesetting.destinations import destination
from octavo.typesetting.numbers import spelled

#: The label over a chapter's title, on a line of its own: ``Chapter Three``, ``CHAPTER 3``, ``3``.
_OPENING = re.compile(r"(?:[^\W\d_]+\.? )?(\w+(?:-\w+)?)")

#: Chapter numbers as a label gives them: in figures, or in words.
_NUMBERS = {form: n for n in range(1, 1000) for form in (str(n), fold(spelled(n, "en")))}

#: How many lines of a chapter's first page may hold its label.
_HEAD = 3

#: A caption's label at the beginning of a line, as ``Map 2.1``, ``Table A.1``, in a preface ``Figure 1``.
_CAPTION = re.compile(r"^\s*([^\W\d_]+)\.?\s+((?:(?:\d+|[A-Z]{1,2})\.)?\d+)(?![\d.]*\d)", re.MULTILINE)


def printed(file: Printed, expectation: Expectation) -> tuple[Numbers, ...]:
    """Return the numbers of each expected chapter that the file holds."""
    captions = _captions(file)
    found = []
    for expected in expectation.numbers:
        opening = file.places.get(destination(expected.docname))
        if opening is not None:
            figures, tables = _under(expected, captions)
            chapter = _chapter(file.texts[opening.page], file.labels[opening.page])
            found.append(Numbers(expected.docname, chapter, figures, tables, _notes(file, expected)))
    return tuple(found)


def _chapter(text: str, folio: str) -> int:
    """Return the number over the title on a chapter's first page; 0 for none."""
    lines = text.split("\n")
    # On a short page the number at its foot stands among the first lines.
    lines = lines[:-1] if lines[-1].strip() == folio else lines
    for line in lines[:_HEAD]:
        match = _OPENING.fullmatch(fold(line))
        if match and match[1] in _NUMBERS:
            return _NUMBERS[match[1]]
    return 0


def _captions(file: Printed) -> dict[str, set[str]]:
    """Return the words that stand before each number at the beginning of a line."""
    found: dict[str, set[str]] = {}
    for text in file.texts:
        for word, number in _CAPTION.findall(text):
            found.setdefault(number, set()).add(fold(word))
    return found


def _under(
    expected: ChapterNumbers, captions: dict[str, set[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers of a chapter's figures and tables that captions print.

    What a figure or a table is called is the book's affair, so a number that both have asks
    for two different words.
    """
    figures = tuple(n for n in expected.figures if len(captions.get(n, ())) >= 1 + (n in expected.tables))
    tables = tuple(n for n in expected.tables if len(captions.get(n, ())) >= 1 + (n in figures))
    known = {*expected.figures, *expected.tables}
    words = _words(known, captions)
    more = tuple(
        number
        for number, said in sorted(captions.items())
        if number.startswith(f"{expected.chapter}.") and number not in known and said & words
    )
    return figures + more, tables


def _words(numbers: Iterable[str], captions: dict[str, set[str]]) -> set[str]:
    """Return the words that captions of these numbers begin with."""
    return set().union(*(captions.get(number, set()) for number in numbers))


def _notes(file: Printed, expected: ChapterNumbers) -> int | None:
    """Return how many notes a chapter has; nothing where the style of the file has none of citations."""
    if expected.notes and not any(name.startswith("note:") for name in file.places):
        return None
    begins = tuple(destination("note", docname, "") for docname in expected.documents)
    return sum(name.startswith(begins) for name in file.places)
