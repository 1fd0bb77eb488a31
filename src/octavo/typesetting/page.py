"""The page of a printed edition: where its text stands on the paper."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 25.4 / 72.27  #: A TeX point in millimetres.


@dataclass(frozen=True, slots=True)
class Page:
    """A page design; lengths in millimetres, type in points."""

    width: float  #: Trimmed width.
    height: float  #: Trimmed height.
    inner: float  #: Margin at the spine.
    outer: float  #: Margin at the fore edge.
    top: float  #: From the trimmed head to the first line's top.
    lines: int  #: Lines of text on a full page.
    size: float  #: Size of the text type.
    leading: float  #: From one line to the next.

    @property
    def measure(self) -> float:
        """Return the length of a line."""
        return round(self.width - self.inner - self.outer, 3)

    @property
    def depth(self) -> float:
        """Return the height of the text block in points, a whole number of lines."""
        return round(self.lines * self.leading, 3)

    @property
    def letters(self) -> int:
        """Return about how many letters a full page holds."""
        return round(self.measure / POINT / (self.size * 0.42) * self.lines)


#: What the eye needs of the inner margin beyond the gutter, which the binding takes.
BESIDE_GUTTER = 6.0


def book_page(width: float, height: float, gutter: float = 0.0) -> Page:
    """Return the page of a book on a trim size, with a gutter that a printer asks for.

    The margins follow the old order, inner, head, outer, foot growing, held to what printers
    ask of every edge, half an inch for text and folio; about 66 letters make a line.
    """
    size, leading = (11.0, 13.6) if width > 135 else (10.3, 12.8)
    inner = max(19.0, round(width * 0.135, 1), round(gutter + BESIDE_GUTTER, 1))
    outer = max(17.0, round(width * 0.135, 1))
    most = size * 2.42 * 12 * POINT  # About 68 letters of this face.
    spare = max(0.0, width - inner - outer - most)
    inner, outer = round(inner + spare * 0.45, 1), round(outer + spare * 0.55, 1)
    top = round(max(23.0, height * 0.108), 1)
    foot = max(22.0, height * 0.118)
    return Page(width, height, inner, outer, top, int((height - top - foot) / POINT / leading), size, leading)


def handout_page(width: float, height: float) -> Page:
    """Return the page of a handout: one-sided, roomy, a wide ruled margin for notes at the right."""
    size, leading = 11.5, 15.5
    top, foot = 30.0, 24.0
    return Page(width, height, 22.0, 62.0, top, int((height - top - foot) / POINT / leading), size, leading)
