"""What reading one edition gave: a proof for each citation, findings, and the numbers that stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.expected import Cited
from octavo.proof.faults import Fault
from octavo.proof.numbering import Numbers
from octavo.proof.openings import Marks
from octavo.proof.packed import Share
from octavo.proof.weight import Weight


class State(StrEnum):
    """How a citation fares in an edition."""

    PROVED = "proved"  #: It stands there and leads to its work.
    FAILED = "failed"  #: It does not stand there or does not lead to its work.
    ABSENT = "absent"  #: It has no place in this edition.


@dataclass(frozen=True, slots=True)
class Proof:
    """One citation in one edition."""

    edition: Edition
    cited: Cited  #: What is proved.
    state: State
    where: str = ""  #: Where it stands, for a reader: ``note 14``, ``p. 12``.
    href: str = ""  #: Link to it, relative to the folder of all editions; empty where none can be made.
    text: str = ""  #: What stands there: the note, or the citation in the text.
    reason: str = ""  #: Why it failed or is absent.
    fault: Fault | None = None  #: The kind of failure.

    @property
    def finding(self) -> Finding | None:
        """Return the finding of a failure, at the citation's place in the sources.

        A file that was not built is one finding of the edition's, not one of each citation in it.
        """
        if self.fault is None or self.fault is Fault.NOT_BUILT:
            return None
        message = f"{self.edition}: citation of {self.cited.key!r}: {self.reason}"
        return Finding(self.cited.path, self.cited.line, self.fault.code, message, self.fault.remedy)


@dataclass(frozen=True, slots=True)
class Artefact:
    """One built file, or the folder of pages."""

    edition: Edition
    href: str  #: Path relative to the folder of all editions.
    size: int  #: Bytes.
    pages: int  #: Printed pages, or pages of the web or the EPUB.


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one edition showed."""

    edition: Edition
    artefacts: tuple[Artefact, ...] = ()
    proofs: tuple[Proof, ...] = ()  #: One for each citation, in the order of the expectation.
    faults: tuple[Finding, ...] = ()  #: Faults that belong to no single citation.
    numbers: tuple[Numbers, ...] = ()  #: The numbers that it prints.
    marks: Marks = Marks()  #: The printed pages that it shows; of the print edition and the EPUB.
    weights: tuple[Weight, ...] = ()  #: What each page takes to be shown; of the web edition.
    shares: tuple[Share, ...] = ()  #: What takes how much of the file; of the EPUB.

    @property
    def findings(self) -> list[Finding]:
        """Return every fault, in order of place, each once."""
        told = [proof.finding for proof in self.proofs]
        return sorted({finding for finding in told if finding} | set(self.faults))

    def count(self, state: State) -> int:
        """Return how many citations are in a state."""
        return sum(proof.state is state for proof in self.proofs)


def nothing_built(edition: Edition, path: Path, citations: Iterable[Cited]) -> Reading:
    """Return the reading of an edition whose file is not there."""
    reason = f"{path.name} was not built"
    proofs = tuple(
        Proof(edition, cited, State.FAILED, reason=reason, fault=Fault.NOT_BUILT) for cited in citations
    )
    missing = Fault.NOT_BUILT.finding(path.name, 0, f"{edition}: {reason}")
    return Reading(edition, proofs=proofs, faults=(missing,))
