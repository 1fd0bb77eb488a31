"""The captions of figures and tables, as lists behind the contents repeat them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

from octavo.citations.nodes import citation_cluster, citation_text

MAP = "map"  #: Class of a figure that is a map.

#: What a caption calls or hides, and no list repeats.
_DROPPED = (
    nodes.footnote, nodes.footnote_reference, citation_cluster, citation_text, addnodes.index, nodes.target,
    nodes.problematic, nodes.image,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Captioned:
    """One figure, map or table that a list names."""

    kind: str  #: ``figure``, ``map`` or ``table``.
    identifier: str  #: Its id in its document.
    caption: nodes.title  #: Its caption without notes, citations and ids.


def captions(document: nodes.document) -> Iterator[Captioned]:
    """Yield what has both a caption and a name to be numbered by, in reading order."""
    for node in document.findall(nodes.Element):
        found = caption_of(node)
        if found is not None and node["ids"]:
            yield Captioned(kind_of(node), node["ids"][0], bare(found))


def caption_of(node: nodes.Node) -> nodes.TextElement | None:
    """Return the caption of a figure or the title of a table."""
    wanted = nodes.caption if isinstance(node, nodes.figure) else nodes.title
    if not isinstance(node, nodes.figure | nodes.table):
        return None
    return next((child for child in node.children if isinstance(child, wanted)), None)


def kind_of(node: nodes.Node) -> str:
    """Return which list names a figure or a table."""
    if isinstance(node, nodes.table):
        return "table"
    return MAP if isinstance(node, nodes.Element) and MAP in node.get("classes", ()) else "figure"


def bare(caption: nodes.TextElement) -> nodes.title:
    """Return a copy of a caption that can stand elsewhere: nothing is called, linked or named in it."""
    copy = nodes.title("", "", *[child.deepcopy() for child in caption.children])
    for node in list(copy.findall(nodes.Element)):
        if isinstance(node, _DROPPED):
            node.parent.remove(node)
        elif isinstance(node, nodes.reference):
            node.replace_self(node.children)
        else:
            node["ids"] = []
    last = copy.children[-1] if copy.children else None
    if isinstance(last, nodes.Text):
        # A list is no run of sentences (Chicago Manual of Style, 1.39).
        copy[-1] = nodes.Text(last.rstrip().removesuffix("."))
    return copy
