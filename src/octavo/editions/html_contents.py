"""The contents of the book as both reading editions show them: parts, chapters, sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from markupsafe import escape
from sphinx.locale import _

from octavo.matter.structure import Chapter, Part, Structure, roman


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents."""

    kind: str  #: ``part``, ``chapter``, ``front``, ``appendix``, ``back`` or ``section``.
    number: str  #: Number as printed, such as ``3``, ``A`` or ``Part II``; empty when there is none.
    markup: str  #: Title as markup.
    text: str  #: Title as plain text.
    docname: str  #: Document that it opens; empty for a part.
    uri: str  #: Where it leads, from the root of the edition; empty for a part without a page.
    children: tuple[Entry, ...] = ()

    @property
    def label(self) -> str:
        """Return number and title as plain text, as a list without typography shows them."""
        return _numbered(self.number, self.text)

    @property
    def label_markup(self) -> str:
        """Return number and title as markup."""
        return _numbered(self.number, self.markup)


def _numbered(number: str, title: str) -> str:
    """Return a title behind its number."""
    if not number:
        return title
    return f"{number}. {title}"


def contents(builder: Any, structure: Structure) -> tuple[Entry, ...]:
    """Lay out the contents of a book.

    The builder gives the addresses: ``get_target_uri(docname)`` and ``part_uri(number)``.
    """
    entries = [_chapter(builder, chapter) for chapter in structure.front]
    for part in structure.parts:
        chapters = tuple(_chapter(builder, chapter) for chapter in part.chapters)
        entries += [_part(builder, part, chapters)] if part.number else chapters
    entries += [_chapter(builder, chapter) for chapter in structure.appendices + structure.back]
    return tuple(entries)


def _part(builder: Any, part: Part, chapters: tuple[Entry, ...]) -> Entry:
    """Return the line of a part over its chapters."""
    markup = escape(part.title)
    return Entry(
        "part",
        f"{_('Part')} {roman(part.number)}",
        str(markup),
        part.title,
        "",
        builder.part_uri(part.number),
        chapters,
    )


def _chapter(builder: Any, chapter: Chapter) -> Entry:
    """Return the line of a chapter over its sections."""
    first, *further = chapter.docs
    sections = list(_sections(builder, first))
    sections += [_document(builder, docname) for docname in further]
    kind = "chapter" if chapter.number else chapter.matter.value
    title = builder.env.titles[first]
    return Entry(
        kind,
        chapter.label,
        markup_of(builder, title),
        chapter.title,
        first,
        builder.get_target_uri(first),
        tuple(sections),
    )


def _document(builder: Any, docname: str) -> Entry:
    """Return the line of a further document of a chapter."""
    title = builder.env.titles[docname]
    sections = tuple(_sections(builder, docname))
    uri = builder.get_target_uri(docname)
    return Entry("section", "", markup_of(builder, title), title.astext(), docname, uri, sections)


def _sections(builder: Any, docname: str) -> Iterator[Entry]:
    """Yield the sections below a document's title."""
    for top in builder.env.tocs[docname].children:
        for inner in top.children:
            if isinstance(inner, nodes.bullet_list):
                yield from _listed(builder, docname, inner)


def _listed(builder: Any, docname: str, listing: nodes.bullet_list) -> Iterator[Entry]:
    """Yield the sections of one level of a document's own table of contents."""
    for item in listing.children:
        link = next(iter(item.findall(nodes.reference)), None) if isinstance(item, nodes.list_item) else None
        if link is None or link.get("refuri") != docname:
            continue
        below = [inner for inner in item.children if isinstance(inner, nodes.bullet_list)]
        children = tuple(entry for inner in below for entry in _listed(builder, docname, inner))
        uri = builder.get_target_uri(docname) + link["anchorname"]
        yield Entry("section", "", markup_of(builder, link), link.astext(), docname, uri, children)


def markup_of(builder: Any, title: nodes.Element) -> str:
    """Return a title as the edition writes it, ships in italics and languages named."""
    copy = nodes.title("", "", *[child.deepcopy() for child in title.children])
    return str(builder.render_partial(copy)["title"])
