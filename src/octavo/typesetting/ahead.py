"""A run of TeX that begins before its text is written: the preamble takes as long as a chapter's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from octavo.findings import BookFault, MachineFault
from octavo.typesetting import engine

#: The file that TeX waits for, and its name until it may be read.
BODY, PART = "chapter.tex", "chapter.part"


@contextmanager
def begun(folder: Path, job: str) -> Iterator[Callable[[], engine.Run]]:
    """Begin to set ``folder/<job>.tex`` as it was left by the last run; give what ends it.

    Its text is to be written into :data:`PART` meanwhile. Where anything else was changed too, the run counts
    for nothing, and another is made.
    """
    body = folder / BODY
    body.unlink(missing_ok=True)
    before = _digest(folder)
    with ThreadPoolExecutor(1, thread_name_prefix="tex") as pool:
        early = pool.submit(_run, folder, job) if (folder / f"{job}.tex").is_file() else None

        def result() -> engine.Run:
            now = _digest(folder)
            (folder / PART).replace(body)
            if early is not None and now == before:
                return early.result()
            if early is not None:
                with suppress(BookFault, MachineFault):
                    early.result()
            return _run(folder, job)

        try:
            yield result
        finally:
            # Without a text TeX would wait to the end of our patience.
            if not body.is_file():
                body.touch()


def _run(folder: Path, job: str) -> engine.Run:
    """Set the file, once."""
    return engine.typeset(folder, job, limit=engine.ONE_PASS)


def _digest(folder: Path) -> str:
    """Return a digest of all that a run reads besides its text."""
    return engine.fingerprint(folder, (BODY, PART)) if folder.is_dir() else ""
