"""What a change of the sources altered on the page: two settings of a chapter held side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from octavo.pagination.model import HYPHENS, Kind, Leaf, Placed

#: The call of a note behind a word, which changes with every note before it.
_CALL = re.compile(r"(?<=[^\W\d])([^\w\s]*)[\d,]+$|(?<=[^\w\s])\d[\d,]*$")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A line of the new setting that is not what it was."""

    sheet: int  #: Page of the new file, from 1.
    base: float  #: Height of the line.
    size: float  #: Of its type.
    cut: bool  #: Whether nothing stands there but the place of words that are gone.


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, and the lines that it stands on: two where a hyphen broke it."""

    text: str
    lines: tuple[Placed, ...]


def changes(old: Iterable[Leaf], new: Iterable[Leaf]) -> list[Change]:
    """Return the lines of a new setting whose words are not those of the old, in order of place.

    How the words are divided into lines and pages, and how the notes are numbered, does not count.
    """
    found: dict[tuple[int, float], Change] = {}
    old, new = list(old), list(new)
    for kinds in (frozenset(Kind) - {Kind.FURNITURE, Kind.NOTE}, frozenset({Kind.NOTE})):
        for change in _of_stream(list(_paragraphs(old, kinds)), list(_paragraphs(new, kinds))):
            known = found.get((change.sheet, change.base))
            if known is None or known.cut:
                found[change.sheet, change.base] = change
    return sorted(found.values(), key=lambda change: (change.sheet, -change.base))


def _paragraphs(leaves: Iterable[Leaf], kinds: frozenset[Kind]) -> Iterator[list[_Token]]:
    """Yield the words of each paragraph, one that goes over to the next page in one piece."""
    tokens: list[_Token] = []
    for line in (line for leaf in leaves for line in leaf.of(*kinds)):
        if tokens and _starts(line):
            yield tokens
            tokens = []
        for word in line.line.words:
            text = _plain(word.text)
            if tokens and word is line.line.words[0] and tokens[-1].text.endswith(HYPHENS):
                before = tokens.pop()
                tokens.append(_Token(before.text.rstrip("".join(HYPHENS)) + text, (*before.lines, line)))
            elif text:
                tokens.append(_Token(text, (line,)))
    if tokens:
        yield tokens


def _starts(line: Placed) -> bool:
    """Return whether a line is the first of something."""
    if line.kind is Kind.NOTE:
        return line.line.words[0].text.rstrip(".").isdigit()
    return line.begins or line.kind in {Kind.HEADING, Kind.OTHER, Kind.INITIAL}


def _plain(text: str) -> str:
    """Return a word without the call of a note, and without the number that a note begins with."""
    return _CALL.sub(r"\1", text) if not re.fullmatch(r"\d+\.", text) else ""


def _of_stream(old: Sequence[list[_Token]], new: Sequence[list[_Token]]) -> Iterator[Change]:
    """Yield the changes of the text, or of the notes: paragraphs first, words in those that differ."""
    before, after = ([" ".join(t.text for t in p) for p in side] for side in (old, new))
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was = [token for paragraph in old[i:j] for token in paragraph]
        now = [token for paragraph in new[k:m] for token in paragraph]
        around = [*(t for p in new[:k][-1:] for t in p[-1:]), *(t for p in new[m:][:1] for t in p[:1])]
        yield from _of_words(was, now, around)


def _of_words(old: Sequence[_Token], new: Sequence[_Token], around: Sequence[_Token]) -> Iterator[Change]:
    """Yield the changes of some words; where all of them are gone, at the word before or after."""
    before, after = ([token.text for token in side] for side in (old, new))
    for tag, _, _, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in {"replace", "insert"}:
            for token in new[k:m]:
                yield from (_change(line, False) for line in token.lines)
        elif tag == "delete":
            near = [*new[:k][-1:], *new[m:][:1], *around][:1]
            yield from (_change(token.lines[-1], True) for token in near)


def _change(line: Placed, cut: bool) -> Change:
    """Return the change of a line."""
    return Change(line.sheet, line.line.base, line.line.size, cut)
