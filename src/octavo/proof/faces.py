"""The faces of a style sheet that a page needs: a browser fetches one when a letter of it is to be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from octavo.proof.page import Page, has_class

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
    tests = list(_tests(_FACE.sub("", styles), style))
    usual = _USUAL[style]
    return [e for e in page.root.iter(etree.Element) if e.tag in usual or any(test(e) for test in tests)]


def _tests(styles: str, style: re.Pattern[str]) -> Iterator[Callable[[etree._Element], bool]]:
    """Yield for each selector whose rule asks for a style what tells whether an element may be meant."""
    for selectors, declarations in _RULE.findall(styles):
        if style.search(declarations):
            for selector in selectors.split(","):
                yield _test(re.split(r"[\s>+~]+", selector.strip())[-1])


def _test(last: str) -> Callable[[etree._Element], bool]:
    """Return what tells whether an element may be meant by the last part of a selector."""
    if ending := _ENDING.search(last):
        return lambda element: (element.get(ending[1]) or "").endswith(ending[2])
    if names := _CLASS.findall(last):
        return lambda element: all(has_class(element, name) for name in names)
    tags = re.findall(r"[a-z][a-z0-9]*", last.partition("(")[2] or last.partition("[")[0].partition(":")[0])
    return lambda element: element.tag in tags


def _has_letters(face: str, letters: frozenset[int]) -> bool:
    """Return whether one of some letters is among those that a face says it has."""
    listed = _LETTERS.search(face)
    if listed is None:
        return bool(letters)
    spans = (part.strip().removeprefix("U+").partition("-") for part in listed[1].split(","))
    return any(
        not letters.isdisjoint(range(int(first, 16), int(last or first, 16) + 1)) for first, _, last in spans
    )
