"""The lists of maps, figures and tables as the reading editions show them: each line a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from octavo.editions.html_contents import markup_of
from octavo.editions.lists import lists
from octavo.settings import Settings

#: What EPUB calls each list (EPUB Structural Semantics Vocabulary 1.1).
TYPES = {"maps": "loi", "figures": "loi", "tables": "lot"}


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """One line of a list."""

    number: str  #: Number as printed; empty when it has none.
    markup: str  #: Caption as markup.
    uri: str  #: Where it leads, from the root of the edition.


@dataclass(frozen=True, slots=True)
class LinkedList:
    """One list."""

    kind: str  #: ``maps``, ``figures`` or ``tables``.
    title: str
    lines: tuple[LinkedLine, ...]

    @property
    def type(self) -> str:
        """Return its name in EPUB's vocabulary."""
        return TYPES[self.kind]


def lines(builder: Any, settings: Settings) -> tuple[LinkedList, ...]:
    """Return the lists that the author asks for and the book has something for."""
    return tuple(
        LinkedList(
            found.kind,
            found.title,
            tuple(
                LinkedLine(
                    item.number,
                    markup_of(builder, item.caption),
                    f"{builder.get_target_uri(item.docname)}#{item.name}",
                )
                for item in found.items
            ),
        )
        for found in lists(builder.env, settings)
    )
