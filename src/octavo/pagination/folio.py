"""Folios: the numbers that are printed on pages."""

from __future__ import annotations

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def value(folio: str) -> int:
    """Return the number that a folio means.

    >>> value("xiv"), value("42")
    (14, 42)
    """
    if folio.isdigit():
        return int(folio)
    numbers = [_ROMAN[letter] for letter in folio]
    return sum(-one if one < max(numbers[place:]) else one for place, one in enumerate(numbers))
