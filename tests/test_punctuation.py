"""Punctuation and note numbers."""

from __future__ import annotations

import pytest

from octavo.citations.punctuation import moved


@pytest.mark.parametrize(
    ("before", "after", "language", "result"),
    [
        ("gave way ", ". Then", "en", ("gave way.", " Then")),
        ("“warm seas” ", ". Then", "en", ("“warm seas.”", " Then")),
        ("“warm seas” ", ", then", "en-US", ("“warm seas,”", " then")),
        ("“warm seas” ", "; then", "en", ("“warm seas”;", " then")),
        ("‘warm seas’ ", ". Then", "en-GB", ("‘warm seas’.", " Then")),
        ("(in part ", "). Then", "en", ("(in part).", " Then")),
        ("gave way ", " and went", "en", ("gave way", " and went")),
        ("", ". Then", "en", (".", " Then")),
    ],
)
def test_where_the_point_goes(before: str, after: str, language: str, result: tuple[str, str]) -> None:
    assert moved(before, after, language) == result
