"""Lengths and rectangles of the page, in the units of a PDF."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

MM = 72 / 25.4  #: A millimetre in points.


def points(millimetres: float) -> float:
    """Return a length in points."""
    return millimetres * MM


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return its height."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Return the rectangle with every edge moved out."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def holds(self, other: Box, slack: float = 0.05) -> bool:
        """Return whether another lies inside, but for ``slack`` points."""
        inside = (other.left - self.left, other.bottom - self.bottom, self.right - other.right)
        return min(*inside, self.top - other.top) >= -slack

    def overlaps(self, other: Box) -> bool:
        """Return whether the two share any area."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0 and min(self.top, other.top) - max(self.bottom, other.bottom) > 0

    def array(self) -> pikepdf.Array:
        """Return it as a PDF writes it."""
        return pikepdf.Array([_number(v) for v in (self.left, self.bottom, self.right, self.top)])


def box(array: pikepdf.Object) -> Box:
    """Return a rectangle of a PDF, whichever of its corners comes first."""
    a, b, c, d = (float(value) for value in array.as_list())
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def page_box(page: pikepdf.Page, name: str) -> Box | None:
    """Return a box of a page, or nothing where the page does not state it."""
    stated = page.mediabox if name == "/MediaBox" else page.obj.get(name)
    return box(stated) if stated is not None else None


def trim_of(page: pikepdf.Page) -> Box:
    """Return the trimmed page."""
    return page_box(page, "/TrimBox") or box(page.mediabox)


def _number(value: float) -> float | int:
    """Return a length without the last digits of binary arithmetic."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
