"""One typeset file: its named places, its links, and its text, each read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

#: How far a link may begin from the place written just before it, in points.
_NEAR = 4.0

#: What pdfium writes for a hyphen at the end of a line, the line's end with it.
_BROKEN = ("\ufffe", "\x02")


@dataclass(frozen=True, slots=True)
class Place:
    """A named destination."""

    page: int  #: Page, from 0.
    left: float | None  #: Points from the left edge; nothing where the destination is the whole page.
    top: float | None  #: Points from the bottom edge.


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a named destination."""

    target: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF."""

    name: str  #: File name.
    size: int  #: Bytes.
    labels: tuple[str, ...]  #: Printed number of each page; its place in the file where it has none.
    texts: tuple[str, ...]  #: Text of each page; a hyphen at the end of a line is U+FFFE.
    places: dict[str, Place]  #: Named destinations.
    links: tuple[tuple[Link, ...], ...]  #: Links of each page to named destinations.
    entries: dict[str, str]  #: Text of each entry in a list of sources, by destination.
    indexed: dict[
        str, tuple[tuple[str, str], ...]
    ]  #: Text and goal of the links behind each work in an index.

    def links_at(self, place: Place) -> list[Link]:
        """Return the links that begin at a place, or all of its page where it has no coordinates."""
        links = list(self.links[place.page])
        if place.left is None or place.top is None:
            return links
        left, top = place.left, place.top
        return [k for k in links if abs(k.left - left) <= _NEAR and k.bottom - 1 <= top <= k.top + 1]


def whole(text: str) -> tuple[str, str]:
    """Return a text with the words broken at line ends joined, and with their hyphens kept.

    Which of the two the author wrote no page tells.
    """
    joined, kept = text, text
    for mark in _BROKEN:
        joined, kept = joined.replace(mark, ""), kept.replace(mark, "-")
    return joined, kept


def open_pdf(path: Path) -> Printed:
    """Read a PDF.

    Raises :class:`pikepdf.PdfError` where it is none.
    """
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
        places = dict(_places(pdf, numbers))
        links = tuple(tuple(_links(page)) for page in pdf.pages)
    document = pypdfium2.PdfDocument(path)
    try:
        labels = tuple(document.get_page_label(i) or str(i + 1) for i in range(len(document)))
        texts, entries = _texts(document, places)
        indexed = _indexed(document, links)
    finally:
        document.close()
    return Printed(path.name, path.stat().st_size, labels, texts, places, links, entries, indexed)


def _decoded(name: Any) -> str:
    """Return a name of the PDF as text; LuaTeX writes UTF-8, other programs UTF-16 or Latin-1."""
    data = bytes(name)
    if data.startswith(b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _places(pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[str, Place]]:
    """Yield each named destination that leads to a page of the file."""
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    waiting: list[Any] = [tree] if tree is not None else []
    while waiting:
        node = waiting.pop()
        waiting += list(node.get("/Kids", []))
        flat = list(node.get("/Names", []))
        for name, value in zip(flat[::2], flat[1::2], strict=False):
            target = value.get("/D") if isinstance(value, pikepdf.Dictionary) else value
            if isinstance(target, pikepdf.Array) and (place := _place(list(target), numbers)):
                yield _decoded(name), place


def _place(target: list[Any], numbers: dict[tuple[int, int], int]) -> Place | None:
    """Return an explicit destination as a place, or nothing where its page is not in the file."""
    if not target or not isinstance(target[0], pikepdf.Object) or target[0].objgen not in numbers:
        return None
    page = numbers[target[0].objgen]
    if len(target) < 4 or target[1] != pikepdf.Name.XYZ or None in (target[2], target[3]):
        return Place(page, None, None)
    return Place(page, float(target[2]), float(target[3]))


def _links(page: pikepdf.Page) -> Iterator[Link]:
    """Yield the links of a page to named destinations."""
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") != pikepdf.Name.Link:
            continue
        target = annotation.get("/Dest")
        action = annotation.get("/A")
        if target is None and action is not None and action.get("/S") == pikepdf.Name.GoTo:
            target = action.get("/D")
        if isinstance(target, pikepdf.String):
            left, bottom, right, top = (float(x) for x in annotation.Rect)
            yield Link(_decoded(target), left, bottom, right, top)


def _texts(document: Any, places: dict[str, Place]) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the text of each page, and of each entry in a list of sources."""
    sources: dict[int, list[str]] = {}
    for name, place in places.items():
        if name.startswith("source:"):
            sources.setdefault(place.page, []).append(name)
    texts = []
    entries: dict[str, str] = {}
    unfinished: list[str] = []
    for number in range(len(document)):
        page = document[number].get_textpage()
        texts.append(page.get_text_range())
        heads = [(_head(page, places[name]), name) for name in sources.get(number, [])]
        heads.sort(reverse=True)
        # The last entry of the page before may go on here, above the first of this page.
        above = page.get_text_bounded(bottom=heads[0][0]) if heads else texts[-1]
        entries |= {name: f"{entries[name]}\n{above}" for name in unfinished}
        for top, name in heads:
            below = next((head for head, _ in heads if head < top), None)
            entries[name] = str(page.get_text_bounded(bottom=below, top=top))
        unfinished = [name for top, name in heads if top == heads[-1][0]]
        page.close()
    return tuple(texts), entries


def _indexed(document: Any, links: Iterable[tuple[Link, ...]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the links to citations behind each link to a work, which only an index of sources has.

    The links of a page come in the order in which it is read.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    work = ""
    for number, on_page in enumerate(links):
        if not any(link.target.startswith("cite:") for link in on_page):
            continue
        page = document[number].get_textpage()
        for link in on_page:
            if link.target.startswith("source:"):
                work = link.target
            elif link.target.startswith("cite:") and work:
                text = page.get_text_bounded(link.left, link.bottom, link.right, link.top)
                found.setdefault(work, []).append((" ".join(text.split()).strip(" ,"), link.target))
        page.close()
    return {work: tuple(pairs) for work, pairs in found.items()}


def _head(page: Any, place: Place) -> float:
    """Return the height at which an entry begins, in points from the bottom edge.

    A place set between paragraphs is above its line, one set in a paragraph on its baseline.
    """
    if place.top is None:
        return float(page.page.get_height())
    boxes = (page.get_rect(i) for i in range(page.count_rects()))
    return max((top for _, bottom, _, top in boxes if bottom - 1 <= place.top <= top - 2), default=place.top)
