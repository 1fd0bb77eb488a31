"""What a build depends on, as one digest: when it is the same, there is nothing to do."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
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
    package = Path(__file__).resolve().parents[1]
    for root in (book, package, templates.folder("latex").parent):
        for path in sorted(_files(root, out)):
            _add(total, path)
    for path in sorted(set(others)):
        _add(total, path)
    return total.hexdigest()


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
    """Return what else decides the bytes: Python, its packages, and the date that the book claims."""
    packages = sorted(f"{d.metadata['Name']}={d.version}" for d in distributions())
    return "\n".join([sys.version, *packages, os.environ.get("SOURCE_DATE_EPOCH", "")])
