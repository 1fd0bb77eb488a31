"""The proof of the print edition: one PDF."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from octavo.edition import Edition
from octavo.proof.expected import Expectation
from octavo.proof.numbering import disagreements
from octavo.proof.openings import Marks, Opening
from octavo.proof.printed import open_pdf
from octavo.proof.printed_numbers import printed
from octavo.proof.printing import Typeset
from octavo.proof.reading import Artefact, Reading, nothing_built


def prove_print(path: Path, expectation: Expectation) -> Reading:
    """Open the printed book and prove what is expected of it."""
    try:
        file = open_pdf(path)
    except (OSError, pikepdf.PdfError):
        return nothing_built(Edition.PRINT, path, expectation.citations)
    href = f"{path.parent.name}/{path.name}"
    typeset = Typeset(Edition.PRINT, file, href, expectation)
    found = printed(file, expectation)
    proofs = tuple(typeset.prove(expectation.citations))
    faults = [*typeset.faults(), *disagreements(Edition.PRINT, found, expectation)]
    artefact = Artefact(Edition.PRINT, href, file.size, len(file.texts))
    pages = tuple(Opening(label, text) for label, text in zip(file.labels, file.texts, strict=True))
    return Reading(Edition.PRINT, (artefact,), proofs, tuple(faults), found, Marks(pages))
