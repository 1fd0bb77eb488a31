"""Runs of words in another script than Latin, and the language that each is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Script, its letters as a class of characters, and its languages, that which is taken for granted first.
_SCRIPTS = {
    "kana": ("\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", ("ja",)),
    "hangul": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", ("ko",)),
    "han": (
        "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
        ("zh", "ja", "ko"),
    ),
    "cyrillic": ("\u0400-\u052f", ("ru", "uk", "bg", "sr", "mk", "be", "mn", "kk", "ky", "tg")),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", ("el", "grc")),
    "hebrew": ("\u0590-\u05ff", ("he", "yi")),
    "arabic": ("\u0600-\u06ff\u0750-\u077f", ("ar", "fa", "ur", "ota")),
    "georgian": ("\u10a0-\u10ff", ("ka",)),
    "armenian": ("\u0530-\u058f", ("hy",)),
    "thai": ("\u0e00-\u0e7f", ("th",)),
    "devanagari": ("\u0900-\u097f", ("hi", "sa")),
}  # fmt: skip

#: Scripts of one run: a Japanese title is of Han and kana.
_EAST_ASIAN = ("kana", "hangul", "han")
_FOUND = {name: re.compile(f"[{letters}]") for name, (letters, _) in _SCRIPTS.items()}


def _run(*names: str) -> str:
    """Return the pattern of a run of words: letters, with spaces, digits and points between them."""
    letters = "".join(_SCRIPTS[name][0] for name in names)
    # East Asian punctuation and full-width forms belong to the run that they stand in.
    own = "\u3000-\u3004\u3008-\u301f\uff01-\uff60" if "han" in names else ""
    return f"[{letters}{own}]+(?:[ \u00a0\\d.,:;?!·・—–«»„()-]*[{letters}{own}]+)*"


_RUN = re.compile(
    "|".join([_run(*_EAST_ASIAN), *(_run(name) for name in _SCRIPTS if name not in _EAST_ASIAN)])
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one script."""

    text: str
    language: str  #: BCP 47 tag; empty for Latin letters and what goes with them.


def runs(text: str, language: str = "") -> Iterator[Run]:
    """Yield text in pieces, each run of another script with its language.

    :param language: of the work that the text is about; it decides where a script serves several.
    """
    end = 0
    for match in _RUN.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()], "")
        yield Run(match[0], _language(match[0], text, language))
        end = match.end()
    if end < len(text):
        yield Run(text[end:], "")


def _language(run: str, text: str, language: str) -> str:
    """Return the language of a run."""
    found = [name for name, pattern in _FOUND.items() if pattern.search(run)]
    if not found:
        return language
    known = language.partition("-")[0]
    for name in found:
        languages = _SCRIPTS[name][1]
        if known in languages:
            return language.lower()
    if found[0] == "han":
        # Kana or hangul near by say whose Han these are.
        for name in ("kana", "hangul"):
            if _FOUND[name].search(text):
                return _SCRIPTS[name][1][0]
    return _SCRIPTS[found[0]][1][0]
