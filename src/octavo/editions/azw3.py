"""The AZW3 that calibre makes of the EPUB, where calibre is here; nothing of a book depends on it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

#: Calibre's own program.
PROGRAM = "ebook-convert"

#: Seconds that it may take.
LIMIT = 900

#: Where the kind of a Kindle file stands in it, and what stands there (Palm database, 60–67).
_KIND, _AT = b"BOOKMOBI", slice(60, 68)

#: The Kindle makes its own margins, and the book has a contents page and a cover of its own.
_OPTIONS = ("--no-inline-toc", "--share-not-sync", "--output-profile", "kindle_pw3")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What calibre made, or why it made nothing."""

    file: Path | None = None  #: The AZW3.
    note: str = ""  #: Why there is none, for the author.


def convert(epub: Path) -> Conversion:
    """Return the AZW3 made of an EPUB, beside it; without calibre, or where it fails, a note that says so."""
    target = epub.with_suffix(".azw3")
    # What an earlier run made is not this book.
    target.unlink(missing_ok=True)
    program = shutil.which(PROGRAM)
    if program is None:
        return Conversion(note=f"{target.name} was not made: {PROGRAM} is not here; install calibre")
    try:
        run = subprocess.run(
            [program, epub, target, *_OPTIONS], capture_output=True, text=True, encoding="utf-8",
            errors="replace", timeout=LIMIT, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        target.unlink(missing_ok=True)
        return Conversion(note=f"{target.name} was not made: {PROGRAM} failed: {type(error).__name__}")
    if run.returncode or not _is_kindle(target):
        target.unlink(missing_ok=True)
        said = " ".join((run.stderr or run.stdout).split())[-160:] or f"exit code {run.returncode}"
        return Conversion(note=f"{target.name} was not made: {PROGRAM} failed: {said}")
    return Conversion(target)


def _is_kindle(path: Path) -> bool:
    """Return whether a file is one for the Kindle."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_AT.stop)[_AT] == _KIND
