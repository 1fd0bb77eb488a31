"""The order of pages on printed sheets, so that they follow one another when the sheets are folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    """How pages are laid on sheets."""

    BOOKLET = "booklet"  #: One section of all pages, folded once and stapled.
    SECTION = "section"  #: Sections of a number of pages, sewn or glued one behind the other.
    TWO_UP = "two-up"  #: Two pages side by side, not folded.
    FOUR_UP = "four-up"  #: Four pages on a side, not folded.


class Fold(StrEnum):
    """How often a sheet of a section is folded."""

    FOLIO = "folio"  #: Once: two pages on a side.
    QUARTO = "quarto"  #: Twice, the head cut open: four pages on a side.


SECTIONS = (4, 8, 16, 32, 64)  #: Numbers of pages that a section may have.


@dataclass(frozen=True, slots=True)
class Cell:
    """One page's place on a side of a sheet."""

    page: int  #: From 0; beyond the last page of the book where the cell stays white.
    column: int  #: From the left.
    row: int  #: From the foot.
    turned: bool = False  #: Whether it stands on its head.
    depth: int = 0  #: Leaves between it and the outside of its section, which push it out at the fore edge.


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet."""

    columns: int
    rows: int
    cells: tuple[Cell, ...]
    folded: bool  #: Whether its columns meet at a fold.
    first: bool = False  #: Whether it is the outside of a section.


def sides(pages: int, scheme: Scheme, section: int = 16, fold: Fold = Fold.FOLIO) -> Iterator[Side]:
    """Yield the sides to print, front and back of each sheet in turn.

    A last section that would be mostly white is made as short as it can be.

    >>> [[cell.page + 1 for cell in side.cells] for side in sides(8, Scheme.BOOKLET)]
    [[8, 1], [2, 7], [6, 3], [4, 5]]
    """
    if scheme in {Scheme.TWO_UP, Scheme.FOUR_UP}:
        yield from _flat(pages, 2, 1 if scheme is Scheme.TWO_UP else 2)
        return
    least = 4 if fold is Fold.FOLIO else 8
    whole = -(-pages // least) * least
    size = whole if scheme is Scheme.BOOKLET else section
    for start in range(0, whole, size):
        count = min(size, whole - start)
        yield from _folio(start, count) if fold is Fold.FOLIO else _quarto(start, count)


def _flat(pages: int, columns: int, rows: int) -> Iterator[Side]:
    """Yield sides in the order of reading, from the upper left."""
    each = columns * rows
    for start in range(0, pages, each):
        cells = tuple(Cell(start + i, i % columns, rows - 1 - i // columns) for i in range(each))
        yield Side(columns, rows, cells, False)


def _folio(start: int, count: int) -> Iterator[Side]:
    """Yield the sides of a section of sheets folded once, the outermost sheet first."""
    last = start + count - 1
    for leaf in range(count // 4):
        low, high = start + 2 * leaf, last - 2 * leaf
        yield Side(2, 1, (Cell(high, 0, 0, False, leaf), Cell(low, 1, 0, False, leaf)), True, leaf == 0)
        yield Side(2, 1, (Cell(low + 1, 0, 0, False, leaf), Cell(high - 1, 1, 0, False, leaf)), True)


def _quarto(start: int, count: int) -> Iterator[Side]:
    """Yield the sides of a section of sheets folded twice, the outermost sheet first.

    The lower half of a sheet is one folio, the upper half, head to head with it, the folio inside.
    """
    inner_first = start + count - 1
    for sheet in range(count // 8):
        low, high, depth = start + 4 * sheet, inner_first - 4 * sheet, 2 * sheet
        front = (
            Cell(high, 0, 0, False, depth), Cell(low, 1, 0, False, depth),
            Cell(high - 3, 0, 1, True, depth + 1), Cell(low + 3, 1, 1, True, depth + 1),
        )  # fmt: skip
        back = (
            Cell(low + 1, 0, 0, False, depth), Cell(high - 1, 1, 0, False, depth),
            Cell(low + 2, 0, 1, True, depth + 1), Cell(high - 2, 1, 1, True, depth + 1),
        )  # fmt: skip
        yield Side(2, 2, front, True, sheet == 0)
        yield Side(2, 2, back, True)
