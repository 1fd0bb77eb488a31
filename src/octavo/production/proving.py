"""Proving what was made: in this process for a short book, in one beside it for a long one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from octavo.edition import Edition
from octavo.findings import errors
from octavo.production.folders import Folders
from octavo.production.linting import linted
from octavo.production.paging import Acceptances, paged
from octavo.production.pressing import with_press
from octavo.production.progress import Progress
from octavo.production.publish import stage
from octavo.proof.epub import prove_epub
from octavo.proof.expected import Expectation
from octavo.proof.handouts import prove_handouts
from octavo.proof.print import prove_print
from octavo.proof.reading import Artefact, Reading
from octavo.proof.web import prove_web

if TYPE_CHECKING:
    from octavo.production.making import Made
    from octavo.production.source import Source

#: Citations from which a process of its own is worth its start.
LONG = 500

#: Gives the reading of an edition when it is there; nothing for one with faults.
Prover = Callable[[], Reading | None]


@dataclass(slots=True)
class Proofs:
    """Proves editions as they are made; those of paper of a long book beside the work that goes on."""

    source: Source
    folders: Folders
    progress: Progress
    stack: ExitStack = field(default_factory=ExitStack)
    pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Proofs:
        """Begin."""
        if len(self.source.expectation.citations) >= LONG:
            # Spawned, because a fork of a process with threads may stop for ever.
            context = multiprocessing.get_context("spawn")
            self.pool = self.stack.enter_context(ProcessPoolExecutor(1, mp_context=context))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process beside this one."""
        self.stack.close()

    def begin(self, made: Made) -> Prover:
        """Begin to prove an edition where it waits to be published."""
        if errors(made.findings):
            return lambda: None
        fresh = self.folders.fresh(made.edition)
        stage(made.folder, made.files, fresh)
        known = Acceptances.load(self.source.acceptances, self.folders.book)
        task = made.edition, fresh, self.source.settings.slug, self.source.expectation, known
        if self.pool and made.edition in {Edition.PRINT, Edition.HANDOUTS}:
            future = self.pool.submit(prove, *task)

            def result() -> Reading:
                with self.progress.stage(f"prove {made.edition}"):
                    return future.result()

            return result
        with self.progress.stage(f"prove {made.edition}"):
            reading = prove(*task)
            if made.edition is Edition.EPUB:
                path = fresh / f"{self.source.settings.slug}.epub"
                reading = linted(reading, path, self.folders.book, self.source.expectation, known)
        return lambda: reading


def with_others(reading: Reading, folder: Path) -> Reading:
    """Return the reading of the EPUB with what calibre made of it among its files."""
    made = [
        Artefact(Edition.EPUB, f"{folder.name}/{path.name}", path.stat().st_size, 0)
        for path in sorted(folder.glob("*.azw3"))
    ]
    return replace(reading, artefacts=(*reading.artefacts, *made))


def prove(edition: Edition, folder: Path, slug: str, expectation: Expectation, known: Acceptances) -> Reading:
    """Open a finished edition and prove what is expected of it."""
    match edition:
        case Edition.WEB:
            return prove_web(folder, expectation)
        case Edition.EPUB:
            return with_others(prove_epub(folder / f"{slug}.epub", expectation), folder)
        case Edition.PRINT:
            path = folder / f"{slug}.pdf"
            return with_press(paged(prove_print(path, expectation), path, known), folder)
        case Edition.HANDOUTS:
            return prove_handouts(folder, expectation)
