"""The small book of the EPUB's tests as a web edition, beside the printed pages that are made up for it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from fire import BOOK, make, write_book

ONE = "chapters/one.html"

#: The printed pages that a print edition would have written down.
PRINTED = (
    "vii\ttext\ts:preface:preface\t0\n"
    "1\ttext\tp:chapters/one:2\t3\n"
    "2\ttext\ts:chapters/one:afterwards\t0\n"
    "3\ttext\tp:chapters/two:1\t0\n"
)
CONF = (
    BOOK["conf.py"]
    + '\nhtml_baseurl = "https://example.org/book/"\noctavo_isbn_print = "978-3-16-148410-0"\n'
)


def read(web: Path) -> dict[str, html.HtmlElement]:
    """Return every page of a web edition by its path."""
    paths = sorted(path for path in web.rglob("*.html") if "_static" not in path.parts)
    return {path.relative_to(web).as_posix(): html.fromstring(path.read_bytes()) for path in paths}


def words(element: html.HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def inner_links(path: str, page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield path and fragment of every link of a page into the edition."""
    for link in page.iter("a"):
        uri = urlsplit(link.get("href", ""))
        if not uri.scheme and not uri.netloc:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(uri.path)))
            yield (target if uri.path else path), unquote(uri.fragment)


def printed_web(base: Path) -> Path:
    """Build the web edition, with an address, an ISBN, a picture and printed pages; return its folder."""
    book = write_book(base / "book", **{"conf.py": CONF})
    (book / "cover.png").write_bytes(b"\x89PNG")
    (base / "out/print").mkdir(parents=True)
    (base / "out/print/fire.pages").write_text(PRINTED, encoding="utf-8")
    assert make(book, "web", base / "out/web") == ""
    return base / "out/web"
