"""What kind of extract a block quotation is."""

from __future__ import annotations

from docutils import nodes

POEM = "poem"  #: Class of an extract of verses.


def is_poem(node: nodes.Element) -> bool:
    """Tell whether a block quotation holds verses alone, with or without their source."""
    kept = [child for child in node.children if not isinstance(child, nodes.attribution | nodes.Invisible)]
    return bool(kept) and all(isinstance(child, nodes.line_block) for child in kept)
