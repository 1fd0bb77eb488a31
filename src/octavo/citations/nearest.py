"""Nearest keys: what the author may have meant by a key that is in no bibliography."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

#: Unknown keys that are compared with the bibliography; a book with more has lost a ``.bib`` file.
LIMIT = 50

#: Keys that share the most letters in a row, which alone are compared letter by letter.
_CANDIDATES = 30

#: Keys that may share three letters in a row before these count as common.
_COMMON = 1000


class Nearest:
    """Finds the keys nearest to a word, each word once."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        self._lower: dict[str, str] = {}
        self._holders: dict[str, list[str]] = {}
        self._known: dict[str, list[str]] = {}

    def to(self, word: str) -> list[str]:
        """Return up to three keys, the nearest first; none after :data:`LIMIT` words."""
        if word not in self._known:
            self._known[word] = self._find(word) if len(self._known) < LIMIT else []
        return self._known[word]

    def _find(self, word: str) -> list[str]:
        """Return the key that differs only in case, or those that differ in few letters."""
        if not self._lower:
            self._index()
        if other := self._lower.get(word.lower()):
            return [other]
        holders = sorted((self._holders.get(run, ()) for run in _runs(word)), key=len)
        # Letters that nearly every key has tell none of them apart.
        rare = [keys for keys in holders if len(keys) <= _COMMON] or holders[:1]
        shared = Counter(key for keys in rare for key in keys)
        candidates = [key for key, _ in shared.most_common(_CANDIDATES)]
        return difflib.get_close_matches(word, candidates, 3, 0.6)

    def _index(self) -> None:
        """Note which keys hold each three letters in a row."""
        for key in self._keys:
            self._lower.setdefault(key.lower(), key)
            for run in _runs(key):
                self._holders.setdefault(run, []).append(key)


def _runs(word: str) -> set[str]:
    """Return every three letters in a row of a word, and its beginning."""
    lower = f" {word.lower()}"
    return {lower[i : i + 3] for i in range(max(len(lower) - 2, 1))}
