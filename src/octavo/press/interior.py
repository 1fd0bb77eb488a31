"""The interior for a press: the pages as they were set, with boxes, inks, and nothing alive in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from octavo.press import marks, standard
from octavo.press.colour import Converter, Inks
from octavo.press.dictionaries import drop
from octavo.press.flatten import flatten
from octavo.press.metadata import About, describe
from octavo.press.profiles import Interior, Marks, Standard
from octavo.press.recolour import content_of, recolour
from octavo.press.units import Box, trim_of

#: What belongs to a screen: a page on paper leads nowhere.
ALIVE = (
    "/OpenAction", "/AA", "/Names", "/Dests", "/Outlines", "/PageMode", "/PageLabels", "/AcroForm",
    "/Metadata", "/ViewerPreferences", "/OCProperties", "/StructTreeRoot", "/MarkInfo", "/URI",
)  # fmt: skip
ALIVE_ON_PAGE = ("/Annots", "/AA", "/CropBox", "/ArtBox", "/Tabs", "/StructParents")


@dataclass(frozen=True, slots=True)
class Made:
    """A file for the press."""

    path: Path
    pages: int


def padded(pages: int, asked: Interior, last_is_blank: int = 0) -> int:
    """Return the number of pages that a printer gets for a book of ``pages``.

    ``last_is_blank`` counts the blank pages that the book itself ends with.

    >>> from octavo.press.profiles import load
    >>> [padded(61, load(name).interior) for name in ("kdp", "ingramspark", "generic-pdfx")]
    [62, 62, 64]
    >>> padded(62, load("ingramspark").interior), padded(62, load("ingramspark").interior, 1)
    (64, 62)
    """
    total = pages + (1 if asked.last_blank and not last_is_blank else 0)
    return -(-total // asked.multiple) * asked.multiple


def make_interior(source: Path, target: Path, asked: Interior, inks: Inks, about: About) -> Made:
    """Write the pages of ``source`` as a printer asks for them.

    Raises :class:`BookFault` for what no press can print, :class:`MachineFault` without a colour profile.
    """
    with pikepdf.open(source) as pdf:
        _still(pdf)
        converter = Converter(inks)
        if asked.standard is not Standard.PLAIN:
            if asked.standard is Standard.X1A:
                flatten(pdf, converter, target.name)
            recolour(pdf, converter)
        _pad(pdf, asked)
        for page in pdf.pages:
            _box(pdf, page, asked.marks)
        describe(pdf, about, asked.standard)
        standard.intend(pdf, asked.standard)
        standard.save(pdf, target, asked.standard)
        return Made(target, len(pdf.pages))


def _still(pdf: pikepdf.Pdf) -> None:
    """Take out of a file what only a screen can use."""
    drop(pdf.Root, *ALIVE)
    for page in pdf.pages:
        drop(page.obj, *ALIVE_ON_PAGE)


def _pad(pdf: pikepdf.Pdf, asked: Interior) -> None:
    """Add the blank pages that a printer asks for at the end."""
    trim = trim_of(pdf.pages[-1])
    blank = int(is_blank(pdf.pages[-1]))
    for _ in range(padded(len(pdf.pages), asked, blank) - len(pdf.pages)):
        pdf.add_blank_page(page_size=(_whole(trim.width), _whole(trim.height)))


def is_blank(page: pikepdf.Page) -> bool:
    """Return whether a page shows nothing: no text, no line, no picture."""
    shows = {b"TJ", b"Tj", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"b", b"B*", b"b*", b"sh"}
    return not shows.intersection(content_of(page).replace(b"]", b"] ").replace(b">", b"> ").split())


def _box(pdf: pikepdf.Pdf, page: pikepdf.Page, kind: Marks) -> None:
    """State the boxes of a page, and draw crop marks around it where they are asked for."""
    before = trim_of(page)
    # TeX's points are not PDF's: six inches come out as 431.999.
    width, height = _whole(before.width), _whole(before.height)
    room = marks.ROOM if kind is Marks.CROP else 0.0
    trim = Box(room, room, room + width, room + height)
    shift = (room - before.left, room - before.bottom)
    if any(abs(value) > 0.001 for value in shift):
        page.contents_add(f"q 1 0 0 1 {shift[0]:.3f} {shift[1]:.3f} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
    if kind is Marks.CROP:
        page.contents_add(marks.draw(trim, 0.0).encode())
    page.obj.MediaBox = trim.grown(room).array()
    page.obj.TrimBox = trim.array()
    page.obj.BleedBox = trim.array()
    if "/Resources" not in page.obj:
        page.obj.Resources = Dictionary()
    drop(page.obj, "/Group")
    if "/ProcSet" in page.obj.Resources:
        page.obj.Resources.ProcSet = Array([Name.PDF, Name.Text, Name.ImageB, Name.ImageC])


def _whole(length: float) -> float:
    """Return a length in points, rounded to what a trim size of millimetres or inches needs."""
    return round(length, 0) if abs(length - round(length)) < 0.02 else round(length, 2)
