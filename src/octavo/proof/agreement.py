"""Page agreement: every printed page of the EPUB begins with the words that it begins with on paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from octavo.findings import Finding, Severity
from octavo.proof.faults import Fault
from octavo.proof.openings import Marks, Opening

#: Letters that are compared, and fewer where an edition words the rest in its own way, as it may an event.
_LENGTH, _BRIEF = 22, 8

#: Letters of the longest end of a word that the page before began.
_SYLLABLES = 12

#: Letters of the longest line over a chapter's title, such as "Chapter Twenty-Seven".
_LINE = 30

#: What stands before a title in the contents: "12. ", "Part II. ".
_NUMBER = re.compile(r"^(?:\d+|[^\W\d_]+ [IVXLC]+)\. ")

#: The label of a list's item: "iv. ", "B. ".
_LABEL = re.compile(r"^[ \t]*(?:[ivxlc]+|[IVXLC]+|[A-Za-z])\.[ \t]+", re.MULTILINE)

#: Pages that octavo makes for each edition in its own way.
_OWN = frozenset({"title-page", "copyright", "dedication", "nav", "book-index", "cover"})


class Agreement(StrEnum):
    """How the beginning of a page in the EPUB agrees with that on paper."""

    EXACT = "word for word"
    WORD = "behind a word that the page before began"
    FLOAT = "below a picture, a table or a line of its own"
    OPENING = "below the number of a chapter"
    BRIEF = "in its first letters"
    OWN = "made for each edition"
    NONE = "not at all"


def agreements(paper: Marks, screen: Marks) -> Mapping[str, Agreement]:
    """Return how each printed page that the EPUB marks agrees with the paper, by its label."""
    texts = {opening.label: opening.text for opening in paper.openings}
    roman = {label for label in texts if label.isalpha()}
    heads = _heads(screen.heads, roman)
    tops = [top for text in screen.tops if (top := letters(text)[:_SYLLABLES])]
    return {o.label: _agreement(o, texts.get(o.label), heads, tops) for o in screen.openings}


def disagreements(
    paper: Marks, screen: Marks, found: Mapping[str, Agreement], wanted: Sequence[str]
) -> Iterator[Finding]:
    """Yield a finding for each page that disagrees, is missing, or stands in another place than on paper.

    ``wanted`` are the labels of the pages that open with running text on paper.
    """
    for opening in screen.openings:
        if found[opening.label] is Agreement.NONE:
            text = " ".join(opening.text.split())[:40]
            message = f"page {opening.label} begins with {text!r}, and on paper it does not"
            yield _fault(f"epub/{opening.path}", message)
    order = {opening.label: number for number, opening in enumerate(paper.openings)}
    numbers = [order[opening.label] for opening in screen.openings if opening.label in order]
    if numbers != sorted(set(numbers)):
        yield _fault("epub", "the printed pages stand in another order than on paper")
    for label in wanted:
        if label not in found:
            yield _fault("epub", f"page {label} opens with running text on paper, and the EPUB has none")


def summary(found: Mapping[str, Agreement], paper: Marks) -> str:
    """Return what was looked at, for a reader."""
    counted = Counter(found.values())
    told = [f"{counted[kind]} {kind}" for kind in Agreement if counted[kind] and kind is not Agreement.NONE]
    return f"{len(found)} of {len(paper.openings)} printed pages: {', '.join(told)}"


def letters(text: str) -> str:
    """Return a text as what two editions share: its letters, caseless, without ligatures."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


def _fault(place: str, message: str) -> Finding:
    """Return a finding; a warning, because paper and screen may differ in ways that nobody foresaw."""
    return replace(Fault.OTHER_PAGE.finding(place, 0, message), severity=Severity.WARNING)


def _heads(heads: Iterable[str], roman: Iterable[str]) -> frozenset[str]:
    """Return the letters of every head that a page may have; the number of a front page is letters too."""
    titles = {letters(form) for title in heads for form in (title, _NUMBER.sub("", title))}
    both = {pair for r in roman for t in titles for pair in (r + t, t + r)}
    return frozenset({"", *titles, *roman, *both})


def _agreement(opening: Opening, page: str | None, heads: frozenset[str], tops: Iterable[str]) -> Agreement:
    """Return how one page agrees."""
    if page is None:
        return Agreement.NONE
    if opening.path.rpartition("/")[2].partition(".")[0] in _OWN:
        return Agreement.OWN
    found = (_beginning(letters(opening.text), letters(text), heads, tops) for text in _wordings(page))
    return next((kind for kind in found if kind is not Agreement.NONE), Agreement.NONE)


def _wordings(page: str) -> Iterator[str]:
    """Yield the text of a page, then without the letters by which its lists count, which a screen makes."""
    yield page
    yield _LABEL.sub("", page)


def _beginning(want: str, have: str, heads: frozenset[str], tops: Iterable[str]) -> Agreement:
    """Return how the letters of a page begin with those that are looked for."""
    if told := _begins(want[:_LENGTH], have, heads, tops):
        return told
    if _opens(want, have, heads):
        return Agreement.OPENING
    # So few letters prove a page only where nothing stands above them.
    brief = _begins(want[:_BRIEF], have, heads, ())
    return Agreement.BRIEF if brief is Agreement.EXACT else Agreement.NONE


def _begins(want: str, have: str, heads: frozenset[str], tops: Iterable[str]) -> Agreement | None:
    """Return how a page begins with words; nothing where it does not."""
    place = have.find(want) if want else -1
    return _explained(have[:place], heads, tops) if place >= 0 else None


def _opens(want: str, have: str, heads: Iterable[str]) -> bool:
    """Return whether both begin with a line, which they may word in their own ways, and the same title."""
    for title in heads:
        there, here = want.find(title), have.find(title)
        if title and 0 <= there <= _LINE and 0 <= here <= _LINE:
            rest = len(title) + _BRIEF
            if want[there : there + rest] == have[here : here + rest]:
                return True
    return False


def _explained(lead: str, heads: frozenset[str], tops: Iterable[str]) -> Agreement | None:
    """Return what the letters before the first word of a page are; nothing where that is not known."""
    if lead in heads:
        return Agreement.EXACT
    behind = [lead[len(head) :] for head in heads if lead.startswith(head)]
    if any(len(rest) < _SYLLABLES for rest in behind):
        return Agreement.WORD
    # A short text is one only where it stands first.
    if any(top in lead if len(top) == _SYLLABLES else any(r.startswith(top) for r in behind) for top in tops):
        return Agreement.FLOAT
    return None
