"""The columns of a table: how wide each must be for its words, within the measure."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

MEASURE = 84  #: Letters of table type that a line of a usual book page holds.
TYPE = 0.86  #: Size of table type beside that of the text, at the most.
INDENT = 6  #: Letters by which a list inside a cell stands in.
GAP = 2  #: Letters between two columns.
HANG = 3  #: Letters by which the second line of a cell stands in, and one for wide letters.
SLACK = 0.97  #: Of the line, for words with more wide letters than most.
SAMPLES = 8  #: Longest lines of a column, by letters, of which TeX finds the widest.
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
    specification: (
        str  #: For the tabular environment: ``l``, ``r``, ``P{share}``; of a long one ``L{n}``, ``R{n}``.
    )
    is_long: bool = False  #: Whether it may break over pages.
    longest: tuple[tuple[str, ...], ...] = ()  #: The longest lines of each column of a long table.


def layout(
    columns: int, rows: Sequence[Sequence[Cell]], given: Sequence[int] = (), measure: int = MEASURE
) -> Layout:
    """Return how to set a table on a line of ``measure`` letters.

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
    room = measure - GAP * (columns - 1)
    kinds = ["r" if _is_figures(column) else "l" for column in texts]
    if sum(natural) > room or given:
        kinds = _shared(texts, natural, kinds, room, given)
    kinds = _measured(kinds, natural, room, blocks)
    if len(rows) < LONG:
        return Layout(columns, "".join(kinds))
    named = [f"{kind.upper()}{{{n}}}" if kind in "lr" else kind for n, kind in enumerate(kinds, 1)]
    longest = [tuple(sorted(column, key=len, reverse=True)[:SAMPLES]) for column in lines]
    return Layout(columns, "".join(named), True, tuple(longest))


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
    # Each gets room for its longest word first; the rest goes where rows would be long.
    words = [max((len(w) for t in column for w in t.split()), default=1) + HANG for column in texts]
    wish = [max(sum(map(len, column)) ** 0.5 - word, 0.5) for column, word in zip(texts, words, strict=True)]
    wide = [n for n, keeps in enumerate(narrow) if not keeps]
    rest, total = left - sum(words[n] for n in wide), sum(wish[n] for n in wide)
    if rest < 0:  # Words must be divided: every column gets its part of the line.
        widths = [left * word / sum(words[n] for n in wide) for word in words]
    else:
        widths = [word + rest * share / total for word, share in zip(words, wish, strict=True)]
    return [
        kind if keeps else f"P{{{SLACK * width / room:.3f}}}"
        for kind, keeps, width in zip(kinds, narrow, widths, strict=True)
    ]
