"""The citations of a book as one edition prints them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from octavo.citations.printed import Inlines
from octavo.citations.rendered import Rendered
from octavo.citations.sources import SourceList
from octavo.citations.style import Style


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a style made of the book's citations."""

    style: Style
    texts: Mapping[tuple[str, int], Rendered]  #: By document and serial.
    entries: Mapping[str, Inlines]  #: Entries of the list of sources by key, in the style's order.
    dashes: Mapping[str, Inlines]  #: Entries that stand under one of the same author, where these differ.
    numbers: Mapping[
        tuple[str, int | str], int
    ]  #: Notes by document and serial, or the id of an author's note.
    languages: Mapping[str, str]  #: Language of each work by key, a BCP 47 tag; empty where it is not given.
    contents: Mapping[SourceList, tuple[str, ...]]  #: Keys of each list of sources.
    goals: Mapping[tuple[str, str], str]  #: Document with the entry of a work, by citing document and key.
