"""Clusters: one citation as the author wrote it, with one work or several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TARGET = re.compile(
    r"\s*(?:\{(?P<pre>[^{}]*)\})?\s*(?P<key>[^{}\s,;]+)\s*(?:\{(?P<post>[^{}]*)\})?\s*(?P<end>[,;]|$)"
)

#: Roles of sphinxcontrib-bibtex and what they ask of the style.
IN_TEXT = frozenset({"t", "ts", "ct", "cts"})
AUTHOR_ONLY = frozenset({"author", "authors", "cauthor", "cauthors", "authorpar", "authorpars"})
NO_AUTHOR = frozenset({"year", "yearpar"})
NO_BRACKETS = frozenset({"alp", "alps", "label"})
SILENT = frozenset({"empty"})


class MalformedCitation(ValueError):
    """The text of a role is no list of keys; the message says where reading stopped."""


@dataclass(frozen=True, slots=True)
class Target:
    """One work in a citation."""

    key: str  #: Key, as written.
    pre: str = ""  #: Text before it, such as ``see``.
    post: str = ""  #: Locator or text after it.


@dataclass(frozen=True, slots=True)
class Cluster:
    """One citation in the text."""

    docname: str  #: Document that holds it.
    serial: int  #: Number in its document, from 1, in the order of reading the source.
    path: str  #: Source file, relative to the book.
    line: int  #: Line of the citation, or of the paragraph or directive that holds it.
    form: str  #: Role that the author used, without ``cite:``.
    targets: tuple[Target, ...]
    note: str = ""  #: Id of the author's note that holds it; empty in the text.
    sentence: int = 0  #: Number of its sentence in its document, from 1; 0 where it stands in none.

    @property
    def is_silent(self) -> bool:
        """Return whether it only puts works into the list of sources."""
        return self.form in SILENT


def targets(text: str) -> Iterator[Target]:
    """Yield the works of a citation, in the author's order.

    The syntax is sphinxcontrib-bibtex's: ``{see}key{pp. 12–15},key2``; a semicolon between
    works is taken as a comma.

    Raises :class:`MalformedCitation` where the text does not go on as it should, and for an
    empty locator, which says that one was meant.
    """
    position = 0
    while position < len(text) or position == 0:
        match = _TARGET.match(text, position)
        if not match or (match["post"] is not None and not match["post"].strip()):
            raise MalformedCitation(text[position:].strip() or text)
        yield Target(match["key"], (match["pre"] or "").strip(), (match["post"] or "").strip())
        position = match.end()
        if not match["end"]:
            return
        if position >= len(text):
            raise MalformedCitation(text)
