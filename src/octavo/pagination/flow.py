"""The run of the text: which line begins a paragraph and which ends one, over the turn of pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from octavo.pagination.model import Frame, Kind, Leaf, Placed

#: Kinds that paragraphs are made of.
RUNNING = frozenset({Kind.TEXT, Kind.EXTRACT})
#: What stands apart from the run: an initial belongs to the line beside it.
APART = frozenset({Kind.FURNITURE, Kind.NOTE, Kind.INITIAL})
#: Ems by which the last line of a paragraph is shorter than a full one.
SHORT = 0.35


def joined(leaves: Sequence[Leaf], frame: Frame) -> tuple[Leaf, ...]:
    """Return the pages with the first and last lines of paragraphs marked."""
    reader = _Reader(frame, {leaf.sheet.number: leaf for leaf in leaves})
    marked = list(reader.marked([line for leaf in leaves for line in leaf.lines]))
    lines = iter(marked)
    return tuple(replace(leaf, lines=tuple(next(lines) for _ in leaf.lines)) for leaf in leaves)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lines of a book in order."""

    frame: Frame
    leaves: dict[int, Leaf]  #: The pages, by their place in the file.

    def marked(self, lines: Sequence[Placed]) -> Iterator[Placed]:
        """Yield the lines, those of paragraphs with their first and last ones marked."""
        begins: dict[int, bool] = {}
        last: int | None = None  # The line of a paragraph before.
        between: set[Kind] = set()  # What stands between it and this one.
        ends: set[int] = set()
        for index, line in enumerate(lines):
            if line.kind not in RUNNING:
                between |= {line.kind} - APART
                continue
            before = lines[last] if last is not None else None
            begins[index] = before is None or self._begins(line, before, between)
            if last is not None and begins[index]:
                ends.add(last)
            last, between = index, set()
        if last is not None:
            ends.add(last)
        for index, line in enumerate(lines):
            yield replace(line, begins=begins.get(index, False), ends=index in ends)

    def _begins(self, line: Placed, before: Placed, between: set[Kind]) -> bool:
        """Return whether a line is the first of its paragraph."""
        if before.kind is not line.kind or Kind.HEADING in between:
            return True
        if before.sheet != line.sheet and any(
            self.leaves[number].opens for number in range(before.sheet + 1, line.sheet + 1)
        ):
            return True
        if self._is_beside_initial(line):
            return False
        inset = self._inset(line)
        if line.kind is Kind.EXTRACT:
            return inset - self._inset(before) > self.frame.size / 2
        indent = self.frame.indent
        indented = indent > 0 and abs(inset - indent) <= 0.25 * self.frame.size
        return indented or self._is_short(before)

    def _inset(self, line: Placed) -> float:
        """Return how far a line begins from the edge of the text."""
        return line.line.left - self.frame.lefts[line.sheet % 2]

    def _is_short(self, line: Placed) -> bool:
        """Return whether a line ends before the edge, as the last of a paragraph does."""
        if self.frame.ragged:
            return False
        room = self.frame.rights[line.sheet % 2] - line.line.right
        return room > SHORT * self.frame.size and not line.line.is_broken

    def _is_beside_initial(self, line: Placed) -> bool:
        """Return whether a large letter stands beside a line."""
        return any(
            one.line.base - 2 < line.line.base < one.line.base + one.line.size
            for one in self.leaves[line.sheet].of(Kind.INITIAL)
        )
