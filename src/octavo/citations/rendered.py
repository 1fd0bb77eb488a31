"""What the engine made of one cluster: what stands in the text, and what in the note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from octavo.citations.cluster import AUTHOR_ONLY, IN_TEXT, NO_AUTHOR, NO_BRACKETS, Cluster
from octavo.citations.mentions import names, year
from octavo.citations.printed import Inlines, author_only, tidy, without_brackets
from octavo.citations.style import Form, Style

#: Roles that print a part of a citation.
PARTIAL = AUTHOR_ONLY | NO_AUTHOR


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a style printed for one cluster."""

    text: Inlines  #: What stands in the text: all of it, or the author's name before a note.
    note: Inlines  #: What stands in the note; empty for a style without notes.


@dataclass(frozen=True, slots=True)
class Parting:
    """Parts what pandoc made of a cluster into text and note."""

    style: Style
    works: Mapping[str, Any]  #: Every work that the book cites, as CSL-JSON, by key.
    language: str  #: A BCP 47 tag.

    def of(self, inlines: Inlines, cluster: Cluster) -> Rendered:
        """Return what pandoc made of a cluster as text and note."""
        if cluster.note:
            # Behind the word that stands for the author's; a style of raised numbers has no space there.
            inside = tidy(inlines[0]["c"][0]["c"][1:])
            if inside and inside[0]["t"] == "Str":
                inside[0] = _str(str(inside[0]["c"]).lstrip())
            return Rendered(self._shortened(inside, cluster), [])
        flat = [
            part for inline in inlines for part in (inline["c"][1] if inline["t"] == "Cite" else [inline])
        ]
        text = tidy([inline for inline in flat if inline["t"] != "Note"])
        note = [part for inline in flat if inline["t"] == "Note" for part in inline["c"][0]["c"]]
        if self.style.has_notes and cluster.form not in PARTIAL:
            return Rendered(text, tidy(note))
        if cluster.form in IN_TEXT and text and not author_only(text):
            space = "" if text[0]["t"] == "Superscript" else " "
            return Rendered([_str(self._named(cluster) + space), *text], [])
        return Rendered(self._shortened(text, cluster), [])

    def _shortened(self, text: Inlines, cluster: Cluster) -> Inlines:
        """Return the part of a citation that its role asks for."""
        if cluster.form in AUTHOR_ONLY:
            name = author_only(text) or [_str(self._named(cluster))]
            return [_str("("), *name, _str(")")] if cluster.form.startswith("authorpar") else name
        if cluster.form in NO_AUTHOR:
            bare = self._year(text, cluster)
            return bare if cluster.form == "year" else [_str("("), *bare, _str(")")]
        if cluster.form in NO_BRACKETS and not self.style.has_notes:
            return without_brackets(text)
        return text

    def _named(self, cluster: Cluster) -> str:
        """Return who wrote a cluster's first work, where the style prints only a number."""
        return names(self.works[cluster.targets[0].key], self.language)

    def _year(self, text: Inlines, cluster: Cluster) -> Inlines:
        """Return the years of a cluster's works: the style's own, with its letters, where it has years."""
        if self.style.form is Form.AUTHOR_DATE and len(cluster.targets) == 1:
            return without_brackets(text)
        return [_str(", ".join(dict.fromkeys(year(self.works[t.key]) for t in cluster.targets)))]


def _str(text: str) -> dict[str, Any]:
    """Return text as an inline."""
    return {"t": "Str", "c": text}
