"""Measuring the type area from the pages themselves: what most of them have is the design."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from octavo.pagination.model import Frame, Line, Sheet, most

#: Words of a line that tells of the measure.
WORDS = 5
#: Pairs of lines below one another that make running text; a cover has fewer.
LEAST = 8
#: Share of the lines that reach one edge, if the text is justified.
FILLED = 0.4
#: Share of the pages on which something stands at one height, if it is a running head.
SHARE = 0.2


def measured(sheets: Sequence[Sheet]) -> Frame | None:
    """Return the type area of a book; nothing where it has no running text."""
    letters: Counter[float] = Counter()
    for line in _lines(sheets):
        letters[line.size] += len(line.text)
    size = most(letters, 0.0)
    leading = _leading(sheets, size)
    if not size or not leading:
        return None
    heads = _heads(sheets, leading)
    lefts, rights = _edges(sheets, size)
    rights, ragged = _right_edges(sheets, size, rights)
    tops: Counter[float] = Counter()
    feet: Counter[float] = Counter()
    for sheet in sheets:
        inside = [line for line in sheet.lines if round(line.base) not in heads]
        if not inside:
            continue
        first = max(inside, key=lambda line: line.base)
        if _is_text(first, size) and first.right > rights[sheet.side] - size:
            tops[round(first.base, 1)] += 1
        feet[round(min(line.base for line in inside), 1)] += 1
    foot = _foot(sheets, feet, heads)
    top = most(tops, max(feet, default=0.0))
    indent = _indent(sheets, size, lefts, leading)
    return Frame(size, leading, top, foot, lefts, rights, indent, frozenset(heads), ragged)


def _lines(sheets: Iterable[Sheet]) -> Iterator[Line]:
    """Yield every line."""
    for sheet in sheets:
        yield from sheet.lines


def _is_text(line: Line, size: float) -> bool:
    """Return whether a line is set in the size of the text and long enough to tell of it."""
    return abs(line.size - size) < 0.02 * size and len(line.words) >= WORDS


def _leading(sheets: Iterable[Sheet], size: float) -> float:
    """Return the distance of two lines of text."""
    steps: Counter[float] = Counter()
    for sheet in sheets:
        for above, below in zip(sheet.lines, sheet.lines[1:], strict=False):
            step = round(above.base - below.base, 2)
            if _is_text(above, size) and _is_text(below, size) and 0.9 * size < step < 2.8 * size:
                steps[step] += 1
    rough = most(steps, 0.0)
    # Heights are rounded in the file; the mean of the like ones is truer than the most frequent.
    near = {step: count for step, count in steps.items() if abs(step - rough) < 0.15}
    lines = sum(near.values())
    return sum(step * count for step, count in near.items()) / lines if lines >= LEAST else 0.0


def _edges(sheets: Iterable[Sheet], size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the left and the right edges of the text, each for left pages and for right pages."""
    lefts: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
    rights: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
    for sheet in sheets:
        for line in sheet.lines:
            if _is_text(line, size):
                lefts[sheet.side][round(line.left, 1)] += 1
                rights[sheet.side][round(line.right, 1)] += 1
    left = [most(found, 0.0) for found in lefts]
    right = [most(found, 0.0) for found in rights]
    for side in (0, 1):
        # A file of one page has no other side.
        if not lefts[side]:
            left[side], right[side] = left[1 - side], right[1 - side]
    return (left[0], left[1]), (right[0], right[1])


def _right_edges(
    sheets: Sequence[Sheet], size: float, rights: tuple[float, float]
) -> tuple[tuple[float, float], bool]:
    """Return the right edges; of text that is set ragged, the farthest that it reaches."""
    ends: tuple[list[float], list[float]] = ([], [])
    for sheet in sheets:
        ends[sheet.side].extend(line.right for line in sheet.lines if _is_text(line, size))
    filled = sum(abs(end - rights[side]) < 0.2 * size for side in (0, 1) for end in ends[side])
    if filled >= FILLED * sum(map(len, ends)):
        return rights, False
    far = [
        sorted(found)[int(len(found) * 0.99)] if found else rights[side] for side, found in enumerate(ends)
    ]
    return (far[0], far[1]), True


def _heads(sheets: Sequence[Sheet], leading: float) -> set[int]:
    """Return the heights at which running heads and feet stand."""
    tops: Counter[int] = Counter()
    feet: Counter[int] = Counter()
    filled = 0
    for sheet in sheets:
        bases = sorted({round(line.base) for line in sheet.lines}, reverse=True)
        filled += bool(bases)
        if len(bases) > 1 and bases[0] - bases[1] > 1.15 * leading:
            tops[bases[0]] += 1
        if len(bases) > 1 and bases[-2] - bases[-1] > 1.3 * leading:
            last = [line for line in sheet.lines if round(line.base) == bases[-1]]
            if any(word.text == sheet.label or word.text.isdigit() for line in last for word in line.words):
                feet[bases[-1]] += 1
    found = {height for height, count in feet.items() if count >= 2}
    # Of the heights at the head that many pages share, the highest; a sunk opening is lower.
    shared = [height for height, count in tops.items() if count >= max(2, SHARE * filled)]
    return found | {height for height in shared if height >= max(shared) - 1}


def _foot(sheets: Sequence[Sheet], feet: Counter[float], heads: set[int]) -> float:
    """Return the height of the last line of a full page."""
    headed: Counter[float] = Counter()
    for sheet in sheets:
        inside = [line.base for line in sheet.lines if round(line.base) not in heads]
        if inside and len(inside) < len(sheet.lines):
            headed[round(min(inside), 1)] += 1
    return most(headed or feet, 0.0)


def _indent(sheets: Iterable[Sheet], size: float, lefts: tuple[float, float], leading: float) -> float:
    """Return the indent of a paragraph's first line: what stands in before a line that does not."""
    steps: Counter[float] = Counter()
    for sheet in sheets:
        left = lefts[sheet.side]
        for above, below in zip(sheet.lines, sheet.lines[1:], strict=False):
            step = round(above.left - left, 1)
            follows = abs(above.base - below.base - leading) < 0.1 * leading
            texts = _is_text(above, size) and _is_text(below, size)
            if follows and texts and abs(below.left - left) < 0.2 * size < 0.5 * size < step < 3.5 * size:
                steps[step] += 1
    return most(steps, 0.0)
