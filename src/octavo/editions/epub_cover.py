"""The cover of the EPUB: the book's own picture, the front of the printed book, or its title set in type."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from octavo.editions.epub_pictures import as_jpeg, packed
from octavo.editions.epub_templates import fill
from octavo.findings import BookFault, Finding
from octavo.settings import Settings

#: What a cover may be: every reading system shows it, on the page and on the shelf.
ENDINGS = (".svg", ".png", ".jpg", ".jpeg")

#: Width of a cover made from the printed book's, in pixels: what shops ask for at least.
WIDTH = 1400


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover image."""

    path: str  #: In the package.
    data: bytes
    alt: str  #: What it shows, for those who do not see it.


def cover(settings: Settings, book: Path, front: Path) -> Cover:
    """Return the picture that the settings name, else the front of the printed book, else a cover in type.

    Shelves that show no SVG, such as the Kindle's, show the front of the printed book.

    Raises :class:`BookFault` for a picture that is not there, or not one for a cover.
    """
    title = settings.title + (f": {settings.subtitle}" if settings.subtitle else "")
    alt = settings.cover_alt or f"Cover: {title}, by {settings.byline}."
    if not settings.cover and front.is_file():
        return Cover("cover.jpg", as_jpeg(front, WIDTH), alt)
    if not settings.cover:
        return Cover("cover.svg", _typographic(settings).encode(), alt)
    path = book / settings.cover
    if path.suffix.lower() not in ENDINGS:
        fault = f"octavo_cover {settings.cover!r} is no picture for a cover"
        raise BookFault([Finding("conf.py", 0, "E007", fault, f"use one of {', '.join(ENDINGS)}")])
    if not path.is_file():
        fault = f"octavo_cover {settings.cover!r} is not there"
        raise BookFault([Finding("conf.py", 0, "E007", fault, "put it there or correct the path")])
    return Cover(f"cover{path.suffix.lower()}", packed(path), alt)


def _typographic(settings: Settings) -> str:
    """Return the cover as SVG: title, subtitle and author, set from the settings."""
    lines = balanced(settings.title, 20)
    subtitle = balanced(settings.subtitle, 32)
    # Half an em a letter is what wide book faces need, so that the longest line stays in the frame.
    size = min(130, int(940 / max(0.5 * max(map(_width, lines)), 1)))
    return fill("cover.svg", settings=settings, lines=lines, subtitle=subtitle, size=size)


def balanced(text: str, widest: int) -> list[str]:
    """Return a text in as few lines as a width allows, and these as even as they can be."""
    lines = textwrap.wrap(text, widest, break_on_hyphens=False)
    narrower = (textwrap.wrap(text, width, break_on_hyphens=False) for width in range(8, widest))
    return next((found for found in narrower if len(found) == len(lines)), lines)


def _width(line: str) -> int:
    """Return the width of a line in Latin letters; an East Asian one counts as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)
