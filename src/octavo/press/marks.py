"""Crop marks: four corners, outside the bleed, in black."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.press.units import Box, points

LENGTH = points(5.0)
GAP = points(2.0)  #: Between the bleed and a mark.
WEIGHT = 0.25  #: Points.
ROOM = LENGTH + GAP + points(1.0)  #: Around the bleed, for the marks.


def draw(trim: Box, bleed: float) -> str:
    """Return what draws the crop marks of a trimmed page, ``bleed`` in points."""
    lines = "\n".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S" for a, b, c, d in _lines(trim, bleed + GAP))
    return f"\nq {WEIGHT} w 0 G\n{lines}\nQ\n"


def _lines(trim: Box, gap: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield both ends of each mark."""
    for x, away in ((trim.left, -1), (trim.right, 1)):
        for y, up in ((trim.bottom, -1), (trim.top, 1)):
            yield x + away * gap, y, x + away * (gap + LENGTH), y
            yield x, y + up * gap, x, y + up * (gap + LENGTH)
