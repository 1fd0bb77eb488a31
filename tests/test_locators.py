"""Locators of archives and verse, and runs of other scripts."""

from __future__ import annotations

import pytest

from octavo.citations.locators import Locator, parse
from octavo.citations.scripts import Run, runs


@pytest.mark.parametrize(
    ("text", "locator", "aloud"),
    [
        ("l. 14", Locator("fol.", "14", "l."), "l. 14"),
        ("list 14", Locator("fol.", "14", "l."), "l. 14"),
        ("ll. 14--16", Locator("fols.", "14–16", "ll."), "ll. 14–16"),
        ("l. 15ob", Locator("fol.", "15ob", "l."), "l. 15ob"),
        ("л. 14", Locator("fol.", "14", "л."), "л. 14"),
        ("leaf 3", Locator("fol.", "3", "leaf"), "leaf 3"),
        ("folio 3v", Locator("fol.", "3v"), "fol. 3v"),
        ("f. 3", Locator("fol.", "3"), "fol. 3"),
        ("line 14", Locator("l.", "14"), "l. 14"),
        ("lines 14--16", Locator("ll.", "14–16"), "ll. 14–16"),
        ("frame 5", Locator("", "frame 5"), "frame 5"),
        ("2:40", Locator("p.", "2:40"), "p. 2:40"),
    ],
)
def test_leaves_keep_the_authors_label(text: str, locator: Locator, aloud: str) -> None:
    assert parse(text) == locator
    assert locator.text == aloud


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Umi 海戦史, 1931", "ja", [("Umi ", ""), ("海戦史", "ja"), (", 1931", "")]),
        ("海戦史", "", [("海戦史", "zh")]),
        ("海のうた と 海", "", [("海のうた と 海", "ja")]),
        ("海 (うみ)", "en", [("海 (うみ", "ja"), (")", "")]),
        ("Солёный берег: очерки. 1931", "", [("Солёный берег: очерки", "ru"), (". 1931", "")]),
        ("Берег", "uk", [("Берег", "uk")]),
        ("한국사", "", [("한국사", "ko")]),
        ("Ἀθήνη", "grc", [("Ἀθήνη", "grc")]),
        ("Ōsaka, café", "ja", [("Ōsaka, café", "")]),
    ],
)
def test_words_in_another_script_know_their_language(
    text: str, language: str, found: list[tuple[str, str]]
) -> None:
    assert list(runs(text, language)) == [Run(*pair) for pair in found]
