"""The screen PDF: the set pages with cover, links, bookmarks, page labels, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, String

from octavo.press.colour import Converter, Inks
from octavo.press.dictionaries import drop
from octavo.press.metadata import About, describe
from octavo.press.profiles import Standard
from octavo.press.recolour import recolour

COVER = "Cover"  #: Label and bookmark of the cover's page.


def make_screen(source: Path, target: Path, about: About, front: Path | None = None) -> int:
    """Write the book for a screen; ``front`` is a PDF of one page with the front cover.

    Returns the number of pages.
    """
    with pikepdf.open(source) as pdf:
        if front is not None:
            _cover(pdf, front)
        recolour(pdf, Converter(Inks.SCREEN))
        drop(pdf.Root, "/OpenAction")
        root = pdf.Root
        root.Lang = String(about.language)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.PageMode, root.PageLayout = Name.UseOutlines, Name.SinglePage
        describe(pdf, about, Standard.PLAIN)
        target.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return len(pdf.pages)


def _cover(pdf: pikepdf.Pdf, front: Path) -> None:
    """Put the front cover before the first page."""
    with pikepdf.open(front) as cover:
        pdf.pages.insert(0, cover.pages[0])
    labels = pdf.Root.get("/PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.D)])))
    flat = labels.get("/Nums", Array()).as_list()
    moved: list[Any] = [0, Dictionary(P=String(COVER))]
    for first, style in zip(flat[::2], flat[1::2], strict=True):
        moved += [int(first) + 1, style]
    pdf.Root.PageLabels = Dictionary(Nums=Array(moved))
    with pdf.open_outline() as outline:
        outline.root.insert(0, OutlineItem(COVER, 0))
