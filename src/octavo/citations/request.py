"""The document that asks the engine for a book's citations, in pandoc's own form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from octavo.bibliography.marks import LABELLED
from octavo.citations.cluster import AUTHOR_ONLY, IN_TEXT, NO_AUTHOR, Cluster, Target
from octavo.citations.locators import parse
from octavo.citations.printed import Inlines

#: Stands behind a work of a cluster, so that its end is found in what the style printed.
MARK = "\ue001"

#: Key of a work that is nobody's: cited between two citations, it keeps a style from ``ibid.``
OTHER = "\ue000"

#: Begins a chapter: positions (first, subsequent, ibid.) start anew.
CHAPTER: dict[str, Any] = {"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]}


def census(keys: Iterable[str]) -> dict[str, Any]:
    """Return one paragraph that cites works, each by itself, in this order."""
    inlines = [{"t": "Cite", "c": [[_cite(Target(key), "NormalCitation", "")], []]} for key in keys]
    return {"t": "Para", "c": inlines or [{"t": "Str", "c": "none"}]}


def paragraph(cluster: Cluster) -> dict[str, Any]:
    """Return a cluster as a paragraph, inside a note when the author's note holds it."""
    first = "NormalCitation"
    if cluster.form in IN_TEXT or cluster.form in AUTHOR_ONLY:
        first = "AuthorInText"
    elif cluster.form in NO_AUTHOR:
        first = "SuppressAuthor"
    cites = []
    for i, target in enumerate(cluster.targets):
        following = cluster.targets[i + 1 : i + 2]
        mark = MARK if following and following[0].key != target.key else ""
        cites.append(_cite(target, first if i == 0 else "NormalCitation", mark))
    inline: dict[str, Any] = {"t": "Cite", "c": [cites, []]}
    if cluster.note:
        inline = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "x"}, {"t": "Space"}, inline]}]}
    return {"t": "Para", "c": [inline]}


def document(blocks: Sequence[Any], style: str, references: str, language: str) -> dict[str, Any]:
    """Return blocks as a whole document for pandoc."""
    meta = {"csl": style, "bibliography": references, "lang": language}
    return {
        "pandoc-api-version": [1, 23],
        "meta": {name: {"t": "MetaString", "c": value} for name, value in meta.items()},
        "blocks": list(blocks),
    }


def _words(text: str) -> Inlines:
    """Return text as pandoc's inlines."""
    out: Inlines = []
    for i, word in enumerate(text.split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def _cite(target: Target, mode: str, mark: str) -> dict[str, Any]:
    """Return one work of a citation as pandoc reads it."""
    suffix: Inlines = []
    if target.post:
        locator = parse(target.post)
        value = f"{LABELLED}{locator.shown} {locator.value}" if locator.shown else locator.value
        # Braces say where a locator ends (pandoc's manual, "Citation syntax").
        suffix = _words(f"{{{locator.label} {value}}}") if locator.label else _words(f", {value}")
    if mark:
        suffix.append({"t": "Str", "c": mark})
    return {
        "citationId": target.key,
        "citationPrefix": _words(target.pre) if target.pre else [],
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
