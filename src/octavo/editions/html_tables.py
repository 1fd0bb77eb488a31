"""Notes of tables in the reading editions: a letter in a cell, its note below the table, the way back."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator


class TableNoteVisitors(HTML5Translator):
    """Writes calls and notes of tables; they are counted apart from the notes of the chapter."""

    def visit_table_call(self, node: nodes.Element) -> None:
        """Write a call, a link to its note."""
        if self.body and not self.body[-1].startswith("<"):
            # The source needs a space before a role, the reader needs none.
            self.body[-1] = self.body[-1].rstrip(" \n")
        self.body.append(self.starttag(nodes.inline(), "sup", "", CLASS="table-call"))
        said: dict[str, Any] = {"aria-label": _("Note %s of the table") % node["letter"]}
        tag = self.starttag(node, "a", "", href=f"#{node.get('refid', '')}", **said)
        self.body.append(f"{tag}{self.encode(node['letter'])}</a></sup>")
        raise nodes.SkipNode

    def visit_table_notes(self, node: nodes.Element) -> None:
        """Open the notes of a table."""
        said: dict[str, Any] = {"role": "note", "aria-label": _("Notes to the table")}
        self.body.append(self.starttag(node, "div", CLASS="table-notes", **said))

    def depart_table_notes(self, node: nodes.Element) -> None:
        """Close them."""
        self.body.append("</div>\n")

    def visit_table_note(self, node: nodes.Element) -> None:
        """Open a note, its letter first and a way back from it, or a line on the source."""
        self.body.append(self.starttag(node, "div", CLASS="table-note"))
        if not node["letter"]:
            tag = self.starttag(nodes.inline(), "i", "")
            self.body.append(f"{tag}{self.encode(node['name'])}:</i> ")
            return
        calls: list[str] = node.get("backrefs", [])
        letter = self.encode(node["letter"])
        if calls:
            said: dict[str, Any] = {"aria-label": _("Back to the call of note %s") % node["letter"]}
            letter = self.starttag(nodes.inline(), "a", "", href=f"#{calls[0]}", **said) + f"{letter}</a>"
        tag = self.starttag(nodes.inline(), "sup", "")
        self.body.append(f"{tag}{letter}</sup> ")

    def depart_table_note(self, node: nodes.Element) -> None:
        """Close the note."""
        self.body.append("</div>\n")
