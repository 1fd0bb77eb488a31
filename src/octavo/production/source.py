"""What one read of the sources gives: settings, findings, and what the proof will look for."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.environment import BuildEnvironment

from octavo import checking
from octavo.citations.cluster import Cluster
from octavo.citations.domain import citation_domain
from octavo.citations.place import Place
from octavo.citations.verifying import to_look_up
from octavo.findings import Finding, errors
from octavo.press.order import faults as faults_of_press
from octavo.production.application import Session, application
from octavo.production.checked import Checked, keep
from octavo.production.expectation import expectation
from octavo.production.folders import Folders, begin, finish, mark
from octavo.production.lock import exclusive
from octavo.production.progress import Progress
from octavo.production.unchanged import OTHERS
from octavo.production.warnings import by_document
from octavo.proof.expected import Expectation
from octavo.settings import Settings


@dataclass(slots=True)
class Source:
    """What one read of the sources gave."""

    settings: Settings
    findings: list[Finding]
    expectation: Expectation
    acceptances: Path  #: The list of accepted findings, or where it might stand.
    reads: int  #: 1 when documents were read, else 0.
    others: tuple[Path, ...] = field(default=())  #: Files outside the book that it depends on.
    clusters: tuple[Cluster, ...] = ()  #: Every citation, in reading order.
    unverified: tuple[Place, ...] = ()  #: Places that the author has still to look up, in reading order.

    @property
    def checked(self) -> Checked:
        """What the check gave."""
        return Checked.of(self.findings, len(self.expectation.citations), self.unverified)


def check(folders: Folders, progress: Progress, extensions: Sequence[str] = ()) -> Source:
    """Read and check a book without building anything; load extensions besides those of ``conf.py``."""
    with exclusive(folders.inner, progress.say):
        return read(folders, progress, extensions)


def read(folders: Folders, progress: Progress, extensions: Sequence[str] = ()) -> Source:
    """Read the sources once and check what was read.

    Raises :class:`octavo.findings.BookFault` for a book that cannot be read at all.
    """
    begun = time.time()
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
        clusters = citation_domain(env).clusters()
        source = Source(
            settings, found, expectation_or_nothing(session, found), checking.acceptances(env)[0],
            int(bool(session.read)), tuple(sorted(others)), tuple(clusters),
            tuple(to_look_up(clusters, citation_domain(env).library.works)),
        )  # fmt: skip
    finish(folders.doctrees)
    (folders.inner / OTHERS).write_text("".join(f"{path}\n" for path in source.others), encoding="utf-8")
    if not extensions:
        keep(folders, source.checked, begun)
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
        inner = session.app.env
        takers: dict[str, list[str]] = {}
        for docname, names in inner.dependencies.items():
            for name in names:
                path = Path(os.path.normpath(Path(inner.srcdir) / name))
                inside = path.is_relative_to(inner.srcdir)
                shown = path.relative_to(inner.srcdir) if inside else path
                takers.setdefault(shown.as_posix(), []).append(docname)
        table = inner.get_domain("matter").data["warnings"]
        for docname, found in by_document(session.listener.findings, docnames, takers).items():
            if docname in session.read:
                table[docname] = found
        return []

    # Before the extension's own check.
    session.app.connect("env-updated", on_env_updated, priority=400)
