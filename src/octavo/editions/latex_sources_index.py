"""The index of sources in the printed edition; the pages of its places are TeX's to find."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator

from octavo.typesetting.destinations import destination


class SourcesIndexVisitors(LaTeXTranslator):
    """Writes an index of sources."""

    def page_of(self, *parts: str | int) -> str:
        """Return what makes TeX write down the page of a place, where an index of sources asks for it."""
        builder: Any = self.builder
        return rf"\octavoplace{{{destination(*parts)}}}" if builder.has_sources_index else ""

    def visit_index_legend(self, node: nodes.Element) -> None:
        """Begin what the numbers mean."""
        self.body.append("\n\\octavoindexlegend{")

    def depart_index_legend(self, node: nodes.Element) -> None:
        """End it."""
        self.body.append("}\n")

    def visit_source_index(self, node: nodes.Element) -> None:
        """Begin the index."""
        self.body.append("\n\\begin{octavosourcesindex}\n")

    def depart_source_index(self, node: nodes.Element) -> None:
        """End the index."""
        self.body.append("\\end{octavosourcesindex}\n")

    def visit_index_entry(self, node: nodes.Element) -> None:
        """Begin one work."""
        this: Any = self
        self.body.append("\\octavoindexedsource{}")
        this.mark_entry(node)

    def depart_index_entry(self, node: nodes.Element) -> None:
        """End one work."""
        self.body.append("\\octavoparagraphend\n")

    def visit_index_name(self, node: nodes.Element) -> None:
        """Begin the short form of a work, which leads to its entry in a list of sources."""
        goal = destination("source", node["target_doc"], node["target_id"])
        self.body.append(rf"\octavolink{{{goal}}}{{")

    def depart_index_name(self, node: nodes.Element) -> None:
        """End the link."""
        self.body.append("}")

    def visit_index_places(self, node: nodes.Element) -> None:
        """Write the places that cite a work, for TeX to turn into pages."""
        named = (
            f"{destination('call', docname, serial)} {destination('cite', docname, serial, position)} {note}"
            for docname, serial, position, note in node["places"]
        )
        self.body.append(rf"\octavocitedin{{{';'.join(named)}}}")
        raise nodes.SkipNode
