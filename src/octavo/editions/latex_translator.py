"""The writer of the printed editions: the document tree in the words of our own TeX macros."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders.latex.nodes import footnotemark, footnotetext

from octavo.editions.latex_blocks import BlockVisitors
from octavo.editions.latex_extracts import LETTER_LINES
from octavo.editions.latex_formulas import FormulaVisitors
from octavo.editions.latex_index import IndexVisitors
from octavo.editions.latex_lists import ListVisitors
from octavo.editions.latex_openings import OpeningVisitors
from octavo.editions.latex_sources_index import SourcesIndexVisitors
from octavo.editions.latex_text import Scripts, escape
from octavo.editions.pages import SERIAL, ancestors, mark, section_mark
from octavo.matter.blocks import CREDIT
from octavo.matter.captions import caption_of
from octavo.matter.structure import Matter
from octavo.timelines.nodes import timeline_title
from octavo.typesetting.destinations import destination
from octavo.typesetting.faults import marker
from octavo.typesetting.numbers import spelled

LOOSENESS = ("tight", "loose")  #: Classes of a paragraph that is to be a line shorter or longer.
SECTIONS = ("octavosection", "octavosubsection", "octavosubsubsection")
#: Macro of paragraphs that are lines of their own, by class.
PARAGRAPHS = {**LETTER_LINES, CREDIT: "octavocredit"}
#: Nodes whose own visitor sets their destinations, or which have no place to set one.
_OWN_PLACE = (
    nodes.section, nodes.document, nodes.footnote, nodes.footnote_reference, nodes.row, nodes.entry,
    nodes.tgroup, nodes.thead, nodes.tbody, nodes.colspec, nodes.definition_list_item, nodes.title,
    nodes.term, nodes.label, footnotemark, footnotetext,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as bookmarks show it."""

    level: int  #: 0 for a chapter, 1 for its sections.
    title: str  #: Plain text.
    destination: str


