"""The agreement of numbers: chapters, figures, tables and notes are the same in every edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.expected import ChapterNumbers, Expectation
from octavo.proof.faults import Fault


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one chapter as an edition prints them; ``None`` where it does not show them."""

    docname: str  #: Document that opens the chapter.
    chapter: int | None  #: Number in its heading.
    figures: tuple[str, ...] | None  #: Numbers in its captions of figures.
    tables: tuple[str, ...] | None  #: Numbers in its captions of tables.
    notes: int | None  #: How many notes stand in it; ``None`` where the style of citations has none.


def disagreements(edition: Edition, found: Iterable[Numbers], expectation: Expectation) -> Iterator[Finding]:
    """Yield a finding for each number of an edition that is not the expected one."""
    printed = {numbers.docname: numbers for numbers in found}
    pairs = [(wanted, printed[wanted.docname]) for wanted in expectation.numbers if wanted.docname in printed]
    # In a style that cites in the text, the author's own notes are all that there are.
    is_in_text = all(numbers.notes in {None, wanted.own_notes} for wanted, numbers in pairs)
    for expected, numbers in pairs:
        path = _path(expected, expectation)
        notes = expected.own_notes if is_in_text else expected.notes
        for message in _differences(expected, numbers, notes):
            yield Fault.OTHER_NUMBER.finding(path, 0, f"{edition}: {message}")


def _differences(expected: ChapterNumbers, found: Numbers, notes: int) -> Iterator[str]:
    """Yield what differs, in words."""
    pairs: Sequence[tuple[str, object, object]] = (
        ("chapter number", expected.chapter, found.chapter),
        ("figures", _listed(expected.figures), _listed(found.figures)),
        ("tables", _listed(expected.tables), _listed(found.tables)),
        ("notes", notes, found.notes),
    )
    for what, wanted, printed in pairs:
        if printed is not None and printed != wanted:
            yield f"{what}: {printed}, expected {wanted}"


def _listed(numbers: tuple[str, ...] | None) -> str | None:
    """Return numbers in a row."""
    return None if numbers is None else ", ".join(numbers) or "none"


def _path(expected: ChapterNumbers, expectation: Expectation) -> str:
    """Return the source file of a chapter, which a citation in it tells; else the name of its document."""
    paths = (cited.path for cited in expectation.citations if cited.docname == expected.docname)
    return next(paths, expected.docname)
