"""Lists of the printed editions: timelines, sources, terms."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from octavo.editions.latex_inlines import InlineVisitors
from octavo.editions.pages import in_glossary, section_mark
from octavo.typesetting.destinations import destination


class ListVisitors(InlineVisitors):
    """Writes lists whose items hang."""

    # Timelines

    def visit_timeline(self, node: nodes.Element) -> None:
        """Begin a timeline."""
        self.body.append("\n\\begin{octavotimeline}\n")

    def depart_timeline(self, node: nodes.Element) -> None:
        """End a timeline."""
        self.body.append("\\end{octavotimeline}\n")

    def visit_timeline_event(self, node: nodes.Element) -> None:
        """Write nothing: the date begins an event."""

    def depart_timeline_event(self, node: nodes.Element) -> None:
        """End an event."""
        self.body.append("\\octavoparagraphend\n")

    def visit_timeline_date(self, node: nodes.Element) -> None:
        """Write an event's date, what stands in brackets below it."""
        date, _, other = node.astext().partition(" (")
        below = self.encode(f"({other}" if other else "")
        self.mark_entry(node.parent)
        self.body.append(rf"\octavoevent{{{self.encode(date)}}}{{{below}}}")
        raise nodes.SkipNode

    def visit_timeline_title(self, node: nodes.Element) -> None:
        """Begin an event's name."""
        self.body.append(r"\octavoeventtitle{")

    def depart_timeline_title(self, node: nodes.Element) -> None:
        """End an event's name."""
        self.body.append("}")

    # Lists of sources

    def visit_source_list(self, node: nodes.Element) -> None:
        """Begin a list of sources."""
        self.body.append("\n\\begin{octavosources}\n")

    def depart_source_list(self, node: nodes.Element) -> None:
        """End a list of sources."""
        self.body.append("\\end{octavosources}\n")

    def visit_source_entry(self, node: nodes.Element) -> None:
        """Begin the entry of a work."""
        place: Any = self.place  # type: ignore[attr-defined]
        docname = node.get("docname") or self.curfilestack[-1]
        self.body.append("\\octavosource" + "".join(place("source", docname, i) for i in node["ids"]))
        self.mark_entry(node)

    def depart_source_entry(self, node: nodes.Element) -> None:
        """End the entry of a work."""
        self.body.append("\\octavoparagraphend\n")

    def mark_entry(self, node: nodes.Element) -> None:
        """Name an entry for the page harvest, since its words are no running text."""
        for identifier in node["ids"][:1]:
            name = section_mark(node.get("docname") or self.curfilestack[-1], identifier)
            self.body.append(rf"\octavoparagraph{{{name}}}")

    # Docutils' own citations

    def visit_thebibliography(self, node: nodes.Element) -> None:
        """Write nothing: the entries begin and end their list."""

    def depart_thebibliography(self, node: nodes.Element) -> None:
        """Write nothing."""

    def visit_citation(self, node: nodes.Element) -> None:
        """Begin an entry of docutils' own, and before the first one their list."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append("\n\\begin{octavosources}\n")
        self.body.append("\\octavosource" + self.places(node))  # type: ignore[attr-defined]

    def depart_citation(self, node: nodes.Element) -> None:
        """End the entry, and after the last one the list."""
        self.body.append("\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("\\end{octavosources}\n")

    def visit_citation_reference(self, node: nodes.Element) -> None:
        """Begin the link to an entry of docutils' own."""
        self.body.append(rf"\octavolink{{{destination(node['docname'], node['refname'])}}}{{")

    def depart_citation_reference(self, node: nodes.Element) -> None:
        """End the link."""
        self.body.append("}")

    def visit_label(self, node: nodes.Element) -> None:
        """Begin the name of an entry of docutils' own; a note's number is its macro's."""
        if not isinstance(node.parent, nodes.citation):
            raise nodes.SkipNode
        self.body.append("{}[")

    def depart_label(self, node: nodes.Element) -> None:
        """End the name."""
        self.body.append(r"]\enspace{}")

    # Terms

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Begin a list of terms."""
        self.body.append("\n\\begin{octavoterms}\n")

    def depart_definition_list(self, node: nodes.Element) -> None:
        """End a list of terms."""
        self.body.append("\\end{octavoterms}\n")

    visit_field_list, depart_field_list = visit_definition_list, depart_definition_list

    def visit_term(self, node: nodes.Element) -> None:
        """Begin a term."""
        if in_glossary(node):
            self.mark_entry(node)
        self.body.append(rf"\octavoterm{{{self.places(node)}")  # type: ignore[attr-defined]
        self.in_term += 1

    def depart_term(self, node: nodes.Element) -> None:
        """End a term."""
        self.in_term -= 1
        self.body.append("}")

    def depart_definition(self, node: nodes.Element) -> None:
        """End what a term means."""
        if in_glossary(node):
            self.body.append(r"\octavoparagraphend{}")
        super().depart_definition(node)

    visit_field_name, depart_field_name = visit_term, depart_term

    def visit_target(self, node: nodes.Element) -> None:
        """Write nothing: the destinations of a target are set, and those it passed on as well."""
        if node.get("refid") and not node.get("ids"):
            passed_on = nodes.inline("", ids=[node["refid"]])
            self.hold(self.places(passed_on))  # type: ignore[attr-defined]
