"""The web edition in a real browser, opened from its folder: nothing may leave the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import Browser, Page, expect

from browsing import Reader, chromium
from test_epub import BOOK, make, write_book

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ONE = "chapters/one.html"
MORE = """

A Tale of Names
---------------

Admiral Tōgō Heihachirō (:ja:`東郷平八郎`) came home in 1905.
He had left in the winter of 1904–1905. Nobody said why.

The same day the warship lay in port, for the war.

Going toward peace.
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


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("browser")
    two = BOOK["chapters/two.rst"] + MORE
    (base / "out/print").mkdir(parents=True)
    printed = "1\ttext\tp:chapters/one:2\t3\n2\ttext\ts:chapters/one:afterwards\t0\n"
    (base / "out/print/fire.pages").write_text(printed, encoding="utf-8")
    make(write_book(base / "book", **{"chapters/two.rst": two}), "web", base / "out/web")
    return base / "out/web"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def reader(browser: Browser, web: Path) -> Iterator[Callable[..., Reader]]:
    readers: list[Reader] = []

    def enter(**options: Any) -> Reader:
        readers.append(Reader(browser, web, **options))
        return readers[-1]

    yield enter
    for one in readers:
        one.close()


# Finding


def found(page: Page, words: str) -> list[str]:
    """Return what is marked in the results of a search."""
    page.fill("#words-wanted", words)
    page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
    return [mark.inner_text() for mark in page.locator("#found mark").all()]


def marked_words(page: Page) -> list[str]:
    """Return the words that hold a mark, whole."""
    script = """marks => marks.map((mark) =>
        /[a-z]*$/i.exec(mark.previousSibling?.textContent ?? "")[0] + mark.textContent)"""
    return list(page.locator("#found mark").evaluate_all(script))


def test_words_are_found_in_any_script_without_marks_and_in_years(reader: Callable[..., Reader]) -> None:
    page = reader().open("search.html?q=togo")
    expect(page.locator("#found mark").first).to_have_text("Tōgō")
    expect(page.locator("#found-count")).to_have_text("One place.")
    assert "Admiral Tōgō Heihachirō (東郷平八郎) came home in 1905." in page.locator("#found li").inner_text()
    assert "Nobody" not in page.locator("#found li").inner_text()
    assert set(found(page, "東郷")) == {"東郷"}
    assert any("Heihachirō" in line for line in page.locator("#found li").all_inner_texts())
    assert found(page, "郷平") == ["郷平"]
    assert found(page, "1904 winter") == ["winter", "1904"]
    assert found(page, '"came home"') == ["came home"]
    # Words are found by how they begin.
    assert {mark.lower() for mark in found(page, "war")} == {"war"}
    assert "toward" not in " ".join(marked_words(page))
    assert found(page, "nowhere") == []
    expect(page.locator("#found-count")).to_contain_text("Nothing")


def test_a_result_leads_to_its_sentence_with_the_keyboard(reader: Callable[..., Reader]) -> None:
    page = reader().open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.goto(
        page.locator("a.to-search").get_attribute("href")
        and page.evaluate("document.querySelector('a.to-search').href")
    )
    assert page.evaluate("document.activeElement.id") == "words-wanted"
    page.keyboard.type("Heihachiro")
    expect(page.locator("#found mark")).to_have_text("Heihachirō")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/two.html#*")
    assert "Heihachirō" in page.locator(":target").inner_text()


# Notes, sources, terms


def test_a_note_opens_in_its_line_and_gives_the_focus_back(reader: Callable[..., Reader]) -> None:
    page = reader().open(ONE)
    call = page.locator("[role=doc-noteref]").first
    call.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("As the author says")
    assert page.evaluate("document.activeElement.id") == "popover"
    # Its links are reached with the keyboard.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#popover') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#popover")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == call.get_attribute("id")
    assert page.url.endswith("one.html")


def test_focus_and_pointer_show_a_hint_that_describes_the_link(reader: Callable[..., Reader]) -> None:
    page = reader().open(ONE)
    page.locator("h1").click()
    page.keyboard.press("Tab")
    hint = page.get_by_role("tooltip")
    expect(hint).to_contain_text("As the author says")
    call = page.locator("[role=doc-noteref]").first
    assert call.get_attribute("aria-describedby") == "popover"
    page.keyboard.press("Escape")
    expect(hint).to_be_hidden()
    assert call.get_attribute("aria-describedby") is None
    term = page.locator("[role=doc-glossref]")
    term.hover()
    expect(hint).to_contain_text("Ships together.")
    # It stays while the pointer is on it (WCAG 2.2, 1.4.13).
    page.locator("#popover").hover()
    page.wait_for_timeout(500)
    expect(hint).to_be_visible()


def test_a_source_is_shown_from_the_page_of_the_sources(reader: Callable[..., Reader]) -> None:
    page = reader(has_touch=True, viewport={"width": 390, "height": 800}).open(ONE)
    page.locator("[role=doc-biblioref]").first.tap()
    box = page.get_by_role("dialog")
    expect(box).to_contain_text("The Origins of the War")
    edge = box.bounding_box()
    assert edge and edge["x"] >= 0 and edge["x"] + edge["width"] <= 390
    box.get_by_role("button").click()
    expect(box).to_be_hidden()


def test_wide_screens_show_the_note_in_the_margin_instead(reader: Callable[..., Reader]) -> None:
    page = reader(viewport={"width": 1440, "height": 1000}).open(ONE)
    page.locator("[role=doc-noteref]").first.hover()
    expect(page.locator(".sidenote.called")).to_contain_text("As the author says")
    expect(page.locator("#popover")).to_be_hidden()


