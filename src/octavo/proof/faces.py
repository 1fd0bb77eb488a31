"""The faces of a style sheet that a page needs: a browser fetches one when a letter of it is to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from octavo.proof.page import Page

_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_LETTERS = re.compile(r"unicode-range:\s*([^;}]+)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ENDING = re.compile(r"""\[(\w+)\$=["']([^"']+)["']\]""")
_CLASS = re.compile(r"\.([\w-]+)")

#: What a declaration says where it asks for a slanted or a heavy face.
_SLANTED = re.compile(r"font-style:\s*italic")
_HEAVY = re.compile(r"font-weight:\s*(?:[6-9]00|bold)")

#: Elements that a browser shows slanted or heavy without being told.
_USUAL = {_SLANTED: ("em", "i", "cite", "dfn", "var", "address"), _HEAVY: ("b", "strong")}


def without_unneeded(styles: str, page: Page) -> str:
    """Return a style sheet without the faces that a page has no letter for.

    Which element has which face is told by the last part of each selector, so that more faces than a browser
    fetches may be left, and never fewer.
    """
    letters = {
        style: _codes(_matching(page, styles, style)) if style else _codes([page.root])
        for style in (None, _SLANTED, _HEAVY)
    }

    def kept(face: re.Match[str]) -> str:
        style = next((style for style in _USUAL if style.search(face[0])), None)
        return face[0] if _has_letters(face[0], letters[style]) else ""

    return _FACE.sub(kept, styles)


def _codes(elements: list[etree._Element]) -> frozenset[int]:
    """Return the letters in elements, by their code."""
    return frozenset(map(ord, set("".join(str(text) for element in elements for text in element.itertext()))))


def _matching(page: Page, styles: str, style: re.Pattern[str]) -> list[etree._Element]:
    """Return the elements that may be shown in a style."""
    meant = _meant(styles, style)
    return [element for element in page.root.iter(etree.Element) if meant.has(element)]


@dataclass(frozen=True, slots=True)
class _Meant:
    """Elements that may be meant by the selectors of some rules."""

    tags: frozenset[str]
    classes: tuple[frozenset[str], ...]  #: Of an element that has all of one of them.
    endings: tuple[tuple[str, str], ...]  #: Attribute, and how its value ends.

    def has(self, element: etree._Element) -> bool:
        """Return whether an element may be meant."""
        if element.tag in self.tags:
            return True
        # Most elements have no class, and there are thousands on a page.
        if own := element.get("class"):
            names = frozenset(own.split())
            if any(wanted <= names for wanted in self.classes):
                return True
        return any((element.get(name) or "").endswith(ending) for name, ending in self.endings)


@cache
def _meant(styles: str, style: re.Pattern[str]) -> _Meant:
    """Return what is meant by the selectors whose rules ask for a style, and what shows it untold."""
    tags, classes, endings = set(_USUAL[style]), [], []
    for selectors, declarations in _RULE.findall(_FACE.sub("", styles)):
        for selector in selectors.split(",") if style.search(declarations) else ():
            last = re.split(r"[\s>+~]+", selector.strip())[-1]
            if ending := _ENDING.search(last):
                endings.append((ending[1], ending[2]))
            elif names := _CLASS.findall(last):
                classes.append(frozenset(names))
            else:
                bare = last.partition("(")[2] or last.partition("[")[0].partition(":")[0]
                tags |= set(re.findall(r"[a-z][a-z0-9]*", bare))
    return _Meant(frozenset(tags), tuple(classes), tuple(endings))


def _has_letters(face: str, letters: frozenset[int]) -> bool:
    """Return whether one of some letters is among those that a face says it has."""
    listed = _LETTERS.search(face)
    if listed is None:
        return bool(letters)
    spans = (part.strip().removeprefix("U+").partition("-") for part in listed[1].split(","))
    return any(
        not letters.isdisjoint(range(int(first, 16), int(last or first, 16) + 1)) for first, _, last in spans
    )
