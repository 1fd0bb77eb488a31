"""The document that asks the engine for a book's citations, in pandoc's own form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from octavo.bibliography.marks import LABELLED
from octavo.citations.cluster import AUTHOR_ONLY, IN_TEXT, NO_AUTHOR, Cluster, Target
from octavo.citations.locators import Locator, parse
from octavo.citations.printed import Inlines
from octavo.citations.style import Form, Style, Volumes

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


def paragraph(cluster: Cluster, volumes: Volumes = Volumes.JOINED) -> dict[str, Any]:
    """Return a cluster as a paragraph, inside a note when the author's note holds it.

    :param volumes: how the style names a page in a volume.
    """
    first = "NormalCitation"
    if cluster.form in IN_TEXT or cluster.form in AUTHOR_ONLY:
        first = "AuthorInText"
    elif cluster.form in NO_AUTHOR:
        first = "SuppressAuthor"
    cites = []
    merged = _merged(cluster.targets)
    for i, target in enumerate(merged):
        following = merged[i + 1 : i + 2]
        mark = MARK if following and following[0].key != target.key else ""
        cites.append(_cite(target, first if i == 0 else "NormalCitation", mark, volumes))
    inline: dict[str, Any] = {"t": "Cite", "c": [cites, []]}
    if cluster.note:
        inline = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "x"}, {"t": "Space"}, inline]}]}
    return {"t": "Para", "c": [inline]}


def _merged(targets: Sequence[Target]) -> list[Target]:
    """Return works with pages cited one after the other as one citation: ``4, 9``."""
    out: list[Target] = []
    for target in targets:
        before = out[-1] if out else None
        if before and before.key == target.key and not target.pre:
            places = [parse(before.post), parse(target.post)]
            if all(place.label in {"p.", "pp."} and not place.shown for place in places):
                out[-1] = Target(target.key, before.pre, f"pp. {places[0].value}, {places[1].value}")
                continue
        out.append(target)
    return out


def asked_of(style: Style, work: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a work as a style needs to be told of it.

    A style of author and page knows nothing of whom a letter is to.
    """
    is_letter = work["type"] == "personal_communication" and not work.get("title")
    if style.form is not Form.AUTHOR or not is_letter:
        return work
    people = [
        name.get("literal") or " ".join(filter(None, (name.get("given"), name.get("family"))))
        for name in work.get("recipient", ())
    ]
    kind = work.get("genre", "letter")
    return {**work, "genre": f"{kind} to {' and '.join(people)}" if people else kind}


def document(
    blocks: Sequence[Any], style: str, references: str, language: str, listed: Sequence[str] = ()
) -> dict[str, Any]:
    """Return blocks as a whole document for pandoc, with the works that are listed though none cites them."""
    told = {"csl": style, "bibliography": references, "lang": language}
    meta: dict[str, Any] = {name: {"t": "MetaString", "c": value} for name, value in told.items()}
    if listed:
        meta["nocite"] = {"t": "MetaInlines", "c": census(listed)["c"]}
    return {"pandoc-api-version": [1, 23], "meta": meta, "blocks": list(blocks)}


def _words(text: str) -> Inlines:
    """Return text as pandoc's inlines."""
    out: Inlines = []
    for i, word in enumerate(text.split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def _in_volume(locator: Locator, volumes: Volumes) -> Locator:
    """Return pages in volumes as a style names them; any other locator as it is."""
    if volumes is Volumes.NAMED and locator.label in {"vol.", "vols."}:
        return replace(locator, shown=locator.label.capitalize())
    if locator.label not in {"p.", "pp."} or ":" not in locator.value:
        return locator
    by_volume: list[tuple[str, list[str]]] = []
    for part in locator.value.split(","):
        volume, _, page = part.strip().rpartition(":")
        if by_volume and volume in {"", by_volume[-1][0]}:
            by_volume[-1][1].append(page)
        else:
            by_volume.append((volume, [page]))
    found = [(volume, ", ".join(pages)) for volume, pages in by_volume]
    if not all(volume.isdigit() for volume, _ in found):
        return locator
    if volumes is not Volumes.NAMED:
        return replace(locator, value=", ".join(f"{v}{volumes.value}{pages}" for v, pages in found))
    named = [f"{v}, {'pp.' if re.search('[–,]', pages) else 'p.'} {pages}" for v, pages in found]
    return Locator("vol.", "; Vol. ".join(named), "Vol.")


def _cite(target: Target, mode: str, mark: str, volumes: Volumes = Volumes.JOINED) -> dict[str, Any]:
    """Return one work of a citation as pandoc reads it."""
    suffix: Inlines = []
    if target.post:
        locator = _in_volume(parse(target.post), volumes)
        # The number of a document is no issue of a journal, as the engine takes it.
        shown = locator.shown or (locator.label if locator.label in {"no.", "nos."} else "")
        value = f"{LABELLED}{shown} {locator.value}" if shown else locator.value
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
