"""Extracts of the printed editions: epigraphs, verse, letters, sidebars, notes of tables."""

from __future__ import annotations

from docutils import nodes

from octavo.editions.latex_inlines import InlineVisitors
from octavo.matter.blocks import BEFORE, BEHIND, LETTER
from octavo.matter.extracts import is_poem
from octavo.matter.tables import notes_of
from octavo.typesetting.destinations import destination

#: Macro of each line of a letter, by its class.
LETTER_LINES = {f"{LETTER}-{name}": f"octavoletter{name}" for name in (*BEFORE, *BEHIND)}

#: Macro of the source under each kind of extract.
_SOURCES = {"octavoepigraph": "octavoepigraphsource", "octavopoem": "octavopoemsource"}


class ExtractVisitors(InlineVisitors):
    """Writes what is set apart from the text."""

    def rendered(self, *children: nodes.Node) -> str:
        """Return what the children look like in TeX."""
        raise NotImplementedError

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Begin an extract, an epigraph, a poem or a letter."""
        self.body.append(f"\n\\begin{{{_extract(node)}}}\n")

    def depart_block_quote(self, node: nodes.Element) -> None:
        """End it."""
        self.body.append(f"\\end{{{_extract(node)}}}\n")

    def visit_attribution(self, node: nodes.Element) -> None:
        """Begin the source of an extract."""
        macro = _SOURCES.get(_extract(node.parent), "octavoattribution")
        self.body.append(f"\n\\{macro}{{")

    def depart_attribution(self, node: nodes.Element) -> None:
        """End the source of an extract."""
        self.body.append("}\n")

    def visit_line_block(self, node: nodes.Element) -> None:
        """Begin verses, or a group of them that stands further in."""
        name = "octavoversegroup" if isinstance(node.parent, nodes.line_block) else "octavoverse"
        self.body.append(f"\n\\begin{{{name}}}\n")
        self.context.append(f"\\end{{{name}}}\n")

    def depart_line_block(self, node: nodes.Element) -> None:
        """End verses."""
        self.body.append(self.context.pop())

    def visit_line(self, node: nodes.Element) -> None:
        """Begin a verse; one without words parts two stanzas."""
        self.body.append(r"\octavoverseline " if node.astext().strip() else r"\octavostanza ")

    # Sidebars

    def visit_sidebar(self, node: nodes.Element) -> None:
        """Begin a sidebar or a topic."""
        self.body.append("\n\\begin{octavosidebar}\n")

    def depart_sidebar(self, node: nodes.Element) -> None:
        """End it."""
        self.body.append("\\end{octavosidebar}\n")

    def visit_topic(self, node: nodes.Element) -> None:
        """Begin a topic; a table of contents inside a chapter is Sphinx's."""
        if "contents" in node.get("classes", ()):
            super().visit_topic(node)
        else:
            self.visit_sidebar(node)

    def depart_topic(self, node: nodes.Element) -> None:
        """End it."""
        if "contents" in node.get("classes", ()):
            super().depart_topic(node)
        else:
            self.depart_sidebar(node)

    # Notes of tables

    def visit_table_call(self, node: nodes.Element) -> None:
        """Write the letter in a cell that calls a note; the way back leads to the first of several calls."""
        self.release()  # type: ignore[attr-defined]
        place, letter = self.table_place(node), self.encode(node["letter"])
        self.body.append(rf"\octavotablecall{{{place}}}{{{letter}}}")
        raise nodes.SkipNode

    def table_place(self, node: nodes.Element) -> str:
        """Return the part that call and note of a table have in common in the names of their places."""
        return destination(self.curfilestack[-1], node.get("table", 0), node["letter"])

    def keep_table_notes(self, table: nodes.Element) -> None:
        """Write the notes of a table for its end; they stand behind it in the tree."""
        notes = notes_of(table)
        if notes is None:
            return
        notes.parent.remove(notes)
        lines = []
        for note in notes.children:
            assert isinstance(note, nodes.Element)
            words = self.rendered(*note.children).strip()
            if letter := note["letter"]:
                begin = rf"\octavotablenote{{{self.table_place(note)}}}{{{self.encode(letter)}}}"
            else:
                begin = rf"\octavotablesource{{{self.encode(note['name'])}}}"
            lines.append(f"{begin}{{{words}}}\n")
        self.body.append(f"\n\\octavokeeptablenotes{{{''.join(lines)}}}")

    def visit_table_notes(self, node: nodes.Element) -> None:
        """Write nothing: notes without a table are a fault, which the check reports."""
        raise nodes.SkipNode


def _extract(node: nodes.Element) -> str:
    """Return the environment of an extract."""
    classes = node.get("classes", ())
    if "epigraph" in classes:
        return "octavoepigraph"
    if LETTER in classes:
        return "octavoletter"
    return "octavopoem" if is_poem(node) else "quote"
