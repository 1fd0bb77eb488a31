"""The report in headless Chromium: its filter, and its links into the editions, clicked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Reader
from building import WHOLE, built

pytestmark = [pytest.mark.browser, pytest.mark.latex, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "small", WHOLE / "small")


@pytest.fixture
def reader(browser: Browser, out: Path) -> Iterator[Reader]:
    somebody = Reader(browser, out)
    yield somebody
    somebody.close()


def test_the_filter_leaves_the_rows_that_are_asked_for(reader: Reader, out: Path) -> None:
    rows = json.loads((out / "report" / "report.json").read_text(encoding="utf-8"))["rows"]
    page = reader.open("report/index.html")
    shown = page.locator(".citations tbody tr:visible")
    assert shown.count() == len(rows)
    page.get_by_role("searchbox").fill("smith")
    wanted = [row for row in rows if "smith" in (row["key"] + row["text"]).lower()]
    assert 0 < len(wanted) < len(rows)
    assert shown.count() == len(wanted)
    assert page.locator("output").inner_text() == f"{len(wanted)} of {len(rows)}"
    page.get_by_role("searchbox").fill("")
    page.locator("select[name=state]").select_option("failed")
    assert shown.count() == 0
    page.locator("select[name=edition]").select_option("handouts")
    page.locator("select[name=state]").select_option("absent")
    absent = [row for row in rows if row["proofs"]["handouts"]["state"] == "absent"]
    assert absent
    assert shown.count() == len(absent)


def test_a_click_leads_to_the_citation_on_its_page(reader: Reader, out: Path) -> None:
    rows = json.loads((out / "report" / "report.json").read_text(encoding="utf-8"))["rows"]
    for row in rows[:4]:
        page = reader.open("report/index.html")
        href = row["proofs"]["web"]["href"]
        page.locator(f'.citations a[href="../{href}"]').first.click()
        page.wait_for_load_state()
        assert page.url == (out / href.partition("#")[0]).as_uri() + "#" + href.partition("#")[2]
        assert page.locator("#" + href.partition("#")[2]).is_visible()


def test_a_link_into_paper_names_a_file_and_a_page_that_are_there(reader: Reader, out: Path) -> None:
    page = reader.open("report/index.html")
    hrefs = page.eval_on_selector_all(".citations a[href*='.pdf']", "all => all.map(a => a.href)")
    assert hrefs
    for href in hrefs:
        path, _, place = href.partition("#page=")
        assert Path(path.removeprefix("file://")).is_file()
        assert int(place) >= 1
