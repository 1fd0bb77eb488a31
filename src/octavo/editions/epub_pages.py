"""The printed pages in the EPUB: where each begins, so that paper and e-reader share page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from docutils import nodes

from octavo.editions.epub_package import Page
from octavo.editions.pages import GAP, SERIAL, PrintedPages, ancestors, is_counted

ROLE = "doc-pagebreak"


@dataclass(slots=True)
class PageBreaks:
    """The beginnings of printed pages in one document; without any, text goes through untouched."""

    words: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)  #: By paragraph and word.
    sections: Mapping[str, str] = field(default_factory=dict)  #: By the id of the section.
    counts: dict[int, int] = field(default_factory=dict)  #: Words begun so far, by paragraph.

    @classmethod
    def of(cls, printed: PrintedPages | None, docname: str) -> PageBreaks:
        """Return the beginnings in a document; none where no printed edition was made."""
        return cls() if printed is None else cls(printed.in_document(docname), printed.at_sections(docname))

    def at_section(self, node: nodes.Element) -> list[str]:
        """Return the pages that begin with the heading of a section."""
        return [self.sections[name] for name in node["ids"] if name in self.sections]

    def split(self, node: nodes.Text) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the words of a text, each run with the pages that begin before it.

        Words are counted as the printed edition counts them: a new one begins behind each gap.
        """
        text = node.astext()
        if not self.words or not is_counted(node):
            yield text, ()
            return
        serial = next(parent[SERIAL] for parent in ancestors(node) if isinstance(parent, nodes.paragraph))
        labels = self.words.get((serial, 0), ()) if serial not in self.counts else ()
        word, start = self.counts.get(serial, 0), 0
        for gap in GAP.finditer(text):
            word += 1
            if here := self.words.get((serial, word)):
                yield text[start : gap.end()], labels
                labels, start = here, gap.end()
        self.counts[serial] = word
        yield text[start:], labels


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed page begins in the EPUB."""

    label: str  #: Number as printed.
    uri: str  #: Address from the root of the package.

    @property
    def number(self) -> int:
        """Return the page's Arabic number; 0 for a Roman one."""
        return int(self.label) if self.label.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class PageMap:
    """Every printed page that the EPUB marks, and the page of every id."""

    places: tuple[Place, ...] = ()
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)  #: By path and id.

    @classmethod
    def of(cls, pages: Iterable[Page]) -> PageMap:
        """Read the marks of pages that stand in reading order."""
        places: list[Place] = []
        labels: dict[tuple[str, str], str] = {}
        for page in pages:
            for element in page.root.iter():
                name = element.get("id", "")
                if element.get("role") == ROLE:
                    places.append(Place(name.removeprefix("page-"), f"{page.path}#{name}"))
                elif name and (label := _opened(element) or (places[-1].label if places else "")):
                    labels[page.path, name] = label
        return cls(tuple(places), labels)


def _opened(element: ElementTree.Element) -> str:
    """Return the page that begins with an element's first word; nothing where its words go on with one."""
    while not (element.text or "").strip() and len(element):
        element = element[0]
        if element.get("role") == ROLE:
            return element.get("id", "").removeprefix("page-")
    return ""
