"""Pandoc's inlines as document-tree nodes, with the links to the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docutils import nodes

from octavo.citations.engine import MARK, Inlines

_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_OPENING = re.compile(r"^[\s(\[;,]+")
_CLOSING = re.compile(r"[\s)\].;,]+$")

#: Makes the link for the work at a position (from 1) of a cluster.
Linker = Callable[[int], nodes.Element]


def to_nodes(inlines: Inlines) -> list[nodes.Node]:
    """Return inlines as nodes; plain text stays together.

    Raises :class:`ValueError` on an inline that no style is known to make.
    """
    out: list[nodes.Node] = []
    text = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind in {"Str", "Space", "SoftBreak"}:
            text += str(content) if kind == "Str" else " "
            continue
        if text:
            out.append(nodes.Text(text))
            text = ""
        out += _element(kind, content)
    if text:
        out.append(nodes.Text(text))
    return out


def _element(kind: str, content: Any) -> list[nodes.Node]:
    """Return the nodes of one inline that is no plain text."""
    match kind:
        case "Emph":
            return [nodes.emphasis("", "", *to_nodes(content))]
        case "Strong":
            return [nodes.strong("", "", *to_nodes(content))]
        case "SmallCaps":
            return [nodes.inline("", "", *to_nodes(content), classes=["smallcaps"])]
        case "Superscript":
            return [nodes.superscript("", "", *to_nodes(content))]
        case "Subscript":
            return [nodes.subscript("", "", *to_nodes(content))]
        case "Link":
            return [nodes.reference("", "", *to_nodes(content[1]), refuri=content[2][0], internal=False)]
        case "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            return [nodes.Text(opening), *to_nodes(content[1]), nodes.Text(closing)]
        case "Span":
            return to_nodes(content[1])
        case "LineBreak":
            return [nodes.Text(" ")]
        case "RawInline" | "Note":
            return []
    raise ValueError(f"the citation engine made a {kind}")


def sentence(inlines: Inlines) -> Inlines:
    """Return a note's inlines with a capital at the head, as a note begins."""
    if inlines and inlines[0]["t"] == "Str" and not inlines[0]["c"].startswith("http"):
        head = inlines[0]["c"]
        return [{"t": "Str", "c": head[:1].upper() + head[1:]}, *inlines[1:]]
    return inlines


def works(inlines: Inlines, keys: Sequence[str]) -> Iterator[tuple[list[int], Inlines]]:
    """Yield what a style printed for each work, with the positions (from 1) of the targets it stands for.

    Consecutive targets of one work share what was printed.
    """
    groups: list[list[int]] = []
    for i, key in enumerate(keys):
        if i and keys[i - 1] == key:
            groups[-1].append(i + 1)
        else:
            groups.append([i + 1])
    parts: list[Inlines] = [[]]
    for inline in inlines:
        if inline["t"] == "Str" and MARK in inline["c"]:
            before, _, after = inline["c"].partition(MARK)
            if before:
                parts[-1].append({"t": "Str", "c": before})
            _drop_dangling_comma(parts[-1])
            parts.append([{"t": "Str", "c": after}] if after else [])
        else:
            parts[-1].append(inline)
    # Where a style swallowed a work (two in one), the last part stands for the rest.
    for i, part in enumerate(parts):
        group = groups[i] if i < len(parts) - 1 else [p for g in groups[i:] for p in g]
        yield group, part


def _drop_dangling_comma(part: Inlines) -> None:
    """Drop the comma that the style put before our mark where there was no locator."""
    while part and part[-1]["t"] == "Space":
        part.pop()
    if part and part[-1]["t"] == "Str" and part[-1]["c"].endswith(","):
        part[-1] = {"t": "Str", "c": part[-1]["c"][:-1]}


def linked(inlines: Inlines, keys: Sequence[str], link: Linker) -> list[nodes.Node]:
    """Return a citation's inlines as nodes in which each work links to its entry.

    The link stands on the title where there is one, else on all that names the work.
    """
    out: list[nodes.Node] = []
    for positions, part in works(inlines, keys):
        made = to_nodes(part)
        title = next((i for i, node in enumerate(made) if isinstance(node, nodes.emphasis)), None)
        anchors = [link(position) for position in positions]
        outer = anchors[0]
        if title is not None:
            outer += made[title]
            made[title] = outer
        else:
            made = _wrapped(made, outer)
        for extra in anchors[1:]:
            made.insert(made.index(outer) + 1, extra)
        out += made
    return out


def _wrapped(made: list[nodes.Node], link: nodes.Element) -> list[nodes.Node]:
    """Put a link round nodes, leaving brackets and punctuation at both ends outside."""
    before: list[nodes.Node] = []
    after: list[nodes.Node] = []
    if made and isinstance(made[0], nodes.Text) and (match := _OPENING.search(made[0].astext())):
        before = [nodes.Text(match.group())]
        made = [nodes.Text(made[0].astext()[match.end() :]), *made[1:]]
    if made and isinstance(made[-1], nodes.Text) and (match := _CLOSING.search(made[-1].astext())):
        after = [nodes.Text(match.group())]
        made = [*made[:-1], nodes.Text(made[-1].astext()[: match.start()])]
    link.extend(node for node in made if not (isinstance(node, nodes.Text) and not node.astext()))
    return [*before, link, *after]
