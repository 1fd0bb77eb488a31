"""Where printed pages begin, as both reading editions mark it."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from octavo.editions.epub_pages import PageBreaks
from octavo.editions.html_translator import BookTranslator
from octavo.editions.pages import in_glossary


class PagedTranslator(BookTranslator):
    """Writes the beginnings of printed pages between the words, and before headings and entries."""

    opening: list[str] = []  #: Pages that the next term begins.

    @property
    def breaks(self) -> PageBreaks:
        """Return where the printed pages begin in this document."""
        breaks: PageBreaks = self.builder.breaks  # type: ignore[attr-defined]
        return breaks

    def said_of_page(self, label: str) -> dict[str, Any]:
        """Return the attributes of the beginning of a page; an edition defines it."""
        raise NotImplementedError

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section, after the page that its heading begins."""
        self._break_before(node, "div")
        super().visit_section(node)

    def visit_source_entry(self, node: nodes.Element) -> None:
        """Open a work, and the page that it begins."""
        super().visit_source_entry(node)
        self._break_before(node, "span")

    def visit_index_entry(self, node: nodes.Element) -> None:
        """Open a work of an index of sources, and the page that it begins."""
        super().visit_index_entry(node)
        self._break_before(node, "span")

    def visit_timeline_event(self, node: nodes.Element) -> None:
        """Open an event, and the page that it begins."""
        super().visit_timeline_event(node)
        self._break_before(node, "span")

    def visit_definition_list_item(self, node: Any) -> None:
        """Open an entry; one of a glossary may begin a page."""
        term = next(iter(node.findall(nodes.term)))
        labels = self.breaks.at_section(term) if in_glossary(node) else []
        super().visit_definition_list_item(node)
        self.opening = labels

    def visit_term(self, node: nodes.Element) -> None:
        """Open a term, after the page that its entry begins."""
        super().visit_term(node)
        for label in self.opening:
            self._break_page("span", label)
        self.opening = []

    def visit_Text(self, node: nodes.Text) -> None:
        """Write words, and between them the beginnings of printed pages."""
        if not self.breaks.words:
            super().visit_Text(node)
            return
        for words, labels in self.breaks.split(node):
            for label in labels:
                self._break_page("span", label)
            self.body.append(self.encode(words))

    def _break_before(self, node: nodes.Element, tag: str) -> None:
        """Write the pages that a section or an entry begins."""
        for label in self.breaks.at_section(node):
            self._break_page(tag, label)

    def _break_page(self, tag: str, label: str) -> None:
        """Write the beginning of a printed page."""
        mark = nodes.inline(ids=[f"page-{label}"])
        self.body.append(self.starttag(mark, tag, "", **self.said_of_page(label)) + f"</{tag}>")
