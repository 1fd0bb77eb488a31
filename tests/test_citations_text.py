"""The text of a citation: its works, its locators."""

from __future__ import annotations

import pytest

from octavo.citations.cluster import MalformedCitation, Target, targets
from octavo.citations.locators import Locator, dashed, parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nish", [Target("nish")]),
        ("nish{12}", [Target("nish", "", "12")]),
        ("{see}nish{12, 14}", [Target("nish", "see", "12, 14")]),
        ("kuro{1:74}, clement{310}", [Target("kuro", "", "1:74"), Target("clement", "", "310")]),
        ("a;b", [Target("a"), Target("b")]),
        ("a{4},a{9}", [Target("a", "", "4"), Target("a", "", "9")]),
    ],
)
def test_works_come_in_the_authors_order(text: str, found: list[Target]) -> None:
    assert list(targets(text)) == found


@pytest.mark.parametrize("text", ["", "a{p. {3}}", "a b", "a,,b", "{see}", "a{1", "a,"])
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(MalformedCitation):
        list(targets(text))


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("12", Locator("p.", "12")),
        ("12--15", Locator("pp.", "12–15")),
        ("12-15", Locator("pp.", "12–15")),
        ("pp. 12–15", Locator("pp.", "12–15")),
        ("p. xii", Locator("p.", "xii")),
        ("12, 15–17", Locator("pp.", "12, 15–17")),
        ("1:74", Locator("p.", "1:74")),
        ("vol. 2, p. 40", Locator("p.", "2:40")),
        ("vol. 2", Locator("vol.", "2")),
        ("ch. 47", Locator("ch.", "47")),
        ("art. V", Locator("art.", "V")),
        ("arts. 2–3", Locator("arts.", "2–3")),
        ("no. 108", Locator("no.", "108")),
        ("fol. 3", Locator("fol.", "3")),
        ("passim", Locator("", "passim")),
        ("my emphasis", Locator("", "my emphasis")),
    ],
)
def test_locators(text: str, locator: Locator) -> None:
    assert parse(text) == locator


def test_a_dash_between_numbers_is_an_en_dash_and_one_in_a_word_is_not() -> None:
    assert dashed("1904-5, Anglo-Japanese") == "1904–5, Anglo-Japanese"
