"""A small book made for every printer, once for all the tests that look at its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from PIL import Image

from building import WHOLE, built, session_folder
from octavo.press.colour import Inks
from octavo.press.job import Job, Part
from octavo.press.preflight import preflight
from octavo.press.profiles import load

ISBN = "978-3-16-148410-0"  #: That of the ISBN manual's examples.
SETTINGS = f"""
octavo_archive = True
octavo_printers = ["kdp", "ingramspark", "generic-pdfx", "home"]
octavo_isbn_print = "{ISBN}"
octavo_price = "USD 19.99"
octavo_description = "A small book."
"""
DATE = "1767225600"  #: Of the book, without which an EPUB bears the time of its build.
TRIM = (152.4, 228.6)
SLUG = "small-book"


def pressed(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the print edition of a small book with four printers, other editions beside it."""
    book = session_folder(factory) / "pressed-book"
    with FileLock(book.with_suffix(".lock")):
        if not book.exists():
            shutil.copytree(WHOLE / "small", book)
            conf = book / "conf.py"
            conf.write_text(conf.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
            # Of a press's resolution, where the book's own is a screen's.
            Image.new("L", (300, 300), 128).save(book / "dot.png", dpi=(300, 300))
            # Enough pages for every printer.
            chapter = book / "one.rst"
            chapter.write_text(chapter.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", DATE)
        return built(factory, "pressed", book) / "print"


#: Some pages of text, and a link out of the book.
MORE = "\n\nThe ice is shown on `a map <https://example.org/map>`_.\n\n" + "\n\n".join(
    "The ice held until the morning, and nobody spoke of it. " * 40 for _ in range(24)
)


def job(name: str, part: Part = Part.INTERIOR, pages: int = 0) -> Job:
    """Return what a file of the small book is held against."""
    profile = load(name)
    spine = profile.paper().page * pages if pages else None
    return Job(profile, part, (TRIM,), Inks.BLACK, pages, spine)


def codes(path: Path, asked: Job) -> list[str]:
    """Return the codes of what the preflight finds in a file, each once."""
    return [result.rule.code for result in preflight(path, asked) if not result.passed]
