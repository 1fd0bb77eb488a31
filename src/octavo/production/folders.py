"""Where everything lies: the book, what was built of it, and octavo's own work."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from octavo.edition import Edition
from octavo.findings import BookFault, Finding


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one build."""

    book: Path  #: The folder that holds ``conf.py``.
    out: Path  #: Where the finished editions go.

    @classmethod
    def of(cls, book: Path, out: Path) -> Folders:
        """Return the folders of a book.

        Raises :class:`BookFault` when there is no book.
        """
        book = book.resolve()
        if not (book / "conf.py").is_file():
            remedy = "name the folder that holds conf.py, or make a book with: octavo new"
            raise BookFault([Finding(str(book), 0, "M000", "no book is here: conf.py is missing", remedy)])
        return cls(book, out.resolve())

    @property
    def inner(self) -> Path:
        """The folder of octavo's own work."""
        return self.out / ".octavo"

    @property
    def doctrees(self) -> Path:
        """What was read."""
        return self.inner / "doctrees"

    @property
    def report(self) -> Path:
        """The finished report."""
        return self.out / "report"

    @property
    def state(self) -> Path:
        """The record of the last whole build."""
        return self.inner / "state.json"

    @property
    def timings(self) -> Path:
        """The time and memory of each stage of the last build."""
        return self.inner / "timings.json"

    @property
    def verdicts(self) -> Path:
        """What the judges from outside said, each in a file of its own."""
        return self.inner / "verdicts"

    @property
    def kept_report(self) -> Path:
        """The report of the last build, to be told what the judges say later."""
        return self.inner / "report.pickle"

    def work(self, edition: Edition) -> Path:
        """Return where an edition is written before it is published."""
        return self.inner / "work" / edition

    def fresh(self, edition: str) -> Path:
        """Return where a finished edition, or the report, waits for its proof."""
        return self.inner / "fresh" / edition

    def published(self, edition: Edition) -> Path:
        """Return where a finished edition stands."""
        return self.out / edition


def mark(path: Path) -> Path:
    """Return the file that says a folder is being written."""
    return path.with_name(path.name + ".unfinished")


def begin(path: Path) -> None:
    """Say that a folder is being written; what an earlier, broken run left there is thrown away."""
    flag = mark(path)
    if flag.exists():
        shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True, exist_ok=True)
    flag.write_text(f"{os.getpid()}\n", encoding="ascii")


def finish(path: Path) -> None:
    """Say that a folder is whole."""
    mark(path).unlink(missing_ok=True)