class BookTranslator(
    OpeningVisitors, BlockVisitors, ListVisitors, SourcesIndexVisitors, FormulaVisitors, IndexVisitors
):
    """Writes one chapter; the builder puts the chapters together."""

    def __init__(self, document: nodes.document, builder: Any, theme: Any) -> None:
        super().__init__(document, builder, theme)
        self.scripts: Scripts = builder.scripts
        self.headings: list[Heading] = []
        self.languages: list[str] = []  #: Languages of the runs that we are in.
        self.placed: set[str] = set()  #: Destinations already set.
        self.pending: list[str] = []  #: Destinations and index entries that wait for the next word.
        self.level = -1

    @property
    def docname(self) -> str:
        """The document that we are in."""
        return self.curfilestack[-1]

    def rendered(self, *children: nodes.Node) -> str:
        """Return what the children look like in TeX."""
        self.pushbody([])
        for child in children:
            child.walkabout(self)
        return "".join(self.popbody())

    def encode(self, text: str) -> str:
        """Return text escaped for TeX."""
        if self.literal_whitespace:
            return str(super().encode(text))
        return self.scripts.tex(text, self.languages[-1] if self.languages else "")

    def escape(self, s: str) -> str:
        """Return text escaped for TeX, without a look at its scripts."""
        return escape(s)

    # Places

    def place(self, *parts: str | int) -> str:
        """Return the destination for a place, or nothing when it has been set."""
        name = destination(*parts)
        if name in self.placed:
            return ""
        self.placed.add(name)
        return rf"\octavodest{{{name}}}"

    def hold(self, tex: str) -> None:
        """Keep a place until the next word.

        Between paragraphs it could come to stand on another page than the words it belongs to,
        and it would allow a page to break below a heading.
        """
        if tex:
            self.pending.append(tex)

    def release(self) -> None:
        """Write the places that wait, inside the paragraph that is about to begin."""
        if self.pending:
            self.body += [r"\leavevmode", *self.pending]
            self.pending = []

    def places(self, node: nodes.Element) -> str:
        """Return the destinations of a node's ids, those of a citation under both of its names."""
        found = ""
        for identifier in node["ids"]:
            if identifier.startswith("index-"):  # Only Sphinx's own index of web pages leads there.
                continue
            found += self.place(self.docname, identifier)
            if re.fullmatch(r"cite-\d+", identifier):
                call = self.docname, identifier.removeprefix("cite-")
                found += self.place("call", *call) + self.page_of("call", *call)
        return found

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Set the destinations of a node that has ids and no visitor that does it."""
        if isinstance(node, nodes.Element) and node.get("ids") and not isinstance(node, _OWN_PLACE):
            self.hold(self.places(node))
            if caption_of(node) is not None:  # A list behind the contents asks for its page.
                self.hold(rf"\octavoplace{{{destination(self.docname, node['ids'][0])}}}")
        super().dispatch_visit(node)

    def hypertarget(self, id: str, withdoc: bool = True, anchor: bool = True) -> str:
        """Return a destination where Sphinx's own visitors ask for one."""
        return self.place(self.docname, id) if withdoc else self.place(id)

    def mark_source(self, node: nodes.Element) -> None:
        """Write where in the sources the next lines come from."""
        if node.source and node.line:
            path = os.path.relpath(node.source, self.builder.srcdir)
            self.body.append(f"{marker(Path(path).as_posix(), node.line)}\n")

    # Documents and sections

    def visit_document(self, node: nodes.Element) -> None:
        """Begin a chapter."""
        self.curfilestack.append(node["docname"])
        self.this_is_the_title = 0

    def depart_document(self, node: nodes.Element) -> None:
        """End a chapter."""
        self.body += self.pending
        self.curfilestack.pop()

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Begin a document inside a chapter."""
        self.curfilestack.append(node["docname"])

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """End a document inside a chapter."""
        self.curfilestack.pop()

    def visit_section(self, node: nodes.Element) -> None:
        """Begin a section; a chapter's first words are led in."""
        self.level += 1
        if self.level == 0 and node.get("octavo_matter") == Matter.MAIN.value:
            paragraphs = (p for p in node.findall(nodes.paragraph) if isinstance(p.parent, nodes.section))
            if (first := next(paragraphs, None)) is not None:
                first["octavo_opening"] = True

    def depart_section(self, node: nodes.Element) -> None:
        """End a section."""
        self.level -= 1

    def visit_title(self, node: nodes.Element) -> None:
        """Write a heading with its destination, its bookmark and its mark for the page harvest."""
        section = node.parent
        if not isinstance(section, nodes.section):
            super().visit_title(node)
            return
        plain = _without_notes(node)
        top = self.level == 0
        identifier = section["ids"][0] if section["ids"] else ""
        name = destination(self.docname) if top else destination(self.docname, identifier)
        self.placed.add(name)
        self.headings.append(Heading(self.level, plain, name))
        self.body.append("\n\n")
        self.mark_source(node)
        if top:
            self.body.append(rf"\octavochapter{{{name}}}{{{self.chapter_label(section)}}}{{")
            self.context.append(rf"\octavoparagraphend}}{{{self.encode(plain)}}}" + "\n")
        else:
            macro = SECTIONS[min(self.level - 1, len(SECTIONS) - 1)]
            self.body.append(rf"\{macro}{{{name}}}{{")
            self.context.append("\\octavoparagraphend}\n")
        harvest = section_mark(self.docname, identifier)
        self.body.append(self.places(section) + rf"\octavoparagraph{{{harvest}}}")
        self.in_title = 1

    def depart_title(self, node: nodes.Element) -> None:
        """Close a heading."""
        self.in_title = 0
        self.body.append(self.context.pop())

    def chapter_label(self, section: nodes.Element) -> str:
        """Return what stands over a numbered chapter's title."""
        if letter := section.get("octavo_letter", ""):
            return rf"\appendixname\ {letter}"
        number = section.get("octavo_number", 0)
        return rf"\chaptername\ {spelled(number, self.config.language)}" if number else ""

    # Paragraphs

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Begin a paragraph; one of running text says which."""
        number = node.parent.index(node)
        before = node.parent[number - 1] if number else None
        if not isinstance(before, nodes.label):
            self.body.append("\n" if before is None or isinstance(before, timeline_title) else "\n\n")
            self.mark_source(node)
        self.body += [rf"\octavo{name}{{}}" for name in LOOSENESS if name in node["classes"]]
        if SERIAL in node:
            self.body.append(rf"\octavoparagraph{{{mark(self.docname, node[SERIAL])}}}")
        for name in node["classes"]:
            if macro := PARAGRAPHS.get(name):
                self.body.append(f"\\{macro}{{")
        if node.attributes.pop("octavo_opening", None):
            self.body.append(self.opened(node))

    def depart_paragraph(self, node: nodes.Element) -> None:
        """End a paragraph."""
        self.body += ["}" for name in node["classes"] if name in PARAGRAPHS]
        self.body.append(r"\octavoparagraphend" + "\n" if SERIAL in node else "\n")


def _without_notes(title: nodes.Element) -> str:
    """Return a title as plain text for running heads and bookmarks, where no note can be called."""
    words = [
        text.astext()
        for text in title.findall(nodes.Text)
        if not any(isinstance(node, (footnotemark, nodes.footnote)) for node in ancestors(text))
    ]
    return " ".join("".join(words).split())
