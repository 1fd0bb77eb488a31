"""What the report tells of verification: how many works and places were looked up, and which were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from octavo.bibliography.verification import Verification
from octavo.proof.expected import Cited, Expectation

#: What each way to verify something is called in a table.
MEANINGS = {
    Verification.TEXT: "text read",
    Verification.CATALOGUE: "catalogue",
    Verification.SECOND_HAND: "second hand",
    Verification.UNVERIFIED: "not verified",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was verified in one way."""

    level: str  #: Word of :class:`Verification`.
    meaning: str  #: The same for a reader.
    places: int  #: Citations of a place in a work.
    works: int  #: Works cited.


@dataclass(frozen=True, slots=True)
class Summary:
    """How the citations of a book were verified."""

    tallies: tuple[Tally, ...]  #: One for each way, the best first.
    open: tuple[Cited, ...]  #: Citations whose place, or work where they name none, is not verified.

    @property
    def places(self) -> int:
        """Return how many citations name a place."""
        return sum(tally.places for tally in self.tallies)

    @property
    def works(self) -> int:
        """Return how many works are cited."""
        return sum(tally.works for tally in self.tallies)

    @property
    def is_kept(self) -> bool:
        """Return whether the author keeps account at all: a book that does not is told nothing."""
        return any(t.places or t.works for t in self.tallies if t.level != Verification.UNVERIFIED)

    @property
    def by_work(self) -> dict[str, tuple[Cited, ...]]:
        """Return what is not verified by the key of its work, in alphabetical order."""
        keys = sorted({cited.key for cited in self.open})
        return {key: tuple(cited for cited in self.open if cited.key == key) for key in keys}

    def as_data(self) -> dict[str, Any]:
        """Return the sums as plain values for JSON."""
        return {
            "places": {tally.level: tally.places for tally in self.tallies},
            "works": {tally.level: tally.works for tally in self.tallies},
        }


def summary(expectation: Expectation) -> Summary:
    """Return how the citations of a book were verified."""
    placed = [cited for cited in expectation.citations if cited.locator]
    keys = {cited.key for cited in expectation.citations}
    works = [expectation.by_key[key] for key in sorted(keys) if key in expectation.by_key]

    def count(found: Iterable[Any], level: Verification) -> int:
        return sum((one.verified or Verification.UNVERIFIED) == level for one in found)

    tallies = tuple(
        Tally(level.value, MEANINGS[level], count(placed, level), count(works, level))
        for level in Verification
    )
    unverified = {"", Verification.UNVERIFIED.value}
    return Summary(tallies, tuple(cited for cited in expectation.citations if cited.verified in unverified))
