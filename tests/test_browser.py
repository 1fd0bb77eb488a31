"""The web edition in a real browser, opened from its folder: nothing may leave the site."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import expect

from browsing import ONE, PAGES, Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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


PHONE = {"viewport": {"width": 390, "height": 700}}


def test_the_contents_open_over_the_page_and_leave_it_as_it_was(reader: Callable[..., Reader]) -> None:
    page = reader(**PHONE).open(ONE)
    page.evaluate("window.scrollTo({ top: 300, behavior: 'instant' })")
    contents = page.locator("#book-contents")

    def opened() -> None:
        # By hand: the driver would move the page to the header first.
        page.evaluate("document.querySelector('.to-contents').click()")
        expect(contents).to_be_visible()
        assert page.evaluate("document.activeElement.closest('#book-contents') !== null")
        for _ in range(30):
            page.keyboard.press("Tab")
            inside = "document.activeElement.closest('#book-contents, html:focus') || document.activeElement"
            assert page.evaluate(f"['NAV', 'BODY'].includes(({inside}).tagName)")

    opened()
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    assert page.evaluate("[document.activeElement.className, scrollY]") == ["to-contents", 300]
    opened()
    page.go_back()
    expect(contents).to_be_hidden()
    assert page.url.endswith("one.html") and page.evaluate("scrollY") == 300
    opened()
    contents.get_by_role("link", name="Close").click()
    expect(contents).to_be_hidden()
    assert page.evaluate("scrollY") == 300
    opened()
    contents.get_by_role("link", name="Afterwards").click()
    expect(contents).to_be_hidden()
    assert page.url.endswith("#afterwards")


def test_what_has_the_focus_is_never_under_the_header(reader: Callable[..., Reader]) -> None:
    page = reader(viewport={"width": 320, "height": 300}, reduced_motion="reduce").open(ONE)
    script = """() => {
        const at = document.activeElement;
        const edge = at.getBoundingClientRect();
        const header = document.querySelector(".book-header");
        return [at.tagName, header.contains(at) || edge.bottom > header.getBoundingClientRect().bottom];
    }"""
    for key in ("Tab", "Shift+Tab"):
        seen = 0
        for _ in range(60):
            page.keyboard.press(key)
            name, is_seen = page.evaluate(script)
            if name == "BODY":
                break
            assert is_seen, page.evaluate("document.activeElement.outerHTML")
            seen += 1
        assert seen > 15


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
    assert "in Fire & <Water>" in page.evaluate("getSelection().toString()")
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
