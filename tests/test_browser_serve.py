"""``octavo serve`` with a page open in a real browser: it follows the author."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from pathlib import Path

from playwright.sync_api import Browser, expect

from test_web_serve import served  # noqa: F401  A fixture.

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATIENCE = 90_000  #: Milliseconds after which a test gives up waiting for a build.


def test_an_open_page_follows_the_author_and_keeps_its_place(
    browser: Browser,
    served: tuple[Path, str],  # noqa: F811
) -> None:
    book, address = served
    two = book / "chapters/two.rst"
    long = two.read_text(encoding="utf-8") + "\n" + "\n\n".join(f"Paragraph {i}." for i in range(80)) + "\n"
    two.write_text(long, encoding="utf-8")
    page = browser.new_context(viewport={"width": 820, "height": 600}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector(".title-page")
    page.goto(f"{address}chapters/two.html")
    expect(page.get_by_text("Paragraph 79.")).to_be_visible(timeout=PATIENCE)
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")

    two.write_text(long + "\nA new sentence.\n", encoding="utf-8")
    expect(page.get_by_text("A new sentence.")).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("scrollY === 900")

    two.write_text(long + "\nWrong. :cite:p:`nowhere`\n", encoding="utf-8")
    panel = page.locator(".octavo-live.failed")
    expect(panel).to_contain_text("C001", timeout=PATIENCE)
    line = len(long.splitlines()) + 2
    expect(panel).to_contain_text(f"chapters/two.rst:{line}")
    expect(page.get_by_text("A new sentence.")).to_be_visible()

    two.write_text(long + "\nMended.\n", encoding="utf-8")
    expect(page.get_by_text("Mended.")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".octavo-live")).to_be_hidden()
    page.wait_for_function("scrollY === 900")
    page.context.close()
