"""The weight of the web edition: what a browser fetches to show each page, and how many bytes that is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from octavo.proof.faces import without_unneeded
from octavo.proof.page import Page, has_class
from octavo.proof.site import Site, Target, resolve

#: What an element fetches by itself, by attribute; a link fetches only as a style sheet or an icon.
_FETCHING = {"script": "src", "img": "src", "source": "src", "iframe": "src", "audio": "src", "video": "src"}
_FETCHING_LINKS = frozenset({"stylesheet", "icon", "preload", "prefetch"})

#: Addresses in a style sheet.
_URL = re.compile(r"""url\(\s*["']?([^"')]+)""")

#: What is compressed already, and what a server does not compress again.
_COMPRESSED = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".woff", ".woff2"})

_FONTS = frozenset({".otf", ".ttf", ".woff", ".woff2"})

#: The first letter that a reader reads: behind the beginning of the text, outside of a tag.
_TEXT = re.compile(rb"<main\b.*?>\s*[^<\s]", re.DOTALL)

#: Class of the section that a page is; the class beside it says of which kind.
_OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Weight:
    """What it takes to show one page for the first time."""

    path: str  #: The page.
    requests: int  #: Files fetched, the page among them.
    size: int  #: Bytes of these files.
    compressed: int  #: Bytes as a server sends them, compressed with gzip.
    elsewhere: tuple[str, ...] = ()  #: Addresses outside the site that it fetches.
    kind: str = ""  #: What it is: ``chapter``, ``title-page``, ``finding``.
    first: int = 0  #: Bytes, compressed, that must be there before the first word of the text can be shown.
    fonts: int = 0  #: Bytes of fonts among those fetched.


@dataclass(frozen=True, slots=True)
class Measure:
    """What a page did in a real browser."""

    path: str  #: The page.
    requests: int  #: Files that it asked for, itself among them.
    shift: float  #: Layout shift while it loaded, the largest of all ways to look at it.


def weigh(root: Path, site: Site) -> tuple[Weight, ...]:
    """Return the weight of every page of a folder, in the order of their paths."""

    @cache
    def size(path: str) -> tuple[int, int]:
        data = (root / path).read_bytes()
        whole = Path(path).suffix.lower() in _COMPRESSED
        return len(data), len(data) if whole else _sent(data)

    made = []
    for page in site.pages.values():
        inner, outer = _fetched(page, root, site)
        sizes = [size(path) for path in (page.path, *inner)]
        before = sum(size(path)[1] for path in _blocking(page, site))
        made.append(
            Weight(
                page.path, len(sizes), sum(s for s, _ in sizes), sum(c for _, c in sizes), tuple(outer),
                kind_of(page), _to_text((root / page.path).read_bytes()) + before,
                sum(size(path)[0] for path in inner if Path(path).suffix.lower() in _FONTS),
            )
        )  # fmt: skip
    return tuple(made)


def kind_of(page: Page) -> str:
    """Return what a page is, by the class of the section that opens it; ``page`` where it does not say."""
    for section in page.root.iter("section"):
        if has_class(section, "title-page"):
            return "title-page"
        if has_class(section, _OPENING):
            return next((c for c in (section.get("class") or "").split() if c != _OPENING), "page")
    return "page"


def by_kind(weights: Iterable[Weight]) -> list[tuple[Weight, int]]:
    """Return the heaviest page of each kind, with the number of its pages, the heaviest kind first."""
    kinds: dict[str, list[Weight]] = {}
    for weight in weights:
        kinds.setdefault(weight.kind, []).append(weight)
    found = [(heaviest(tuple(pages)), len(pages)) for pages in kinds.values()]
    return sorted(found, key=lambda pair: (-pair[0].compressed, pair[0].path))


def heaviest(weights: tuple[Weight, ...]) -> Weight:
    """Return the page that takes most bytes to show."""
    return max(weights, key=lambda weight: weight.compressed)


def _sent(data: bytes) -> int:
    """Return how many bytes a server sends for a file."""
    return len(gzip.compress(data, 6, mtime=0))


def _to_text(data: bytes) -> int:
    """Return the bytes of a page, compressed, up to its first word; all of them where it has no text."""
    found = _TEXT.search(data)
    return _sent(data[: found.end()] if found else data)


def _blocking(page: Page, site: Site) -> Iterator[str]:
    """Yield the files of the site that a browser waits for before it shows anything of a page."""
    for head in page.root.iter("head"):
        for element in head.iter("link", "script"):
            is_style = element.tag == "link" and "stylesheet" in (element.get("rel") or "").split()
            waits = element.tag == "script" and element.get("defer") is None and element.get("async") is None
            address = element.get("href" if is_style else "src")
            target = resolve(page, address) if address and (is_style or waits) else None
            if target and target.path in site.files:
                yield target.path


def _fetched(page: Page, root: Path, site: Site) -> tuple[list[str], list[str]]:
    """Return the files that a page fetches, each once, and the addresses outside the site."""
    inner: dict[str, None] = {}
    outer: dict[str, None] = {}
    waiting = [(page, href) for href in _addresses(page)]
    for here, href in waiting:
        if href.startswith("data:"):
            continue
        target = resolve(here, href)
        if target is None:
            outer[href] = None
        elif target.path in site.files and target.path not in inner:
            inner[target.path] = None
            waiting += _from_style(here, target, root)
    return list(inner), list(outer)


def _addresses(page: Page) -> Iterator[str]:
    """Yield what a page's elements fetch."""
    for element in page.root.iter("*"):
        rel = set((element.get("rel") or "").lower().split())
        if element.tag == "link" and not rel.isdisjoint(_FETCHING_LINKS):
            yield element.get("href") or ""
        elif (attribute := _FETCHING.get(str(element.tag))) and (uri := element.get(attribute)):
            yield uri


def _from_style(page: Page, target: Target, root: Path) -> list[tuple[Page, str]]:
    """Return what a style sheet fetches in its turn, each with the place that its address begins at."""
    if not target.path.endswith(".css"):
        return []
    text = (root / target.path).read_text(encoding="utf-8", errors="replace")
    text = without_unneeded(text, page)
    here = Page(target.path, page.root, {}, frozenset())
    return [(here, uri) for uri in _URL.findall(text)]
