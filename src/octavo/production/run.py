"""The way through the house: read once, check, write every edition, open and prove it, publish."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from octavo.edition import Edition
from octavo.findings import MachineFault, errors
from octavo.production import reporting
from octavo.production.folders import Folders
from octavo.production.lock import exclusive
from octavo.production.making import Made, Maker
from octavo.production.outcome import Outcome, Product
from octavo.production.progress import Progress
from octavo.production.proving import Proofs, Prover
from octavo.production.publish import publish, recover
from octavo.production.source import Source, read
from octavo.production.unchanged import is_settled, now, unchanged
from octavo.proof.reading import Reading, State
from octavo.proof.report import write_report


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built."""

    folders: Folders
    editions: tuple[Edition, ...]  #: Editions asked for.
    impossible: tuple[tuple[str, str], ...] = ()  #: Those that this machine cannot make, and why.

    @property
    def possible(self) -> tuple[Edition, ...]:
        """Return the editions to make."""
        lost = {name for name, _ in self.impossible}
        return tuple(edition for edition in self.editions if edition not in lost)


def build(order: Order, progress: Progress) -> Outcome:
    """Make the editions ordered, prove them, and put in their place those that hold.

    Raises :class:`octavo.findings.BookFault` and :class:`MachineFault` where nothing can be made; what was
    published before then stands as it was.
    """
    folders = order.folders
    try:
        with exclusive(folders.inner, progress.say):
            recover(folders.out, [*Edition, "report"])
            if known := unchanged(folders, order.possible, order.impossible):
                return known
            outcome = _build(order, progress)
            progress.write(folders.timings)
            return outcome
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS}:
            remedy = (
                "make room"
                if error.errno in {errno.ENOSPC, errno.EDQUOT}
                else "mend the rights of the folder"
            )
            place = error.filename or folders.out
            text = (
                f"{place}: {error.strerror}; {remedy}, then build again. What was published stands as it was."
            )
            raise MachineFault(text) from error
        raise


def _build(order: Order, progress: Progress) -> Outcome:
    """Read, check, make, prove, publish."""
    folders = order.folders
    folders.state.unlink(missing_ok=True)
    begun = time.time()
    source = read(folders, progress)
    if errors(source.findings):
        return Outcome((), tuple(source.findings), source.reads, order.impossible)
    # A book that was written while it was read is built again the next time.
    digest = now(folders) if is_settled(folders, begun) else ""
    made = make(order, source, progress)
    readings = [reading for _, reading in made if reading]
    findings = [*source.findings, *(f for edition, _ in made for f in edition.findings)]
    accounts = tuple(account for edition, _ in made for account in edition.accounts)
    report, agreed = reporting.report(folders, source, readings, findings, accounts)
    findings += [finding for reading in readings for finding in reading.findings]
    findings += agreed
    products: list[Product] = []
    with progress.stage("publish"):
        for reading in readings:
            if not errors(reading.findings):
                publish(folders.fresh(reading.edition), folders.published(reading.edition))
                products += _products(reading)
        shutil.rmtree(folders.fresh("report"), ignore_errors=True)
        write_report(folders.fresh("report"), report)
        reporting.remember(folders, report)
        publish(folders.fresh("report"), folders.report)
    notes = tuple(dict.fromkeys(note for edition, _ in made for note in edition.notes))
    outcome = Outcome(tuple(products), tuple(sorted(set(findings))), source.reads, order.impossible, notes)
    if not errors(findings):
        outcome.dump(folders.state, digest)
    return outcome


def make(order: Order, source: Source, progress: Progress) -> list[tuple[Made, Reading | None]]:
    """Make and prove the editions, those of paper first, so that TeX works beside Sphinx and the proof.

    An edition with faults has no reading.
    """
    made: list[tuple[Made, Prover]] = []
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=2, thread_name_prefix="tex"))
        proofs = stack.enter_context(Proofs(source, order.folders, progress))
        maker = Maker(order.folders, source.settings, progress, pool)
        wanted = set(order.possible)

        def take(edition: Made) -> None:
            made.append((edition, proofs.begin(edition)))

        waiting = {e: maker.paper(e) for e in (Edition.PRINT, Edition.HANDOUTS) if e in wanted}
        # Beside TeX, where the pages of the last printed edition are likely to be those of this one.
        web = maker.web() if Edition.WEB in wanted and maker.knows_pages else None
        # The handouts take one pass of TeX and are ready before the book.
        for edition in (Edition.HANDOUTS, Edition.PRINT):
            if edition in wanted:
                take(waiting[edition]())
        # The EPUB and the web edition show the printed pages, so print comes first.
        if Edition.WEB in wanted:
            take(web if web and not maker.is_behind(web) else maker.web())
        if Edition.EPUB in wanted:
            take(maker.epub())
        readings = [(edition, result()) for edition, result in made]
    return sorted(readings, key=lambda pair: list(Edition).index(pair[0].edition))


def _products(reading: Reading) -> Iterable[Product]:
    """Return the finished files of an edition; the citations are counted once, on the first of them."""
    proved = reading.count(State.PROVED)
    wanted = len(reading.proofs) - reading.count(State.ABSENT)
    for i, artefact in enumerate(reading.artefacts):
        counts = (proved, wanted) if i == 0 else (0, 0)
        yield Product(reading.edition, artefact.href, artefact.size, artefact.pages, *counts)
