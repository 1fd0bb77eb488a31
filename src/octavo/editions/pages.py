"""The pages of the printed edition: which words they open with, for every other edition to quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from octavo.citations.nodes import citation_cluster, citation_text, source_link, source_list
from octavo.timelines.nodes import timeline
from octavo.typesetting.destinations import destination, parts

SERIAL = "octavo_paragraph"  #: Attribute of a paragraph of running text: its number in its document, from 1.

#: Ending of the file of places, and what the name of a citation's place begins with in it.
PLACES, CALL = ".places", "call"

#: Stands before the names of pages that no document holds, as in ``/title-page``.
OWN = "/"

#: Between two words; a no-break space does not divide them.
GAP = re.compile(r"[ \t\r\n]+")

#: What is not running text: it floats, stands at the foot, or is set in a list of its own.
_APART = (
    nodes.footnote, nodes.citation, nodes.table, nodes.figure, nodes.sidebar, addnodes.glossary, source_list,
    timeline,
)  # fmt: skip

#: What differs from edition to edition inside a paragraph, and is not counted.
_UNCOUNTED = (
    nodes.footnote, nodes.footnote_reference, nodes.label, nodes.math, nodes.raw, nodes.image, nodes.literal,
    addnodes.index, citation_cluster, citation_text, source_link,
)  # fmt: skip


class NumberParagraphs(SphinxTransform):
    """Number the paragraphs of running text, once, so that every edition means the same one."""

    # After everything that makes, moves or removes paragraphs while a document is read.
    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        """Give each paragraph of running text its serial."""
        serial = 0
        for paragraph in self.document.findall(nodes.paragraph):
            if is_running(paragraph):
                serial += 1
                paragraph[SERIAL] = serial


def is_running(paragraph: nodes.paragraph) -> bool:
    """Tell whether a paragraph stands in the run of the text."""
    return not any(isinstance(node, _APART) or _is_contents(node) for node in ancestors(paragraph))


def _is_contents(node: nodes.Node) -> bool:
    """Tell whether a node is a list of the sections on a page, which only some editions show."""
    return isinstance(node, nodes.topic) and "contents" in node["classes"]


def is_counted(text: nodes.Text) -> bool:
    """Tell whether the words of a text are counted in its paragraph."""
    for node in ancestors(text):
        if isinstance(node, _UNCOUNTED):
            return False
        if isinstance(node, nodes.paragraph):
            return SERIAL in node
    return False


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what a node stands in, the nearest first."""
    while (node := node.parent) is not None:
        yield node


def in_glossary(node: nodes.Node) -> bool:
    """Tell whether a term or a definition stands in a glossary."""
    return any(isinstance(up, addnodes.glossary) for up in ancestors(node))


class Opening(StrEnum):
    """With what a printed page opens, as far as an edition can point at it."""

    WORD = "word"  #: A word of running text.
    SECTION = "section"  #: The heading of a section, an event, a source, a term, or a page of the book's own.
    NOTHING = "nothing"  #: A picture, a table, the rest of an entry.
    BLANK = "blank"  #: The page is empty.


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page of the printed edition."""

    label: str  #: Its number as printed: ``xii``, ``42``.
    opening: Opening
    docname: str = ""  #: Document of its first word or heading; empty when it has neither.
    paragraph: int = 0  #: Serial of the paragraph of its first word.
    word: int = 0  #: Number of that word in the paragraph, from 0.
    section: str = ""  #: Id of the section, event, source or term that opens the page.


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """Every page of the printed edition, in order."""

    pages: tuple[PrintedPage, ...]

    @classmethod
    def load(cls, path: Path) -> PrintedPages | None:
        """Read what LuaLaTeX wrote; nothing where no printed edition was made."""
        if not path.is_file():
            return None
        return cls(tuple(_page(line) for line in path.read_text(encoding="utf-8").splitlines()))

    def in_document(self, docname: str) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the pages that begin at each ``(paragraph, word)`` of a document."""
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for page in self.pages:
            if page.docname == docname and page.opening is Opening.WORD:
                place = page.paragraph, page.word
                found[place] = (*found.get(place, ()), page.label)
        return found

    def at_sections(self, docname: str) -> dict[str, str]:
        """Return the page that each section of a document opens, by the section's id."""
        return {
            page.section: page.label
            for page in self.pages
            if page.docname == docname and page.opening is Opening.SECTION
        }

    def at_own(self, name: str) -> str:
        """Return the number of a page that no document holds, such as ``title-page``; empty for none."""
        found = (page for page in self.pages if page.docname == OWN + name)
        return next((page.label for page in found), "")

    def span(self, docnames: Iterable[str]) -> tuple[str, str] | None:
        """Return the first and last page of a chapter, whose documents these are."""
        wanted = set(docnames)
        opened = [number for number, page in enumerate(self.pages) if page.docname in wanted]
        if not opened:
            return None
        last = opened[-1]
        # What opens with a picture or goes on with a list belongs to the chapter before it.
        while last + 1 < len(self.pages) and self.pages[last + 1].opening is Opening.NOTHING:
            last += 1
        return self.pages[opened[0]].label, self.pages[last].label


def printed_places(path: Path) -> Mapping[tuple[str, int], str]:
    """Return the printed page of each citation, by document and serial, as LuaLaTeX wrote them down.

    It does so for a book with an index of sources; nothing is known where no printed edition was made.

    :param path: the file of the printed pages, beside which that of the places lies.
    """
    places = path.with_suffix(PLACES)
    found: dict[tuple[str, int], str] = {}
    for line in places.read_text(encoding="utf-8").splitlines() if places.is_file() else ():
        name, _tab, label = line.partition("\t")
        role, *own = parts(name)
        # TeX may be writing it: a line cut short is none.
        if role == CALL and len(own) == 2 and own[1].isdecimal() and label:
            found[own[0], int(own[1])] = label
    return found


def mark(docname: str, serial: int) -> str:
    """Return the name that a paragraph has in TeX."""
    return destination("p", docname, serial)


def section_mark(docname: str, identifier: str) -> str:
    """Return the name that a section's heading has in TeX."""
    return destination("s", docname, identifier)


def _page(line: str) -> PrintedPage:
    """Read one line: label, kind, name of the mark, word."""
    label, kind, name, word = line.split("\t")
    if kind == "blank":
        return PrintedPage(label, Opening.BLANK)
    if kind != "text":
        return PrintedPage(label, Opening.NOTHING)
    role, docname, own = parts(name)
    if role == "s":
        return PrintedPage(label, Opening.SECTION, docname, section=own)
    return PrintedPage(label, Opening.WORD, docname, int(own), int(word))
