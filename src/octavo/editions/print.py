"""The print edition: the book's interior, from half-title to index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from octavo.edition import Edition
from octavo.editions.frontispiece import PAPER, frontispiece
from octavo.editions.html_meaning import is_colophon
from octavo.editions.latex_builder import TypesetBuilder, picture_name
from octavo.editions.latex_contents import contents, copyright_lines
from octavo.editions.latex_notes import NotesOfTables
from octavo.editions.latex_template import fill
from octavo.editions.latex_translator import Heading
from octavo.editions.lists import lists, lists_title
from octavo.matter.structure import Part
from octavo.press import gutter as gutters
from octavo.press.profiles import load_all
from octavo.settings import TRIMS, Settings
from octavo.typesetting import engine
from octavo.typesetting.design import Design
from octavo.typesetting.destinations import destination
from octavo.typesetting.fonts import CJK_FAMILY
from octavo.typesetting.numbers import spelled
from octavo.typesetting.page import Page, book_page
from octavo.typesetting.tagging import obstacle, version


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark of the PDF."""

    title: str  #: Plain text.
    destination: str
    level: int
    children: int = 0  #: Bookmarks directly below it.


class PrintBuilder(TypesetBuilder):
    """Writes ``<slug>.tex`` and all that its run needs."""

    name = "print"
    edition = Edition.PRINT

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the page."""
        super().prepare_writing(docnames)
        self.page = pages(self.settings, self.design)[-1][1]

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the book."""
        headings: dict[str, tuple[Heading, ...]] = {}
        bodies: dict[str, str] = {}
        trees = {chapter.docname: self.chapter_tree(chapter) for chapter in self.structure.chapters}
        for docname, tree in trees.items():
            bodies[docname], headings[docname] = self.translated(tree)
        parts = [self._part(part, bodies) for part in self.structure.parts]
        book = self.structure
        last = [chapter for chapter in book.back if is_colophon(self.env, chapter)]
        found = self.lists()
        values = {
            "front": [bodies[chapter.docname] for chapter in book.front],
            "parts": parts,
            "appendices": [bodies[chapter.docname] for chapter in book.appendices],
            "back": [bodies[chapter.docname] for chapter in book.back if chapter not in last],
            "last": [bodies[chapter.docname] for chapter in last],
            "contents": list(contents(self, last)),
            "lists": found,
            "lists_title": lists_title(tuple(each["kind"] for each in found)) if found else "",
            "bookmarks": _counted(list(self._bookmarks(headings))),
            **self._data(),
            # Last, when every character of the book has been met.
            "faces": self.faces,
        }
        digest = hashlib.sha256(repr(sorted(bodies.items())).encode()).hexdigest()[:32].upper()
        text = fill("book.tex.jinja", self.scripts.tex, {**values, "identifier": digest})
        self.write_tex(f"{self.settings.slug}.tex", text)

    def _data(self) -> dict[str, Any]:
        """Return what the pages before the contents say."""
        known = self.settings
        placeyear = ", ".join(part for part in (known.place, known.year) if part)
        front = frontispiece(known, Path(self.srcdir), PAPER)
        if front:
            self.images.setdefault(front.path, picture_name(front.name))
        faces = " and ".join([self.design.faces.family, *([CJK_FAMILY] if self.scripts.used else [])])
        lines = list(copyright_lines(known, faces))
        data = {
            "title": known.title, "subtitle": known.subtitle, "byline": known.byline,
            "publisher": known.publisher, "placeyear": placeyear, "copyright": lines,
            "dedication": known.dedication, "series": list(known.series),
            "epigraph": known.epigraph, "epigraph_source": known.epigraph_source,
            "caption": front.caption if front else "", "credit": front.credit if front else "",
        }  # fmt: skip
        for value in data.values():
            for text in (value,) if isinstance(value, str) else value:
                self.scripts.tex(text)
        return {
            **data,
            "designs": pages(known, self.design),
            "tagged": known.tagged and not obstacle(version()),
            "babel": self.babel_language,
            "language": known.language,
            "frontispiece": self.images[front.path] if front else "",
            "indexed": self.has_index,
            "notes": known.notes,
            "openings": known.openings,
            "lead_in": known.lead_in,
        }

    def lists(self) -> list[dict[str, Any]]:
        """Return the lists of maps, figures and tables, their words as TeX."""
        return [
            {
                "kind": found.kind,
                "title": found.title,
                "lines": [
                    (destination(item.docname, item.name), item.number, self.words(item.caption))
                    for item in found.items
                ],
            }
            for found in lists(self.env, self.settings)
        ]

    def _part(self, part: Part, bodies: dict[str, str]) -> dict[str, Any]:
        """Return a part for the template."""
        for text in (part.opening.epigraph, part.opening.source, part.opening.introduction):
            self.scripts.tex(text)
        return {
            "number": part.number,
            "spelled": spelled(part.number, self.settings.language) if part.number else "",
            "title": part.title,
            "opening": part.opening,
            "chapters": [bodies[chapter.docname] for chapter in part.chapters],
        }

    def _bookmarks(self, headings: dict[str, tuple[Heading, ...]]) -> Iterator[Bookmark]:
        """Yield the bookmarks, chapters of a part below it."""
        for chapter in self.structure.front:
            yield from _of_chapter(headings[chapter.docname], 0)
        for part in self.structure.parts:
            if part.number:
                yield Bookmark(part.title, f"part-{part.number}", 0)
            for chapter in part.chapters:
                yield from _of_chapter(headings[chapter.docname], 1 if part.number else 0)
        for chapter in self.structure.appendices + self.structure.back:
            yield from _of_chapter(headings[chapter.docname], 0)


