"""What no PDF/X may hold: code of PostScript, curves and screens of a machine, pictures in two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name, Stream

#: Keys of a graphics state that belong to one machine (PDF/X-1a, ISO 15930-1; PDF/X-4, ISO 15930-7).
MACHINE = {"/TR": "a transfer curve", "/TR2": "a transfer curve", "/HTP": "a halftone phase"}
#: Keys of a picture or a form that stand for another one (ISO 15930-1).
STANDS_FOR = {"/OPI": "a low-resolution stand-in (OPI)", "/Alternates": "an alternate picture"}


def forbidden(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what of it a file has, each kind with the number of its object."""
    for item in pdf.objects:
        if isinstance(item, Stream):
            yield from _of_stream(item)
        elif isinstance(item, pikepdf.Dictionary) and (item.get("/Type") == Name.ExtGState or "/TR" in item):
            for key, called in MACHINE.items():
                if key in item and item[key] not in (Name.Identity, Name.Default):
                    yield f"object {item.objgen[0]}: {called}"


def _of_stream(item: Stream) -> Iterator[str]:
    """Yield what of it a stream has."""
    number = item.objgen[0]
    if item.get("/Subtype") == Name.PS or item.get("/Subtype2") == Name.PS or "/PS" in item:
        yield f"object {number}: code of PostScript"
    for key, called in STANDS_FOR.items():
        if key in item:
            yield f"object {number}: {called}"
    if Name.LZWDecode in _filters(item.get("/Filter")):
        yield f"object {number}: compression by LZW"


def _filters(found: Any) -> list[Any]:
    """Return the filters of a stream."""
    if found is None:
        return []
    return list(found.as_list()) if isinstance(found, Array) else [found]
