"""Tables of the printed editions: what the layout of a table must know of its cells."""

from __future__ import annotations

from docutils import nodes

from octavo.typesetting.tables import TYPE, Cell, Layout, layout


def table_layout(node: nodes.Element, letters: float) -> Layout:
    """Return how a table is set: its columns, whether it may break over pages.

    ``letters`` is how many of the text's letters make a line.
    """
    group = next(node.findall(nodes.tgroup))
    shares = tuple(int(spec.get("colwidth", 1)) for spec in group.findall(nodes.colspec))
    given = shares if "colwidths-given" in node.get("classes", ()) else ()
    rows = [list(_cells(row)) for row in group.findall(nodes.row)]
    return layout(len(shares), rows, given, round(letters / TYPE))


def _cells(row: nodes.row) -> list[Cell]:
    """Return what a row's cells hold and how many columns they take."""
    return [
        Cell(entry.astext(), entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1, is_block(entry))
        for entry in row.findall(nodes.entry)
    ]


def is_block(entry: nodes.Element) -> bool:
    """Tell whether a cell holds more than one paragraph."""
    kept = [child for child in entry.children if not isinstance(child, nodes.Invisible)]
    return len(kept) > 1 or any(not isinstance(child, nodes.paragraph) for child in kept)
