"""A timeline in a real browser: by keyboard, on a phone, in the dark, and without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import Browser, Page, expect

from browsing import Reader
from building import WHOLE, built

pytestmark = [pytest.mark.browser, pytest.mark.latex, pytest.mark.xdist_group("constructs")]

PHONE: dict[str, Any] = {
    "viewport": {"width": 320, "height": 640},
    "color_scheme": "dark",
    "reduced_motion": "reduce",
}

#: Whether the element with the focus is wholly to be seen, below the header.
SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const top = document.querySelector(".book-header").getBoundingClientRect().bottom;
  return box.top >= top - 1 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "constructs", WHOLE / "constructs") / "web"


@pytest.fixture
def visit(browser: Browser, web: Path) -> Iterator[Callable[..., Page]]:
    """Open the page of the timelines."""
    readers: list[Reader] = []

    def enter(mark: str = "", **options: Any) -> Page:
        readers.append(Reader(browser, web, **options))
        return readers[-1].open(f"timelines.html{mark}")

    yield enter
    for one in readers:
        one.close()


def test_every_note_of_a_timeline_is_reached_in_order_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit(**PHONE)
    calls = page.locator(".timeline [role=doc-noteref]").evaluate_all("found => found.map((e) => e.id)")
    assert len(calls) > 1
    page.locator("h1").click()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.id")
        if name in calls:
            reached.append(name)
            page.wait_for_function(SEEN)
            page.keyboard.press("Enter")
            expect(page.get_by_role("dialog")).to_be_visible()
            page.keyboard.press("Escape")
            assert page.evaluate("document.activeElement.id") == name
        if reached == calls:
            break
    assert reached == calls


def test_a_link_to_an_event_shows_it_below_the_header(visit: Callable[..., Page]) -> None:
    page = visit("#event-second", **PHONE)
    event = page.locator("#event-second").bounding_box()
    header = page.locator(".book-header").bounding_box()
    assert event and header and event["y"] >= header["y"] + header["height"] - 1
    assert event["y"] < 640 and event["x"] >= 0 and event["x"] + event["width"] <= 320


def test_without_a_script_a_timeline_is_a_list_of_dates_and_words(visit: Callable[..., Page]) -> None:
    page = visit(**PHONE, java_script_enabled=False)
    events = page.locator("ol.timeline > li")
    expect(events.first).to_contain_text("January 1904")
    assert events.count() == page.locator("ol.timeline time").count() == 3
    for event in events.all():
        expect(event).to_be_visible()
    events.locator("[role=doc-noteref]").first.click()
    assert page.url.endswith(page.locator("[role=doc-footnote]").first.get_attribute("id") or "?")
