"""The page of a printed edition: where its text stands on the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

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
    letter: float = 0.4  #: Mean width of a letter of the face, in ems.

    @property
    def measure(self) -> float:
        """Return the length of a line."""
        return round(self.width - self.inner - self.outer, 3)

    @property
    def depth(self) -> float:
        """Return the height of the text block in points, a whole number of lines."""
        return round(self.lines * self.leading, 3)

    @property
    def letters_in_line(self) -> float:
        """Return about how many letters a line holds, spaces counted."""
        return self.measure / POINT / (self.size * self.letter)

    @property
    def letters(self) -> int:
        """Return about how many letters a full page holds."""
        return round(self.letters_in_line * self.lines)


@dataclass(frozen=True, slots=True)
class TypeSize:
    """A size of type with its leading, in points."""

    size: float
    leading: float
    to_width: float = float("inf")  #: Width of the trim, in millimetres, up to which it is taken.

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Read it from the data of a design."""
        return cls(float(said["size"]), float(said["leading"]), float(said.get("to_width", "inf")))

    @staticmethod
    def faults(said: Mapping[str, Any]) -> Iterator[str]:
        """Yield what its data lack or say wrong."""
        yield from _numbers(said, {"size": (6, 40), "leading": (7, 60)})


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin: a share of the trim, and never less than so many millimetres."""

    least: float
    share: float

    def of(self, length: float) -> float:
        """Return the margin beside a width or height of the trim."""
        return max(self.least, length * self.share)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a design divides any page: margins, type, the length of a line."""

    inner: Margin  #: At the spine, without what a printer asks for its gutter.
    outer: Margin
    top: Margin
    foot: Margin
    sizes: tuple[TypeSize, ...]  #: The narrowest trim first; the last is for every wider one.
    letter: float  #: Mean width of a letter, in ems.
    most: float  #: Letters that a line may have; what a wide page has beyond goes to its margins.
    to_inner: float  #: Share of that which goes to the inner margin.

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Read it from the data of a design."""
        inner, outer, top, foot = (Margin(*map(float, said[edge])) for edge in EDGES)
        sizes = tuple(TypeSize.of(size) for size in said["sizes"])
        letter, letters, to_inner = (float(said[key]) for key in ("letter", "letters", "to_inner"))
        return cls(inner, outer, top, foot, sizes, letter, letters, to_inner)

    @staticmethod
    def faults(said: Mapping[str, Any]) -> Iterator[str]:
        """Yield what its data lack or say wrong."""
        for edge in EDGES:
            pair = said.get(edge)
            if not (isinstance(pair, list) and len(pair) == 2 and all(_is_number(part) for part in pair)):
                yield f"{edge!r} is no pair of millimetres and a share"
        yield from _numbers(said, {"letter": (0.2, 0.9), "letters": (30, 90), "to_inner": (0, 1)})
        sizes = said.get("sizes")
        if not (isinstance(sizes, list) and sizes and all(isinstance(size, dict) for size in sizes)):
            yield "'sizes' is no list of sizes"
            return
        for size in sizes:
            yield from TypeSize.faults(size)

    def type_for(self, width: float) -> TypeSize:
        """Return the type of a page of a width."""
        return next((size for size in self.sizes if width <= size.to_width), self.sizes[-1])


EDGES = ("inner", "outer", "top", "foot")

#: What the eye needs of the inner margin beyond the gutter, which the binding takes.
BESIDE_GUTTER = 6.0


def book_page(layout: Layout, width: float, height: float, gutter: float = 0.0) -> Page:
    """Return the page of a book on a trim size, with a gutter that a printer asks for."""
    text = layout.type_for(width)
    inner = max(round(layout.inner.of(width), 1), round(gutter + BESIDE_GUTTER, 1))
    outer = round(layout.outer.of(width), 1)
    most = text.size * layout.letter * layout.most * POINT
    spare = max(0.0, width - inner - outer - most)
    inner = round(inner + spare * layout.to_inner, 1)
    outer = round(outer + spare * (1 - layout.to_inner), 1)
    top = round(layout.top.of(height), 1)
    lines = int((height - top - layout.foot.of(height)) / POINT / text.leading)
    return Page(width, height, inner, outer, top, lines, text.size, text.leading, layout.letter)


def handout_page(text: TypeSize, letter: float, width: float, height: float) -> Page:
    """Return the page of a handout: one-sided, roomy, a wide ruled margin for notes at the right."""
    top, foot = 30.0, 24.0
    lines = int((height - top - foot) / POINT / text.leading)
    return Page(width, height, 22.0, 62.0, top, lines, text.size, text.leading, letter)


def _numbers(said: Mapping[str, Any], limits: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    """Yield which of the numbers are missing or beyond their limits."""
    for key, (least, most) in limits.items():
        value = said.get(key)
        if not _is_number(value) or not least <= float(value) <= most:  # type: ignore[arg-type]
            yield f"{key!r} is no number from {least:g} to {most:g}"


def _is_number(value: object) -> bool:
    """Return whether a value is a number; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
