"""Our own check of the web edition: its weight, its requests, and the frame of every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.faults import Fault
from octavo.proof.page import Page, text_of
from octavo.proof.site import Site
from octavo.proof.weight import Weight

#: The page that a reader meets first, and the bytes, compressed and with its fonts, that it may take.
FIRST, MOST = "index.html", 150_000


def heavy(site: Site, weights: Iterable[Weight]) -> Iterator[Finding]:
    """Yield a warning where the first page takes more than a slow line brings at once."""
    for weight in weights:
        if weight.path == FIRST and weight.compressed > MOST:
            message = f"the first page takes {weight.compressed:,} bytes, compressed; {MOST:,} are the most"
            yield _warning(Fault.HEAVY, f"{site.name}/{weight.path}", 0, message)


def leaving(site: Site, weights: Iterable[Weight]) -> Iterator[Finding]:
    """Yield each address that a page fetches from another site."""
    for weight in weights:
        for address in weight.elsewhere:
            yield _warning(Fault.LEAVES, f"{site.name}/{weight.path}", 0, f"it fetches {address!r}")


def unframed(site: Site) -> Iterator[Finding]:
    """Yield what a page lacks that every page has: a language, a title, one main part, one first heading."""
    for page in site.pages.values():
        for element, message in _lacks(page):
            path, line = site.place(page, element)
            yield _warning(Fault.NO_FRAME, path, line, message)


def _warning(fault: Fault, path: str, line: int, message: str) -> Finding:
    """Return a finding that keeps no edition back: the book can be read all the same."""
    return replace(fault.finding(path, line, message), severity=Severity.WARNING)


def _lacks(page: Page) -> Iterator[tuple[etree._Element | None, str]]:
    """Yield what is wrong with the frame of one page, and where."""
    if not page.root.get("lang"):
        yield page.root, "the page names no language"
    if not (page.root.findtext(".//title") or "").strip():
        yield page.root, "the page has no title"
    for name, what in (("main", "main parts"), ("h1", "first headings")):
        found = list(page.root.iter(name))
        if len(found) != 1:
            yield (found[1] if found else None), f"the page has {len(found)} {what} (<{name}>)"
        elif not text_of(found[0]):
            yield found[0], f"<{name}> is empty"
    for image in page.root.iter("img"):
        if image.get("alt") is None:
            yield image, f"the picture {image.get('src')!r} has no words (alt)"
