"""The printed pages in the flagship's EPUB: each begins with the words that it begins with on paper."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
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
OWN = {"title-page.xhtml", "copyright.xhtml", "nav.xhtml", "book-index.xhtml"}  #: Made for each edition.
LENGTH = 22  #: Letters that are compared.


def letters(text: str) -> str:
    """Return a text as what two editions share: its letters, caseless, without ligatures."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "flagship", BOOK)


@pytest.fixture(scope="module")
def paper(out: Path) -> dict[str, str]:
    """The text of each page of the PDF, by its label."""
    with pypdfium2.PdfDocument(out / f"print/{SLUG}.pdf") as document:
        return {
            document.get_page_label(n): document[n].get_textpage().get_text_range()
            for n in range(len(document))
        }


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


def kind(path: str, text: str, page: str, running: set[str]) -> str:
    """Return how the beginning of a page in the EPUB agrees with the page on paper; empty for not at all."""
    if path in OWN:
        return "own"
    plain = re.sub(r"^\s*(?:Chapter \d+|Part [IVX]+)\s", "", text)
    have = letters(page)
    place = have.find(letters(plain)[:LENGTH])
    if place < 0:
        # The track of an event stands behind its date on the screen alone.
        is_event = "O.S." in text[:60] and letters(text)[:8] in have
        return "event" if is_event else ""
    lead = have[:place]
    if plain != text:
        return "opening" if re.fullmatch(r"(?:chapter|part)[a-z]{3,9}", lead) else ""
    if not lead or lead in running:
        return "exact"
    if re.search(r"\b(?:Table|Fig\.?) \d", page):
        return "float"
    # The end of a word that the page before began.
    return "hyphen" if any(lead.startswith(head) and len(lead) - len(head) < 12 for head in running) else ""


def running_heads(archive: zipfile.ZipFile, labels: set[str]) -> set[str]:
    """Return the letters of every head that a page may have; the number of a front page is letters too."""
    nav = etree.fromstring(archive.read("nav.xhtml"))
    titles = ["".join(map(str, a.itertext())) for a in nav.iter("{*}a")]
    heads = {letters(re.sub(r"^(?:\d+|Part [IVX]+)\. ", "", title)) for title in titles}
    book = letters(etree.fromstring(archive.read("content.opf")).findtext(".//{*}title") or "")
    roman = {label for label in labels if label.isalpha()}
    return {book, *heads} | {label + book for label in roman} | {head + r for head in heads for r in roman}


def test_every_page_begins_with_its_words(
    paper: dict[str, str], beginnings: dict[str, tuple[str, str]], archive: zipfile.ZipFile
) -> None:
    running = running_heads(archive, set(paper))
    kinds = {label: kind(path, text, paper[label], running) for label, (path, text) in beginnings.items()}
    wrong = {label: beginnings[label][1][:60] for label, found in kinds.items() if not found}
    assert wrong == {}
    counted = Counter(kinds.values())
    assert counted["exact"] > len(kinds) * 0.6, counted
    assert counted["event"] + counted["hyphen"] < len(kinds) * 0.15, counted


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
