"""The book's structure: front matter, parts with their chapters, back matter, and their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """Where in the book a chapter stands (Chicago Manual of Style, 1.4)."""

    FRONT = "front"
    MAIN = "main"
    APPENDIX = "appendix"
    BACK = "back"

    @property
    def division(self) -> Matter:
        """Return which of the three divisions of a book it belongs to: appendices are back matter."""
        return Matter.BACK if self is Matter.APPENDIX else self


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter, preface or appendix, with the documents that it is made of."""

    docname: str  #: The document that opens it.
    title: str  #: Title as plain text.
    matter: Matter  #: Where it stands.
    number: int  #: Arabic number, counted through the whole book; 0 when it has none.
    docs: tuple[str, ...]  #: Its documents in reading order, the first of them ``docname``.
    letter: str = ""  #: Letter of an appendix; empty for everything else.

    @property
    def label(self) -> str:
        """Return what counts it in print: the number of a chapter, the letter of an appendix, or nothing."""
        return self.letter or (str(self.number) if self.number else "")

    @property
    def counted(self) -> tuple[int | str, ...]:
        """Return the label as the first part of the numbers of its figures; empty when it has none."""
        return (self.letter or self.number,) if self.label else ()


@dataclass(frozen=True, slots=True)
class PartOpening:
    """What stands on the opening of a part besides its title; plain text."""

    epigraph: str = ""
    source: str = ""  #: Where the epigraph is from.
    introduction: str = ""  #: What the part is about.


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive chapters under one title, or the chapters that stand in no part."""

    number: int  #: Number from 1; 0 when the chapters stand in no part.
    title: str  #: Title as plain text; empty when the chapters stand in no part.
    chapters: tuple[Chapter, ...]
    opening: PartOpening = PartOpening()


@dataclass(frozen=True, slots=True)
class Structure:
    """The whole book in reading order."""

    front: tuple[Chapter, ...]
    parts: tuple[Part, ...]
    back: tuple[Chapter, ...]
    appendices: tuple[Chapter, ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Return everything that opens like a chapter, in reading order."""
        return self.front + self.main + self.appendices + self.back

    @property
    def main(self) -> tuple[Chapter, ...]:
        """Return the numbered chapters in reading order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def docnames(self) -> tuple[str, ...]:
        """Return every document of the book in reading order."""
        return tuple(doc for chapter in self.chapters for doc in chapter.docs)

    def chapter_of(self, docname: str) -> Chapter | None:
        """Return the chapter that a document belongs to, or nothing for one in no chapter."""
        return next((chapter for chapter in self.chapters if docname in chapter.docs), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of documents, as a toctree of the root document gives it."""

    matter: Matter
    title: str  #: Title of a part; empty for a plain list.
    docnames: tuple[str, ...]
    opening: PartOpening = PartOpening()


def structure(
    listings: list[Listing], titles: dict[str, str], inside: dict[str, tuple[str, ...]]
) -> Structure:
    """Lay out a book.

    ``titles`` gives each document's title, ``inside`` the documents that a document's own
    toctrees name. A plain list and a part both hold numbered chapters; numbers run through
    the whole book, letters through the appendices. A document that is listed twice stands where it is
    listed first.
    """
    count = letters = 0
    seen: set[str] = set()

    def chapters(listing: Listing) -> Iterator[Chapter]:
        nonlocal count, letters
        for docname in listing.docnames:
            if docname in seen:
                continue
            count += listing.matter is Matter.MAIN
            letters += listing.matter is Matter.APPENDIX
            number = count if listing.matter is Matter.MAIN else 0
            letter = lettered(letters) if listing.matter is Matter.APPENDIX else ""
            docs = tuple(_reading_order(docname, inside, seen))
            yield Chapter(docname, titles.get(docname, docname), listing.matter, number, docs, letter)

    outside: dict[Matter, list[Chapter]] = {Matter.FRONT: [], Matter.APPENDIX: [], Matter.BACK: []}
    parts: list[Part] = []
    part_count = 0
    for listing in listings:
        made = tuple(chapters(listing))
        if listing.matter is Matter.MAIN:
            part_count += bool(listing.title)
            parts.append(Part(part_count if listing.title else 0, listing.title, made, listing.opening))
        else:
            outside[listing.matter] += made
    front, appendices, back = map(tuple, outside.values())
    return Structure(front, tuple(parts), back, appendices)


def _reading_order(docname: str, inside: dict[str, tuple[str, ...]], seen: set[str]) -> Iterator[str]:
    """Yield a document and those inside it, each once, so that a circle of toctrees ends."""
    if docname in seen:
        return
    seen.add(docname)
    yield docname
    for child in inside.get(docname, ()):
        yield from _reading_order(child, inside, seen)


def lettered(number: int) -> str:
    """Return a number from 1 as a capital letter, past Z as two.

    >>> lettered(1), lettered(26), lettered(27)
    ('A', 'Z', 'AA')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def roman(number: int) -> str:
    """Return a number from 1 as a capital Roman numeral."""
    text = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (number // value)
        number %= value
    return text
