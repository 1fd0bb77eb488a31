"""Bar codes of books: EAN-13 of the ISBN, EAN-5 of the price (GS1 General Specifications, 5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.findings import BookFault, Finding

MODULE = 0.33  #: Width of the narrowest bar at full size, in millimetres.
HEIGHT = 22.85  #: Height of the bars at full size, in millimetres.
LONGER = 1.65  #: How far the bars of the guards reach down, in millimetres.
QUIET_LEFT, QUIET_RIGHT, GAP, QUIET_END = 11, 7, 9, 5  #: White modules around the symbols.

LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
_RIGHT = [code.translate(str.maketrans("01", "10")) for code in LEFT]
SETS = {"L": LEFT, "R": _RIGHT, "G": [code[::-1] for code in _RIGHT]}
FIRST = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()
ADD_ON = "GGLLL GLGLL GLLGL GLLLG LGGLL LLGGL LLLGG LGLGL LGLLG LLGLG".split()

#: First figure of a price add-on (Book Industry Study Group); four for the price follow.
CURRENCIES = {"USD": "5", "CAD": "6", "AUD": "3", "NZD": "4", "GBP": "0"}
NO_PRICE = "90000"  #: The add-on that states no price.


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; lengths in millimetres from the left edge and the baseline of the short bars."""

    left: float
    width: float
    bottom: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure below or above the bars."""

    text: str
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Barcode:
    """Both symbols, drawn."""

    caption: str  #: The ISBN with hyphens, as it is printed above.
    bars: tuple[Bar, ...]
    figures: tuple[Figure, ...]
    width: float  #: With the quiet zones.
    height: float  #: From the foot of the figures to the head of the bars.


def isbn13(text: str) -> str:
    """Return the thirteen figures of an ISBN.

    Raises :class:`BookFault` for one whose check digit is wrong.

    >>> isbn13("978-3-16-148410-0")
    '9783161484100'
    """
    figures = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"97[89]\d{10}", figures) or check_digit(figures[:12]) != figures[12]:
        message = f"octavo_isbn_print {text!r} is no ISBN of thirteen figures with a right check digit"
        raise BookFault([Finding("conf.py", 0, "S007", message, "copy it again from the agency's letter")])
    return figures


def check_digit(figures: str) -> str:
    """Return the check digit of twelve figures."""
    return str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(figures)) % 10)


def add_on(price: str) -> str:
    """Return the five figures of a price, such as ``USD 19.99``; those of no price for an empty text.

    Raises :class:`BookFault` for a price that has no add-on.

    >>> add_on("USD 19.99"), add_on("")
    ('51999', '90000')
    """
    if not price:
        return NO_PRICE
    found = re.fullmatch(r"(?P<currency>[A-Z]{3}) (?P<whole>\d{1,2})\.(?P<part>\d\d)", price)
    if not found or found["currency"] not in CURRENCIES:
        message = f"octavo_price {price!r} has no price code"
        known = ", ".join(CURRENCIES)
        raise BookFault([Finding("conf.py", 0, "S008", message, f"write USD 19.99; known are {known}")])
    return CURRENCIES[found["currency"]] + f"{int(found['whole']):02d}{found['part']}"


def ean13(figures: str) -> str:
    """Return the modules of an EAN-13, ``1`` for black."""
    left = "".join(SETS[kind][int(c)] for kind, c in zip(FIRST[int(figures[0])], figures[1:7], strict=True))
    right = "".join(SETS["R"][int(c)] for c in figures[7:])
    return f"101{left}01010{right}101"


def ean5(figures: str) -> str:
    """Return the modules of an EAN-5."""
    total = sum(int(c) * (9 if i % 2 else 3) for i, c in enumerate(figures)) % 10
    return "1011" + "01".join(SETS[k][int(c)] for k, c in zip(ADD_ON[total], figures, strict=True))


def barcode(isbn: str, price: str = "") -> Barcode:
    """Return the bar code of a book."""
    figures, extra = isbn13(isbn), add_on(price)
    start = QUIET_LEFT * MODULE
    beside = start + (95 + GAP) * MODULE
    bars = [*_bars(ean13(figures), start, 0.0, HEIGHT, {0, 2, 46, 48, 92, 94})]
    bars += _bars(ean5(extra), beside, -LONGER, HEIGHT - 3.0, set())
    below = -LONGER - 1.6
    shown = [Figure(figures[0], 0.4, below)]
    for half, offset in ((figures[1:7], 3), (figures[7:], 50)):
        shown += [Figure(c, start + (offset + 7 * i + 1.4) * MODULE, below) for i, c in enumerate(half)]
    above = HEIGHT - 3.0 - LONGER + 0.5
    shown += [Figure(c, beside + (5 + 9 * i) * MODULE, above) for i, c in enumerate(extra)]
    width = beside + (47 + QUIET_END) * MODULE
    return Barcode(isbn.strip(), tuple(bars), tuple(shown), round(width, 3), HEIGHT - below)


def _bars(modules: str, left: float, bottom: float, height: float, long: set[int]) -> Iterator[Bar]:
    """Yield the bars of a symbol; neighbouring black modules are one bar."""
    for run in re.finditer("1+", modules):
        down = LONGER if run.start() in long else 0.0
        place = round(left + run.start() * MODULE, 4)
        yield Bar(place, round(len(run[0]) * MODULE, 4), bottom - down, height + down)
