"""A finished PDF as a preflight sees it: boxes, fonts, colours, pictures, text, what is alive in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name

from octavo.press.flatten import transparencies
from octavo.press.forbidden import forbidden
from octavo.press.interior import is_blank
from octavo.press.likeness import Likeness
from octavo.press.painting import Paint, Painter, Picture
from octavo.press.recolour import content_of
from octavo.press.units import Box, page_box

#: What the catalogue of a file has when something in it is alive, and what a person calls it.
ALIVE = {
    "/OpenAction": "an action on opening", "/AA": "an action", "/Outlines": "bookmarks",
    "/AcroForm": "a form", "/OCProperties": "layers",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file; boxes in points."""

    number: int  #: From 1.
    media: Box
    trim: Box | None
    bleed: Box | None
    lines: tuple[Box, ...]  #: Where its text stands.
    paints: tuple[Paint, ...]  #: Its colours, each with what it colours.
    pictures: tuple[Picture, ...]
    loose_fonts: tuple[str, ...]  #: Fonts that are not embedded.
    annotations: tuple[str, ...]  #: Kinds of what is alive on it.
    transparent: tuple[str, ...]  #: What is transparent on it, by name.
    blank: bool

    @property
    def cut(self) -> Box:
        """Return the trimmed page, the whole one where none is stated."""
        return self.trim or self.media


@dataclass(frozen=True, slots=True)
class Intent:
    """An output intent: the condition that a file is made to be printed under."""

    kind: str  #: Such as ``/GTS_PDFX``.
    condition: str  #: Its name in the registry of characterizations.
    components: int  #: Inks of the profile inside the file; 0 where it has none.


@dataclass(frozen=True, slots=True)
class File:
    """A finished PDF."""

    name: str
    version: str  #: Of the format, such as ``1.3``.
    encrypted: bool
    info: dict[str, str]  #: The Info dictionary, keys without their stroke.
    record: bytes  #: The XMP packet.
    intents: tuple[Intent, ...]
    has_identifier: bool  #: Whether its trailer has an ID.
    forbidden: tuple[str, ...]  #: What no PDF/X may hold.
    alive: tuple[str, ...]  #: What the file as a whole has of a screen's life.
    sheets: tuple[Sheet, ...]


def read_file(path: Path, known: dict[bytes, Sheet] | None = None) -> File:
    """Read a finished PDF; a page like one that is known is not taken apart again.

    ``known`` holds sheets by the likeness of their pages, and takes those of this file.

    Raises :class:`pikepdf.PdfError` where it is none, and :class:`pikepdf.PasswordError` where it is locked.
    """
    with pikepdf.open(path) as pdf:
        document = pypdfium2.PdfDocument(path)
        try:
            sheets = tuple(_sheets(pdf, document, {} if known is None else known))
        finally:
            document.close()
        info = {str(key).removeprefix("/"): str(value) for key, value in pdf.docinfo.items()}
        record = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
        alive = tuple(called for key, called in ALIVE.items() if key in pdf.Root)
        names = pdf.Root.get("/Names", Dictionary())
        alive += tuple(f"{key} in its names" for key in ("/JavaScript", "/EmbeddedFiles") if key in names)
        return File(
            path.name, pdf.pdf_version, pdf.is_encrypted, info, record, tuple(_intents(pdf)),
            "/ID" in pdf.trailer, tuple(forbidden(pdf)), alive, sheets,
        )  # fmt: skip


def _intents(pdf: pikepdf.Pdf) -> Iterator[Intent]:
    """Yield the output intents of a file."""
    for intent in pdf.Root.get("/OutputIntents", pikepdf.Array()).as_list():
        profile = intent.get("/DestOutputProfile", Dictionary())
        condition = str(intent.get("/OutputConditionIdentifier", ""))
        yield Intent(str(intent.get("/S")), condition, int(profile.get("/N", 0)))


def _sheets(pdf: pikepdf.Pdf, document: Any, known: dict[bytes, Sheet]) -> Iterator[Sheet]:
    """Yield the pages of a file as the preflight sees them."""
    likeness = Likeness()
    for number, page in enumerate(pdf.pages, 1):
        # What a page inherits from the file is not seen in it.
        digest = likeness.of(page.obj) if {"/MediaBox", "/Resources"} <= set(page.obj.keys()) else b""
        sheet = known.get(digest) or _sheet(number, page, document[number - 1])
        if digest:
            known[digest] = sheet
        yield replace(sheet, number=number)


def _sheet(number: int, page: pikepdf.Page, shown: Any) -> Sheet:
    """Return a page as the preflight sees it."""
    painter = Painter()
    painter.page(page)
    media = page_box(page, "/MediaBox")
    assert media is not None
    annotations = tuple(str(a.get("/Subtype")).removeprefix("/") for a in page.obj.get("/Annots", []))
    return Sheet(
        number, media, page_box(page, "/TrimBox"), page_box(page, "/BleedBox"), tuple(_lines(shown, media)),
        tuple(dict.fromkeys(painter.paints)), tuple(painter.pictures), tuple(dict.fromkeys(_loose(page.obj))),
        annotations, tuple(dict.fromkeys(_transparent(page))), is_blank(page),
    )  # fmt: skip


def _lines(shown: Any, media: Box) -> Iterator[Box]:
    """Yield where text stands on a page."""
    text = shown.get_textpage()
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        if right - left > 0.05 and top - bottom > 0.05:
            yield Box(left + media.left, bottom + media.bottom, right + media.left, top + media.bottom)
    text.close()


def _holders(holder: Any, depth: int = 0) -> Iterator[Any]:
    """Yield a page or a form, and the forms drawn in it."""
    yield holder
    if depth < 8:
        for item in holder.get("/Resources", Dictionary()).get("/XObject", Dictionary()).values():
            if item.get("/Subtype") == Name.Form:
                yield from _holders(item, depth + 1)


def _loose(page: Any) -> Iterator[str]:
    """Yield the fonts of a page that are not embedded."""
    for holder in _holders(page):
        for font in holder.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            if font.get("/Subtype") == Name.Type3:
                continue
            inner = font.DescendantFonts[0] if font.get("/Subtype") == Name.Type0 else font
            record = inner.get("/FontDescriptor", Dictionary())
            if not any(key in record for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield str(inner.get("/BaseFont", "a font without a name")).removeprefix("/")


def _transparent(page: pikepdf.Page) -> Iterator[str]:
    """Yield what is transparent on a page, forms included."""
    for holder in _holders(page.obj):
        content = holder.read_bytes() if isinstance(holder, pikepdf.Stream) else content_of(page)
        yield from transparencies(holder, content)
