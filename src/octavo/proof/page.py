"""One built page, as markup: its ids, its links, and its text as a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

#: What lxml keeps among the elements and no reader sees.
_SILENT = (etree._Comment, etree._ProcessingInstruction, etree._Entity)

#: Elements whose text nobody reads.
_UNREAD = frozenset({"script", "style", "template", "head", "noscript"})

#: Elements that show text as it was typed, where a key or empty brackets are what they seem.
_VERBATIM = frozenset({"pre", "code", "kbd", "samp", "math", "svg", "textarea"})

#: Elements that do not break a line of text.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "i", "ins", "mark", "q", "rp", "rt")
    + ("ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr")
)

#: Attributes that a reader sees or hears.
_SPOKEN = ("alt", "title", "aria-label")

#: What each element links to, by attribute.
_LINKING = {
    "a": "href", "area": "href", "link": "href", "use": "href", "image": "href", "img": "src",
    "script": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src", "object": "data",
}  # fmt: skip

_XLINK = "{http://www.w3.org/1999/xlink}href"
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the web edition or of the EPUB."""

    path: str  #: Path from the root of the edition, with slashes.
    root: etree._Element
    ids: dict[str, etree._Element]  #: The first element of each id.
    doubled: frozenset[str]  #: Ids that stand more than once.


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of text that a reader takes in as one, with the elements that its parts stand in."""

    text: str
    parts: tuple[tuple[int, etree._Element], ...]  #: Offset of each part, and its element.

    def element_at(self, offset: int) -> etree._Element:
        """Return the element that the character at an offset stands in."""
        return [element for start, element in self.parts if start <= offset][-1]


def parse_html(path: str, data: bytes) -> Page:
    """Read a page of HTML, which no markup can make unreadable."""
    return _page(path, etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True)))


def parse_xhtml(path: str, data: bytes) -> Page:
    """Read a page of XHTML.

    Raises :class:`lxml.etree.XMLSyntaxError` where it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return _page(path, etree.fromstring(data, parser))


def _page(path: str, root: etree._Element) -> Page:
    """Index the ids of a page; elements go by their local names from here on."""
    ids: dict[str, etree._Element] = {}
    doubled = set()
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname.lower()
        if identifier := element.get("id"):
            if identifier in ids:
                doubled.add(identifier)
            ids.setdefault(identifier, element)
    return Page(path, root, ids, frozenset(doubled))


def links(page: Page) -> Iterator[tuple[etree._Element, str]]:
    """Yield each element of a page that refers to a file or a place, with its reference."""
    for element in page.root.iter(etree.Element):
        attribute = _LINKING.get(str(element.tag))
        if attribute and (href := element.get(attribute) or element.get(_XLINK)):
            yield element, href


def has_class(element: etree._Element, name: str) -> bool:
    """Return whether an element has a class."""
    return name in (element.get("class") or "").split()


def has_role(element: etree._Element, role: str, epub_type: str) -> bool:
    """Return whether an element has a role of DPUB-ARIA or the EPUB's word for it."""
    return role in (element.get("role") or "").split() or epub_type in (element.get(_EPUB_TYPE) or "").split()


def is_call(element: etree._Element) -> bool:
    """Return whether an element is the call of a note."""
    if element.tag != "a":
        return False
    return has_role(element, "doc-noteref", "noteref") or has_class(element, "footnote-reference")


def is_note(element: etree._Element) -> bool:
    """Return whether an element is a note."""
    return has_role(element, "doc-footnote", "footnote") or (
        element.tag in ("aside", "li", "div") and has_class(element, "footnote")
    )


def text_of(element: etree._Element) -> str:
    """Return the text of an element as a reader meets it, on one line."""
    return " ".join("\n".join(run.text for run in runs(element)).split())


def runs(element: etree._Element) -> Iterator[Run]:
    """Yield the stretches of text inside an element, in reading order."""
    text: list[str] = []
    parts: list[tuple[int, etree._Element]] = []
    length = 0
    for piece, owner in _pieces(element):
        if owner is None:
            if text:
                yield Run("".join(text), tuple(parts))
                text, parts, length = [], [], 0
        elif piece:
            parts.append((length, owner))
            text.append(piece)
            length += len(piece)
    if text:
        yield Run("".join(text), tuple(parts))


def prose(element: etree._Element) -> Iterator[Run]:
    """Yield the stretches of text in which a key or a gap is a fault, with what is only heard or hovered."""
    for run in runs(element):
        if run.text.strip():
            yield run
    for child in element.iter(etree.Element):
        for name in _SPOKEN:
            if value := child.get(name):
                yield Run(value, ((0, child),))


def is_verbatim(element: etree._Element) -> bool:
    """Return whether an element shows its text as it was typed."""
    return element.tag in _VERBATIM or any(up.tag in _VERBATIM for up in element.iterancestors())


def _pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield the pieces of text inside an element, each with its element; without one, the run ends."""
    if isinstance(element, _SILENT) or element.tag in _UNREAD:
        return
    is_block = element.tag not in _INLINE
    if is_block:
        yield "", None
    if element.text:
        yield element.text, element
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail, element
    if is_block:
        yield "", None
