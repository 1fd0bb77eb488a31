"""Reads a book in a process of its own and says its tests as JSON: ``python -m octavo.testing.reading``.

What a book's ``conf.py`` imports and patches stays out of the process that runs the tests.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from pathlib import Path

from octavo import __version__
from octavo.findings import BookFault, MachineFault
from octavo.production.folders import Folders
from octavo.production.unchanged import now
from octavo.testing.cases import as_json, cases


def memory(book: Path) -> Path:
    """Return the folder where what was read of a book stays between runs; never inside the book."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo" / "tests"
    name = f"{book.resolve()}\n{__version__}\n{sys.version}"
    return base / hashlib.sha256(name.encode()).hexdigest()[:16]


def main(book: Path) -> str:
    """Return the tests of a book as JSON."""
    try:
        folders = Folders.of(book, memory(book))
        kept = folders.inner / "tests.json"
        if kept.is_file():
            known, told = json.loads(kept.read_text(encoding="utf-8"))
            if known == now(folders):
                return str(told)
        told = read(folders)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps([now(folders), told]), encoding="utf-8")
        part.replace(kept)
    except BookFault as fault:
        return as_json(cases((), fault.findings))
    except OSError as error:
        place = error.filename or memory(book)
        remedy = "mend it, or let XDG_CACHE_HOME name a folder that can be written"
        raise MachineFault(f"{place}: {error.strerror}; {remedy}") from error
    return told


def read(folders: Folders) -> str:
    """Read a book that has changed."""
    # Imported late: a book that has not changed needs no Sphinx.
    from octavo.production.progress import Progress
    from octavo.production.source import check

    source = check(folders, Progress(stream=io.StringIO()), ("octavo",))
    return as_json(cases(source.clusters, source.findings))


if __name__ == "__main__":
    # Whatever an extension prints must not stand between the tests.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        answer.write(main(Path(sys.argv[1])))
    except MachineFault as fault:
        sys.exit(str(fault))
    answer.close()
