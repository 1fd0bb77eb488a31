"""Opening pages of the web edition in headless Chromium, and counting what they ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from fire import BOOK, make, write_book

ONE = "chapters/one.html"
MORE = """

A Tale of Names
---------------

Admiral Tōgō Heihachirō (:ja:`東郷平八郎`) came home in 1905.
He had left in the winter of 1904–1905. Nobody said why.

The same day the warship lay in port, for the war.

Going toward peace.

As Mr. Brown says (vol. 2, ch. 4), the crew of the St. Olaf slept. Others woke.
"""
PAGES = [
    "index.html",
    "preface.html",
    ONE,
    "chapters/two.html",
    "glossary.html",
    "bibliography.html",
    "genindex.html",
]

#: What a page may ask for without leaving its site.
INSIDE = ("file:", "data:", "blob:", "about:")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; nothing is downloaded."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """Somebody who reads the book, and what their browser asked for and complained of."""

    def __init__(self, browser: Browser, root: Path, **options: Any) -> None:
        self.root = root
        self.context = browser.new_context(**{"viewport": {"width": 820, "height": 900}, **options})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.complaints: list[str] = []
        self.left: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.page.on("request", lambda asked: asked.url.startswith(INSIDE) or self.left.append(asked.url))

    def open(self, path: str) -> Page:
        """Open a page of the book, from its folder."""
        name, mark, rest = path.partition("?") if "?" in path else path.partition("#")
        self.page.goto((self.root / name).as_uri() + mark + rest)
        return self.page

    def close(self) -> None:
        """Leave, with nothing complained of and nothing fetched from elsewhere."""
        assert self.context.cookies() == []
        self.context.close()
        assert (self.complaints, self.left) == ([], [])


def write_site(base: Path) -> Path:
    """Build the book that readers open, with printed pages made up for it; return the folder of its pages."""
    two = BOOK["chapters/two.rst"] + MORE
    (base / "out/print").mkdir(parents=True)
    printed = "1\ttext\tp:chapters/one:2\t3\n2\ttext\ts:chapters/one:afterwards\t0\n"
    (base / "out/print/fire.pages").write_text(printed, encoding="utf-8")
    make(write_book(base / "book", **{"chapters/two.rst": two}), "web", base / "out/web")
    return base / "out/web"