def test_without_a_script_all_of_it_is_plain_links(reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False).open(ONE)
    page.locator("[role=doc-noteref]").first.click()
    assert page.url.endswith(page.locator("[role=doc-footnote]").first.get_attribute("id") or "?")
    page.locator("details.cite-this > summary").click()
    expect(page.locator("details.cite-this .citation-text")).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    page.locator("a.to-search").click()
    assert "JavaScript" in page.content()
    page.goto(page.url.replace("search.html", "chapters/one.html"))
    page.locator("a.to-contents").click()
    expect(page.locator("#book-contents")).to_be_visible()


# Turning pages, place, colours, citing


def test_arrows_turn_the_page_and_only_where_they_are_free(reader: Callable[..., Reader]) -> None:
    page = reader().open("preface.html")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/chapters/one.html")
    page.locator(".table-wrapper").focus()
    page.keyboard.press("ArrowRight")
    page.locator("body").press("Alt+ArrowUp")
    assert page.url.endswith("one.html")
    page.locator(".table-wrapper").blur()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/preface.html")


def test_the_title_page_offers_the_place_where_reading_stopped(reader: Callable[..., Reader]) -> None:
    visitor = reader(viewport={"width": 900, "height": 300})
    page = visitor.open("index.html")
    expect(page.locator(".go-on")).to_be_hidden()
    visitor.open("chapters/two.html")
    page.locator("#a-tale-of-names h2").scroll_into_view_if_needed()
    page.mouse.wheel(0, 400)
    page.wait_for_function("window.scrollY > 200")
    visitor.open("index.html")
    expect(page.locator(".go-on")).to_contain_text("Two")
    page.locator(".go-on a").click()
    page.wait_for_url("**/chapters/two.html#*")


def test_colours_follow_the_system_or_the_reader(reader: Callable[..., Reader]) -> None:
    visitor = reader(color_scheme="dark")
    page = visitor.open(ONE)

    def light() -> bool:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return int(colour.removeprefix("rgb(").partition(",")[0]) > 200

    assert not light()
    button = page.locator("button.colours")
    assert button.get_attribute("aria-label") == "Colours: as the system"
    button.click()
    assert light() and button.get_attribute("aria-label") == "Colours: light"
    visitor.open("preface.html")
    assert light()


def test_a_citation_is_copied_or_selected(reader: Callable[..., Reader]) -> None:
    page = reader().open(ONE)
    page.locator("details.cite-this > summary").click()
    page.locator("details.cite-this > .citable > .copy").first.click()
    assert "chap. 1 in" in page.evaluate("getSelection().toString()")
    page.locator("details.citable > summary").first.click()
    with page.expect_download() as download:
        page.locator("a.keep").first.click()
    assert download.value.suggested_filename == "fire-1.bib"
    assert "@incollection{fire-1," in Path(download.value.path()).read_text(encoding="utf-8")


# Paper, motion, timelines


def test_a_page_prints_as_a_book(reader: Callable[..., Reader], tmp_path: Path) -> None:
    page = reader().open(ONE)
    page.pdf(path=tmp_path / "one.pdf", format="A5")
    page.emulate_media(media="print", color_scheme="dark")
    for name in (".skip", ".book-header", ".book-contents", ".turn-page", ".cite-this"):
        expect(page.locator(name)).to_be_hidden()
    expect(page.locator("section.notes")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    import pypdfium2

    printed = pypdfium2.PdfDocument(tmp_path / "one.pdf")
    text = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Skip to content" not in text and "As the author says" in text


def test_nothing_moves_for_those_who_asked_for_rest(reader: Callable[..., Reader]) -> None:
    page = reader(reduced_motion="reduce").open(ONE)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    longest = """Math.max(...Array.from(document.querySelectorAll("*"),
        (element) => parseFloat(getComputedStyle(element).transitionDuration)))"""
    assert page.evaluate(longest) <= 0.01


def test_a_timeline_reads_downwards_on_a_narrow_screen(reader: Callable[..., Reader]) -> None:
    page = reader(viewport={"width": 320, "height": 800}).open(ONE)
    events = page.locator(".timeline-event").all()
    edges = [event.bounding_box() for event in events]
    assert len(edges) == 2 and all(
        edge and edge["x"] >= 0 and edge["x"] + edge["width"] <= 320 for edge in edges
    )
    assert edges[0] and edges[1] and edges[0]["y"] < edges[1]["y"]


# Everybody


AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAYS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 1000}},
    "dark": {"viewport": {"width": 1440, "height": 1000}, "color_scheme": "dark"},
    "320px": {"viewport": {"width": 320, "height": 800}},
    "200%": {"viewport": {"width": 1280, "height": 900}},
}


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_on_any_page(reader: Callable[..., Reader], way: str) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    visitor = reader(**WAYS[way])
    told = []
    for path in [*PAGES, "search.html?q=togo"]:
        page = visitor.open(path)
        if way == "200%":
            page.add_style_tag(content="html { font-size: 200% !important }")
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        if page.locator("[role=doc-noteref]").count():
            page.locator("[role=doc-noteref]").first.click()
            expect(page.get_by_role("dialog")).to_be_visible()
        page.evaluate(axe)
        result = page.evaluate("tags => axe.run({ runOnly: tags, preload: false })", AXE)
        told += [
            (path, fault["id"], node["html"]) for fault in result["violations"] for node in fault["nodes"]
        ]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        told += [(path, "overflow", wide)] if wide > 0 else []
    assert told == []
