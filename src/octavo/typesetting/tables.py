"""The columns of a table: how wide each must be for its words, within the measure."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

MEASURE = 84  #: Letters of table type that a line of a book page holds.
INDENT = 6  #: Letters by which a list inside a cell stands in.
GAP = 2  #: Letters between two columns.
SLACK = 0.97  #: Of the line, for words with more wide letters than most.
WIDE = 1.12  #: Room that a letter is given in a column of fixed width, over the mean letter's.
LONG = 26  #: Rows from which a table may break over pages.
FIGURE = re.compile(r"[£$€¥]?\s?[−–-]?[\d.,  ]+(?:\s?[%‰])?|[–—-]?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    columns: int = 1  #: Columns that it takes.
    rows: int = 1  #: Rows that it takes.
    is_block: bool = False  #: Whether it holds more than one paragraph: a list, code, an extract.


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set."""

    columns: int
    specification: str  #: For the tabular environment: ``l``, ``r``, ``P{share}`` or ``R{share}`` a column.
    is_long: bool  #: Whether it may break over pages.


def layout(columns: int, rows: Sequence[Sequence[Cell]], given: Sequence[int] = ()) -> Layout:
    """Return how to set a table.

    A table whose cells fit on the line keeps its natural widths; a wider one gives each column
    of words a share that grows with its text, but not below its longest word.
    """
    texts: list[list[str]] = [[] for _ in range(columns)]
    taken: dict[tuple[int, int], bool] = {}
    blocks: set[int] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get((number, column)):
                column += 1
            for below in range(cell.rows):
                for beside in range(cell.columns):
                    taken[number + below, column + beside] = True
            if cell.columns == 1 and column < columns:
                texts[column].append(cell.text)
                blocks |= {column} if cell.is_block else set()
            column += cell.columns
    lines = [[part for text in column for part in text.splitlines()] for column in texts]
    natural = [max(map(len, column), default=1) for column in lines]
    room = MEASURE - GAP * (columns - 1)
    kinds = ["r" if _is_figures(column) else "l" for column in texts]
    if sum(natural) > room or given:
        kinds = _shared(texts, natural, kinds, room, given)
    kinds = _measured(kinds, natural, room, blocks)
    is_long = len(rows) >= LONG
    if is_long:
        kinds = [_fixed(kind, width) for kind, width in zip(kinds, natural, strict=True)]
    return Layout(columns, "".join(kinds), is_long)


def _fixed(kind: str, width: int) -> str:
    """Return a column of a long table with a width of its own.

    Its head is set before its rows are known, and again on every page.
    """
    if kind not in "lr":
        return kind
    return f"{'P' if kind == 'l' else 'R'}{{{(width * WIDE + 1) / MEASURE:.3f}}}"


def _measured(kinds: Sequence[str], natural: Sequence[int], room: int, blocks: Set[int]) -> list[str]:
    """Return the columns, those that hold blocks with a share of the line, as TeX needs for them."""
    return [
        f"P{{{min(width + INDENT, room) / room:.3f}}}" if n in blocks and kind in "lr" else kind
        for n, (kind, width) in enumerate(zip(kinds, natural, strict=True))
    ]


def _is_figures(column: Sequence[str]) -> bool:
    """Tell whether a column, its head aside, holds figures only."""
    body = [text.strip() for text in column[1:]]
    return any(body) and all(FIGURE.fullmatch(text) for text in body)


def _shared(
    texts: Sequence[Sequence[str]],
    natural: Sequence[int],
    kinds: Sequence[str],
    room: int,
    given: Sequence[int],
) -> list[str]:
    """Return the columns with shares of the line; what is short keeps its natural width."""
    if given:
        return [f"P{{{share / sum(given):.3f}}}" for share in given]
    fair = room / len(natural)
    narrow = [width <= fair * 0.6 for width in natural]
    left = room - sum(width for width, keeps in zip(natural, narrow, strict=True) if keeps)
    # Between the wish for even rows (area) and the need of the longest word.
    weight = [
        max(sum(map(len, column)) ** 0.5, max((len(w) for t in column for w in t.split()), default=1) * 1.0)
        for column in texts
    ]
    total = sum(value for value, keeps in zip(weight, narrow, strict=True) if not keeps)
    out = []
    for kind, keeps, value in zip(kinds, narrow, weight, strict=True):
        out.append(kind if keeps else f"P{{{SLACK * left * value / total / room:.3f}}}")
    return out
