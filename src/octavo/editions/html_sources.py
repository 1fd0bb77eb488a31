"""Citations, lists of sources and glossaries in the reading editions."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes

from octavo.citations.nodes import source_entry, source_link
from octavo.editions.html_notes import NoteVisitors


class SourceVisitors(NoteVisitors):
    """Writes citations and what they lead to: entries of sources, terms of a glossary."""

    def visit_citation_text(self, node: nodes.Element) -> None:
        """Open a citation in the text; its id is where a proof finds it."""
        self.body.append(self.starttag(node, "span", "", CLASS="citation"))

    def depart_citation_text(self, node: nodes.Element) -> None:
        """Close the citation."""
        self.body.append("</span>")

    def visit_source_link(self, node: nodes.Element) -> None:
        """Open the link from a citation to the entry of its work."""
        href = node.get("refuri") or f"#{node['refid']}"
        self.body.append(self.starttag(node, "a", "", href=href, **self.meaning("biblioref")))

    def depart_source_link(self, node: nodes.Element) -> None:
        """Close the link; one that another link interrupted at its end holds nothing and goes."""
        if self.body[-1].startswith("<a "):
            self.body.pop()
        else:
            self.body.append("</a>")

    def visit_source_list(self, node: nodes.Element) -> None:
        """Open a list of sources: a plain list, since ARIA's role for its entries is deprecated."""
        self.body.append(self.starttag(node, "ul", CLASS="sources"))

    def depart_source_list(self, node: nodes.Element) -> None:
        """Close the list."""
        self.body.append("</ul>\n")

    def visit_source_entry(self, node: nodes.Element) -> None:
        """Open one work."""
        self.body.append(self.starttag(node, "li", ""))

    def depart_source_entry(self, node: nodes.Element) -> None:
        """Close the work."""
        self.body.append("</li>\n")

    def visit_citation(self, node: nodes.Element) -> None:
        """Open one of docutils' own citations, as an entry of a plain list."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append(self.starttag(nodes.bullet_list(), "ul", CLASS="sources"))
        self.body.append(self.starttag(node, "li"))

    def depart_citation(self, node: nodes.Element) -> None:
        """Close the entry, and the list after the last one."""
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Open a paragraph, except in an entry of sources, which is one paragraph by itself."""
        if not isinstance(node.parent, source_entry):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Close what :meth:`visit_paragraph` opened."""
        if not isinstance(node.parent, source_entry):
            super().depart_paragraph(node)

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link, and say so where it leads to a term of the glossary.

        A link inside the link of a citation, such as an address, interrupts it: HTML has no link in a link.
        """
        href = node.get("refuri") or f"#{node.get('refid', '')}"
        inlines = [child for child in node.children if isinstance(child, nodes.inline)]
        said = self.meaning("glossref") if any("std-term" in child["classes"] for child in inlines) else {}
        if isinstance(node.parent, source_link):
            # What parts the two links belongs to neither.
            words = self.body.pop()
            kept = words.rstrip(", ")
            self.body.append(f"{kept}</a>{words[len(kept) :]}")
        self.body.append(self.starttag(node, "a", "", href=href, **said))

    def depart_reference(self, node: nodes.Element) -> None:
        """Close the link, and go on with the link that it interrupted."""
        self.body.append("</a>")
        if isinstance(node.parent, source_link):
            self.visit_source_link(node.parent)

    def visit_definition_list_item(self, node: Any) -> None:
        """Open an entry of a glossary; the id is the entry's, so that a pop-up shows the whole of it."""
        super().visit_definition_list_item(node)
        if _in_glossary(node):
            term = next(iter(node.findall(nodes.term)))
            holder = nodes.inline(ids=term["ids"][:1])
            term["ids"] = term["ids"][1:]
            self.body.append(self.starttag(holder, "div"))

    def depart_definition_list_item(self, node: Any) -> None:
        """Close the entry."""
        if _in_glossary(node):
            self.body.append("</div>\n")
        super().depart_definition_list_item(node)

    def visit_term(self, node: nodes.Element) -> None:
        """Open a term, a defining one in a glossary."""
        super().visit_term(node)
        if _in_glossary(node.parent):
            self.body.append("<dfn>")

    def depart_term(self, node: nodes.Element) -> None:
        """Close the term."""
        if _in_glossary(node.parent):
            self.body.append("</dfn>")
        super().depart_term(node)

    def visit_definition(self, node: nodes.Element) -> None:
        """Open a definition."""
        said = self.meaning("glossdef") if _in_glossary(node.parent) else {}
        self.body.append("\n" + self.starttag(node, "dd", "", **said))


def _in_glossary(item: nodes.Node) -> bool:
    """Return whether an entry of a definition list stands in a glossary."""
    return item.parent is not None and isinstance(item.parent.parent, addnodes.glossary)
