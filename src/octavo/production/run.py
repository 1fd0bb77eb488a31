"""The way through the house: read once, check, write every edition, open and prove it, publish."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.environment import BuildEnvironment

from octavo import checking
from octavo.citations.cluster import Cluster
from octavo.citations.domain import citation_domain
from octavo.edition import Edition
from octavo.findings import Finding, MachineFault, errors, open_findings
from octavo.press.order import faults as faults_of_press
from octavo.production.application import Session, application
from octavo.production.expectation import expectation
from octavo.production.folders import Folders, begin, finish, mark
from octavo.production.lock import exclusive
from octavo.production.making import Made, Maker
from octavo.production.outcome import Outcome, Product
from octavo.production.progress import Progress
from octavo.production.proving import Proofs, Prover
from octavo.production.publish import publish, recover
from octavo.production.unchanged import OTHERS, now, unchanged
from octavo.production.warnings import by_document
from octavo.proof.expected import Expectation
from octavo.proof.reading import Reading, State
from octavo.proof.report import Report, write_report
from octavo.settings import Settings


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


@dataclass(slots=True)
class Source:
    """What one read of the sources gave."""

    settings: Settings
    findings: list[Finding]
    expectation: Expectation
    reads: int  #: 1 when documents were read, else 0.
    others: tuple[Path, ...] = field(default=())  #: Files outside the book that it depends on.
    clusters: tuple[Cluster, ...] = ()  #: Every citation, in reading order.


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


def check(folders: Folders, progress: Progress, extensions: Sequence[str] = ()) -> Source:
    """Read and check a book without building anything; load extensions besides those of ``conf.py``."""
    with exclusive(folders.inner, progress.say):
        return read(folders, progress, extensions)


def read(folders: Folders, progress: Progress, extensions: Sequence[str] = ()) -> Source:
    """Read the sources once and check what was read.

    Raises :class:`octavo.findings.BookFault` for a book that cannot be read at all.
    """
    if mark(folders.doctrees).exists():
        # A run was killed while it wrote what it had read.
        shutil.rmtree(folders.inner / "work", ignore_errors=True)
    begin(folders.doctrees)
    with (
        progress.stage("read and check"),
        application(folders, "octavo-read", folders.inner / "read", extensions) as session,
    ):
        settings = Settings.from_config(session.app.config)
        docnames = {str(session.app.env.doc2path(d, base=False)): d for d in session.app.project.discover()}
        _remember_warnings(session, docnames)
        session.app.build()
        env = session.app.env
        others = {*citation_domain(env).bibdata.bibfiles, *checking.acceptances(env), *_outside(env)}
        said = [f for f in session.listener.findings if f.path == "conf.py" or f.path not in docnames]
        found = [*checking.check(env, said), *faults_of_press(settings)]
        source = Source(
            settings, found, expectation_or_nothing(session, found), int(bool(session.read)),
            tuple(sorted(others)), tuple(citation_domain(env).clusters()),
        )  # fmt: skip
    finish(folders.doctrees)
    (folders.inner / OTHERS).write_text("".join(f"{path}\n" for path in source.others), encoding="utf-8")
    return source


def _outside(env: BuildEnvironment) -> Iterator[Path]:
    """Yield the files outside the book that its documents include, or take their docstrings from."""
    for names in env.dependencies.values():
        for name in names:
            path = Path(os.path.normpath(Path(env.srcdir) / name))
            if not path.is_relative_to(env.srcdir):
                yield path


def expectation_or_nothing(session: Session, found: Iterable[Finding]) -> Expectation:
    """Return what the proof will look for; nothing where something is wrong."""
    return Expectation((), (), ()) if errors(found) else expectation(session.app.env)


def _remember_warnings(session: Session, docnames: dict[str, str]) -> None:
    """Keep what Sphinx says of each document with what was read, to say it again on every build."""

    def on_env_updated(app: object, env: object) -> list[str]:
        table = session.app.env.get_domain("matter").data["warnings"]
        table.update({d: found for d, found in by_document(session.listener.findings, docnames).items() if d})
        return []

    # Before the extension's own check.
    session.app.connect("env-updated", on_env_updated, priority=400)


def _build(order: Order, progress: Progress) -> Outcome:
    """Read, check, make, prove, publish."""
    folders = order.folders
    folders.state.unlink(missing_ok=True)
    source = read(folders, progress)
    if errors(source.findings):
        return Outcome((), tuple(source.findings), source.reads, order.impossible)
    digest = now(folders)
    made = make(order, source, progress)
    readings = [reading for _, reading in made if reading]
    findings = [*source.findings, *(f for edition, _ in made for f in edition.findings)]
    report = Report(
        source.settings.title,
        source.expectation,
        tuple(readings),
        source.reads,
        tuple(open_findings(findings)),
    )
    findings += [finding for reading in readings for finding in reading.findings]
    products: list[Product] = []
    with progress.stage("publish"):
        for reading in readings:
            if not errors(reading.findings):
                publish(folders.fresh(reading.edition), folders.published(reading.edition))
                products += _products(reading)
        shutil.rmtree(folders.fresh("report"), ignore_errors=True)
        write_report(folders.fresh("report"), report)
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
