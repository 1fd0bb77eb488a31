"""What the judges say of a build: octavo's own at every build, those from outside what they said last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from octavo import __version__
from octavo.edition import Edition
from octavo.editions.pages import OWN, Opening, PrintedPages
from octavo.findings import Finding
from octavo.judges.record import load
from octavo.production.folders import Folders
from octavo.proof.agreement import agreements, disagreements, summary
from octavo.proof.reading import Reading, State
from octavo.proof.verdict import Judge, Record, Verdict, not_run, of_findings

#: First letter of the codes that tell how printed pages are set.
_LOOKS = "L"

#: The judges from outside, in the report's order, each with the edition that it looks at.
OUTSIDE = {
    Judge.EPUBCHECK: Edition.EPUB,
    Judge.ACE: Edition.EPUB,
    Judge.AXE: Edition.WEB,
    Judge.BROWSER: Edition.WEB,
}


def agreement(readings: Iterable[Reading], printed: PrintedPages | None) -> tuple[Verdict, list[Finding]]:
    """Hold the printed pages of the EPUB against the printed book: the verdict, and what is wrong."""
    marks = {reading.edition: reading.marks for reading in readings}
    for edition in (Edition.PRINT, Edition.EPUB):
        if edition not in marks or (edition is Edition.PRINT and not marks[edition].openings):
            reason = f"it takes both, and the {edition} edition was not built"
            return not_run(Judge.PAGES, Edition.EPUB, reason, "octavo build"), []
    paper, screen = marks[Edition.PRINT], marks[Edition.EPUB]
    pages = printed.pages if printed else ()
    # What octavo makes for each edition in its own way may have no counterpart.
    opened = [page for page in pages if page.opening in {Opening.WORD, Opening.SECTION}]
    wanted = [page.label for page in opened if not page.docname.startswith(OWN)]
    found = agreements(paper, screen)
    faults = list(disagreements(paper, screen, found, wanted))
    verdict = of_findings(Judge.PAGES, Edition.EPUB, __version__, summary(found, paper), faults)
    return verdict, faults


def own(readings: Iterable[Reading]) -> Iterator[Verdict]:
    """Yield what octavo's own check says of each edition that was built."""
    for reading in readings:
        # Of the print edition the book itself: what the press made of it is held against each printer.
        files = reading.artefacts[: 1 if reading.edition is Edition.PRINT else None]
        expected = len(reading.proofs) - reading.count(State.ABSENT)
        looked = f"{sum(file.pages for file in files)} pages, {expected} citations, every link and number"
        # How the pages are set is a matter of looks, with a section of its own.
        found = [finding for finding in reading.findings if not finding.code.startswith(_LOOKS)]
        yield of_findings(Judge.OWN, reading.edition, __version__, looked, found)


def outside(folders: Folders, slug: str, fresh: Sequence[Edition]) -> list[Record]:
    """Return what the judges from outside said of the editions, as far as they are what was judged.

    ``fresh`` are the editions that wait to be published.
    """
    found = []
    for judge, edition in OUTSIDE.items():
        home = folders.fresh(edition) if edition in fresh else folders.published(edition)
        place = home / f"{slug}.epub" if edition is Edition.EPUB else home
        found.append(load(folders.verdicts, judge, edition, place))
    return found