def _of_chapter(headings: tuple[Heading, ...], level: int) -> Iterator[Bookmark]:
    """Yield the bookmarks of a chapter and its sections."""
    for heading in headings:
        if heading.level < 2:
            yield Bookmark(heading.title, heading.destination, level + heading.level)


def _counted(marks: list[Bookmark]) -> list[Bookmark]:
    """Return the bookmarks with the number of those directly below each."""
    out = []
    for number, mark in enumerate(marks):
        children = 0
        for below in marks[number + 1 :]:
            if below.level <= mark.level:
                break
            children += below.level == mark.level + 1
        out.append(replace(mark, children=children))
    return out


def pages(settings: Settings, design: Design) -> list[tuple[float, Page]]:
    """Return the page for each gutter that the number of pages may call for, the narrowest first."""
    wanted = gutters.choices(load_all(settings.printers))
    return [(gutter, book_page(design.book, *TRIMS[settings.trim], gutter)) for gutter in wanted]


def chooser(settings: Settings, design: Design) -> gutters.Chooser:
    """Return what chooses the gutter from the pages that a book turns out to have."""
    possible = pages(settings, design)
    measures = {gutter: page.measure for gutter, page in possible}
    return gutters.Chooser(load_all(settings.printers), measures, possible[0][1].letters)


def pdf(
    folder: Path, slug: str, cache: Path | None = None, choice: gutters.Chooser | None = None
) -> engine.Run:
    """Set the book that :class:`PrintBuilder` wrote into ``folder``; safe in a thread of its own.

    With a choice, the gutter is the narrowest that the printers are content with for the pages it then has.
    """
    if choice is None:
        return engine.typeset(folder, slug, cache=cache)
    record = folder / f"{slug}.gutter"
    if not record.is_file():
        size = (folder / f"{slug}.tex").stat().st_size
        record.write_text(f"{choice.first(size)}\n", encoding="ascii")
    return engine.typeset(folder, slug, cache=cache, gutter=choice.choose)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the print edition."""
    app.add_builder(PrintBuilder)
    app.add_post_transform(NotesOfTables)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
