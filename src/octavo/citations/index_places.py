"""Places that cite a work, as an index prints them: ``12n3``, ``14nn7–9``, ``45–47``.

A note is the page, ``n`` and its number, without a space; consecutive notes of one page are ``nn`` and
a range (Chicago Manual of Style, on notes in indexes). Behind a Roman page the ``n`` has a no-break
space before it. Notes that are not consecutive repeat their page, so that no number can be read as a page.
``octavo.lua`` does the same with the pages that TeX alone knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation of a work."""

    label: str  #: Printed page; where none is known, the number or the title of the chapter.
    note: int  #: Number of its note; 0 in the text.
    docname: str  #: Document that holds it.
    serial: int  #: Number of the citation in its document.


@dataclass(frozen=True, slots=True)
class Token:
    """One place as printed, which leads to its first citation."""

    text: str
    first: Cited


def tokens(found: Iterable[Cited]) -> Iterator[Token]:
    """Yield places as an index prints them; the citations come in reading order."""
    pages: dict[str, list[Cited]] = {}
    for cited in found:
        pages.setdefault(cited.label, []).append(cited)
    texts: list[Cited] = []
    for label, here in pages.items():
        text = next((cited for cited in here if not cited.note), None)
        if texts and (text is None or not _follows(texts[-1].label, label)):
            yield _pages(texts)
            texts = []
        if text:
            texts.append(text)
        notes = [cited for cited in here if cited.note]
        if notes and texts:
            yield _pages(texts)
            texts = []
        yield from _notes(notes)
    if texts:
        yield _pages(texts)


def _follows(before: str, label: str) -> bool:
    """Return whether a page comes right behind another."""
    return before.isdecimal() and label.isdecimal() and int(label) == int(before) + 1


def _pages(run: Sequence[Cited]) -> Token:
    """Return pages that run on as one place."""
    first, last = run[0].label, run[-1].label
    return Token(first if first == last else f"{first}–{last}", run[0])


def _notes(found: Sequence[Cited]) -> Iterator[Token]:
    """Yield the notes of one page."""
    runs: list[list[Cited]] = []
    for cited in found:
        if runs and cited.note == runs[-1][-1].note:
            continue
        if runs and cited.note == runs[-1][-1].note + 1:
            runs[-1].append(cited)
        else:
            runs.append([cited])
    for run in runs:
        page = run[0].label + ("" if run[0].label[-1:].isdigit() else "\u00a0")
        first, last = run[0].note, run[-1].note
        yield Token(f"{page}n{first}" if first == last else f"{page}nn{first}–{last}", run[0])
