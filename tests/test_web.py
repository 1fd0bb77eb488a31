"""The web edition: the small book of the EPUB's tests, read as HTML."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from fire import HOSTILE, make, write_book
from web_pages import ONE, inner_links, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("web")
    assert make(write_book(base / "book"), "web", base / "out/web") == ""
    return base / "out/web"


@pytest.fixture(scope="module")
def pages(web: Path) -> dict[str, html.HtmlElement]:
    return read(web)


def test_every_link_leads_to_an_id(pages: dict[str, html.HtmlElement]) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    for path, page in pages.items():
        for target, fragment in inner_links(path, page):
            assert target in pages, (path, target)
            assert not fragment or fragment in ids[target], (path, target, fragment)


def test_no_id_stands_twice(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert [name for name, count in Counter(page.xpath("//@id")).items() if count > 1] == [], path


def test_nothing_is_fetched_from_the_network(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        fetched = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src | //iframe/@src")
        assert [uri for uri in fetched if urlsplit(uri).netloc] == [], path
    for style in web.rglob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", style.read_text(encoding="utf-8")), style
        assert "@import" not in style.read_text(encoding="utf-8"), style


def test_titles_name_the_book_and_never_documentation(pages: dict[str, html.HtmlElement]) -> None:
    book = f"Fire & <Water> {HOSTILE}"
    titles = {path: words(page.find(".//title")) for path, page in pages.items()}
    assert titles["index.html"] == book
    assert titles[ONE] == f"{HOSTILE} – {book}"
    for path, page in pages.items():
        assert "documentation" not in words(page).lower(), path
        assert "view source" not in words(page).lower() and "_sources" not in str(html.tostring(page)), path


def test_every_page_has_one_heading_a_main_and_named_navigation(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        names = [nav.get("aria-label") for nav in page.xpath("//nav")]
        assert all(names) and len(set(names)) == len(names), path
        (skip,) = page.xpath("//a[@class='skip']")
        assert skip.get("href") == "#" + page.xpath("//main")[0].get("id")


def test_headings_never_lose_their_level(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        levels = [
            int(heading.tag[1]) for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3]")
        ]
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), path
        assert not page.xpath("//*[@role='heading'][not(@aria-level)]"), path


def test_the_title_page_has_the_contents_with_parts(pages: dict[str, html.HtmlElement]) -> None:
    page = pages["index.html"]
    contents = page.xpath("//section[@class='full-contents']")[0]
    lines = [words(line) for line in contents.xpath(".//h3 | .//a")]
    assert lines == [
        "Preface", "Part I First & <Last>", f"1 {HOSTILE}", "2 Two", "Glossary", "Sources", "Index",
    ]  # fmt: skip
    assert contents.xpath("//li[@id='part-1']")
    assert words(page.xpath("//p[@class='book-author']")[0]) == "Ann O'Neill & Sons and 東郷 <Editor>"
    assert words(page.xpath("//p[@class='book-subtitle']")[0]) == "A & B <C>"
    assert (
        words(page.xpath("//footer[@class='imprint']")[0]) == "Copyright © 2026 A. & B. All rights & <none>"
    )


def test_pages_turn_in_reading_order(pages: dict[str, html.HtmlElement]) -> None:
    path, seen = "index.html", []
    while True:
        seen.append(path)
        following = pages[path].xpath("//nav[@class='turn-page']//a[@rel='next']/@href")
        if not following:
            break
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), following[0]))
    assert seen == [
        "index.html",
        "preface.html",
        ONE,
        "chapters/two.html",
        "glossary.html",
        "bibliography.html",
    ]


def test_notes_stand_at_the_end_and_lead_back(pages: dict[str, html.HtmlElement]) -> None:
    page = pages[ONE]
    calls = page.xpath("//a[@role='doc-noteref']")
    notes = page.xpath("//section[contains(@class, 'notes')]/div[@role='doc-footnote']")
    assert [call.text for call in calls] == ["1", "2", "3", "4"]
    assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes]
    backs = [note.xpath(".//a[@role='doc-backlink']/@href")[0] for note in notes]
    assert backs == [f"#{call.get('id')}" for call in calls]


def test_citations_lead_to_their_sources(pages: dict[str, html.HtmlElement]) -> None:
    links = pages[ONE].xpath("//a[@role='doc-biblioref']/@href")
    assert set(links) == {f"../bibliography.html#source-{key}" for key in ("nish-1985", "asakawa-1904")}
    entries = pages["bibliography.html"].xpath("//ul[@class='sources']/li/@id")
    assert entries == ["source-asakawa-1904", "source-nish-1985"]
    assert not pages["bibliography.html"].xpath("//*[@role='doc-biblioentry']")


def test_the_chapter_opens_with_number_and_title(pages: dict[str, html.HtmlElement]) -> None:
    (heading,) = pages[ONE].xpath("//h1")
    assert [words(span) for span in heading] == ["Chapter 1", HOSTILE]
    current = pages[ONE].xpath("//nav[@id='book-contents']//a[@aria-current='page']")
    assert [words(link) for link in current] == [f"1 {HOSTILE}"]
    sections = pages[ONE].xpath("//nav[@id='book-contents']//li[@class='section']")
    assert [words(section) for section in sections] == ["Afterwards"]
    assert [link.get("href") for link in sections[0].iter("a")] == ["#afterwards"]


def test_a_table_can_be_moved_with_the_keyboard(pages: dict[str, html.HtmlElement]) -> None:
    (box,) = pages[ONE].xpath("//div[contains(@class, 'table-wrapper')]")
    assert (box.get("tabindex"), box.get("role"), box.get("aria-label")) == ("0", "group", "Losses & gains")
    assert box.xpath(".//th/@scope") == ["col", "col", "row"]


def test_words_have_their_language_and_formulas_need_no_script(pages: dict[str, html.HtmlElement]) -> None:
    page = pages[ONE]
    assert page.xpath("//span[@lang='ja']/text()") == ["三笠"]
    assert page.xpath("//i[@lang='ja-Latn']/text()") == ["sensō"]
    assert page.xpath("//*[local-name()='math']/@alttext") == ["N^2 = k"]
    assert not [uri for uri in page.xpath("//script/@src") if "mathjax" in uri.lower()]


def test_the_index_lists_places_by_chapter(pages: dict[str, html.HtmlElement]) -> None:
    entries = [words(entry) for entry in pages["genindex.html"].xpath("//div//li[@id]|//section//li[@id]")]
    assert {"Tsushima, 1, 2", "Asakawa, 1"} <= set(entries)
    assert not pages["genindex.html"].xpath("//table")
