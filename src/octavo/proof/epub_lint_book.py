"""What our own check of an EPUB reads: its package, its pages in reading order, its styles."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.page import Page, has_class, is_verbatim, parse_xhtml, runs, text_of

TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"

#: What stands in a text for what is not prose: code, a formula, the call of a note, an address.
BLANK = "\ufffc"

_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,}/|\bISBN )\S+|\S+@\S+\.\w+")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the manifest."""

    path: str  #: From the root of the container.
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """The prose of one block, without code, calls of notes and addresses."""

    page: Page
    block: etree._Element  #: Element that holds its beginning.
    text: str


@dataclass(frozen=True)
class Book:
    """An EPUB as our own check sees it."""

    name: str  #: File name.
    files: Mapping[str, bytes]
    items: tuple[Item, ...]
    spine: tuple[str, ...]  #: Paths in reading order.
    metadata: tuple[tuple[str, str], ...]  #: Name or property, and value, of each element.
    ncx: etree._Element | None
    sources: Mapping[str, str] = field(default_factory=dict)  #: Source file of each page, by its path.

    @classmethod
    def open(cls, path: Path, sources: Mapping[str, str] | None = None) -> Book:
        """Read an EPUB whose container and package are sound."""
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        opf = next(name for name in files if name.endswith(".opf"))
        root = _xml(files[opf])
        items = {e.get("id", ""): _item(e, posixpath.dirname(opf)) for e in root.iter("{*}item")}
        spine = tuple(items[ref.get("idref", "")].path for ref in root.iter("{*}itemref"))
        said = tuple(
            (str(e.get("property") or etree.QName(e).localname), (e.text or "").strip())
            for e in next(root.iter("{*}metadata")).iterchildren(etree.Element)
        )
        ncx = next((i.path for i in items.values() if i.media_type == "application/x-dtbncx+xml"), "")
        parsed = _xml(files[ncx]) if ncx in files else None
        return cls(path.name, files, tuple(items.values()), spine, said, parsed, sources or {})

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages in reading order, then those outside it; element names are local."""
        others = [i.path for i in self.items if i.media_type == XHTML and i.path not in self.spine]
        return tuple(parse_xhtml(path, self.files[path]) for path in (*self.spine, *others))

    @cached_property
    def nav(self) -> Page | None:
        """The navigation document."""
        path = next((item.path for item in self.items if "nav" in item.properties), "")
        return next((page for page in self.pages if page.path == path), None)

    @cached_property
    def chapters(self) -> tuple[Page, ...]:
        """The pages that the author wrote, each of which has a source."""
        return tuple(page for page in self.pages if page.path in self.sources) or tuple(
            page for page in self.pages if page is not self.nav
        )

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The prose of the chapters, block by block."""
        return tuple(text for page in self.chapters for text in _texts(page))

    @cached_property
    def styles(self) -> str:
        """Every style sheet, without comments."""
        sheets = [self.files[i.path].decode() for i in self.items if i.media_type == "text/css"]
        return re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)

    def metas(self, name: str) -> list[str]:
        """Return the values of one kind of metadata."""
        return [value for key, value in self.metadata if key == name]

    def fault(
        self, page: Page | str, element: etree._Element | None, code: str, message: str, remedy: str,
        severity: Severity = Severity.WARNING,
    ) -> Finding:  # fmt: skip
        """Return a finding at its source document, or at its file in the EPUB where there is none."""
        path = page if isinstance(page, str) else page.path
        near = _near(element) if element is not None else ""
        if path in self.sources:
            where = f", near #{near}" if near else ""
            return Finding(self.sources[path], 0, code, f"epub: {message}{where}", remedy, severity)
        place = f"{self.name}/{path}" + (f"#{near}" if near else "")
        return Finding(place, 0, code, message, remedy, severity)


def target(page: Page, href: str) -> tuple[str, str]:
    """Return the path and the fragment that a link of a page leads to; empty for one out of the book."""
    uri = urlsplit(href)
    if uri.scheme or uri.netloc:
        return "", ""
    folder = posixpath.dirname(page.path)
    path = posixpath.normpath(posixpath.join(folder, unquote(uri.path))) if uri.path else page.path
    return path, unquote(uri.fragment)


def types(element: etree._Element) -> set[str]:
    """Return what an element is in EPUB's vocabulary."""
    return set((element.get(TYPE) or "").split())


def within(element: etree._Element, names: set[str]) -> bool:
    """Return whether an element is, or stands in, something of EPUB's vocabulary."""
    return any(types(up) & names for up in (element, *element.iterancestors()))


def short(text: str, offset: int = 0) -> str:
    """Return the words around a place in a text, for a message."""
    start = text.rfind(" ", 0, max(offset - 12, 0)) + 1 if offset > 12 else 0
    piece = " ".join(text[start : offset + 24].replace(BLANK, "").split())
    return repr(piece)


def _item(element: etree._Element, folder: str) -> Item:
    """Read one line of the manifest."""
    path = posixpath.normpath(posixpath.join(folder, unquote(element.get("href", ""))))
    return Item(path, element.get("media-type", ""), frozenset(element.get("properties", "").split()))


def _xml(data: bytes) -> etree._Element:
    """Read XML without looking anything up."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _near(element: etree._Element) -> str:
    """Return the id of an element, of what it stands in, or of what comes before."""
    for up in (element, *element.iterancestors()):
        if name := up.get("id"):
            return str(name)
    return ""


def _texts(page: Page) -> Iterator[Text]:
    """Yield the prose of a page."""
    for run in runs(page.root):
        pieces = []
        ends = [start for start, _ in run.parts[1:]] + [len(run.text)]
        for (start, element), end in zip(run.parts, ends, strict=True):
            piece = run.text[start:end]
            pieces.append(BLANK * len(piece) if _is_apart(element) else piece)
        text = _ADDRESS.sub(lambda found: BLANK * len(found[0]), "".join(pieces))
        if text.strip(BLANK + " \n\t"):
            yield Text(page, run.parts[0][1], text)


def _is_apart(element: etree._Element) -> bool:
    """Return whether the words of an element are no prose: code, calls, ways back."""
    marks = {"noteref", "backlink", "pagebreak"}
    is_code = is_verbatim(element) or any(has_class(up, "sig") for up in (element, *element.iterancestors()))
    return is_code or within(element, marks)


def heading(page: Page) -> str:
    """Return a page's own heading without the number over it; empty where it has none."""
    found = next(page.root.iter("h1"), None)
    if found is None:
        return ""
    title = next((e for e in found.iter("span") if "chapter-title" in (e.get("class") or "").split()), found)
    calls = [a for a in title.iter("a") if "noteref" in types(a)]
    text = text_of(title)
    for call in calls:
        text = text.replace(text_of(call), "", 1)
    return " ".join(text.split())
