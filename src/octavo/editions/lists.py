"""The lists behind the contents: of maps, figures and tables, the same in every edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.locale import _

from octavo.matter.captions import MAP
from octavo.matter.domain import listed
from octavo.settings import Settings


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    number: str  #: Number as printed; empty when it has none.
    docname: str  #: Document that holds it.
    name: str  #: Its id there.
    caption: nodes.title  #: Its caption without notes, citations and ids.


@dataclass(frozen=True, slots=True)
class BookList:
    """One list that is not empty."""

    kind: str  #: ``maps``, ``figures`` or ``tables``.
    title: str  #: Heading of the list.
    items: tuple[Item, ...]


def lists(env: BuildEnvironment, settings: Settings) -> tuple[BookList, ...]:
    """Return the lists that the author asks for and the book has something for.

    A map is named among the figures where maps have no list of their own.
    """
    found = []
    for kind in settings.lists:
        items = tuple(_items(env, kind, settings.lists))
        if items:
            found.append(BookList(kind, lists_title((kind,)), items))
    return tuple(found)


def lists_title(kinds: tuple[str, ...]) -> str:
    """Return what lists of these kinds are called together."""
    match sorted(set(kinds)):
        case ["maps"]:
            return str(_("Maps"))
        case ["figures"]:
            return str(_("Figures"))
        case ["tables"]:
            return str(_("Tables"))
        case ["figures", "maps"]:
            return str(_("Illustrations"))
    return str(_("Illustrations and Tables"))


def _items(env: BuildEnvironment, kind: str, asked: tuple[str, ...]) -> Iterator[Item]:
    """Yield the lines of one list in reading order."""
    kinds = {"maps": {MAP}, "tables": {"table"}, "figures": {"figure"}}[kind]
    if kind == "figures" and "maps" not in asked:
        kinds.add(MAP)
    for docname, number, captioned in listed(env, kinds):
        yield Item(number, docname, captioned.identifier, captioned.caption)
