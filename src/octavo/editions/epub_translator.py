"""The translator of the EPUB: EPUB's own vocabulary beside ARIA's, and the printed pages."""

from __future__ import annotations

from docutils import nodes

from octavo.editions.epub_pages import PageBreaks
from octavo.editions.html_meaning import KINDS, ROLES, TYPES
from octavo.editions.html_translator import BookTranslator
from octavo.editions.pages import in_glossary


class EpubTranslator(BookTranslator):
    """Writes a chapter for e-readers."""

    opening: list[str] = []  #: Pages that the next term begins.

    def meaning(self, name: str) -> dict[str, str]:
        """Return the attributes that tell e-readers and screen readers what an element is."""
        said = {}
        if kind := name if name in KINDS else TYPES.get(name):
            said["epub:type"] = kind
        if role := f"doc-{name}" if name in KINDS else ROLES.get(name):
            said["role"] = role
        return said

    def words_in(self, tag: str) -> dict[str, str]:
        """Return the attributes that give words their language, for XML readers too."""
        return {"lang": tag, "xml:lang": tag}

    @property
    def breaks(self) -> PageBreaks:
        """Return where the printed pages begin in this document."""
        breaks: PageBreaks = self.builder.breaks  # type: ignore[attr-defined]
        return breaks

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section, after the page that its heading begins."""
        for label in self.breaks.at_section(node):
            self._break_page("div", label)
        super().visit_section(node)

    def visit_source_entry(self, node: nodes.Element) -> None:
        """Open a work, and the page that it begins."""
        super().visit_source_entry(node)
        self._break_entry(node)

    def visit_timeline_event(self, node: nodes.Element) -> None:
        """Open an event, and the page that it begins."""
        super().visit_timeline_event(node)
        self._break_entry(node)

    def visit_definition_list_item(self, node: nodes.Element) -> None:
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

    def _break_entry(self, node: nodes.Element) -> None:
        """Write the pages that an entry begins."""
        for label in self.breaks.at_section(node):
            self._break_page("span", label)

    def visit_Text(self, node: nodes.Text) -> None:
        """Write words, and between them the beginnings of printed pages."""
        for words, labels in self.breaks.split(node):
            for label in labels:
                self._break_page("span", label)
            self.body.append(self.encode(words))

    def _break_page(self, tag: str, label: str) -> None:
        """Write the beginning of a printed page."""
        mark = nodes.inline(ids=[f"page-{label}"])
        said = {"epub:type": "pagebreak", "role": "doc-pagebreak", "aria-label": f" Page {label}. "}
        self.body.append(self.starttag(mark, tag, "", **said) + f"</{tag}>")

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Write a call; one right behind another is kept apart from it."""
        follows = bool(self.body) and "".join(self.body[-2:]).rstrip().endswith("</sup>")
        super().visit_footnote_reference(node)
        if follows:
            self.body[-2] = self.body[-2].replace('class="noteref"', 'class="noteref next"', 1)

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture and remember whether somebody who does not see it is told what it shows."""
        is_decoration = node.get("alt") == ""
        if "alt" in node:
            self.builder.described.add(node["uri"])  # type: ignore[attr-defined]
        super().visit_image(node)
        if is_decoration:
            # The author said that there is nothing to tell.
            self.body[-1] = self.body[-1].replace("<img", '<img role="presentation"', 1)
