"""A place in a work that its author has still to look up; apart from all else, so that it is read at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One place of a work that the author has still to look up."""

    key: str  #: Key of the work.
    locator: str  #: Locator as the author wrote it; empty where the work itself was not looked up.
    path: str  #: Source file that cites it, relative to the book.
    line: int  #: Line of the citation.
