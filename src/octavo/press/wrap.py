"""The wrap of a paperback: where back, spine and front lie on one sheet."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.press import marks
from octavo.press.barcode import Barcode
from octavo.press.profiles import Cover, Marks, Paper, Profile

LEAST_SPINE_TYPE, MOST_SPINE_TYPE = 6.0, 15.0  #: Points; smaller type cannot be read at arm's length.


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the sheet, in millimetres from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Return its upper edge."""
        return self.bottom + self.height

    @property
    def middle(self) -> float:
        """Return the middle of its width."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Wrap:
    """The sheet of a cover; lengths in millimetres."""

    width: float  #: Of the sheet, with bleed and room for marks.
    height: float
    trim: Area  #: The cover when it is cut, flat.
    bleed: Area  #: How far the art reaches.
    back: Area
    spine: Area
    front: Area
    safe: float
    spine_type: float  #: Size of the type on the spine in points; 0 where none fits.
    field: Area | None  #: White field of the bar code.


def spine_width(paper: Paper, pages: int) -> float:
    """Return the width of a spine in millimetres.

    >>> from octavo.press.profiles import load
    >>> round(spine_width(load("kdp").paper("cream"), 384) / 25.4, 3)
    0.96
    """
    return round((pages + pages % 2) * paper.page, 3)


def wrap(size: tuple[float, float], pages: int, profile: Profile, spine: float, code: Barcode | None) -> Wrap:
    """Return the wrap of a book of a trim size, with a spine of a width in millimetres."""
    asked = profile.cover
    width, height = size
    room = (marks.ROOM / 72 * 25.4 if asked.marks is Marks.CROP else 0.0) + asked.bleed
    back = Area(room, room, width, height)
    middle = Area(back.right, room, spine, height)
    front = Area(middle.right, room, width, height)
    trim = Area(room, room, 2 * width + spine, height)
    edge = asked.bleed
    bleed = Area(trim.left - edge, trim.bottom - edge, trim.width + 2 * edge, trim.height + 2 * edge)
    field = _field(back, asked, code) if code else None
    return Wrap(
        trim.width + 2 * room, height + 2 * room, trim, bleed, back, middle, front,
        max(asked.safe, 6.0), spine_type(asked, pages, spine), field,
    )  # fmt: skip


def front_alone(size: tuple[float, float], safe: float = 6.0) -> Wrap:
    """Return the front by itself, cut: for a screen."""
    width, height = size
    whole, nothing = Area(0, 0, width, height), Area(0, 0, 0, height)
    return Wrap(width, height, whole, whole, nothing, nothing, whole, safe, 0.0, None)


def spine_type(asked: Cover, pages: int, spine: float) -> float:
    """Return the size of the type on a spine in points, 0 where the printer wants none or none fits."""
    # Capitals of old style reach two thirds of the body; a little air beside them.
    size = round(min(MOST_SPINE_TYPE, (spine - 2 * asked.spine_clearance) / 25.4 * 72.27 * 0.92), 1)
    return size if pages >= asked.spine_text_pages and size >= LEAST_SPINE_TYPE else 0.0


def _field(back: Area, asked: Cover, code: Barcode) -> Area:
    """Return the white field of the bar code, at the foot of the back, towards the spine."""
    width, height = max(asked.barcode[0], code.width + 1.0), max(asked.barcode[1], code.height + 6.5)
    left = back.right - max(asked.barcode_edge, 9.0) - width
    return Area(left, back.bottom + max(asked.barcode_edge, 9.0), width, height)
