"""What a sentence says of a work where its style prints nothing of the kind: names and years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from octavo.bibliography.work import OTHERS
from octavo.citations.printed import tidy


def names(work: Mapping[str, Any], language: str) -> str:
    """Return the family names of those who wrote a work, else its title in short.

    :param language: the book's, a BCP 47 tag.
    """
    people = work.get("author") or work.get("editor") or []
    found = [_family(name) for name in people]
    if not found:
        found = [str(work.get("title-short") or work.get("title", ""))]
    last = " and " if language.startswith("en") else ", "
    text = f"{found[0]} et al." if len(found) > 2 or found[1:] == [OTHERS] else last.join(found)
    return "".join(str(inline["c"]) for inline in tidy([{"t": "Str", "c": text}]))


def year(work: Mapping[str, Any]) -> str:
    """Return the year of a work, or what stands for it."""
    issued = work.get("issued", {})
    if "literal" in issued:
        return str(issued["literal"])
    years = [str(parts[0]) for parts in issued.get("date-parts", []) if parts and parts[0]]
    return "–".join(dict.fromkeys(years)) or "n.d."


def _family(name: Mapping[str, str]) -> str:
    """Return a family name with its particle, or an institution."""
    parts = (name.get("non-dropping-particle", ""), name.get("family", ""))
    return name.get("literal") or " ".join(part for part in parts if part)
