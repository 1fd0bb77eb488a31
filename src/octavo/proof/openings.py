"""The words with which each printed page begins in the EPUB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.proof.epub_lint_book import TYPE
from octavo.proof.page import Page, has_class, has_role, text_of

#: What does not stand in the run of the text, in the words of EPUB and in roles.
_APART = frozenset({"noteref", "footnotes", "landmarks", "page-list", "doc-noteref", "doc-pagelist"})

#: What stands elsewhere on paper.
_FLOATS = frozenset({"figure", "table", "math"})

#: Classes of lines that are not counted.
_LINES = ("rubric", "admonition-title", "topic-title", "sidebar-title", "sig")

#: Letters of a page's beginning that are kept.
_LENGTH = 240


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of one printed page."""

    label: str  #: Its number as printed: ``xii``, ``42``.
    text: str  #: Its text; of a page in the EPUB the first words alone.
    path: str = ""  #: File of the EPUB that it stands in.


@dataclass(frozen=True, slots=True)
class Marks:
    """What an edition shows of the printed pages."""

    openings: tuple[Opening, ...] = ()  #: The pages; of the EPUB those that it marks.
    heads: tuple[
        str, ...
    ] = ()  #: What a running head may hold: titles of the book, of its parts and chapters.
    tops: tuple[str, ...] = ()  #: Texts that may stand above the first word that all editions count.


@dataclass(slots=True)
class _Walk:
    """Collects the openings of pages that stand in reading order."""

    found: list[Opening] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def end(self) -> None:
        """Keep the words of the page that ends."""
        if self.found:
            last = self.found.pop()
            self.found.append(Opening(last.label, "".join(self.pieces), last.path))
        self.pieces, self.length = [], 0

    def add(self, text: str | None) -> None:
        """Take in text."""
        if text and self.found and self.length < _LENGTH:
            self.pieces.append(text)
            self.length += len(text)

    def walk(self, path: str, element: etree._Element) -> None:
        """Take in an element."""
        if has_role(element, "doc-pagebreak", "pagebreak"):
            self.end()
            self.found.append(Opening((element.get("id") or "").removeprefix("page-"), "", path))
        if not _is_apart(element):
            self.add(element.text)
            for child in element.iterchildren(etree.Element):
                self.walk(path, child)
        self.add(element.tail)


def openings(pages: Iterable[Page]) -> tuple[Opening, ...]:
    """Return the beginning of each printed page that pages in reading order mark."""
    walk = _Walk()
    for page in pages:
        body = next(page.root.iter("body"), None)
        if body is not None:
            walk.walk(page.path, body)
    walk.end()
    return tuple(walk.found)


def tops(pages: Iterable[Page]) -> Iterator[str]:
    """Yield the texts that may stand above the first counted word of a page on paper.

    A picture or a table floats to the top, with its caption; the words of a rubric, of a signature and of the
    title of an aside are not counted.
    """
    for page in pages:
        for element in page.root.iter("figure", "table", "aside", "p", "dt"):
            if element.tag not in {"p", "dt"} or any(has_class(element, name) for name in _LINES):
                yield text_of(element)


def _is_apart(element: etree._Element) -> bool:
    """Return whether an element does not stand in the run of the text."""
    words = {*(element.get(TYPE) or "").split(), *(element.get("role") or "").split()}
    return element.tag in _FLOATS or not words.isdisjoint(_APART)
