"""Accepted findings: what the author has looked at and leaves, each with a reason.

A list of acceptances fails in both directions: a finding that it does not name is told, and so is
an acceptance that names no finding.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from octavo.findings import Finding, Severity

#: Where the list stands when conf.py names none: the first of these that is there.
PLACES = ("../bibliography/accepted.toml", "accepted.toml")

#: Codes that nobody can accept: without a key or a list there is no citation to prove.
_NEEDED = frozenset({"C001", "C002", "C004"})
#: Rooms whose codes nobody can accept: this list itself, the settings, the editions, the proof.
_ROOMS = frozenset("AESP")
#: Codes of the printed pages and of the finished EPUB, which the check of the sources does not see.
_PAGES, _EPUB = re.compile(r"L\d{3}"), re.compile(r"E1\d{2}")

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*accept[ \t]*\]\]", re.MULTILINE)
_TYPES: dict[str, type] = {"code": str, "path": str, "reason": str, "line": int, "text": str}


class Place(StrEnum):
    """Where findings are made that can be accepted."""

    SOURCES = "sources"
    PAGES = "printed pages"
    EPUB = "EPUB"


@dataclass(frozen=True, slots=True, order=True)
class Acceptance:
    """One entry of the list."""

    at: int  #: Line of the list on which it begins; 0 where that is not known.
    code: str  #: Code of the findings that it accepts.
    path: str  #: Their file, relative to the book; ``*`` and ``?`` stand for any letters, ``/`` too.
    reason: str  #: Why they stay.
    line: int = 0  #: Their line; 0 for every line.
    text: str = ""  #: What their message must hold, with ``*`` and ``?``; empty for every message.

    def covers(self, finding: Finding) -> bool:
        """Return whether it accepts a finding."""
        return (
            finding.code == self.code
            and fnmatchcase(finding.path, self.path)
            and self.line in {0, finding.line}
            and fnmatchcase(finding.message, f"*{self.text}*")
        )

    @property
    def is_possible(self) -> bool:
        """Return whether its code is one that can be accepted."""
        is_taste = self.place is Place.EPUB
        return is_taste or (self.code not in _NEEDED and self.code[:1] not in _ROOMS)

    @property
    def place(self) -> Place:
        """Return where its findings are made."""
        if _PAGES.fullmatch(self.code):
            return Place.PAGES
        return Place.EPUB if _EPUB.fullmatch(self.code) else Place.SOURCES


def places(book: Path, named: str) -> list[Path]:
    """Return where the list of a book stands, then where it might; ``named`` is its ``octavo_accepted``."""
    paths = [Path(os.path.normpath(book / place)) for place in ([named] if named else PLACES)]
    return sorted(paths, key=lambda path: not path.is_file())


def judged(findings: Iterable[Finding], text: str, name: str) -> list[Finding]:
    """Return the sources' findings, those accepted marked as such, and what is wrong with the list itself.

    ``text`` is the list's TOML, ``name`` its path as findings tell it.
    """
    found = list(findings)
    acceptances, broken = read(text, name)
    valid = [a for a in acceptances if a.reason and a.is_possible]
    out = [_marked(finding, valid) for finding in found]
    here = [a for a in valid if a.place is Place.SOURCES]
    lost = [*unused(here, found, name), *unreasoned(acceptances, name), *impossible(acceptances, name)]
    return [*out, *broken, *lost]


def judged_pages(findings: Iterable[Finding], text: str, name: str) -> list[Finding]:
    """Return the findings of the printed pages in their order, those accepted marked, and lost acceptances.

    Pages move with every change, so a lost one is a warning here. What else is wrong with the list the check
    of the sources says.
    """
    found = list(findings)
    valid = [a for a in read(text, name)[0] if a.reason and a.place is Place.PAGES]
    lost = (replace(fault, severity=Severity.WARNING) for fault in unused(valid, found, name))
    return [*(_marked(finding, valid) for finding in found), *lost]


def judged_epub(findings: Iterable[Finding], text: str, name: str) -> list[Finding]:
    """Return the findings of the finished EPUB, accepted warnings marked, and what is wrong with the list.

    A warning may be a matter of taste, an error never is. A lost acceptance is a warning, as of the printed
    pages: the EPUB can be read all the same.
    """
    found = list(findings)
    valid = [a for a in read(text, name)[0] if a.reason and a.place is Place.EPUB]
    lost = (replace(fault, severity=Severity.WARNING) for fault in unused(valid, found, name))
    grave = {a for a in valid for f in found if a.covers(f) and f.severity is Severity.ERROR}
    marked = (_marked(f, valid) if f.severity is Severity.WARNING else f for f in found)
    return [*marked, *lost, *impossible(grave, name, grave)]


def _marked(finding: Finding, acceptances: Sequence[Acceptance]) -> Finding:
    """Return a finding, marked where it is accepted."""
    for acceptance in acceptances:
        if acceptance.covers(finding):
            return replace(finding, severity=Severity.ACCEPTED, reason=acceptance.reason)
    return finding


def read(text: str, name: str) -> tuple[list[Acceptance], list[Finding]]:
    """Return the acceptances of a list, and A003 for what cannot be read."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        end = f"at line {text.count(chr(10)) + 1}, column 1"
        return [], list(unreadable([str(error).replace("at end of document", end)], name))
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    entries: Any = data.pop("accept", [])
    faults = [f"{key!r} is unknown (at line {_line_of(key, text)}, column 1)" for key in data]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return [], list(unreadable(["'accept' is no list of tables"], name))
    places = lines if len(lines) == len(entries) else [0] * len(entries)
    out: list[Acceptance] = []
    for at, entry in zip(places, entries, strict=True):
        if wrong := list(_wrong(entry)):
            faults += [f"{fault} (at line {at}, column 1)" for fault in wrong]
        else:
            out.append(Acceptance(at, reason=str(entry.get("reason", "")).strip(), **_without_reason(entry)))
    return out, list(unreadable(faults, name))


