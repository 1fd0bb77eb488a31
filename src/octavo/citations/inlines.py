"""Pandoc's inlines as document-tree nodes, with the links to the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes

from octavo.citations.printed import Inlines, bracketed, children, holding, without_brackets
from octavo.citations.request import MARK
from octavo.citations.scripts import runs
from octavo.matter.addresses import is_harmless

_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_OPENING = re.compile(r"^[\s(\[;,]+")
_CLOSING = re.compile(r"[\s)\].;,]+$")
_DANGLING = re.compile(r",(?=[”’]*$)")

_LEADING = re.compile(
    r"(?:[;:,—]|\b(?:see|also|cf\.|compare|in|and|with|by|from|of|to|e\.g\.))\s*$", re.IGNORECASE
)

#: Makes the link for the work at a position (from 1) of a cluster.
Linker = Callable[[int], nodes.Element]


def to_nodes(inlines: Inlines, language: str = "") -> list[nodes.Node]:
    """Return inlines as nodes; words in another script than Latin are marked with their language.

    Raises :class:`ValueError` on an inline that no style is known to make.

    :param language: of the work that the inlines are about.
    """
    out: list[nodes.Node] = []
    text = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind in {"Str", "Space", "SoftBreak"}:
            text += str(content) if kind == "Str" else " "
            continue
        out += _text(text, language)
        text = ""
        out += _element(kind, content, language)
    return out + _text(text, language)


def _text(text: str, language: str) -> list[nodes.Node]:
    """Return text as nodes, runs of other scripts apart."""
    return [
        nodes.inline("", run.text, classes=[f"language-{run.language}"])
        if run.language
        else nodes.Text(run.text)
        for run in runs(text, language)
    ]


def _element(kind: str, content: Any, language: str) -> list[nodes.Node]:
    """Return the nodes of one inline that is no plain text."""
    match kind:
        case "Emph":
            return _upright(nodes.emphasis, to_nodes(content, language))
        case "Strong":
            return [nodes.strong("", "", *to_nodes(content, language))]
        case "SmallCaps":
            return [nodes.inline("", "", *to_nodes(content, language), classes=["smallcaps"])]
        case "Superscript":
            return [nodes.superscript("", "", *to_nodes(content, language))]
        case "Subscript":
            return [nodes.subscript("", "", *to_nodes(content, language))]
        case "Link":
            if not is_harmless(content[2][0]):
                return to_nodes(content[1], language)
            return [nodes.reference("", "", *to_nodes(content[1]), refuri=content[2][0], internal=False)]
        case "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            return [nodes.Text(opening), *to_nodes(content[1], language), nodes.Text(closing)]
        case "Span":
            return to_nodes(content[1], language)
        case "LineBreak":
            return [nodes.Text(" ")]
        case "RawInline" | "Note":
            return []
    raise ValueError(f"the citation engine made a {kind}")


def _upright(slanted: type[nodes.TextElement], made: list[nodes.Node]) -> list[nodes.Node]:
    """Return nodes in italics, those of other scripts upright between them."""
    out: list[nodes.Node] = []
    for node in made:
        if isinstance(node, nodes.inline) and any(name.startswith("language-") for name in node["classes"]):
            out.append(node)
        elif out and isinstance(out[-1], slanted):
            out[-1] += node
        else:
            out.append(slanted("", "", node))
    return out


def sentence(inlines: Inlines) -> Inlines:
    """Return a note's inlines with a capital at the head, as a note begins."""
    if inlines and inlines[0]["t"] == "Str" and not inlines[0]["c"].startswith("http"):
        head = inlines[0]["c"]
        return [{"t": "Str", "c": head[:1].upper() + head[1:]}, *inlines[1:]]
    return inlines


def before(node: nodes.Node) -> str:
    """Return the text of its paragraph before a node."""
    index = node.parent.index(node)
    return "".join(child.astext() for child in node.parent[:index])


def in_note(inlines: Inlines, words: str) -> Inlines:
    """Return a citation as it stands in a note of the author's, behind these words.

    At the head of a sentence, and behind ``see`` and its like, it needs no parentheses; elsewhere
    parentheses inside them become brackets (Chicago Manual of Style, on notes and on parentheses).
    """
    bare = without_brackets(inlines)
    if not words.strip() or words.rstrip()[-1:] in ".!?”":
        return sentence(bare)
    return bare if _LEADING.search(words) else bracketed(inlines)


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
    parts = _parts(inlines)
    # Where a style swallowed a work (two in one), the last part stands for the rest.
    for i, part in enumerate(parts):
        group = groups[i] if i < len(parts) - 1 else [p for g in groups[i:] for p in g]
        yield group, part


def _parts(inlines: Inlines) -> list[Inlines]:
    """Return inlines split at our marks, those inside raised letters too."""
    parts: list[Inlines] = [[]]
    for inline in inlines:
        inside = children(inline)
        pieces: list[Inlines]
        if inline["t"] == "Str":
            pieces = [[{"t": "Str", "c": piece}] if piece else [] for piece in str(inline["c"]).split(MARK)]
        elif inside is None:
            pieces = [[inline]]
        else:
            pieces = [[holding(inline, piece)] for piece in _parts(inside)]
        parts[-1] += pieces[0]
        for piece in pieces[1:]:
            _drop_dangling_comma(parts[-1])
            parts.append(piece)
    return parts


def _drop_dangling_comma(part: Inlines) -> None:
    """Drop the comma that the style put before our mark where there was no locator."""
    if not part:
        return
    inside = children(part[-1])
    if inside:
        _drop_dangling_comma(inside)
        part[-1] = holding(part[-1], inside)
    elif part[-1]["t"] == "Str":
        part[-1] = {"t": "Str", "c": _DANGLING.sub("", str(part[-1]["c"]).rstrip())}


def linked(
    inlines: Inlines, keys: Sequence[str], link: Linker, languages: Mapping[str, str]
) -> list[nodes.Node]:
    """Return a citation's inlines as nodes in which each work links to its entry.

    The link stands on the title where there is one, else on all that names the work.
    """
    out: list[nodes.Node] = []
    for positions, part in works(inlines, keys):
        made = to_nodes(part, languages.get(keys[positions[0] - 1], ""))
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
