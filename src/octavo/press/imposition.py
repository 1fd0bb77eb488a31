"""Imposition: the pages of a PDF laid on the sheets of a printer, to be folded and cut."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Page, Pdf

from octavo.findings import BookFault, Finding
from octavo.press.folding import Cell, Fold, Scheme, Side, sides
from octavo.press.units import Box, points, trim_of

#: Sheets by name, the long side across: width and height in millimetres.
SHEETS = {"a4": (297.0, 210.0), "letter": (279.4, 215.9), "a3": (420.0, 297.0), "tabloid": (431.8, 279.4)}
MARK = points(5.0)  #: Length of the marks of a fold.


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is to be imposed."""

    scheme: Scheme
    sheet: str  #: A name of ``SHEETS``.
    section: int = 16  #: Pages of a section.
    fold: Fold = Fold.FOLIO
    creep: float = 0.0  #: Millimetres that each leaf pushes the next out at the fore edge.


@dataclass(frozen=True, slots=True)
class Imposed:
    """What came of it."""

    pages: int  #: Of the book.
    sides: int  #: To print; two a sheet where it is folded.
    scale: float  #: Of the pages; 1 where they keep their size.


def impose(source: Path, target: Path, plan: Plan) -> Imposed:
    """Lay the pages of a PDF on sheets; they are made smaller where they do not fit, never larger.

    Raises :class:`BookFault` for a file whose pages differ in size.
    """
    with pikepdf.open(source) as pdf, pikepdf.new() as out:
        trim = trim_of(pdf.pages[0])
        for number, page in enumerate(pdf.pages, 1):
            other = trim_of(page)
            if abs(other.width - trim.width) > 1 or abs(other.height - trim.height) > 1:
                message = f"page {number} is not of the size of page 1"
                raise BookFault([Finding(source.name, number, "R031", message, "impose the interior")])
        printed = list(sides(len(pdf.pages), plan.scheme, plan.section, plan.fold))
        paper = _paper(printed[0], plan.sheet)
        scale = min(1.0, paper[0] / printed[0].columns / trim.width, paper[1] / printed[0].rows / trim.height)
        forms: dict[int, pikepdf.Object] = {}
        for side in printed:
            _print(out, pdf, side, _Place(paper, scale, trim, points(plan.creep)), forms)
        target.parent.mkdir(parents=True, exist_ok=True)
        out.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return Imposed(len(pdf.pages), len(printed), scale)


@dataclass(frozen=True, slots=True)
class _Place:
    """What decides where the pages of a side stand; lengths in points."""

    paper: tuple[float, float]
    scale: float
    trim: Box
    creep: float


def _paper(side: Side, name: str) -> tuple[float, float]:
    """Return width and height of a sheet in points: upright for four pages, lying for two."""
    long, short = SHEETS[name]
    wide, high = (long, short) if side.rows == 1 else (short, long)
    return points(wide), points(high)


def _print(out: Pdf, source: Pdf, side: Side, place: _Place, forms: dict[int, pikepdf.Object]) -> None:
    """Add one side."""
    resources = Dictionary()
    content = []
    for index, cell in enumerate(side.cells):
        if cell.page >= len(source.pages):
            continue
        if cell.page not in forms:
            page = source.pages[cell.page]
            forms[cell.page] = out.copy_foreign(page.as_form_xobject(handle_transformations=True))
        resources[f"/P{index}"] = forms[cell.page]
        matrix = " ".join(f"{value:.4f}" for value in _matrix(cell, side, place))
        content.append(f"q {matrix} cm {_clip(place.trim)} /P{index} Do Q")
    if side.first:
        content.append(_marks(side, place.paper))
    width, height = place.paper
    record = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=Dictionary(XObject=resources), Contents=out.make_stream("\n".join(content).encode()),
    )  # fmt: skip
    out.pages.append(Page(out.make_indirect(record)))


def _matrix(cell: Cell, side: Side, place: _Place) -> tuple[float, ...]:
    """Return what puts a page in its cell: at the fold, or in the middle of the cell."""
    width, height = place.trim.width * place.scale, place.trim.height * place.scale
    room = (place.paper[0] / side.columns, place.paper[1] / side.rows)
    bottom = cell.row * room[1] + (room[1] - height) / 2
    if side.folded:
        # What a leaf deep in a section is pushed out by, its type is moved in by.
        shift = cell.depth * place.creep
        middle = place.paper[0] / 2
        left = middle - width + shift if cell.column == 0 else middle - shift
        if side.rows == 2:
            # Head to head at the fold that is cut open.
            bottom = room[1] - height if cell.row == 0 else room[1]
    else:
        left = cell.column * room[0] + (room[0] - width) / 2
    k = place.scale
    if cell.turned:
        return (-k, 0, 0, -k, left + width + k * place.trim.left, bottom + height + k * place.trim.bottom)
    return (k, 0, 0, k, left - k * place.trim.left, bottom - k * place.trim.bottom)


def _clip(trim: Box) -> str:
    """Return what keeps the marks of a page off its neighbour."""
    return f"{trim.left:.3f} {trim.bottom:.3f} {trim.width:.3f} {trim.height:.3f} re W n"


def _marks(side: Side, paper: tuple[float, float]) -> str:
    """Return the marks of the folds, at the edges of a section's outermost sheet."""
    width, height = paper
    lines = [(width / 2, 0, width / 2, MARK), (width / 2, height - MARK, width / 2, height)]
    if side.rows == 2:
        lines += [(0, height / 2, MARK, height / 2), (width - MARK, height / 2, width, height / 2)]
    drawn = " ".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S" for a, b, c, d in lines)
    return f"q 0.25 w [2 3] 0 d 0 G {drawn} Q"
