"""Notes of the printed editions: out of tables to the text below them, each with its call."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.builders.latex.nodes import footnotemark, footnotetext
from sphinx.transforms.post_transforms import SphinxPostTransform


class NotesOfTables(SphinxPostTransform):
    """Leave only the calls inside a table; TeX would lose the notes there."""

    default_priority = 601  # Just after Sphinx has put each note where it is called first.
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Move the notes of each outermost table behind it."""
        for table in list(self.document.findall(nodes.table)):
            behind = []
            for note in list(table.findall(nodes.footnote)):
                text = footnotetext("", *note.children, ids=note["ids"][:1], docname=note["docname"])
                call = footnotemark("", note[0].astext(), refid=note["ids"][0], docname=note["docname"])
                call["ids"] = note["ids"][1:]
                note.replace_self(call)
                behind.append(text)
            for text in list(table.findall(footnotetext)):
                if text.parent is not None:
                    text.parent.remove(text)
                    behind.append(text)
            behind.sort(key=lambda text: int(text[0].astext()) if text[0].astext().isdigit() else 0)
            parent = table.parent
            place = parent.index(table) + 1
            parent[place:place] = behind
