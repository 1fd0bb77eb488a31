"""The printed pages in the flagship's EPUB: each is marked once, listed, and in order.

Whether each begins with the words that it begins with on paper is a row of the report.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from building import built
from octavo.edition import Edition
from octavo.editions.pages import Opening, PrintedPages
from octavo.production.folders import Folders

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("flagship")]

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
SLUG = "russo-japanese-war"
TYPE = "{http://www.idpf.org/2007/ops}type"
APART = {"noteref", "footnotes", "landmarks", "page-list"}  #: Not in the run of the text.
FLOATS = {"figure", "table", "math"}  #: On paper they stand elsewhere.


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "flagship", BOOK)


@pytest.fixture(scope="module")
def harvest(out: Path) -> PrintedPages:
    work = Folders.of(BOOK, out).work(Edition.PRINT)
    pages = PrintedPages.load(work / f"{SLUG}.pages")
    assert pages is not None
    return pages


@pytest.fixture(scope="module")
def archive(out: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(out / f"epub/{SLUG}.epub") as found:
        yield found


@pytest.fixture(scope="module")
def beginnings(archive: zipfile.ZipFile) -> dict[str, tuple[str, str]]:
    """The path and the words of each printed page in the EPUB, in reading order, by its label."""
    opf = etree.fromstring(archive.read("content.opf"))
    hrefs = {item.get("id"): item.get("href", "") for item in opf.iter("{*}item")}
    found: dict[str, tuple[str, str]] = {}
    here = ""

    def walk(path: str, element: etree._Element) -> None:
        nonlocal here
        kind = element.get(TYPE) or ""
        if kind == "pagebreak":
            here = (element.get("id") or "").removeprefix("page-")
            assert here not in found
            found[here] = path, ""
        if kind not in APART and etree.QName(element).localname not in FLOATS:
            add(path, element.text)
            for child in element.iterchildren(etree.Element):
                walk(path, child)
        add(path, element.tail)

    def add(path: str, text: str | None) -> None:
        if here and text:
            found[here] = found[here][0], found[here][1] + text

    for ref in opf.iter("{*}itemref"):
        path = hrefs[ref.get("idref")]
        body = etree.fromstring(archive.read(path)).find("{*}body")
        assert body is not None
        walk(path, body)
    return found


def test_every_page_with_words_is_listed(
    harvest: PrintedPages, beginnings: dict[str, tuple[str, str]]
) -> None:
    wanted = [page.label for page in harvest.pages if page.opening in {Opening.WORD, Opening.SECTION}]
    assert list(beginnings) == wanted
    left = [page for page in harvest.pages if page.label not in beginnings]
    blank = [page for page in left if page.opening is Opening.BLANK]
    # The half-title has no counterpart, and the index goes on without a page of its own.
    assert len(left) - len(blank) <= 1 + 4


def test_the_lists_of_pages_agree_and_are_in_order(
    archive: zipfile.ZipFile, beginnings: dict[str, tuple[str, str]]
) -> None:
    nav = etree.fromstring(archive.read("nav.xhtml"))
    listing = next(n for n in nav.iter("{*}nav") if n.get(TYPE) == "page-list")
    ncx = etree.fromstring(archive.read("toc.ncx"))
    listed = [(a.text, a.get("href")) for a in listing.iter("{*}a")]
    assert listed == [(label, f"{path}#page-{label}") for label, (path, _) in beginnings.items()]
    targets = list(ncx.iter("{*}pageTarget"))
    assert [(t.findtext(".//{*}text"), t.find("{*}content").get("src")) for t in targets] == listed  # type: ignore[union-attr]
    orders = [int(t.get("playOrder", "0")) for t in targets]
    assert orders == sorted(orders)
