"""The index of sources in the reading editions."""

from __future__ import annotations

from docutils import nodes

from octavo.editions.html_sources import SourceVisitors


class SourcesIndexVisitors(SourceVisitors):
    """Writes an index of sources: a list of works, each with links to the places that cite it."""

    def visit_index_legend(self, node: nodes.Element) -> None:
        """Open what the numbers mean."""
        self.body.append(self.starttag(node, "p", "", CLASS="index-note"))

    def depart_index_legend(self, node: nodes.Element) -> None:
        """Close it."""
        self.body.append("</p>\n")

    def visit_source_index(self, node: nodes.Element) -> None:
        """Open the list."""
        self.body.append(self.starttag(node, "ul", CLASS="sources-index"))

    def depart_source_index(self, node: nodes.Element) -> None:
        """Close the list."""
        self.body.append("</ul>\n")

    def visit_index_entry(self, node: nodes.Element) -> None:
        """Open one work."""
        self.body.append(self.starttag(node, "li", ""))

    def depart_index_entry(self, node: nodes.Element) -> None:
        """Close the work."""
        self.body.append("</li>\n")

    def visit_index_name(self, node: nodes.Element) -> None:
        """Open the short form of a work, which leads to its entry in a list of sources."""
        href = node.get("refuri") or f"#{node['refid']}"
        self.body.append(self.starttag(node, "a", "", href=href, **self.meaning("biblioref")))

    def depart_index_name(self, node: nodes.Element) -> None:
        """Close the link."""
        self.body.append("</a>")

    def visit_index_places(self, node: nodes.Element) -> None:
        """Write nothing: the places stand behind the work."""

    def depart_index_places(self, node: nodes.Element) -> None:
        """Write nothing."""

    def visit_index_place(self, node: nodes.Element) -> None:
        """Open the link to a place that cites the work."""
        href = node.get("refuri") or f"#{node['refid']}"
        self.body.append(self.starttag(node, "a", "", href=href, CLASS="place"))

    def depart_index_place(self, node: nodes.Element) -> None:
        """Close the link."""
        self.body.append("</a>")
