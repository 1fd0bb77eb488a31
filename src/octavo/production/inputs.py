"""What a build depends on, as one digest: when it is the same, there is nothing to do."""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from octavo import templates

#: Folders of a book that hold nothing it is made of.
SKIPPED = {".git", ".octavo", "__pycache__", ".venv", "node_modules", ".pytest_cache", "_build"}


def digest(book: Path, others: Iterable[Path], out: Path) -> str:
    """Return a digest of the book's files, of files outside it, of octavo and of what it runs on.

    Files are known by path, size and time of change, so that thousands of them take no time.
    """
    total = hashlib.sha256(_machine().encode())
    for path in _every(book, others, out):
        _add(total, path)
    return total.hexdigest()


def was_changed(book: Path, others: Iterable[Path], out: Path, since: float) -> bool:
    """Return whether any of these files was written since a moment, in seconds since 1970.

    A time that lies in the future is some clock's fault and says nothing.
    """
    moments = (path.stat().st_mtime for path in _every(book, others, out) if path.exists())
    return any(since <= moment <= time.time() for moment in moments)


def _every(book: Path, others: Iterable[Path], out: Path) -> Iterator[Path]:
    """Yield every file that a build depends on, in an order that is always the same."""
    package = Path(__file__).resolve().parents[1]
    for root in (book, package, templates.folder("latex").parent):
        yield from sorted(_files(root, out))
    yield from sorted(set(others))


def _files(root: Path, out: Path) -> Iterator[Path]:
    """Yield the files under a folder, leaving out what was built."""
    for folder, names, files in os.walk(root):
        here = Path(folder)
        names[:] = [name for name in names if name not in SKIPPED and (here / name) != out]
        yield from (here / name for name in files if not name.endswith((".pyc", "~", ".swp")))


def _add(total: hashlib._Hash, path: Path) -> None:
    """Add a file to a digest."""
    try:
        stat = path.stat()
    except OSError:
        total.update(f"{path} missing\n".encode())
        return
    total.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())


def _machine() -> str:
    """Return what else decides bytes and findings: Python, its packages, the book's date, the year."""
    # A work dated later than this year is a finding.
    year = str(datetime.date.today().year)
    return "\n".join([sys.version, *_packages(), os.environ.get("SOURCE_DATE_EPOCH", ""), year])


@cache
def _packages() -> tuple[str, ...]:
    """Return the installed packages, each with its version; none is installed while octavo runs."""
    return tuple(sorted(f"{d.metadata['Name']}={d.version}" for d in distributions()))
