"""The proof of the EPUB: its container, its package and its pages (EPUB 3.3)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.citing import Citations
from octavo.proof.expected import Expectation
from octavo.proof.faults import Fault
from octavo.proof.gaps import leftovers
from octavo.proof.indexed_pages import Indexes
from octavo.proof.markup_numbers import printed
from octavo.proof.numbering import disagreements
from octavo.proof.openings import Marks, openings, tops
from octavo.proof.packed import shares
from octavo.proof.page import Page, parse_xhtml, text_of
from octavo.proof.reading import Artefact, Reading, nothing_built
from octavo.proof.site import Site, dead_links

_MIMETYPE = b"application/epub+zip"
_XHTML = "application/xhtml+xml"
_CONTAINER = "META-INF/container.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document names."""

    path: str  #: The package document itself, from the root of the container.
    manifest: dict[str, tuple[str, str]]  #: Path and media type by item id.
    spine: tuple[str, ...]  #: Item ids in reading order.


def prove_epub(path: Path, expectation: Expectation) -> Reading:
    """Open an EPUB and prove what is expected of it."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return nothing_built(Edition.EPUB, path, expectation.citations)
    with zipfile.ZipFile(path) as archive:
        faults = list(_container_faults(path.name, archive))
        package = _package(archive)
        if package is None:
            unread = nothing_built(Edition.EPUB, path, expectation.citations)
            return Reading(Edition.EPUB, (), unread.proofs, tuple(faults))
        faults += _package_faults(path.name, archive, package)
        pages, broken = _pages(path.name, archive, package)
        files = frozenset(archive.namelist())
        parts = shares(archive)
        titles = tuple(element.text or "" for element in _elements(archive.read(package.path), "title"))
    site = Site(path.name, pages, files, _finder(package, files))
    citations = Citations(Edition.EPUB, site, expectation)
    proofs = citations.prove()
    found = printed(site, expectation)
    faults += [
        *broken,
        *dead_links(site, citations.told),
        *leftovers(citations),
        *Indexes(citations).faults(),
        *disagreements(Edition.EPUB, found, expectation),
    ]
    artefact = Artefact(Edition.EPUB, f"{path.parent.name}/{path.name}", path.stat().st_size, len(pages))
    marks = _marks(package, pages, titles)
    return Reading(Edition.EPUB, (artefact,), proofs, tuple(faults), found, marks, shares=parts)


def _marks(package: Package, pages: dict[str, Page], titles: tuple[str, ...]) -> Marks:
    """Return what the EPUB shows of the printed pages, in reading order."""
    paths = [package.manifest[item][0] for item in package.spine if item in package.manifest]
    spine = [pages[path] for path in paths if path in pages]
    lists = [nav for page in pages.values() for nav in page.root.iter("nav")]
    heads = tuple(text_of(link) for nav in lists for link in nav.iter("a"))
    return Marks(openings(spine), titles + heads, tuple(tops(spine)))


def _container_faults(name: str, archive: zipfile.ZipFile) -> Iterator[Finding]:
    """Yield what is wrong with the container: its mimetype, and how to find the package."""
    first = archive.infolist()[:1]
    if not first or first[0].filename != "mimetype":
        yield Fault.BAD_CONTAINER.finding(name, 0, "mimetype is not the first file")
    elif first[0].compress_type != zipfile.ZIP_STORED:
        yield Fault.BAD_CONTAINER.finding(name, 0, "mimetype is compressed")
    elif archive.read("mimetype") != _MIMETYPE:
        yield Fault.BAD_CONTAINER.finding(name, 0, "mimetype is not application/epub+zip")
    if _package(archive) is None:
        place = f"{name}/{_CONTAINER}"
        yield Fault.NOT_PACKED.finding(place, 0, "it names no package document that is there")


def _package(archive: zipfile.ZipFile) -> Package | None:
    """Read the package document, or return nothing where there is none."""
    names = set(archive.namelist())
    if _CONTAINER not in names:
        return None
    rootfile = next(iter(_elements(archive.read(_CONTAINER), "rootfile")), None)
    path = rootfile.get("full-path") if rootfile is not None else None
    if not path or path not in names:
        return None
    data = archive.read(path)
    folder = posixpath.dirname(path)
    manifest = {
        item.get("id", ""): (
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))),
            item.get("media-type", ""),
        )
        for item in _elements(data, "item")
    }
    return Package(path, manifest, tuple(ref.get("idref", "") for ref in _elements(data, "itemref")))


def _elements(data: bytes, name: str) -> list[etree._Element]:
    """Return the elements of a local name in an XML document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    return [] if root is None else list(root.iter("{*}" + name))


def _package_faults(name: str, archive: zipfile.ZipFile, package: Package) -> Iterator[Finding]:
    """Yield where package and archive do not agree."""
    files = {member for member in archive.namelist() if not member.endswith("/")}
    place = f"{name}/{package.path}"
    named = {path for path, _ in package.manifest.values()}
    for path in sorted(named - files):
        yield Fault.NOT_PACKED.finding(place, 0, f"the manifest names {path!r}, which is not packed")
    for path in sorted(files - named - {"mimetype", package.path}):
        if not path.startswith("META-INF/"):
            yield Fault.NOT_PACKED.finding(place, 0, f"{path!r} is packed, but the manifest does not name it")
    for idref in package.spine:
        if idref not in package.manifest:
            message = f"the spine names {idref!r}, which is not in the manifest"
            yield Fault.NOT_PACKED.finding(place, 0, message)
    if not package.spine:
        yield Fault.NOT_PACKED.finding(place, 0, "the spine is empty")


def _pages(name: str, archive: zipfile.ZipFile, package: Package) -> tuple[dict[str, Page], list[Finding]]:
    """Read every page, with a finding for each that is not well-formed."""
    pages: dict[str, Page] = {}
    broken = []
    files = set(archive.namelist())
    for path, media_type in package.manifest.values():
        if media_type != _XHTML or path not in files:
            continue
        try:
            pages[path] = parse_xhtml(path, archive.read(path))
        except etree.XMLSyntaxError as error:
            message = f"it is not well-formed: {error.msg}"
            broken.append(Fault.BAD_MARKUP.finding(f"{name}/{path}", error.lineno or 0, message))
    return pages, broken


def _finder(package: Package, files: frozenset[str]) -> Callable[[str], str]:
    """Return what gives the path of a document's page."""
    folder = posixpath.dirname(package.path)

    def page_of(docname: str) -> str:
        path = posixpath.join(folder, f"{docname}.xhtml")
        if path in files:
            return path
        # A package may keep its pages in a folder of their own.
        ends = [name for name in sorted(files) if name.endswith(f"/{docname}.xhtml")]
        return ends[0] if len(ends) == 1 else path

    return page_of
