"""Our own check of the EPUB, told at the source document of each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from octavo import accepted
from octavo.editions.epub import TEXT, file_name
from octavo.findings import errors
from octavo.production.paging import Acceptances
from octavo.proof.epub_lint import lint
from octavo.proof.expected import Expectation
from octavo.proof.reading import Reading


def linted(
    reading: Reading, path: Path, book: Path, expectation: Expectation, acceptances: Acceptances
) -> Reading:
    """Return the reading of an EPUB with what our own check found; one with faults as it is."""
    if errors(reading.findings):
        return reading
    found = lint(path, dict(sources(book, expectation)))
    told = accepted.judged_epub(found, acceptances.text, acceptances.name)
    return replace(reading, faults=(*reading.faults, *told))


def sources(book: Path, expectation: Expectation) -> Iterator[tuple[str, str]]:
    """Yield the path of each document's page in the EPUB, and its source file relative to the book."""
    for chapter in expectation.numbers:
        for docname in chapter.documents:
            place = book / docname
            files = sorted(p for p in place.parent.glob("*.*") if p.with_suffix("") == place)
            texts = [p for p in files if p.suffix in {".rst", ".md", ".txt"}]
            if texts:
                yield f"{TEXT}/{file_name(docname)}.xhtml", texts[0].relative_to(book).as_posix()
