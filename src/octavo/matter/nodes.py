"""The document-tree nodes of a book's own blocks, the same for every edition."""

from __future__ import annotations

from docutils import nodes


class table_notes(nodes.General, nodes.Element):
    """The notes of the table before it; its children are :class:`table_note`."""


class table_note(nodes.General, nodes.Element):
    """One note of a table, or a line on its source.

    Attributes: ``letter`` (empty for a line such as "Source"), ``name`` (what stands before such a line),
    ``table`` (its number in the document, from 1), ``ids``, ``backrefs``; children: paragraphs.
    """


class table_call(nodes.Inline, nodes.Element):
    """The letter in a cell that calls a note. Attributes: ``letter``, ``table``, ``ids``, ``refid``."""
