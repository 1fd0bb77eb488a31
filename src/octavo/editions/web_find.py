"""What can be found in the web edition: the words of its pages, paragraph by paragraph.

The words are the index: a browser looks through the text of a long book in some milliseconds, finds
part of a word in any script, and has the sentence to show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from octavo.editions.epub_pages import ROLE

#: Elements that hold a passage, where none of them stands inside.
_BLOCKS = frozenset(
    "p li dt dd td th tr figcaption caption h1 h2 h3 h4 h5 h6 pre div blockquote aside".split()
)

#: Rows are found whole: a cell says little by itself.
_WHOLE = frozenset({"tr"})

#: Roles and classes of what belongs to no sentence.
_UNREAD_ROLES = frozenset({"doc-noteref", "doc-backlink", ROLE})
_UNREAD_CLASSES = frozenset({"headerlink", "noteref", "cite-this", "formula-number"})
_UNREAD_TAGS = frozenset({"script", "style", "nav", "svg", "details", "math"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading, entry or row."""

    anchor: str  #: Id of the nearest element that has one.
    text: str  #: Its words on one line.
    page: str = ""  #: Printed page on which it begins; empty where none is known.


@dataclass(frozen=True, slots=True)
class Found:
    """The passages of one page of the site."""

    uri: str  #: Address from the root of the site.
    label: str  #: Number and title of its chapter.
    passages: tuple[Passage, ...]


def passages(article: etree._Element) -> Iterator[Passage]:
    """Yield what can be found in the text of a page, in reading order."""
    page = ""
    calls = pages_of_calls(article)
    for element in article.iter(etree.Element):
        if element.get("role") == ROLE:
            page = element.get("data-page") or page
        if not _is_block(element) or _is_apart(element):
            continue
        if text := " ".join("".join(_words(element)).split()):
            yield Passage(_anchor(element), text, called_on(element, calls) or first_page(element) or page)


def pages_of_calls(article: etree._Element) -> Mapping[str, str]:
    """Return the printed page on which each note is called, by the id of the note."""
    page = ""
    found: dict[str, str] = {}
    for element in article.iter(etree.Element):
        page = element.get("data-page") or page
        if element.get("role") == "doc-noteref":
            found.setdefault((element.get("href") or "").removeprefix("#"), page)
    return found


def called_on(element: etree._Element, calls: Mapping[str, str]) -> str:
    """Return the printed page of the note that an element stands in: on paper it is at the foot of it."""
    notes = (up for up in (element, *element.iterancestors()) if up.get("role") == "doc-footnote")
    return next((calls.get(note.get("id") or "", "") for note in notes), "")


def as_script(found: Iterable[Found]) -> str:
    """Return the passages as a script that hands them to the page which asked for it.

    A script, because a page from a folder may not fetch data.
    """
    data = [[page.uri, page.label, [[p.anchor, p.text, p.page] for p in page.passages]] for page in found]
    return f"octavo.found({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


def _is_block(element: etree._Element) -> bool:
    """Return whether an element holds a passage of its own."""
    if element.tag not in _BLOCKS or any(up.tag in _WHOLE for up in element.iterancestors()):
        return False
    inner = () if element.tag in _WHOLE else element.iterdescendants(*_BLOCKS)
    return not any(True for _ in inner)


def _is_apart(element: etree._Element) -> bool:
    """Return whether an element belongs to the furniture of the page."""
    return any(_is_unread(up) for up in (element, *element.iterancestors()))


def _is_unread(element: etree._Element) -> bool:
    """Return whether an element's words belong to no sentence."""
    classes = (element.get("class") or "").split()
    return (
        element.tag in _UNREAD_TAGS
        or element.get("role") in _UNREAD_ROLES
        or not _UNREAD_CLASSES.isdisjoint(classes)
    )


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words inside an element; cells are kept apart."""
    yield element.text or ""
    for child in element:
        if not isinstance(child, etree._Comment) and not _is_unread(child):
            yield from _words(child)
            if child.tag in _BLOCKS or child.get("class") == "chapter-number":
                yield " "
        yield child.tail or ""


def _anchor(element: etree._Element) -> str:
    """Return the id nearest to an element."""
    return next((name for up in (element, *element.iterancestors()) if (name := up.get("id"))), "")


def first_page(element: etree._Element) -> str:
    """Return the printed page that begins with an element's first word; nothing where words stand before."""
    while not (element.text or "").strip() and len(element):
        element = element[0]
        if element.get("role") == ROLE:
            return element.get("data-page") or ""
    return ""
