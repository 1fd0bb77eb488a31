"""How the reading editions look: each picture held against its reference, and references that nobody needs.

``pytest --renew-pictures tests/test_pictures.py`` writes the references anew; look at them before you commit.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw

pytest.importorskip("playwright", reason="playwright is not here; run: octavo setup --for test")

from playwright.sync_api import Browser, Page, expect

import pictures
from browsing import Reader
from building import WHOLE, built

pytestmark = [pytest.mark.browser, pytest.mark.latex, pytest.mark.xdist_group("constructs")]

CHAPTER = "notes.html"
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 1000}}
NARROW: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
NAMES = (
    "chapter-wide", "chapter-narrow", "chapter-dark", "note-open", "search", "printed", "index-wide", "title",
)  # fmt: skip

EPUB = "epub-page"  #: Taken where a reading system shows it.


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "constructs", WHOLE / "constructs") / "web"


@pytest.fixture
def visit(browser: Browser, web: Path) -> Iterator[Callable[..., Page]]:
    """Open a page of the book of every construct."""
    readers: list[Reader] = []

    def enter(path: str, **options: Any) -> Page:
        readers.append(Reader(browser, web, **{"reduced_motion": "reduce", **options}))
        page = readers[-1].open(path)
        page.evaluate("document.fonts.ready")
        return page

    yield enter
    for one in readers:
        one.close()


def taken(name: str, visit: Callable[..., Page], folder: Path) -> bytes:
    """Take the picture of a name."""
    match name:
        case "chapter-wide":
            return visit(CHAPTER, **WIDE).screenshot()
        case "chapter-narrow":
            return visit(CHAPTER, **NARROW).screenshot()
        case "chapter-dark":
            return visit(CHAPTER, **WIDE, color_scheme="dark").screenshot()
        case "note-open":
            page = visit(CHAPTER, **NARROW)
            page.locator("[role=doc-noteref]").first.tap()
            expect(page.get_by_role("dialog")).to_be_visible()
            return page.screenshot()
        case "search":
            page = visit("search.html?q=note", **WIDE)
            expect(page.locator("#found mark").first).to_be_visible()
            return page.screenshot()
        case "printed":
            visit(CHAPTER).pdf(path=folder / "printed.pdf", format="A5")
            with pypdfium2.PdfDocument(folder / "printed.pdf") as document:
                held = io.BytesIO()
                document[0].render(scale=1.5).to_pil().save(held, "PNG")
            return held.getvalue()
        case "index-wide":
            return visit("genindex.html", **WIDE).screenshot()
        case _:
            return visit("index.html", **WIDE).screenshot()


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(
    name: str, visit: Callable[..., Page], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    pictures.held(name, taken(name, visit, tmp_path), tmp_path, request.config)


def test_every_reference_is_of_a_picture_that_is_taken() -> None:
    assert {path.name for path in pictures.FOLDER.iterdir()} == {f"{name}.png" for name in (*NAMES, EPUB)}
    assert sum(path.stat().st_size for path in pictures.FOLDER.iterdir()) < 400_000


# A picture with a fault is seen


#: What is planted into the page, by a script, before its picture is taken; each must be seen.
PLANTED = {
    "side notes": ("chapter-wide", "document.querySelectorAll('.sidenote').forEach((e) => e.remove())"),
    "style sheet": (
        "chapter-wide",
        "document.querySelectorAll('link[rel=stylesheet]').forEach((e) => { e.disabled = true; })",
    ),
    "dark colours": ("chapter-dark", "document.body.dataset.theme = 'light'"),
    "heading": ("chapter-narrow", "document.querySelector('h1').remove()"),
    "measure": ("chapter-wide", "document.querySelector('main').style.maxWidth = 'none'"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen_twice(fault: str, visit: Callable[..., Page]) -> None:
    name, script = PLANTED[fault]
    options = {
        "chapter-wide": WIDE,
        "chapter-narrow": NARROW,
        "chapter-dark": {**WIDE, "color_scheme": "dark"},
    }
    for _ in range(2):
        page = visit(CHAPTER, **options[name])
        page.evaluate(script)
        apart = pictures.difference(Image.open(pictures.reference(name)), pictures.small(page.screenshot()))
        assert not apart.is_slight, str(apart)


#: What another machine's rendering may change: each must be let through.
NOISE = {
    "hinting": "document.documentElement.style.textRendering = 'geometricPrecision'",
    "a pixel lower": "document.body.style.position = 'relative'; document.body.style.top = '1px'",
    "heavier letters": "document.body.style.webkitTextStroke = '0.2px'",
    "wider letters": "document.querySelector('main').style.letterSpacing = '0.02px'",
}


@pytest.mark.parametrize("noise", NOISE)
def test_what_another_machine_changes_is_let_through(noise: str, visit: Callable[..., Page]) -> None:
    page = visit(CHAPTER, **WIDE)
    page.evaluate(NOISE[noise])
    apart = pictures.difference(
        Image.open(pictures.reference("chapter-wide")), pictures.small(page.screenshot())
    )
    assert apart.is_slight, str(apart)


def test_the_worst_tile_is_named() -> None:
    one = Image.new("L", (240, 240), 255)
    other = one.copy()
    ImageDraw.Draw(other).rectangle((130, 40, 145, 55), fill=0)
    apart = pictures.difference(one, other)
    assert apart.place == (4, 1) and apart.whole < 2 < apart.tile
    longer = pictures.difference(one, Image.new("L", (240, 260), 255))
    assert longer.whole == 0 and not longer.is_slight
