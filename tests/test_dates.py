"""Dates as a history writes them."""

from __future__ import annotations

import pytest

from octavo.dates.day import Day, parse, span


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("1904", Day(1904), "1904"),
        ("1904-02", Day(1904, 2), "February 1904"),
        ("1904-02-08", Day(1904, 2, 8), "8 February 1904"),
        ("1904-02-29", Day(1904, 2, 29), "29 February 1904"),
    ],
)
def test_a_date_is_read_with_the_precision_it_has(text: str, day: Day, words: str) -> None:
    assert parse(text) == day
    assert (day.iso, day.text) == (text, words)


@pytest.mark.parametrize(
    "text", ["", "8 Feb 1904", "1904-13", "1904-02-30", "1905-02-29", "1900-02-29", "1904-00-01"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no da"):
        parse(text)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1904-06-14", "1904-06-15", "14–15 June 1904"),
        ("1904-08-25", "1904-09-03", "25 August – 3 September 1904"),
        ("1904-12-30", "1905-01-02", "30 December 1904 – 2 January 1905"),
        ("1904-06-14", "1904-06-14", "14 June 1904"),
        ("1904", "1905", "1904 – 1905"),
    ],
)
def test_a_range_says_nothing_twice(start: str, end: str, words: str) -> None:
    assert span(parse(start), parse(end)) == words
