"""Verification: how the author has looked at a work and at the places cited in it.

An entry says so in two fields, which BibTeX, biblatex and sphinxcontrib-bibtex leave alone:
``verification`` for the work, a word of :class:`Verification`; ``verified`` for places in it, each with
its word: ``verified = {22, 45--47; ch. 3: catalogue; 266: second-hand}``. A place without a word is
``text``; ``all`` means every place. Where a program keeps no fields of its own, a keyword does for the
work: ``verified-text``, ``verified-catalogue``, ``verified-second-hand``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from octavo.bibliography.work import Work
from octavo.findings import Finding

#: The two fields; neither is inherited by another entry.
WORK = "verification"
PLACES = "verified"

#: What a keyword begins with that says how a work was verified.
KEYWORD = "verified-"

_WORD = re.compile(r"(?P<places>.*):\s*(?P<word>[^\W\d][^:;]*)")


class Verification(StrEnum):
    """How something was verified, the best first."""

    TEXT = "text"  #: The text itself was read.
    CATALOGUE = "catalogue"  #: A title page, a table of contents, a record of a catalogue was seen.
    SECOND_HAND = "second-hand"  #: Another work says so.
    UNVERIFIED = "unverified"  #: Nobody has looked, or nobody has said so.


def of_work(work: Work) -> Verification:
    """Return how a work was verified: as it says, else as well as the best of its places."""
    given = work.plain(WORK).strip()
    if given in set(Verification):
        return Verification(given)
    words = {word.removeprefix(KEYWORD) for word in work.keywords if word.startswith(KEYWORD)}
    words |= {word for _, word in of_places(work)}
    return next((level for level in Verification if level in words), Verification.UNVERIFIED)


def of_places(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the places that an entry names as verified, and the word for each, as they are written."""
    for part in work.plain(PLACES).split(";"):
        if not part.strip():
            continue
        match = _WORD.fullmatch(part)
        places, word = (match["places"], match["word"].strip()) if match else (part, Verification.TEXT)
        yield places.strip(), word


def misstated(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B030 for each word in ``verification`` or ``verified`` that says of nothing how it was verified.

    Bad: ``verification = {yes}``, ``verified = {22: checked}``.
    Good: ``verification = {text}``, ``verified = {22: second-hand}``.

    The words are text, catalogue, second-hand, and unverified.
    """
    remedy = f"write {', '.join(list(Verification)[:-1])}, or {Verification.UNVERIFIED}"
    for work in works:
        given = work.plain(WORK).strip()
        if WORK in work.fields and given not in set(Verification):
            message = f"{WORK} {given!r} of {work.key!r} does not say how the work was verified"
            yield Finding(work.path, work.line, "B030", message, remedy)
        for places, word in of_places(work):
            if not places:
                message = f"{PLACES} of {work.key!r} names no place before {word!r}"
                yield Finding(work.path, work.line, "B030", message, "write the place, or all")
            elif word not in set(Verification):
                message = f"{PLACES} of {work.key!r} does not say how {places!r} was verified: {word!r}"
                yield Finding(work.path, work.line, "B030", message, remedy)


#: Every generator of this file.
RULES = (misstated,)
