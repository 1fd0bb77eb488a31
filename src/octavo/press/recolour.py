"""Recolouring a PDF: the operators that set colours, and the pictures; all else stays as it is set."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Operator, PdfImage, Stream

from octavo.press.colour import MODES, SPACES, Converter
from octavo.press.dictionaries import drop

#: Operators by which a page may leave plain grey; a page of text alone has none, and is not taken apart.
COLOURED = re.compile(rb"(?<![^\s\]>)])(?:rg|RG|[kK]|cs|CS|scn?|SCN?)(?=\s|$)")
#: Device spaces, and the number of values of a colour in them.
DEVICE = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}


def recolour(pdf: pikepdf.Pdf, converter: Converter) -> None:
    """Turn every colour of a file into what the inks allow.

    Patterns, shadings, spot inks and inline pictures are left alone; the preflight speaks of them.
    """
    for page in pdf.pages:
        content = content_of(page)
        if COLOURED.search(content):
            spaces = page.obj.get("/Resources", pikepdf.Dictionary()).get("/ColorSpace")
            changed = _recoloured(page, spaces, converter)
            page.obj["/Contents"] = pdf.make_stream(changed)
    for stream in forms(pdf):
        if COLOURED.search(stream.read_bytes()):
            spaces = stream.get("/Resources", pikepdf.Dictionary()).get("/ColorSpace")
            stream.write(_recoloured(stream, spaces, converter))
    for picture in pictures(pdf):
        _convert(picture, converter)


def content_of(page: pikepdf.Page) -> bytes:
    """Return what draws a page."""
    contents = page.obj.get("/Contents")
    if contents is None:
        return b""
    parts = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def forms(pdf: pikepdf.Pdf) -> Iterator[Stream]:
    """Yield the forms of a file: included drawings, each once."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form:
            yield item


def pictures(pdf: pikepdf.Pdf) -> Iterator[Stream]:
    """Yield the pictures of a file, each once; masks of one bit are no pictures."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Image and not item.get("/ImageMask"):
            yield item


def components(space: Any) -> int:
    """Return how many values a colour has in a space: 1, 3 or 4; 0 where they are not those of a device."""
    if isinstance(space, Name):
        return DEVICE.get(str(space), 0)
    if isinstance(space, pikepdf.Array) and len(space):
        kind = str(space[0])
        if kind == "/ICCBased":
            return int(space[1].get("/N", 0))
        return DEVICE.get(kind, 0)
    return 0


def _recoloured(target: Any, spaces: Any, converter: Converter) -> bytes:
    """Return the content of a page or a form with its colours turned."""
    out: list[Any] = []
    current = {"fill": 0, "stroke": 0}
    for item in pikepdf.parse_content_stream(target):
        if not isinstance(item, pikepdf.ContentStreamInstruction):
            out.append(item)
            continue
        name = str(item.operator)
        key = "stroke" if name.isupper() else "fill"
        if name.lower() in SPACES:
            current[key] = 0
            out.append(_instruction(name, [float(v) for v in item.operands], converter))
        elif name in {"cs", "CS"}:
            chosen = item.operands[0]
            space = spaces.get(str(chosen), chosen) if spaces is not None else chosen
            current[key] = components(space)
            # A space by itself means its black.
            out.append(item if not current[key] else ([0], Operator("G" if name == "CS" else "g")))
        elif name.lower() in {"sc", "scn"} and current[key]:
            out.append(_instruction(name, [float(v) for v in item.operands], converter))
        else:
            out.append(item)
    return pikepdf.unparse_content_stream(out)


def _instruction(name: str, values: list[float], converter: Converter) -> tuple[list[float], Operator]:
    """Return what sets a colour, for filling or for lines."""
    operator, turned = converter.colour(values)
    return list(turned), Operator(operator.upper() if name.isupper() else operator)


def _convert(picture: Stream, converter: Converter) -> None:
    """Turn a picture, unless the inks allow what it is."""
    count = components(picture.get("/ColorSpace"))
    mode = {1: "L", 3: "RGB", 4: "CMYK"}.get(count, "")
    if mode in MODES[converter.inks] and "/SMask" not in picture:
        return
    if count == 1 and "/SMask" not in picture:
        return
    image = PdfImage(picture).as_pil_image()
    if "/SMask" in picture:
        mask = PdfImage(mask_of(picture)).as_pil_image().convert("L").resize(image.size)
        image = image.convert("RGB")
        image.putalpha(mask)
    turned = converter.picture(image)
    replace_picture(picture, turned.convert("L") if turned.mode == "1" else turned)


def mask_of(picture: Stream) -> Stream:
    """Return what a picture is transparent by."""
    mask = picture.SMask
    assert isinstance(mask, Stream)
    return mask


def replace_picture(picture: Stream, image: Any) -> None:
    """Put other pixels into a picture; what described the old ones goes."""
    drop(picture, "/DecodeParms", "/Decode", "/Intent", "/SMask", "/Mask", "/Interpolate", "/Filter")
    picture.write(zlib.compress(image.tobytes(), 9), filter=Name.FlateDecode)
    spaces = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    picture.ColorSpace = spaces[image.mode]
    picture.BitsPerComponent = 8
    picture.Width, picture.Height = image.size
