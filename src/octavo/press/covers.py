"""Finished covers out of the sheets that TeX set: a PDF for each printer, and the front as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from octavo.press import marks, standard
from octavo.press.colour import Converter, Inks
from octavo.press.dictionaries import drop
from octavo.press.flatten import flatten
from octavo.press.interior import ALIVE, ALIVE_ON_PAGE
from octavo.press.metadata import About, describe
from octavo.press.profiles import Marks, Profile, Standard
from octavo.press.recolour import recolour
from octavo.press.units import Box, points
from octavo.press.wrap import Area, Wrap

#: Pixels of the height of the front as a picture, as shops for electronic books ask for (KDP: 2560).
PICTURE = 2560
QUALITY = 88  #: Of the JPEG.


@dataclass(frozen=True, slots=True)
class Front:
    """The front cover by itself."""

    pdf: Path  #: One page, for the screen.
    picture: Path  #: A JPEG, for the web and the EPUB.


def make_cover(sheets: Path, number: int, target: Path, profile: Profile, wrap: Wrap, about: About) -> None:
    """Write one sheet as a printer asks for it."""
    asked = profile.cover
    with pikepdf.open(sheets) as pdf:
        _keep(pdf, number)
        converter = Converter(Inks.PROCESS)
        if asked.standard is Standard.X1A:
            flatten(pdf, converter, target.name)
        recolour(pdf, converter)
        page = pdf.pages[0]
        trim, bleed = _box(wrap.trim), _box(wrap.bleed)
        if asked.marks is Marks.CROP:
            page.contents_add(marks.draw(trim, trim.left - bleed.left).encode())
        page.obj.MediaBox = Box(0, 0, points(wrap.width), points(wrap.height)).array()
        page.obj.TrimBox, page.obj.BleedBox = trim.array(), bleed.array()
        describe(pdf, about, asked.standard)
        standard.intend(pdf, asked.standard)
        standard.save(pdf, target, asked.standard)


def make_front(sheets: Path, number: int, pdf_target: Path, picture: Path) -> Front:
    """Write the sheet of the front alone, as a PDF in the colours of a screen and as a picture."""
    with pikepdf.open(sheets) as pdf:
        _keep(pdf, number)
        recolour(pdf, Converter(Inks.SCREEN))
        pdf.save(pdf_target, deterministic_id=True)
    document = pypdfium2.PdfDocument(pdf_target)
    try:
        page = document[0]
        image = page.render(scale=PICTURE / page.get_height()).to_pil().convert("RGB")
    finally:
        document.close()
    image.save(picture, quality=QUALITY, optimize=True, dpi=(300, 300))
    return Front(pdf_target, picture)


def _keep(pdf: pikepdf.Pdf, number: int) -> None:
    """Leave one page in a file, and nothing alive in it."""
    for other in reversed(range(len(pdf.pages))):
        if other != number:
            del pdf.pages[other]
    drop(pdf.Root, *ALIVE)
    drop(pdf.pages[0].obj, *ALIVE_ON_PAGE)


def _box(area: Area) -> Box:
    """Return an area of a sheet in points."""
    return Box(points(area.left), points(area.bottom), points(area.right), points(area.top))
