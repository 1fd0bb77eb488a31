"""The EPUB in a reading system: epub.js opens it, turns every page and follows every note."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import Browser

import pictures
from building import WHOLE, built
from node_tools import package

pytestmark = [pytest.mark.browser, pytest.mark.latex, pytest.mark.xdist_group("constructs")]

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Reader</title>
<link rel="icon" href="data:,">
<script src="jszip.min.js"></script><script src="epub.min.js"></script></head>
<body style="margin: 0"><div id="view"></div></body></html>"""

#: Opens the book, and turns its pages one by one until the last.
TURN = """async () => {
  const book = window.book = ePub("book.epub");
  const view = window.view = book.renderTo("view", {width: 600, height: 800, spread: "none"});
  await view.display();
  await book.ready;
  const seen = [];
  for (let turn = 0; turn < 3000; turn++) {
    const here = view.currentLocation();
    seen.push([here.start.href, here.start.displayed.page, here.start.displayed.total]);
    if (here.atEnd) break;
    await view.next();
  }
  const spine = book.spine.spineItems.map(item => item.href);
  return {seen, spine, toc: book.navigation.toc.length, pages: book.pageList.pages.length};
}"""

#: Goes to every note by its call, and gives call, note and way back.
FOLLOW = """async () => {
  const told = [];
  // The engine may have parsed the page as HTML, which knows no namespaces.
  const type = (e) => e.getAttributeNS("http://www.idpf.org/2007/ops", "type") || e.getAttribute("epub:type");
  for (const item of book.spine.spineItems) {
    await view.display(item.href);
    const page = view.getContents()[0].document;
    const calls = [...page.querySelectorAll("a")].filter(a => type(a) === "noteref");
    for (const call of calls) {
      const name = call.getAttribute("href").slice(1);
      await view.display(item.href + "#" + name);
      const shown = view.getContents()[0].document;
      const note = shown.getElementById(name);
      const back = note && [...note.querySelectorAll("a")].find(a => type(a) === "backlink");
      const frame = note && note.getBoundingClientRect();
      told.push([item.href, call.textContent, note ? note.textContent.trim() : "",
                 back ? back.textContent : "", Boolean(frame && frame.height)]);
    }
  }
  return told;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with the reading system and the book of every construct."""
    folder = tmp_path_factory.mktemp("reader")
    modules = package("epubjs")
    shutil.copy(modules / "epubjs/dist/epub.min.js", folder)
    shutil.copy(modules / "jszip/dist/jszip.min.js", folder)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    out = built(tmp_path_factory, "constructs", WHOLE / "constructs")
    shutil.copy(out / "epub/constructs.epub", folder / "book.epub")
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()


def test_a_reading_system_turns_every_page_and_follows_every_note(
    epub: str, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 600, "height": 800})
    page.set_default_timeout(120_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    page.goto(epub)
    read = page.evaluate(TURN)
    notes = page.evaluate(FOLLOW)
    page.evaluate("view.display('text/notes.xhtml')")
    page.wait_for_timeout(500)
    picture = page.screenshot()
    page.close()
    hrefs = list(dict.fromkeys(href for href, _, _ in read["seen"]))
    assert hrefs == read["spine"] and len(read["seen"]) > len(hrefs)
    assert read["toc"] > 5 and read["pages"] > 20
    assert len(notes) > 20
    for href, call, note, back, is_shown in notes:
        assert note.startswith(f"{call}.") and back == f"{call}." and is_shown, (href, call, note)
    pictures.held("epub-page", picture, tmp_path, request.config)
    # The frame of a page may not run scripts, which is as it should be.
    assert [line for line in complaints if "sandboxed" not in line] == []
