"""Words on a built page: whether a text names a work, holds a bare key or shows a gap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: Characters that only guide the breaking of lines: soft hyphen, zero-width space, joiners, byte order mark.
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])

#: One sign for what typography writes in several ways.
_PLAIN = str.maketrans({"‐": "-", "‑": "-", "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'})

#: What an unresolved reference leaves: LaTeX's two question marks, pandoc's brackets, empty ones.
_GAP = re.compile(r"(?<![\w?!])\?\?(?![\w?!])|\[\?+\]|(?<!\w)\[\s*\]|(?<!\w)\(\s*\)")

#: Words by which a style points to the note before.
_AGAIN = re.compile(r"(?<!\w)(?:ibid|ibidem|idem|ebd|ebenda)(?!\w)")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text for comparing: composed, ligatures resolved, caseless, its diacritics kept."""
    composed = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_PLAIN)
    return " ".join(composed.casefold().split())


@lru_cache(maxsize=4096)
def _whole(word: str) -> re.Pattern[str]:
    """Return a pattern for a word that no letter continues; scripts without spaces have no such border."""
    folded = fold(word)
    before, after = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    if _is_wide(folded[0]):
        before = ""
    if _is_wide(folded[-1]):
        after = ""
    return re.compile(before + re.escape(folded) + after)


def _is_wide(character: str) -> bool:
    """Return whether a character is of a script that writes no spaces between words."""
    return unicodedata.east_asian_width(character) in "WF"


def names_work(text: str, names: Iterable[str]) -> bool:
    """Return whether one of the words that name a work stands in a text."""
    folded = fold(text)
    return any(_whole(name).search(folded) for name in names if fold(name))


def points_back(text: str) -> bool:
    """Return whether a note names its work by pointing to the note before."""
    return bool(_AGAIN.search(fold(text)))


class Keys:
    """Finds bibliography keys that stand in a text as words.

    Only keys that hold a digit or a hyphen are looked for: any other may be a word of the language.

    :param keys: every key of the bibliography.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = frozenset(key for key in keys if re.search(r"[\d-]", key))
        # One pattern for any token that could be a key: a pattern of all keys is slow on a whole book.
        self._token = re.compile(r"(?<![\w/#=@&-])[^\W_][\w.:+/-]*")

    def bare(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each key that stands in a text, with its offset."""
        for match in self._token.finditer(text):
            token = match[0]
            if "//" in token:
                continue
            while token not in self._keys and token[-1] in ".:+/-":
                token = token[:-1]
            for part in (token, *token.split(":")):
                if part in self._keys:
                    yield part, match.start()
                    break


def gaps(text: str) -> Iterator[tuple[str, int]]:
    """Yield each gap that an unresolved reference left in a text, with its offset."""
    for match in _GAP.finditer(text):
        yield match[0], match.start()
