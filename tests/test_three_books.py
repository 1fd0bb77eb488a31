"""Every row of the report is zero on three books: the flagship, every construct, four hundred pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from filelock import FileLock
from lxml import etree

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from building import WHOLE, judged, session_folder
from long_book import SLUG, write_long_book

ROOT = Path(__file__).resolve().parents[1]

pytestmark = [
    pytest.mark.latex, pytest.mark.epubcheck, pytest.mark.ace, pytest.mark.browser,
]  # fmt: skip

BOOKS = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"judged-{name}"))
    for name in ("flagship", "constructs", "long")
]

#: A row for each of them.
ROWS = {
    ("EPUBCheck", "epub"), ("Ace by DAISY", "epub"), ("axe", "web"), ("Chromium", "web"),
    ("octavo’s own check", "web"), ("octavo’s own check", "epub"), ("octavo’s own check", "print"),
    ("octavo’s own check", "handouts"), ("page agreement", "epub"),
}  # fmt: skip


def out_of(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return the folder of a book about which every judge was asked."""
    if name != "long":
        return judged(factory, name, ROOT / "book" if name == "flagship" else WHOLE / name)
    book = session_folder(factory) / "long-book"
    with FileLock(book.with_suffix(".lock")):
        if not book.exists():
            write_long_book(book)
    return judged(factory, name, book)


@pytest.fixture(params=BOOKS)
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return out_of(tmp_path_factory, request.param)


def data(out: Path) -> dict[str, Any]:
    return dict(json.loads((out / "report/report.json").read_text(encoding="utf-8")))


def test_every_row_is_zero(out: Path) -> None:
    rows = data(out)["judges"]
    assert {(row["judge"], row["edition"]) for row in rows} == ROWS and len(rows) == len(ROWS)
    assert [row["reason"] for row in rows if not row["run"]] == []
    told = [(row["judge"], c) for row in rows for c in row["complaints"] if not c["allowed"]]
    assert told == []
    assert all(row["errors"] == row["warnings"] == row["usages"] == 0 for row in rows)
    assert all(row["version"] and row["looked_at"] for row in rows)
    page = etree.parse(str(out / "report/index.html"), etree.HTMLParser(encoding="utf-8"))
    shown = page.xpath("//table[@class='judges']/tbody/tr")
    assert [row.get("class") for row in shown] == ["proved"] * len(ROWS)


def test_the_first_page_is_light_and_nothing_jumps(out: Path) -> None:
    kinds = {row["kind"]: row for row in data(out)["weights"]}
    first = kinds["title-page"]["heaviest"]
    assert first["compressed"] < 150_000 and 0 < first["first"] <= first["compressed"]
    assert {"chapter", "book-index", "finding", "bibliography"} <= kinds.keys()
    for row in kinds.values():
        assert row["heaviest"]["requests"] <= 24 and row["heaviest"]["elsewhere"] == []
        assert row["shift"] is not None and row["shift"] < 0.1
    parts = {share["content"]: share for share in data(out)["epub"]}
    assert parts["text"]["files"] > 5 and parts["styles"]["files"] == 1


@pytest.mark.xdist_group("judged-long")
def test_the_long_book_is_long(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = out_of(tmp_path_factory, "long")
    with pypdfium2.PdfDocument(out / f"print/{SLUG}.pdf") as document:
        assert 400 <= len(document) < 500
    fonts = next(share for share in data(out)["epub"] if share["content"] == "fonts")
    epubcheck = next(row for row in data(out)["judges"] if row["judge"] == "EPUBCheck")
    assert fonts["files"] and {c["code"] for c in epubcheck["complaints"]} == {"CSS-028"}
