"""Sentences: which citations stand in the same one."""

from __future__ import annotations

import re

from docutils import nodes

from octavo.citations.nodes import citation_cluster

#: An end that may be none, as after an initial: a sentence too many hides a fault and invents none.
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s|$)")


def sentences(document: nodes.document) -> dict[int, int]:
    """Return the number of the sentence of each citation, from 1, by the identity of its node."""
    blocks: dict[int, nodes.Element] = {}
    for cluster in document.findall(citation_cluster):
        block = _block(cluster)
        if block is not None:
            blocks[id(block)] = block
    out: dict[int, int] = {}
    number = 0
    for block in blocks.values():
        number += 1
        for node in block.findall():
            if isinstance(node, citation_cluster):
                out[id(node)] = number
            elif isinstance(node, nodes.Text) and _END.search(node.astext()):
                number += 1
    return out


def _block(node: nodes.Node) -> nodes.Element | None:
    """Return the paragraph, caption or title that holds a node."""
    parent: nodes.Element | None = node.parent
    while parent is not None and (
        isinstance(parent, nodes.Inline) or not isinstance(parent, nodes.TextElement)
    ):
        parent = parent.parent
    return parent
