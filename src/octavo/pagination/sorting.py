"""Sorting the lines of a page: running text, headings, extracts, notes, and all the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from octavo.pagination.model import Frame, Kind, Leaf, Line, Placed, Sheet, Word

#: A folio: figures, or roman numerals in small letters.
_FOLIO = re.compile(r"[ivxlcdm]+|\d+")
#: How a note begins: its number, or a sign.
_NOTE = re.compile(r"\d+\.?|[*†‡§]+")
#: What divides two stretches of text.
_ORNAMENT = re.compile(r"[*⁂❦·\s]+")

EDGE = 0.22  #: Ems by which a line may begin or end beside the edge of the text; quotation marks hang.
APART = 0.9  #: Ems between a folio and the words of a long running head.
INSET = 4.0  #: Ems by which an extract is set in at most; a timeline's column begins farther in.
LARGE = 1.8  #: Times the size of the text from which one letter is an initial.


def sorted_leaves(sheets: Sequence[Sheet], frame: Frame) -> tuple[Leaf, ...]:
    """Return every page with its lines sorted, numbered and joined to paragraphs."""
    leaves: list[Leaf] = []
    runs_on = False  # Whether a note may go on at the foot of the next page.
    for sheet in sheets:
        kinds = _kinds(sheet, frame, runs_on)
        runs_on = Kind.NOTE in kinds
        placed = tuple(_placed(sheet, kinds))
        leaves.append(Leaf(sheet, _folio(sheet, kinds), _opens(sheet, placed, frame), placed))
    return tuple(leaves)


def _placed(sheet: Sheet, kinds: Sequence[Kind]) -> Iterator[Placed]:
    """Yield the lines of a page with their numbers; two columns share a line."""
    inside = [line.base for line, kind in zip(sheet.lines, kinds, strict=True) if kind is not Kind.FURNITURE]
    bases = sorted({round(base) for base in inside}, reverse=True)
    places = {base: number for number, base in enumerate(bases, 1)}
    for line, kind in zip(sheet.lines, kinds, strict=True):
        yield Placed(line, kind, sheet.number, places.get(round(line.base), 0))


def _kinds(sheet: Sheet, frame: Frame, runs_on: bool) -> list[Kind]:
    """Return what each line of a page is."""
    sorter = _Sorter(sheet, frame)
    kinds = [sorter.kind(line) for line in sheet.lines]
    if sum(bool(_FOLIO.fullmatch(line.words[-1].text)) for line in sheet.lines) > len(kinds) / 2:
        # Contents, or a list of figures.
        return [Kind.OTHER if kind is Kind.TEXT else kind for kind in kinds]
    sorter.headings(kinds)
    sorter.notes(kinds, runs_on)
    return kinds


class _Sorter:
    """Looks at the lines of one page."""

    def __init__(self, sheet: Sheet, frame: Frame) -> None:
        self.sheet, self.frame = sheet, frame
        self.left, self.right = frame.lefts[sheet.side], frame.rights[sheet.side]
        self.initials = [line for line in sheet.lines if self._is_initial(line)]
        heights = Counter(round(line.base) for line in sheet.lines if line not in self.initials)
        self.shared = {height for height, count in heights.items() if count > 1}

    def kind(self, line: Line) -> Kind:
        """Return what a line is by itself."""
        if self._is_furniture(line):
            return Kind.FURNITURE
        if line in self.initials:
            return Kind.INITIAL
        em = self.frame.size
        if abs(line.size - em) < 0.02 * em and self._in_measure(line) and not self._has_neighbour(line):
            return Kind.TEXT
        inset = 0.5 * em < line.left - self.left < INSET * em and line.right < self.right - 0.5 * em
        if 0.87 * em < line.size < 0.98 * em and inset and not self._has_neighbour(line):
            return Kind.EXTRACT
        return Kind.OTHER

    def _is_initial(self, line: Line) -> bool:
        """Return whether a line is a large letter at the left edge."""
        near = line.left - self.left < 1.5 * self.frame.size
        return near and line.size > LARGE * self.frame.size and len(line.text) <= 3

    def _is_furniture(self, line: Line) -> bool:
        """Return whether a line stands outside of the type area, or where heads and folios stand."""
        if any(abs(line.base - height) <= 1 for height in self.frame.heads):
            return True
        below = line.base < self.frame.foot - 0.6 * self.frame.leading
        return below and bool(_FOLIO.fullmatch(line.text))

    def _in_measure(self, line: Line) -> bool:
        """Return whether a line begins where text begins: at the edge, indented, or by an initial."""
        edge = EDGE * self.frame.size
        starts = [self.left, self.left + self.frame.indent]
        for initial in self.initials:
            if initial.base - 2 < line.base < initial.base + initial.size:
                starts.append(max(initial.right, line.left if line.left - initial.right < 3 * edge else 0.0))
        return any(abs(line.left - start) <= edge for start in starts)

    def _has_neighbour(self, line: Line) -> bool:
        """Return whether another line stands at the same height, as in a table or in the contents."""
        return round(line.base) in self.shared

    def headings(self, kinds: list[Kind]) -> None:
        """Mark the headings: lines with air above that stand in the middle, or short in italics."""
        lines = self.sheet.lines
        for index, line in enumerate(lines):
            if kinds[index] in {Kind.TEXT, Kind.OTHER} and self._is_heading(index, kinds):
                kinds[index] = Kind.HEADING
                # Its further lines are as close as lines of a heading are.
                after = index + 1
                while after < len(lines) and self._goes_on(lines[after - 1], lines[after]):
                    kinds[after] = Kind.HEADING
                    after += 1
            elif kinds[index] is Kind.TEXT and (_ORNAMENT.fullmatch(line.text) or self._is_alone(index)):
                kinds[index] = Kind.OTHER

    def _is_alone(self, index: int) -> bool:
        """Return whether a short line has air above and below, as the label of a chapter has."""
        lines, air = self.sheet.lines, 1.25 * self.frame.leading
        line = lines[index]
        heights = [abs(other.base - line.base) for other in lines if other is not line]
        return line.right < self.right - 2 * self.frame.size and min(heights, default=air) >= air

    def _is_heading(self, index: int, kinds: Sequence[Kind]) -> bool:
        """Return whether a line is the first of a heading."""
        line, em = self.sheet.lines[index], self.frame.size
        if line.size < 0.98 * em or _ORNAMENT.fullmatch(line.text) or not re.search(r"[^\W\d_]", line.text):
            return False
        above = [
            other for other, kind in zip(self.sheet.lines[:index], kinds, strict=False)
            if kind is not Kind.FURNITURE
        ]  # fmt: skip
        air = not above or above[-1].base - line.base > 1.25 * self.frame.leading
        return air and (self._is_centred(line) or self._is_set_off(index))

    def _is_centred(self, line: Line) -> bool:
        """Return whether a line stands in the middle of the measure and does not fill it."""
        before, after = line.left - self.left, self.right - line.right
        return abs(before - after) < 0.35 * self.frame.size and before > self.frame.size

    def _is_set_off(self, index: int) -> bool:
        """Return whether a line is short, in another face than the text below, and apart from it."""
        lines = self.sheet.lines
        line = lines[index]
        short = line.right < self.right - 2 * self.frame.size and abs(line.left - self.left) < self.frame.size
        if not short or index + 1 == len(lines):
            return False
        below = lines[index + 1]
        return line.widest.face != below.widest.face and line.base - below.base > 1.15 * self.frame.leading

    def _goes_on(self, above: Line, below: Line) -> bool:
        """Return whether a line is the next of a heading of several."""
        same = below.size == above.size and below.widest.face == above.widest.face
        return same and self._is_centred(below) and 0 < above.base - below.base < 1.6 * above.size

    def notes(self, kinds: list[Kind], runs_on: bool) -> None:
        """Mark the notes: below the rule, or what stands small at the foot and begins with a number."""
        lines = self.sheet.lines
        height = self._rule()
        if height is not None:
            # Whatever its size: in a book for weak eyes notes are as large as the text.
            below = [i for i, line in enumerate(lines) if line.base < height]
        else:
            below = self._small_at_foot(kinds, runs_on)
        if any(kind is Kind.TEXT for i, kind in enumerate(kinds) if i not in below):
            for index in below:
                if kinds[index] is not Kind.FURNITURE:
                    kinds[index] = Kind.NOTE

    def _small_at_foot(self, kinds: Sequence[Kind], runs_on: bool) -> list[int]:
        """Return the lines that stand small at the foot, from the first that begins with a number."""
        lines = self.sheet.lines
        start = len(lines)
        while start and self._is_foot(lines[start - 1], kinds[start - 1]):
            start -= 1
        foot = [i for i in range(start, len(lines)) if kinds[i] is not Kind.FURNITURE]
        numbered = [i for i in foot if _NOTE.fullmatch(lines[i].words[0].text)]
        if runs_on:
            return foot
        return [i for i in foot if numbered and i >= numbered[0]]

    def _is_foot(self, line: Line, kind: Kind) -> bool:
        """Return whether a line can stand at the foot of a page, below the text."""
        small = line.size < 0.92 * self.frame.size and kind in {Kind.OTHER, Kind.EXTRACT}
        return small or kind is Kind.FURNITURE

    def _rule(self) -> float | None:
        """Return the height of the short rule above the notes."""
        em, longest = self.frame.size, 0.5 * self.frame.measure
        found = [
            rule.top for rule in self.sheet.rules
            if abs(rule.left - self.left) < em and 1.5 * em < rule.right - rule.left < longest
        ]  # fmt: skip
        return min(found, default=None)


def _folio(sheet: Sheet, kinds: Sequence[Kind]) -> str:
    """Return the number that is printed at the head or the foot of a page."""
    # It stands apart: a year may end the running head.
    found = [
        word.text for line, kind in zip(sheet.lines, kinds, strict=True) if kind is Kind.FURNITURE
        for word in _apart(line) if _FOLIO.fullmatch(word.text)
    ]  # fmt: skip
    return sheet.label if sheet.label in found else next(iter(found), "")


def _apart(line: Line) -> Iterator[Word]:
    """Yield the words at the ends of a line that stand apart from what is between them."""
    gaps = [2 * line.size, *line.gaps, 2 * line.size]
    for word, gap in ((line.words[0], gaps[1]), (line.words[-1], gaps[-2])):
        if gap > APART * line.size:
            yield word


def _opens(sheet: Sheet, lines: Sequence[Placed], frame: Frame) -> bool:
    """Return whether something begins on a page: its first line is sunk, or it has no running head."""
    inside = [placed.line.base for placed in lines if placed.kind is not Kind.FURNITURE]
    if not inside:
        return False
    heights = [*inside, *(block.top for block in sheet.blocks)]
    return max(heights) < frame.top - 1.6 * frame.leading or _lacks_head(sheet, frame)


def _lacks_head(sheet: Sheet, frame: Frame) -> bool:
    """Return whether a page has no running head where others have one."""
    heads = [height for height in frame.heads if height > frame.top]
    return bool(heads) and not any(abs(line.base - h) <= 1 for line in sheet.lines for h in heads)
