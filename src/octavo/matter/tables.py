"""Notes of tables: a letter in a cell, and what it means below the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import get_node_line

from octavo.matter.nodes import table_call, table_note, table_notes

LETTER = re.compile(r"[a-z]|\*|†|‡|§")  #: What calls a note of a table (Chicago Manual of Style, 3.79).


class TableCallRole(SphinxRole):
    r"""Call a note of the table, as in ``12,000\ :tnote:`a```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the call."""
        call = table_call(self.rawtext, letter=self.text.strip())
        call.source, call.line = self.get_source_info()
        return [call], []


class TableNotes(SphinxDirective):
    """Give the notes of the table before: a field for each letter, and one for its source."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the notes."""
        self.assert_has_content()
        holder = table_notes()
        self.set_source_info(holder)
        parsed = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, parsed)
        fields = list(parsed.findall(nodes.field))
        if not fields or any(not isinstance(child, nodes.field_list) for child in parsed.children):
            raise self.error("table-notes holds fields only, as in :a: The garrison alone.")
        for field in fields:
            name = field[0].astext().strip()
            letter = name if LETTER.fullmatch(name) else ""
            note = table_note("", *field[1].children, letter=letter, name="" if letter else name)
            note.source, note.line = holder.source, field.line or self.lineno
            holder += note
        return [holder]


class LinkTableNotes(SphinxTransform):
    """Link each call in a table to its note, and back."""

    # Before the document is remembered, which Sphinx does at 880.
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Give calls and notes their ids."""
        for number, table in enumerate(self.document.findall(nodes.table), 1):
            notes = notes_of(table)
            known = {note["letter"]: note for note in notes.findall(table_note)} if notes is not None else {}
            known.pop("", None)
            for letter, named in known.items():
                named["ids"], named["table"] = [f"tablenote-{number}-{_named(letter)}"], number
            for call in table.findall(table_call):
                call["table"] = number
                note = known.get(call["letter"])
                if note is not None:
                    place = len(note.get("backrefs", [])) + 1
                    again = f"-{place}" if place > 1 else ""
                    call["ids"] = [f"tablecall-{number}-{_named(call['letter'])}{again}"]
                    call["refid"] = note["ids"][0]
                    note["backrefs"] = [*note.get("backrefs", []), *call["ids"]]


def notes_of(table: nodes.Element) -> table_notes | None:
    """Return the notes of a table: they follow it, with nothing but marks of places between."""
    parent = table.parent
    for node in parent.children[parent.index(table) + 1 :]:
        if isinstance(node, table_notes):
            return node
        if not isinstance(node, nodes.Invisible | nodes.target):
            return None
    return None


@dataclass(frozen=True, slots=True)
class TableNote:
    """One letter that calls a note of a table, or names one."""

    line: int  #: Where it stands.
    letter: str
    is_call: bool  #: Whether it stands in a cell.
    is_linked: bool  #: Whether the other end is there.


def table_letters(document: nodes.document) -> Iterator[TableNote]:
    """Yield the calls and the notes of a document's tables."""
    for call in document.findall(table_call):
        yield TableNote(get_node_line(call) or 0, call["letter"], True, bool(call.get("refid")))
    for note in document.findall(table_note):
        if note["letter"]:
            yield TableNote(get_node_line(note) or 0, note["letter"], False, bool(note.get("backrefs")))


def _named(letter: str) -> str:
    """Return a letter as a part of an id."""
    return letter if letter.isalpha() else f"sign-{ord(letter):x}"
