"""Days, months and years as a history writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day, or only its month or year; the calendar is its user's affair."""

    year: int
    month: int = 0  #: From 1; 0 when only the year is known.
    day: int = 0  #: From 1; 0 when only the month or year is known.

    @property
    def iso(self) -> str:
        """Return the date as ISO 8601 writes it, with the precision that it has."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def text(self) -> str:
        """Return the date in words, day before month: ``8 February 1904``."""
        return " ".join(part for part in (str(self.day or ""), self.month_name, str(self.year)) if part)

    @property
    def month_name(self) -> str:
        """Return the month's English name; empty when only the year is known."""
        return MONTHS[self.month - 1] if self.month else ""


def parse(text: str) -> Day:
    """Return the date in an ISO 8601 text: ``1904``, ``1904-02`` or ``1904-02-08``.

    Raises :class:`ValueError` when the text is none, or the day is none of its month.
    """
    match = _ISO.fullmatch(str(text).strip())
    if not match:
        raise ValueError(f"{text!r} is no date; write 1904, 1904-02 or 1904-02-08")
    year, month, day = (int(match[part] or 0) for part in ("year", "month", "day"))
    leap = month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400))
    if month > 12 or (match["month"] and not month) or (day and day > _DAYS[month - 1]) or leap:
        raise ValueError(f"{text!r} is no day of the calendar")
    return Day(year, month, day)


def span(start: Day, end: Day | None) -> str:
    """Return a date or a range in words, saying nothing twice: ``14–15 June 1904``.

    The forms are those of the Chicago Manual of Style, 9.62, in the order day, month, year.
    """
    if end is None or end == start:
        return start.text
    if (start.year, start.month) == (end.year, end.month) and start.day and end.day:
        return f"{start.day}–{end.text}"
    if start.year == end.year and start.month and end.month:
        return f"{' '.join(p for p in (str(start.day or ''), start.month_name) if p)} – {end.text}"
    return f"{start.text} – {end.text}"
