"""Headings, extracts, tables and pictures in the reading editions."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.util.nodes import get_node_line
from sphinx.writers.html5 import HTML5Translator

from octavo.editions.html_meaning import kind_of
from octavo.findings import Finding, Severity
from octavo.matter.extracts import POEM, is_poem


class BlockVisitors(HTML5Translator):
    """Writes what stands between the paragraphs."""

    def meaning(self, name: str) -> dict[str, Any]:
        """Return the attributes that tell a reading system what an element is; an edition defines it."""
        raise NotImplementedError

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section; the first is the chapter itself."""
        self.section_level += 1
        said: dict[str, Any] = {}
        if self.section_level == 1 and len(node["ids"]):
            kind = kind_of(self.builder.env, self.builder.current_docname, node.get("octavo_matter", ""))
            said = {"CLASS": f"opening {kind}".strip(), **self.meaning(kind)}
            if "role" in said:
                said["aria-labelledby"] = _heading_id(node)
        self.body.append(self.starttag(node, "section", **said))

    def add_secnumber(self, node: nodes.Element) -> None:
        """Add nothing: chapters are numbered, sections are not."""

    def visit_title(self, node: nodes.title) -> None:
        """Open a heading; a chapter's shows its number over its title."""
        parent = node.parent
        if isinstance(parent, nodes.section) and self.section_level == 1:
            heading = nodes.title(ids=[_heading_id(parent)] if parent["ids"] else [])
            self.body.append(self.starttag(heading, "h1", ""))
            numbers: tuple[int | str, ...] = self.builder.secnumbers.get("", ())
            for number in numbers[:1]:
                tag = self.starttag(nodes.inline(), "span", "", CLASS="chapter-number")
                word = _("Chapter") if isinstance(number, int) else _("Appendix")
                self.body.append(f"{tag}{word} {number}</span> ")
            self.body.append(self.starttag(nodes.inline(), "span", "", CLASS="chapter-title"))
            self.context.append("</span></h1>\n")
        elif isinstance(parent, addnodes.compact_paragraph) and parent.get("toctree"):
            said: dict[str, Any] = {"role": "heading", "aria-level": "2"}
            self.body.append(self.starttag(node, "p", "", CLASS="caption", **said))
            self.context.append("</p>\n")
        else:
            super().visit_title(node)

    def depart_title(self, node: nodes.title) -> None:
        """Close the heading."""
        if isinstance(node.parent, addnodes.compact_paragraph):
            self.body.append(self.context.pop())
        else:
            super().depart_title(node)

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Open an extract, an epigraph, a poem or a pull quote."""
        name = next((name for name in ("epigraph", "pull-quote") if name in node["classes"]), "")
        tag = "aside" if name == "pull-quote" else "blockquote"
        kind: dict[str, Any] = {"CLASS": POEM} if is_poem(node) else {}
        self.body.append(self.starttag(node, tag, **kind, **self.meaning(name)))
        self.context.append(f"</{tag}>\n")

    def depart_block_quote(self, node: nodes.Element) -> None:
        """Close it."""
        self.body.append(self.context.pop())

    def visit_attribution(self, node: nodes.Element) -> None:
        """Open the source under an extract; whether a dash leads it is the style sheet's affair.

        No footer: in a section with a role of its own, that is one of the whole page to a screen reader.
        """
        self.body.append(self.starttag(node, "p", "", CLASS="attribution"))

    def depart_attribution(self, node: nodes.Element) -> None:
        """Close the source."""
        self.body.append("</p>\n")

    def visit_sidebar(self, node: nodes.Element) -> None:
        """Open a sidebar, named by its title."""
        self.body.append(self.starttag(node, "aside", CLASS="sidebar", **_named_by_title(node)))
        self.in_sidebar = True

    def visit_topic(self, node: nodes.topic) -> None:
        """Open a topic, named by its title."""
        super().visit_topic(node)
        if named := _named_by_title(node):
            self.body[-1] = self.body[-1].replace(
                "<aside", f'<aside aria-label="{self.attval(named["aria-label"])}"'
            )

    def visit_row(self, node: nodes.Element) -> None:
        """Open a row; stripes are the style sheet's affair."""
        self.body.append(self.starttag(node, "tr", ""))
        node.column = 0  # type: ignore[attr-defined]

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell; a heading says whether it heads a column or a row."""
        super().visit_entry(node)
        if self.body[-1].startswith("<th"):
            scope = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{scope}"', 1)

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture that is in the book and has words for those who do not see it."""
        uri = node["uri"]
        if "://" in uri:
            self._fault(
                node, "E001", f"the picture {uri} is on the network", "keep a copy in the book's folder"
            )
        elif uri not in self.builder.images and not uri.startswith("data:"):
            self._fault(node, "E002", f"the picture {uri} is missing", "put it there or correct the path")
        if "alt" not in node:
            remedy = "describe it under ':alt:', or leave ':alt:' empty for decoration"
            self._fault(node, "E003", f"the picture {uri} has no description", remedy, Severity.WARNING)
            node["alt"] = ""
        super().visit_image(node)

    def _fault(self, node: nodes.Element, code: str, message: str, remedy: str, *severity: Severity) -> None:
        """Remember a fault of the author's; the builder raises them together."""
        place = node if get_node_line(node) else node.parent
        path = self.builder.env.doc2path(self.builder.current_docname, False)
        found = Finding(str(path), int(get_node_line(place) or 0), code, message, remedy, *severity)
        faults: Any = self.builder.faults  # type: ignore[attr-defined]
        faults.append(found)


def _heading_id(section: nodes.Element) -> str:
    """Return the id of a chapter's heading, which names its section aloud."""
    return f"heading-{section['ids'][0]}"


def _named_by_title(node: nodes.Element) -> dict[str, Any]:
    """Return the attribute that names a box aloud by its title."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    return {"aria-label": title.astext()} if title is not None else {}
