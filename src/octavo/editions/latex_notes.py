"""Notes of the printed editions: out of tables to the text below them, each with its call."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.builders.latex.nodes import footnotemark, footnotetext
from sphinx.transforms.post_transforms import SphinxPostTransform

from octavo.matter.tables import notes_of


class NotesOfTables(SphinxPostTransform):
    """Leave only the calls inside a table or figure, and keep the notes as its last children.

    TeX loses a note in a table, and a figure that floats leaves its notes behind.
    """

    default_priority = 601  # Just after Sphinx has put each note where it is called first.
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Move the notes of each table and figure to its end."""
        holders: list[Any] = [*self.document.findall(nodes.table), *self.document.findall(nodes.figure)]
        for node in holders:
            below = notes_of(node) if isinstance(node, nodes.table) else None
            places = [node] if below is None else [node, below]
            kept: list[Any] = [
                _parted(note) for place in places for note in list(place.findall(nodes.footnote))
            ]
            kept += [_taken(text) for place in places for text in list(place.findall(footnotetext))]
            while isinstance(node, nodes.figure) and isinstance(behind := _next(node), footnotetext):
                kept.append(_taken(behind))
            node.extend(sorted(kept, key=lambda text: int(text[0].astext())))


def _parted(note: nodes.footnote) -> footnotetext:
    """Leave a note's call where the note is, and return its text."""
    call = footnotemark("", note[0].astext(), refid=note["ids"][0], docname=note["docname"])
    text = footnotetext("", *note.children, ids=note["ids"][:1], docname=note["docname"])
    calls = note["ids"][1:]
    note.replace_self(call)
    call["ids"] = calls
    return text


def _taken(text: nodes.Element) -> nodes.Element:
    """Take a note's text out of the tree and return it."""
    text.parent.remove(text)
    return text


def _next(node: nodes.Element) -> nodes.Node | None:
    """Return what follows a node."""
    place = node.parent.index(node) + 1
    return node.parent[place] if place < len(node.parent) else None
