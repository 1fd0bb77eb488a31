"""The gutter: how far the text keeps from the spine, chosen from the true number of pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from octavo.press.profiles import Profile

#: How much of a page count a narrower measure can explain: what a line loses in length the book gains
#: in lines, and a little for pages that end differently.
SLACK = 1.02
#: Bytes of TeX for each letter of a full page: markup, notes, pages that are not full. The flagship has 1.6,
#: the benchmark's book with its many citations 1.7; where the guess is wrong a pass of TeX is lost.
MARKUP = 1.7


def needed(profiles: Iterable[Profile], pages: int) -> float:
    """Return the gutter that all printers are content with, in millimetres; 0 without printers.

    >>> from octavo.press.profiles import load
    >>> [needed([load("kdp")], pages) for pages in (150, 151, 300, 301)]
    [9.525, 12.7, 12.7, 15.875]
    """
    steps = [step.inner for p in profiles for step in p.interior.gutter if step.first <= pages]
    return max(steps, default=0.0)


def choices(profiles: Sequence[Profile]) -> tuple[float, ...]:
    """Return every gutter that a number of pages may call for, the narrowest first."""
    firsts = {step.first for profile in profiles for step in profile.interior.gutter}
    return tuple(sorted({needed(profiles, first) for first in firsts})) or (0.0,)


@dataclass(slots=True)
class Chooser:
    """Chooses a gutter after each pass of TeX, the narrowest that settles.

    A wider gutter makes more pages, never fewer; so the book is widened as far as its pages ask, and a
    gutter left over from an earlier build is narrowed where the book may have become short enough.
    The result is the same whatever gutter the first pass had.
    """

    profiles: Sequence[Profile]
    measures: dict[float, float]  #: Length of a line for each gutter, in millimetres.
    letters: int = 2500  #: Of a full page.
    refused: set[float] = field(default_factory=set)  #: Gutters found too narrow in this run.

    def first(self, size: int) -> float:
        """Return the gutter to begin with, for a file of TeX of a size in bytes."""
        return max(needed(self.profiles, round(size / self.letters / MARKUP)), min(self.measures))

    def choose(self, gutter: float, pages: int) -> float:
        """Return the gutter of the next pass, after a pass with ``gutter`` gave ``pages`` pages."""
        need = needed(self.profiles, pages)
        if gutter not in self.measures:
            return need
        if need > gutter:
            self.refused.add(gutter)
            return need
        for narrower in sorted(g for g in self.measures if g < gutter and g not in self.refused):
            fewest = int(pages * self.measures[gutter] / self.measures[narrower] / SLACK)
            if needed(self.profiles, fewest) <= narrower:
                return narrower
        return gutter