def _without_reason(entry: dict[str, Any]) -> dict[str, Any]:
    """Return the other fields of an entry."""
    return {field: value for field, value in entry.items() if field != "reason"}


def _wrong(entry: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the fields of an entry."""
    for field in ("code", "path"):
        if not entry.get(field):
            yield f"the acceptance has no {field}"
    for field, value in entry.items():
        if field not in _TYPES:
            yield f"the field {field!r} is unknown"
        elif type(value) is not _TYPES[field]:
            yield f"{field} = {value!r} is no {'number' if _TYPES[field] is int else 'text'}"


def _line_of(key: str, text: str) -> int:
    """Return the line on which a key of the file stands, 1 where it is not found."""
    match = re.search(rf"^[ \t\[\"']*{re.escape(key)}", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def unused(acceptances: Iterable[Acceptance], findings: Sequence[Finding], name: str) -> Iterator[Finding]:
    """Yield A001 for each acceptance that no finding answers to.

    Bad: ``[[accept]]`` of a fault that was mended since. Good: the acceptance deleted with the fault.
    """
    for one in acceptances:
        if not any(one.covers(finding) for finding in findings):
            message = f"nothing answers to the acceptance of {one.code} in {one.path}"
            yield Finding(name, one.at, "A001", message, "delete it, or mend its path, line or text")


def unreasoned(acceptances: Iterable[Acceptance], name: str) -> Iterator[Finding]:
    """Yield A002 for each acceptance without a reason; it accepts nothing.

    Bad: ``code = "B015"`` and ``path = "*.bib"`` alone.
    Good: with ``reason = "the book itself prints it so"``.
    """
    for one in acceptances:
        if not one.reason:
            message = f"the acceptance of {one.code} in {one.path} has no reason"
            yield Finding(name, one.at, "A002", message, 'add reason = "..."')


def unreadable(faults: Iterable[str], name: str) -> Iterator[Finding]:
    """Yield A003 for each part of the list that cannot be read.

    Bad: ``code = C012``. Good: ``code = "C012"``, a text in quotation marks.
    """
    for fault in faults:
        match = re.search(r" \(at line (?P<line>\d+), column \d+\)$", fault)
        line = int(match["line"]) if match else 0
        message = fault[: match.start()] if match else fault
        remedy = "write [[accept]] with code, path and reason, and line or text where they help"
        yield Finding(name, line, "A003", message[:1].lower() + message[1:], remedy)


def impossible(
    acceptances: Iterable[Acceptance], name: str, grave: Set[Acceptance] = frozenset()
) -> Iterator[Finding]:
    """Yield A004 for each acceptance of a code that nobody can accept, or of an error of the EPUB.

    Bad: ``code = "C001"``: the edition would have a citation of nothing. Good: the key mended.
    """
    for one in acceptances:
        if not one.is_possible or one in grave:
            message = f"{one.code} cannot be accepted"
            yield Finding(name, one.at, "A004", message, "mend what it reports")


#: Every generator of this file.
RULES = (unused, unreasoned, unreadable, impossible)
