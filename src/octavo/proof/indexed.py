"""The proof of an index of sources: every work is in it, and every place is where it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.expected import Cited
from octavo.proof.faults import Fault

#: A page, pages that run on, or the notes of a page: ``12``, ``45–47``, ``12n3``, ``xii n3``, ``14nn7–9``.
_TOKEN = re.compile(
    r"(?:(?P<first>\d+)–(?P<last>\d+)|(?P<label>.+?))"
    r"(?:[\s\u00a0]?n(?P<note>\d+)|[\s\u00a0]?nn(?P<low>\d+)–(?P<high>\d+))?"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One place that an index names."""

    text: str  #: What it prints.
    leads_to: tuple[str, int] | None  #: Document and serial of the citation that its link leads to.

    def holds(self, standing: Standing) -> bool:
        """Return whether a citation stands where this says."""
        match = _TOKEN.fullmatch(self.text)
        if not match:
            return False
        if match["label"]:
            on_page = not standing.labels or match["label"] in standing.labels
        else:
            on_page = not standing.labels or any(
                label.isdecimal() and int(match["first"]) <= int(label) <= int(match["last"])
                for label in standing.labels
            )
        low = match["note"] or match["low"] or "0"
        high = match["note"] or match["high"] or "0"
        return on_page and (standing.note is None or int(low) <= standing.note <= int(high))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a citation stands in an edition."""

    cited: Cited
    labels: frozenset[str]  #: What its place may be called; empty where any name will do.
    note: int | None  #: Number of its note, 0 in the text; nothing where the edition does not tell.


def judged(
    edition: Edition, place: str, key: str, claims: Iterable[Claim], standings: Iterable[Standing]
) -> Iterator[Finding]:
    """Yield what is wrong with one work of an index.

    :param place: file that holds the index.
    :param claims: what the index says; none where the work is not in it.
    :param standings: where the edition cites the work.
    """
    claims = list(claims)
    known = {(s.cited.docname, s.cited.serial): s for s in standings}
    if not claims:
        yield Fault.NOT_INDEXED.finding(place, 0, f"{edition}: the index of sources lacks {key!r}")
        return
    for claim in claims:
        standing = known.get(claim.leads_to) if claim.leads_to else None
        if standing is None:
            message = f"{edition}: {claim.text!r} of {key!r} in the index leads to no citation of it"
            yield Fault.OTHER_PLACE.finding(place, 0, message)
        elif not claim.holds(standing):
            message = f"{edition}: {claim.text!r} of {key!r} in the index leads to another place"
            yield Fault.OTHER_PLACE.finding(place, 0, message)
    for standing in known.values():
        if not any(claim.holds(standing) for claim in claims):
            cited = standing.cited
            message = f"{edition}: the index of sources does not name this place of {key!r}"
            yield Fault.NOT_INDEXED.finding(cited.path, cited.line, message)
