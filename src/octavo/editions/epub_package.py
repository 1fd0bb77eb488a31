"""The EPUB as a file: what is reached, what it is, and the same bytes every time."""

from __future__ import annotations

import os
import posixpath
import re
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
SVG = "{http://www.w3.org/2000/svg}svg"
MATH = "{http://www.w3.org/1998/Math/MathML}math"

#: EPUB's core media types by ending (EPUB 3.3, 3.2).
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".ncx": "application/x-dtbncx+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".otf": "font/otf",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the package's manifest."""

    id: str  #: An XML name.
    href: str  #: Path in the package.
    media_type: str
    properties: str  #: Properties of EPUB 3, separated by spaces.


@dataclass(frozen=True, slots=True)
class Page:
    """One XHTML document of the package, parsed."""

    path: str
    root: ElementTree.Element
    ids: frozenset[str]

    @classmethod
    def parse(cls, path: str, markup: str) -> Page:
        """Read a document. Raises :class:`xml.etree.ElementTree.ParseError` when it is not well-formed."""
        root = ElementTree.fromstring(markup.encode())
        return cls(path, root, frozenset(e.attrib["id"] for e in root.iter() if "id" in e.attrib))

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield path and fragment of every link into the package."""
        for element in self.root.iter(f"{XHTML}a"):
            uri = urlsplit(element.get("href", ""))
            if not uri.scheme and not uri.netloc and (uri.path or uri.fragment):
                yield (self.resolve(uri.path) if uri.path else self.path), unquote(uri.fragment)

    def resources(self) -> Iterator[str]:
        """Yield the path of every file that the document shows or uses."""
        for tag, name in (("img", "src"), ("link", "href")):
            for element in self.root.iter(f"{XHTML}{tag}"):
                yield self.resolve(urlsplit(element.get(name, "")).path)

    def resolve(self, path: str) -> str:
        """Return a path in the package from one in this document."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(path)))

    @property
    def properties(self) -> str:
        """Return what a reading system must know before it opens the document (EPUB 3.3, D.5)."""
        found = {
            name for name, tag in (("svg", SVG), ("mathml", MATH)) if self.root.find(f".//{tag}") is not None
        }
        found |= {"nav"} if any(e.get(EPUB_TYPE) == "toc" for e in self.root.iter(f"{XHTML}nav")) else set()
        return " ".join(sorted(found))


@dataclass(slots=True)
class Package:
    """The files of one EPUB in the order in which they are read."""

    pages: dict[str, str] = field(default_factory=dict)  #: XHTML by path, in reading order.
    files: dict[str, bytes] = field(default_factory=dict)  #: Everything that a page could use, by path.
    cover: str = ""  #: Path of the cover image.
    read: dict[str, Page] = field(default_factory=dict, init=False)  #: The pages parsed, by path.

    def parsed(self) -> dict[str, Page]:
        """Return the pages parsed, each of them once."""
        for path in self.pages.keys() - self.read.keys():
            self.read[path] = Page.parse(path, self.pages[path])
        return {path: self.read[path] for path in self.pages}

    def broken_links(self) -> Iterator[tuple[str, str]]:
        """Yield the path of a page and the address of a link in it that leads nowhere."""
        parsed = self.parsed()
        for path, page in parsed.items():
            for target, fragment in page.links():
                if target not in parsed or (fragment and fragment not in parsed[target].ids):
                    yield path, f"{target}#{fragment}" if fragment else target

    def items(self) -> list[Item]:
        """Return the manifest: every page, and every file that a page reaches."""
        parsed = list(self.parsed().values())
        reached = {path for page in parsed for path in page.resources()}
        reached |= {path for sheet in reached & self.files.keys() for path in self._used_by(sheet)}
        reached |= {self.cover} if self.cover else set()
        properties = {page.path: page.properties for page in parsed} | {self.cover: "cover-image"}
        paths = [*self.pages, *sorted(reached & self.files.keys())]
        numbered = enumerate(paths, 1)
        return [Item(f"item-{n}", path, media_type(path), properties.get(path, "")) for n, path in numbered]

    def _used_by(self, sheet: str) -> Iterator[str]:
        """Yield the files that a style sheet names."""
        if media_type(sheet) == "text/css":
            for path in re.findall(r"url\(\"([^\"]+)\"\)", self.files[sheet].decode()):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))

    def write(self, target: Path, package: Mapping[str, str]) -> None:
        """Write the file; ``package`` holds container, package document and NCX by path.

        The bytes depend on nothing but the contents and ``SOURCE_DATE_EPOCH``: names are sorted,
        times and modes fixed (Reproducible Builds, "Archive metadata").
        """
        contents: dict[str, bytes] = {path: text.encode() for path, text in package.items()}
        contents |= {path: markup.encode() for path, markup in self.pages.items()}
        contents |= {item.href: self.files[item.href] for item in self.items() if item.href in self.files}
        # Pointed out by OCF 3.3, 4.2.3: ``mimetype`` first and stored, so that the type stands at byte 38.
        with zipfile.ZipFile(target, "w") as archive:
            _put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            for path in sorted(contents):
                _put(archive, path, contents[path], zipfile.ZIP_DEFLATED)


def _put(archive: zipfile.ZipFile, path: str, data: bytes, method: int) -> None:
    """Add one file under the fixed time and mode."""
    # ZIP counts from 1980 and in steps of two seconds.
    info = zipfile.ZipInfo(path, time.gmtime(max(build_time(), 315532800))[:6])
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.compress_type = method
    archive.writestr(info, data, compresslevel=9)


def media_type(path: str) -> str:
    """Return the media type of a file by its ending.

    Raises :class:`KeyError` for one that EPUB does not know.
    """
    return MEDIA_TYPES[posixpath.splitext(path)[1].lower()]


def build_time() -> int:
    """Return the moment of the build in seconds, which a reproducible build fixes."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
