"""The printed book's front matter: its contents, its copyright page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from octavo.matter.structure import Chapter
from octavo.settings import Settings
from octavo.typesetting.destinations import destination
from octavo.typesetting.numbers import spelled


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the table of contents; its words are TeX."""

    label: str  #: Number of a chapter, letter of an appendix, or name of a part.
    title: str
    destination: str = ""
    part: bool = False  #: Whether it names a part.
    gap: bool = False  #: Whether it begins a group: the numbered chapters without parts, the back matter.


def contents(builder: Any, last: Collection[Chapter]) -> Iterator[ContentsLine]:
    """Yield the lines of the table of contents; a colophon stands in none."""
    tex, book = builder.scripts.tex, builder.structure
    for chapter in book.front:
        yield ContentsLine("", tex(chapter.title), destination(chapter.docname))
    for part in book.parts:
        if part.number:
            number = spelled(part.number, builder.settings.language)
            yield ContentsLine(rf"\partname\ {number}", tex(part.title), part=True)
        for chapter in part.chapters:
            yield ContentsLine(chapter.label, tex(chapter.title), destination(chapter.docname))
    for place, chapter in enumerate(book.appendices):
        yield ContentsLine(chapter.label, tex(chapter.title), destination(chapter.docname), gap=not place)
    gap = not book.appendices
    if builder.settings.notes == "end":
        yield ContentsLine("", r"\octavonotesname", "own:endnotes", gap=gap)
        gap = False
    for chapter in book.back:
        if chapter not in last:
            yield ContentsLine("", tex(chapter.title), destination(chapter.docname), gap=gap)
            gap = False


def copyright_lines(known: Settings, faces: str) -> Iterator[str]:
    """Yield the lines of the copyright page; ``faces`` names those that the book is set in."""
    yield known.title + (f": {known.subtitle}" if known.subtitle else "")
    if known.copyright:
        yield f"© {known.copyright}"
    if known.publisher or known.place:
        yield "Published by " + ", ".join(part for part in (known.publisher, known.place) if part)
    yield from (line for line in (known.edition_note, known.licence) if line)
    if known.isbn_print:
        yield f"ISBN {known.isbn_print} (print)"
    if known.isbn_epub:
        yield f"ISBN {known.isbn_epub} (EPUB)"
    yield f"Set in {faces} with LuaLaTeX by octavo"
