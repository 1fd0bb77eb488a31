"""Finding words in the web edition, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import Page, expect

from browsing import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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
    expect(page.locator("#found mark")).to_have_count(1)
    expect(page.locator("#found mark")).to_have_text("Heihachirō")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chapters/two.html#*")
    assert "Heihachirō" in page.locator(":target").inner_text()


def test_no_sentence_ends_behind_a_shortened_word(reader: Callable[..., Reader]) -> None:
    page = reader().open("search.html?q=slept")
    line = page.locator("#found li")
    expect(line).to_have_count(1)
    assert line.inner_text() == "As Mr. Brown says (vol. 2, ch. 4), the crew of the St. Olaf slept."


def test_the_count_is_told_to_those_who_hear_the_page(reader: Callable[..., Reader]) -> None:
    page = reader().open("search.html?q=warship")
    status = page.get_by_role("status")
    expect(status).to_have_text("One place.")
    page.fill("#words-wanted", "the")
    expect(status).to_contain_text("places.")
    # One field to search in: that of the page itself.
    expect(page.get_by_role("searchbox")).to_have_count(1)
