"""The proof of the handouts: one PDF a chapter and paper, named ``NN-<slug>-<paper>.pdf``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.expected import Cited, Expectation
from octavo.proof.faults import Fault
from octavo.proof.printed import Printed, open_pdf
from octavo.proof.printing import Typeset
from octavo.proof.reading import Artefact, Proof, Reading, State, nothing_built
from octavo.typesetting.destinations import destination

_NAME = re.compile(r"(?P<number>\d{2,})-.+-(?P<paper>[a-z0-9]+)\.pdf")

#: Why a citation outside the numbered chapters is in no handout.
UNNUMBERED = "handouts hold only numbered chapters"


@dataclass(frozen=True, slots=True)
class Handout:
    """One handout."""

    path: Path
    chapter: int  #: Number of its chapter.
    paper: str  #: Name of its paper.


def prove_handouts(folder: Path, expectation: Expectation) -> Reading:
    """Open every handout of a folder and prove what is expected of it.

    A citation is proved when it is proved on every paper.
    """
    handouts = _handouts(folder)
    if not handouts:
        return nothing_built(Edition.HANDOUTS, folder, expectation.citations)
    by_chapter: dict[int, list[Cited]] = {}
    for cited in expectation.citations:
        by_chapter.setdefault(cited.chapter, []).append(cited)
    proofs: dict[Cited, Proof] = {
        cited: Proof(Edition.HANDOUTS, cited, State.ABSENT, reason=UNNUMBERED)
        for cited in by_chapter.pop(0, [])
    }
    faults = list(_missing(folder, handouts, by_chapter, expectation, proofs))
    artefacts = []
    for handout in handouts:
        href = f"{folder.name}/{handout.path.name}"
        try:
            file = open_pdf(handout.path)
        except pikepdf.PdfError as error:
            faults.append(Fault.EMPTY.finding(href, 0, f"it is no PDF: {error}"))
            _keep_worst(proofs, _unread(by_chapter.get(handout.chapter, []), handout))
            continue
        artefacts.append(Artefact(Edition.HANDOUTS, href, file.size, len(file.texts)))
        typeset = Typeset(Edition.HANDOUTS, file, href, expectation)
        _keep_worst(proofs, typeset.prove(by_chapter.get(handout.chapter, [])))
        faults += [*typeset.faults(), *_strangers(file, href, handout, expectation)]
    ordered = tuple(proofs[cited] for cited in expectation.citations)
    return Reading(Edition.HANDOUTS, tuple(artefacts), ordered, tuple(faults))


def _handouts(folder: Path) -> list[Handout]:
    """Return the handouts of a folder, in order of name."""
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in sorted(folder.glob("*.pdf")))
    return [Handout(path, int(match["number"]), match["paper"]) for path, match in named if match]


def _missing(
    folder: Path,
    handouts: list[Handout],
    by_chapter: dict[int, list[Cited]],
    expectation: Expectation,
    proofs: dict[Cited, Proof],
) -> Iterable[Finding]:
    """Yield a finding for each handout that is not there, and fail its citations."""
    there = {(handout.chapter, handout.paper) for handout in handouts}
    chapters = {numbers.chapter for numbers in expectation.numbers} | set(by_chapter)
    for chapter in sorted(chapters - {0}):
        for paper in sorted({handout.paper for handout in handouts}):
            if (chapter, paper) in there:
                continue
            reason = f"the handout of chapter {chapter} on {paper} was not built"
            yield Fault.NOT_BUILT.finding(folder.name, 0, reason)
            for cited in by_chapter.get(chapter, []):
                proofs[cited] = _failed(cited, reason, Fault.NOT_BUILT)


def _strangers(file: Printed, href: str, handout: Handout, expectation: Expectation) -> Iterable[Finding]:
    """Yield a finding for each citation of another chapter."""
    ours = {doc for n in expectation.numbers if n.chapter == handout.chapter for doc in n.documents}
    ours |= {cited.docname for cited in expectation.citations if cited.chapter == handout.chapter}
    begins = tuple(destination("cite", docname, "") for docname in ours)
    for name in sorted(file.places):
        if name.startswith("cite:") and not name.startswith(begins):
            message = f"it holds {name!r}, a citation of another chapter than {handout.chapter}"
            yield Fault.OTHER_CHAPTER.finding(href, 0, message)


def _unread(citations: Iterable[Cited], handout: Handout) -> Iterable[Proof]:
    """Yield a failure for each citation of a handout that cannot be read."""
    for cited in citations:
        yield _failed(cited, f"{handout.path.name} is no PDF", Fault.NOT_BUILT)


def _failed(cited: Cited, reason: str, fault: Fault) -> Proof:
    """Return the failure of a citation whose handout is not there."""
    return Proof(Edition.HANDOUTS, cited, State.FAILED, reason=reason, fault=fault)


def _keep_worst(proofs: dict[Cited, Proof], more: Iterable[Proof]) -> None:
    """Add proofs; what has failed on one paper stays failed."""
    for proof in more:
        before = proofs.get(proof.cited)
        if before is None or before.state is State.PROVED:
            proofs[proof.cited] = proof if before is None or proof.state is State.FAILED else before
