"""Words on built pages: names of works, bare keys, gaps."""

from __future__ import annotations

import pytest

from octavo.proof.words import Keys, gaps, names_work, points_back


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ian Nish, Origins", ("Nish",), True),
        ("IAN NISH", ("Nish",), True),
        ("Nish3 says", ("Nish",), True),
        ("vanishing", ("nish",), False),
        ("Nishi Amane", ("Nish",), False),
        ("Togo's diary", ("Tōgō",), False),
        ("To\u0304go\u0304\u2019s diary", ("Tōgō",), True),
        ("oﬃcial history", ("Official",), True),
        ("the Russo\u2011Japanese\u00a0War", ("russo-japanese war",), True),
        ("Kuro\u00adpatkin", ("Kuropatkin",), True),
        ("東郷平八郎日記", ("平八郎",), True),
        ("Куропаткин", ("куропаткин",), True),
        ("O’Connor", ("O'Connor",), True),
        ("anything", (), False),
        ("anything", ("",), False),
        ("Strasse", ("Straße",), True),
    ],
)
def test_a_text_names_a_work(text: str, names: tuple[str, ...], expected: bool) -> None:
    assert names_work(text, names) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ibid., 4", True), ("See ibid.", True), ("Ebd.", True), ("Ibidion", False)]
)
def test_a_note_points_back(text: str, expected: bool) -> None:
    assert points_back(text) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see nish-1985.", ["nish-1985"]),
        ("[nish-1985; fo:46/577]", ["nish-1985", "fo:46/577"]),
        ("see:nish-1985", ["nish-1985"]),
        ("https://example.org/nish-1985", []),
        ("archive.org/nish-1985", []),
        ("nish-1985-b", []),
        ("x-nish-1985", []),
        ("Nish-1985", []),
        ("the war", []),
        ("#nish-1985", []),
    ],
)
def test_bare_keys_are_found_as_words(text: str, found: list[str]) -> None:
    keys = Keys(["nish-1985", "fo:46/577", "war"])
    assert [key for key, _ in keys.bare(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("map ??", ["??"]),
        ("What?? No!", []),
        ("???", []),
        ("[?]", ["[?]"]),
        ("[ ]", ["[ ]"]),
        ("a ( ) b", ["( )"]),
        ("main()", []),
        ("[sic] (1904)", []),
    ],
)
def test_gaps_are_found(text: str, found: list[str]) -> None:
    assert [gap for gap, _ in gaps(text)] == found
