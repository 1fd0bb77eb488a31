"""Notes, sources and terms shown in the line of the web edition, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import expect

from browsing import ONE, Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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


def test_the_keyboard_goes_on_at_the_link_from_both_ends_of_a_note(reader: Callable[..., Reader]) -> None:
    page = reader().open(ONE)
    call = page.locator("[role=doc-noteref]").first
    name = call.get_attribute("id")
    for key in ("Tab", "Shift+Tab"):
        call.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        for _ in range(9):
            page.keyboard.press(key)
            if page.evaluate("document.activeElement.id") == name:
                break
        assert page.evaluate("document.activeElement.id") == name, key
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_wide_screens_show_the_note_in_the_margin_instead(reader: Callable[..., Reader]) -> None:
    page = reader(viewport={"width": 1440, "height": 1000}).open(ONE)
    page.locator("[role=doc-noteref]").first.hover()
    expect(page.locator(".sidenote.called")).to_contain_text("As the author says")
    expect(page.locator("#popover")).to_be_hidden()


#: Of each call and its note in the margin: where the line of each stands, where the note ends.
LINES = """() => {
    const line = (element, before) => {
        const mark = document.createElement("span");
        mark.style.display = "inline-block";
        before ? element.prepend(mark) : element.after(mark);
        const at = mark.getBoundingClientRect().bottom;
        mark.remove();
        return at;
    };
    return Array.from(document.querySelectorAll("a[role=doc-noteref]")).filter((call) => call.octavoSidenote)
        .map((call) => [
            line(call.parentElement, false), line(call.octavoSidenote.querySelector("p"), true),
            call.octavoSidenote.getBoundingClientRect().top,
            call.octavoSidenote.getBoundingClientRect().bottom,
        ]);
}"""


@pytest.mark.parametrize("width", [880, 1100, 1440])
def test_notes_in_the_margin_are_level_with_their_lines_and_apart(
    reader: Callable[..., Reader], width: int
) -> None:
    page = reader(viewport={"width": width, "height": 1000}).open(ONE)
    lines = page.evaluate(LINES)
    assert len(lines) == 4
    free = 0.0
    for call, note, top, bottom in lines:
        # Level with the line, or as near to it as the note above lets it be.
        assert abs(call - note) < 2 or (note > call and top - free < 16), lines
        assert top > free
        free = bottom
    margin = page.locator(".sidenotes")
    assert margin.get_attribute("aria-hidden") == "true"
    assert margin.locator("[id], [role], a:not([tabindex='-1'])").count() == 0
    edge = margin.bounding_box()
    assert edge and edge["x"] + edge["width"] <= width


def test_narrow_screens_have_no_margin(reader: Callable[..., Reader]) -> None:
    page = reader(viewport={"width": 820, "height": 1000}).open(ONE)
    expect(page.locator(".sidenotes")).to_be_hidden()


def test_without_a_script_all_of_it_is_plain_links(reader: Callable[..., Reader]) -> None:
    page = reader(java_script_enabled=False).open(ONE)
    page.locator("[role=doc-noteref]").first.click()
    assert page.url.endswith(page.locator("[role=doc-footnote]").first.get_attribute("id") or "?")
    page.locator("details.cite-this > summary").click()
    expect(page.locator("details.cite-this .citation-text").first).to_be_visible()
    expect(page.locator("button:visible")).to_have_count(0)
    page.locator("a.to-search").click()
    assert "JavaScript" in page.content()
    page.goto(page.url.replace("search.html", "chapters/one.html"))
    page.locator("a.to-contents").click()
    expect(page.locator("#book-contents")).to_be_visible()
