"""Dates of works as CSL has them, from biblatex's ``date`` or BibTeX's year, month and day.

Source: ISO 8601-2 (EDTF), levels 0 and 1, as biblatex 3.19 reads it (manual, section 2.3.8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from octavo.bibliography.markup import plain_text

_MONTHS = {name: i for i, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
#: Month numbers from 21 are seasons; CSL has them as 13 to 16.
_SEASON = 21
_DAY = re.compile(r"(?P<year>-?\d{1,4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_YEARS = re.compile(r"(\d{4})(?:--?|–|/)(\d{2}|\d{4})")


def issued(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the date of publication; empty where there is none."""
    if date := fields.get("date", "").strip():
        return iso(date)
    year = plain_text(fields.get("year", "")).strip()
    if match := _YEARS.fullmatch(year):
        first, last = match.groups()
        return {"date-parts": [[int(first)], [int(first[: 4 - len(last)] + last)]]}
    if circa := re.fullmatch(r"(?:c\.|ca\.|circa)\s*(\d{3,4})", year):
        return {"date-parts": [[int(circa[1])]], "circa": True}
    if not re.fullmatch(r"-?\d{1,4}", year):
        return {"literal": year} if year else {}
    return {"date-parts": [[int(year), *_month_and_day(fields)]]}


def _month_and_day(fields: Mapping[str, str]) -> list[int]:
    """Return month and day where they are given."""
    text = plain_text(fields.get("month", "")).strip()
    month = _MONTHS.get(text.lower()[:3], 0) or _number(text)
    if not 1 <= month <= 12:
        return []
    day = _number(fields.get("day", ""))
    return [month, day] if 1 <= day <= 31 else [month]


def _number(text: str) -> int:
    """Return a whole number, or 0."""
    return int(text) if text.strip().isdigit() else 0


def iso(text: str) -> dict[str, Any]:
    """Return an ISO 8601-2 date or range as CSL's date; what is no date stays as it is written."""
    circa = text.endswith(("~", "?", "%")) or text.startswith("c. ")
    ends = text.removeprefix("c. ").split("/")
    parts = [_parts(end.strip().rstrip("~?%")) for end in ends]
    if len(ends) > 2 or not parts[0] or None in parts:
        return {"literal": plain_text(text)}
    return {"date-parts": parts, **({"circa": True} if circa else {})}


def _parts(end: str) -> list[int] | None:
    """Return year, month and day of one end of a range, 0 for an open end; nothing where it is no date."""
    if end in {"", ".."}:
        return [0]
    match = _DAY.fullmatch(end)
    if not match:
        return None
    parts = [int(part) for part in match.groups() if part]
    if len(parts) > 1 and _SEASON <= parts[1] < _SEASON + 4:
        parts[1] -= _SEASON - 13
    return parts
