"""Make the pictures of README and manual from the flagship as it was built.

Run with ``.venv/bin/python docs/pictures/make.py`` after ``make book``; it needs what the tests need.
The EPUB's pages are shown by Chromium, at the size of an e-reader's.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

TOP = Path(__file__).parents[2]
BUILD = TOP / "build"
TARGET = Path(__file__).parent
SLUG = "russo-japanese-war"
CHAPTER = "chapters/01-origins"

#: What the note says whose citation is shown in every edition, and the words before its call.
NOTE, BEFORE = "William Blackwood", "on the Pacific."

GROUND = "#bdb8ad"  #: Between two pages.
READER = """
html { padding: 28px 34px; box-sizing: border-box; font-size: 17px; background: white; }
html:has(.cover) { padding: 0; }
.cover img { display: block; margin: 0 auto; height: 100vh; max-height: none; }
"""


def main() -> None:
    """Make every picture."""
    with browser() as chromium, tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(BUILD / "epub" / f"{SLUG}.epub") as epub:
            epub.extractall(folder)
        keep("print", beside([page_of_print("4"), page_of_print("5")], 2))
        keep("opening", beside([page_of_print("3"), page_of_print(index_folio())], 2))
        keep("citation-print", stacked(citation_in_print()))
        keep("cover", pages_of("print", f"{SLUG}-kdp-cover.pdf", 0.75)[0])
        keep("handout", pages_of("handouts", "01-origins-letter.pdf", 0.8)[0])
        keep("report", report(chromium))
        for width, height, theme, name in ((1440, 900, "light", "web"), (390, 780, "dark", "phone")):
            keep(name, web(chromium, width, height, theme))
        keep("note", web_note(chromium))
        keep("search", web_search(chromium))
        keep("citation-web", citation_on_the_web(chromium))
        pages = ["cover.xhtml", f"text/{CHAPTER}.xhtml", "book-index.xhtml"]
        keep("epub", beside([reader_page(chromium, Path(folder, path)) for path in pages], 10))
        keep("citation-epub", stacked(citation_in_epub(chromium, Path(folder, pages[1]))))


# The printed book


def page_of_print(label: str, scale: float = 1.25) -> Image.Image:
    """Return the printed page with this folio."""
    return next(page for page in printed() if page.get_label() == label).render(scale=scale).to_pil()


def printed() -> Iterator[Any]:
    """Yield the pages of the screen copy, each knowing its folio."""
    document = pypdfium2.PdfDocument(BUILD / "print" / f"{SLUG}-screen.pdf")
    for number, page in enumerate(document):
        page.get_label = lambda number=number: document.get_page_label(number)
        yield page


def index_folio() -> str:
    """Return the folio of the second page of the index, the first that is full."""
    texts = {page.get_label(): page.get_textpage().get_text_range() for page in printed()}
    (opening,) = (label for label, text in texts.items() if text.startswith("Index\r"))
    return str(int(opening) + 1)


def pages_of(room: str, name: str, scale: float) -> list[Image.Image]:
    """Return the pages of a finished file."""
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(BUILD / room / name)]


def citation_in_print() -> list[Image.Image]:
    """Return the lines with the call, and the note at the foot of the page."""
    for page in printed():
        text = page.get_textpage()
        note, call = text.search(NOTE).get_next(), text.search(BEFORE).get_next()
        if note and call:
            break
    scale, height = 2.4, page.get_height()
    image = page.render(scale=scale).to_pil()

    def strip(first: int, above: float, below: float) -> Image.Image:
        _left, bottom, _right, top = text.get_charbox(first)
        edges = (34, height - top - above, page.get_width() - 34, height - bottom + below)
        return image.crop(tuple(round(edge * scale) for edge in edges))

    return [strip(call[0], 36, 66), strip(note[0], 12, 126)]


# The web edition


def web(chromium: Browser, width: int, height: int, theme: Any) -> Image.Image:
    """Return the middle of the chapter."""
    page = opened(chromium, width, height, theme, BUILD / "web" / f"{CHAPTER}.html")
    place_at(page, "#the-question-of-the-ice", 130)
    return shot(page)


def web_note(chromium: Browser) -> Image.Image:
    """Return a note shown in its line, where there is no margin for it."""
    page = opened(chromium, 780, 470, "light", BUILD / "web" / f"{CHAPTER}.html")
    place_at(page, "#the-question-of-the-ice", 90)
    call_of_note(page).click()
    page.wait_for_selector("#popover:not([hidden])")
    return shot(page)


def web_search(chromium: Browser) -> Image.Image:
    """Return what is found for words of another script."""
    page = opened(chromium, 780, 470, "light", BUILD / "web/search.html", "?q=%E6%97%85%E9%A0%86")
    page.wait_for_selector("#found mark")
    return shot(page)


def citation_on_the_web(chromium: Browser) -> Image.Image:
    """Return the lines with the call, and the note shown below it."""
    page = opened(chromium, 430, 800, "light", BUILD / "web" / f"{CHAPTER}.html", scale=2)
    place_at(page, "#the-question-of-the-ice", 200)
    call_of_note(page).click()
    page.wait_for_selector("#popover:not([hidden])")
    line = call_of_note(page).bounding_box()
    assert line
    return shot(page, {"x": 0, "y": line["y"] - 128, "width": 430, "height": 296})


def report(chromium: Browser) -> Image.Image:
    """Return the head of the report."""
    return shot(opened(chromium, 1000, 900, "light", BUILD / "report/index.html", scale=0.8))


# The EPUB


def reader_page(chromium: Browser, path: Path) -> Image.Image:
    """Return the first page of a document, as an e-reader shows it."""
    page = opened(chromium, 500, 720, "light", path, scale=1.2)
    page.add_style_tag(content=READER)
    return shot(page)


def citation_in_epub(chromium: Browser, path: Path) -> list[Image.Image]:
    """Return the lines with the call, and the note at the end of the chapter."""
    page = opened(chromium, 430, 760, "light", path, scale=2)
    page.add_style_tag(content=READER)
    strips = []
    for element, above, below in ((call_of_note(page), 78, 62), (note_of(page), 10, 146)):
        element.evaluate("element => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
        box = element.bounding_box()
        assert box
        strips.append(shot(page, {"x": 12, "y": box["y"] - above, "width": 406, "height": above + below}))
    return strips


# What all of them need


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def opened(
    chromium: Browser, width: int, height: int, theme: Any, path: Path, rest: str = "", scale: float = 1.25
) -> Page:
    """Open a page in a window of this size."""
    size: Any = {"width": width, "height": height}
    context = chromium.new_context(viewport=size, color_scheme=theme, device_scale_factor=scale)
    page = context.new_page()
    page.goto(path.resolve().as_uri() + rest)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(300)
    return page


def place_at(page: Page, selector: str, below: int) -> None:
    """Move a page so that an element stands this far below its top."""
    script = """([selector, below]) => scrollTo({ behavior: "instant",
        top: document.querySelector(selector).getBoundingClientRect().top + scrollY - below })"""
    page.evaluate(script, [selector, below])
    page.wait_for_timeout(200)


def note_of(page: Page) -> Any:
    """Return the note whose citation is shown."""
    return page.locator("[role=doc-footnote]", has_text=NOTE).first


def call_of_note(page: Page) -> Any:
    """Return the call of that note."""
    return page.locator(f"a[role=doc-noteref][href='#{note_of(page).get_attribute('id')}']")


def shot(page: Page, clip: Any = None) -> Image.Image:
    """Return what a page shows."""
    return Image.open(BytesIO(page.screenshot(clip=clip)))


def beside(pages: list[Image.Image], gap: int) -> Image.Image:
    """Return pages side by side."""
    width = sum(page.width for page in pages) + gap * (len(pages) + 1)
    out = Image.new("RGB", (width, pages[0].height + 2 * gap), GROUND)
    x = gap
    for page in pages:
        out.paste(page, (x, gap))
        x += page.width + gap
    return out


def stacked(strips: list[Image.Image]) -> Image.Image:
    """Return strips of a page one below the other, with a line where it is cut."""
    out = Image.new("RGB", (strips[0].width, sum(strip.height for strip in strips) + 3), GROUND)
    y = 0
    for strip in strips:
        out.paste(strip, (0, y))
        y += strip.height + 3
    return out


def keep(name: str, picture: Image.Image) -> None:
    """Write a picture with few colours, which letters do not miss."""
    small = picture.convert("RGB").quantize(96, Image.Quantize.MAXCOVERAGE, 4, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
