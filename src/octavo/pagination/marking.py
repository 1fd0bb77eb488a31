"""Marks in the margin of a proof, and the numbers of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from octavo.pagination.changes import Change
from octavo.pagination.folio import value
from octavo.pagination.model import Frame

AWAY = 10.0  #: Points from the text to the mark, in the outer margin.
WEIGHT = 1.4  #: Points of the bar's width.
CARET = 3.5  #: Points of a caret's half width.


def mark(source: Path, target: Path, frame: Frame | None, found: Iterable[Change], label: str) -> None:
    """Write a proof with a bar beside each changed line, and a caret where words are gone.

    ``label`` is the printed number of the first page.
    """
    by_sheet: dict[int, list[Change]] = {}
    for change in found:
        by_sheet.setdefault(change.sheet, []).append(change)
    with pikepdf.open(source) as pdf:
        for sheet, changes in by_sheet.items():
            if frame is not None:
                # A right page has its outer margin at the right.
                recto = value(label) + sheet - 1 & 1
                edge = frame.rights[sheet % 2] + AWAY if recto else frame.lefts[sheet % 2] - AWAY
                drawn = " ".join(_drawn(change, edge) for change in changes)
                pdf.pages[sheet - 1].contents_add(f"\nq 0 g {drawn} Q\n".encode())
        style = Name.D if label.isdigit() else Name.r
        first = Dictionary(S=style, St=value(label))
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, pdf.make_indirect(first)]))
        pdf.save(target, deterministic_id=True)


def _drawn(change: Change, edge: float) -> str:
    """Return the operators that draw a mark."""
    if change.cut:
        top, foot = change.base + change.size * 0.35, change.base - change.size * 0.2
        return (
            f"{edge - CARET:.2f} {foot:.2f} m {edge:.2f} {top:.2f} l {edge + CARET:.2f} {foot:.2f} l "
            f"{WEIGHT / 2:.2f} w S"
        )
    bottom, height = change.base - change.size * 0.3, change.size * 1.15
    return f"{edge - WEIGHT / 2:.2f} {bottom:.2f} {WEIGHT:.2f} {height:.2f} re f"
