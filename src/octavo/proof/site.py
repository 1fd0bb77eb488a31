"""A set of pages that link to each other: the web edition or the content of an EPUB."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from octavo.findings import Finding
from octavo.proof.faults import Fault
from octavo.proof.page import Page, links


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads inside the edition."""

    path: str  #: File, from the root of the edition.
    fragment: str  #: Id in it; empty for the file itself.


@dataclass(frozen=True)
class Site:
    """The pages of an edition by path, and every file beside them."""

    name: str  #: What a finding calls it: the folder of the web edition, the name of the EPUB.
    pages: dict[str, Page]
    files: frozenset[str]
    page_of: Callable[[str], str]  #: Gives the path of a document's page.

    def page(self, docname: str) -> Page | None:
        """Return the page of a document."""
        return self.pages.get(self.page_of(docname))

    def place(self, page: Page, element: etree._Element | None = None) -> tuple[str, int]:
        """Return the file and the line at which an element stands."""
        line = element.sourceline if element is not None else 0
        return f"{self.name}/{page.path}", int(line or 0)  # type: ignore[arg-type]

    def element(self, target: Target) -> etree._Element | None:
        """Return the element that a link leads to."""
        page = self.pages.get(target.path)
        if page is None:
            return None
        return page.ids.get(target.fragment) if target.fragment else page.root

    def exists(self, target: Target) -> bool:
        """Return whether a link leads somewhere; a fragment counts only where it can be looked up."""
        if target.path not in self.files:
            return False
        if not target.fragment or target.path not in self.pages:
            return True
        return target.fragment in self.pages[target.path].ids


def resolve(page: Page, href: str) -> Target | None:
    """Return where a reference of a page leads; nothing for one that leaves the edition."""
    try:
        parts = urlsplit(href)
    except ValueError:  # No address at all, such as ``http://[``: it leads nowhere.
        return Target("", "")
    if parts.scheme or parts.netloc:
        return None
    path = page.path
    if parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
        if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", ".."):
            path = posixpath.join(path, "index.html").removeprefix("./")
    # WHATWG HTML, 7.4.6.3: the fragment "top" leads to the top of any page.
    fragment = unquote(parts.fragment)
    return Target(path, "" if fragment == "top" else fragment)


def dead_links(site: Site, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """Yield each link inside the edition that leads nowhere.

    :param told: path of the page and reference of links that a citation's own finding tells of.
    """
    for page in site.pages.values():
        seen = set()
        for element, href in links(page):
            target = resolve(page, href)
            if target is None or href in seen or (page.path, href) in told or site.exists(target):
                continue
            seen.add(href)
            path, line = site.place(page, element)
            yield Fault.DEAD_HREF.finding(path, line, f"link to {href!r} leads nowhere")
