"""Transparency: drawings that have it are drawn as pixels, a page that has it is refused."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Stream

from octavo.findings import BookFault, Finding
from octavo.press.colour import Converter
from octavo.press.dictionaries import drop
from octavo.press.recolour import content_of, forms
from octavo.press.units import box
from octavo.press.unseen import unpaint

RESOLUTION = 600  #: Pixels an inch of a drawing with transparency, enough for its lines.
GS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+gs\b")


def transparencies(holder: Any, content: bytes) -> Iterator[str]:
    """Yield what is transparent in a page or a form, by the name of its graphics state or picture."""
    resources = holder.get("/Resources", Dictionary())
    states = resources.get("/ExtGState", Dictionary())
    for used in dict.fromkeys(match.decode("latin-1") for match in GS.findall(content)):
        state = states.get(f"/{used}")
        if state is not None and is_transparent(state):
            yield used
    for name, item in resources.get("/XObject", Dictionary()).items():
        if "/SMask" in item:
            yield str(name).removeprefix("/")


def is_transparent(state: Any) -> bool:
    """Return whether a graphics state lets anything shine through (ISO 32000-1, 11.6.4)."""
    faint = float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1
    masked = state.get("/SMask", Name("/None")) != Name("/None")
    blended = str(state.get("/BM", "/Normal")) not in {"/Normal", "/Compatible"}
    return faint or masked or blended


def flatten(pdf: pikepdf.Pdf, converter: Converter, path: str) -> None:
    """Take transparency out of a file.

    Raises :class:`BookFault` where a page has it by itself, outside any drawing.
    """
    for form in forms(pdf):
        unpaint(form)
        if any(transparencies(form, form.read_bytes())):
            _draw(pdf, form, converter)
        drop(form, "/Group")
    found = []
    for number, page in enumerate(pdf.pages, 1):
        drop(page.obj, "/Group")
        for name in transparencies(page.obj, content_of(page)):
            remedy = "draw it without transparency, or put it into a picture file"
            message = f"page {number}: {name} is transparent, which PDF/X-1a does not allow"
            found.append(Finding(path, 0, "R016", message, remedy))
    if found:
        raise BookFault(found)


def _draw(pdf: pikepdf.Pdf, form: Stream, converter: Converter) -> None:
    """Put pixels in the place of what a form draws."""
    frame = box(form.BBox)
    with pikepdf.new() as single:
        page = single.add_blank_page(page_size=(frame.width, frame.height))
        copy = single.copy_foreign(form)
        drop(copy, "/Matrix")
        page.obj.Resources = Dictionary(XObject=Dictionary(F=copy))
        page.obj.Contents = single.make_stream(f"1 0 0 1 {-frame.left} {-frame.bottom} cm /F Do".encode())
        data = io.BytesIO()
        single.save(data)
    document = pypdfium2.PdfDocument(data.getvalue())
    try:
        image = document[0].render(scale=RESOLUTION / 72).to_pil().convert("RGB")
    finally:
        document.close()
    turned = converter.picture(image)
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    picture = Stream(
        pdf, zlib.compress(turned.tobytes(), 9),
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=turned.width, Height=turned.height,
            ColorSpace=spaces[turned.mode], BitsPerComponent=8, Filter=Name.FlateDecode,
        ),
    )  # fmt: skip
    form.Resources = Dictionary(XObject=Dictionary(Flat=pdf.make_indirect(picture)))
    place = f"q {frame.width} 0 0 {frame.height} {frame.left} {frame.bottom} cm /Flat Do Q"
    form.write(place.encode())
