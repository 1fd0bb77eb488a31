"""Extents: the numbers that a locator spans, for whoever asks what lies within it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from octavo.citations.locators import Locator

#: Labels in the plural, and the singular that means the same kind of place.
SINGULARS = {
    "pp.": "p.", "chs.": "ch.", "arts.": "art.", "secs.": "sec.", "vols.": "vol.", "fols.": "fol.",
    "ll.": "l.", "nn.": "n.", "nos.": "no.", "cols.": "col.", "figs.": "fig.", "paras.": "para.", "vv.": "v.",
}  # fmt: skip

_PART = re.compile(r"(?:(\d+)(?:–(\d+))?|([ivxlcdm]+)(?:–([ivxlcdm]+))?)", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True, order=True)
class Extent:
    """One place or a run of places of the same kind."""

    kind: str  #: Label in the singular, with the volume or the mark of Roman pages behind it.
    first: int
    last: int


def extents(locator: Locator) -> tuple[Extent, ...]:
    """Return what a locator spans; nothing where its words are no numbers.

    Roman pages are those before the text and no Arabic ones; of anything else, ``V`` is 5.
    """
    kind = SINGULARS.get(locator.label, locator.label)
    volume, _, value = locator.value.rpartition(":")
    found = []
    for part in value.split(","):
        match = _PART.fullmatch(part.strip())
        if not kind or not match:
            return ()
        start, end, low, high = match.groups()
        of_front = " front" if low and kind == "p." else ""
        first = int(start) if start else roman(low)
        last = int(filled(start, end)) if end else roman(high) if high else first
        found.append(Extent(f"{kind}{volume}{of_front}", first, last))
    return tuple(found)


def cover(outer: Iterable[Extent], inner: Iterable[Extent]) -> bool:
    """Return whether some extents, where they run on taken together, hold all of others."""
    merged: list[Extent] = []
    for extent in sorted(outer):
        before = merged[-1] if merged else None
        if before and before.kind == extent.kind and extent.first <= before.last + 1:
            merged[-1] = Extent(extent.kind, before.first, max(before.last, extent.last))
        else:
            merged.append(extent)
    return all(
        any(o.kind == i.kind and o.first <= i.first and i.last <= o.last for o in merged) for i in inner
    )


def ranges(value: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a list of pages in Arabic figures; a single page is a range of one."""
    for part in value.split(","):
        start, _, end = part.strip().partition("–")
        yield int(start), int(filled(start, end or start))


def filled(start: str, end: str) -> str:
    """Return the end of a range with the figures that it leaves out: ``54`` of ``153–54`` as ``154``."""
    return start[: len(start) - len(end)] + end if len(end) < len(start) else end


def roman(text: str) -> int:
    """Return the value of a Roman number."""
    values = [_VALUES[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
