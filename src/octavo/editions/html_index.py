"""The index of the book as both reading editions show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docutils.utils.smartquotes import educateQuotes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _

#: From a document and an anchor to the printed page, or to the number or the title of the chapter.
Locate = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Locator:
    """One place that an entry names."""

    text: str  #: Page or chapter.
    uri: str  #: Where it is, from the index.
    is_main: bool  #: Whether the author marked it as the main treatment.


@dataclass(frozen=True, slots=True)
class Subject:
    """One entry of the index, or one below it."""

    name: str  #: Subject as plain text.
    anchor: str  #: Id of the entry; empty below an entry.
    locators: tuple[Locator, ...] = ()
    word: str = ""  #: ``see`` or ``see also`` of a reference to another entry.
    target: str = ""  #: Anchor of that entry; empty when the index does not have it.
    below: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under one letter."""

    name: str
    subjects: tuple[Subject, ...]


def index(builder: Any, locate: Locate) -> tuple[Letter, ...]:
    """Return the index; addresses are relative to the document ``genindex``."""
    made: Any = IndexEntries(builder.env).create_index(builder)
    documents = {builder.get_relative_uri("genindex", doc): doc for doc in builder.env.found_docs}
    language = str(builder.config.language)
    anchors: dict[str, str] = {}
    for _key, entries in made:
        for name, _content in entries:
            anchors.setdefault(name, f"entry-{len(anchors) + 1}")

    def locators(links: Iterable[tuple[str, str]]) -> tuple[Locator, ...]:
        return tuple(_locators(links, documents, locate))

    def subject(name: str, links: list[tuple[str, str]], anchor: str = "", below: Any = ()) -> Subject:
        word, target = _reference(name) if not links else ("", "")
        if word and not below:
            return Subject(educateQuotes(target, language), anchor, word=word, target=anchors.get(target, ""))
        children = tuple(subject(child, child_links) for child, child_links in below)
        # Index entries are read without the quotation marks that running text is given.
        return Subject(educateQuotes(name, language), anchor, locators(links), below=children)

    return tuple(
        Letter(
            key, tuple(subject(name, links, anchors[name], below) for name, (links, below, _sort) in entries)
        )
        for key, entries in made
    )


def _reference(name: str) -> tuple[str, str]:
    """Split Sphinx's ``see X`` into its word and its subject; both are empty for another entry."""
    for phrase in (_("see also %s"), _("see %s")):
        before, after = phrase.split("%s")
        if name.startswith(before) and name.endswith(after):
            return before.strip(), name[len(before) : len(name) - len(after)]
    return "", ""


def _locators(
    links: Iterable[tuple[str, str]], documents: dict[str, str], locate: Locate
) -> Iterator[Locator]:
    """Yield the places of an entry, each page once, several in one chapter told apart by letters."""
    found = []
    for main, uri in links:
        address, _hash, anchor = uri.partition("#")
        text = locate(documents.get(address, ""), anchor)
        if text and Locator(text, uri, bool(main)) not in found:
            found.append(Locator(text, uri, bool(main)))
    yield from found


def lettered(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Return an index by chapters in which several places in one chapter are ``3a``, ``3b``."""
    return tuple(Letter(letter.name, tuple(map(_lettered, letter.subjects))) for letter in letters)


def paged(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """Return an index by pages in which an entry names each page once."""
    return tuple(Letter(letter.name, tuple(map(_paged, letter.subjects))) for letter in letters)


def _lettered(subject: Subject) -> Subject:
    """Tell the places of one entry in one chapter apart."""
    texts = [locator.text for locator in subject.locators]
    made = []
    for i, locator in enumerate(subject.locators):
        several = texts.count(locator.text) > 1
        letter = chr(ord("a") + texts[:i].count(locator.text) % 26) if several else ""
        join = "" if locator.text[-1:].isdigit() else " " if letter else ""
        made.append(Locator(f"{locator.text}{join}{letter}", locator.uri, locator.is_main))
    below = tuple(map(_lettered, subject.below))
    return Subject(subject.name, subject.anchor, tuple(made), subject.word, subject.target, below)


def _paged(subject: Subject) -> Subject:
    """Keep the first place of an entry on each page, and the main one before others."""
    kept: dict[str, Locator] = {}
    for locator in subject.locators:
        if locator.text not in kept or (locator.is_main and not kept[locator.text].is_main):
            kept[locator.text] = locator
    below = tuple(map(_paged, subject.below))
    return Subject(subject.name, subject.anchor, tuple(kept.values()), subject.word, subject.target, below)
