"""Reading ``.bib`` files: every entry with its place, and every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pybtex.database import InvalidNameString, Person
from pybtex.database.input.bibtex import UndefinedMacro, month_names
from pybtex.scanner import PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from octavo.bibliography.inherit import inherited
from octavo.bibliography.kinds import DATA, KINDS
from octavo.bibliography.scan import Scanner
from octavo.bibliography.source import text_of
from octavo.bibliography.work import OTHERS, PERSON_FIELDS, Work
from octavo.findings import Finding

#: So many people at most in one field; the largest collaborations of physics have some five thousand.
CROWD = 10_000

#: What ends a key in a citation, or in reStructuredText; or shows that the entry has no key.
_UNCITABLE = re.compile(r"[{};=`\\]")

_JOINTS = re.compile(r"[{}]|\sand(?=\s)", re.IGNORECASE)


#: Fields of a work, in order.
_FIELDS = tuple(f.name for f in fields(Work))


@dataclass(slots=True)
class Library:
    """Every work of the book's ``.bib`` files, and what is wrong with the files."""

    works: dict[str, Work] = field(default_factory=dict)  #: Works by key, in the order of the files.
    findings: list[Finding] = field(default_factory=list)

    def __getstate__(self) -> tuple[Any, ...]:
        """Return what pickle writes: works as tuples, which come back in half the time."""
        return ([tuple(getattr(w, name) for name in _FIELDS) for w in self.works.values()], self.findings)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Take back what pickle wrote."""
        made = [Work(*values) for values in state[0]]
        self.works, self.findings = {work.key: work for work in made}, state[1]


def load(paths: Sequence[Path], base: Path) -> Library:
    """Read ``.bib`` files in order; string macros of one file serve the next.

    ``base`` is the folder that the findings' paths are relative to. Nothing is raised: what
    is wrong with a file stands in the library's findings, and the rest of the file is read.
    """
    library = Library()
    macros = CaseInsensitiveDict(month_names)
    known: dict[str, Person] = {}
    for path in paths:
        name = relative(path, base)
        if text := text_of(path, name, library.findings):
            _Reader(name, text, macros, known, library).read()
    library.findings += inherited(library.works)
    return library


def relative(path: Path, base: Path) -> str:
    """Return a path as an author would write it from the book's folder."""
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return (
            Path("..", path.relative_to(base.parent)).as_posix() if base.parent in path.parents else str(path)
        )


class _Reader:
    """Reads one file into a library."""

    def __init__(self, name: str, text: str, macros: Any, known: dict[str, Person], library: Library) -> None:
        self.name = name
        self.library = library
        self.known = known
        self.scanner = Scanner(text, macros, self.on_error)

    def report(self, line: int, code: str, message: str, remedy: str) -> None:
        """Note a finding of this file."""
        self.library.findings.append(Finding(self.name, line, code, message, remedy))

    def on_error(self, error: PybtexSyntaxError) -> None:
        """Note what the scanner could not read, and go on behind it."""
        if isinstance(error, UndefinedMacro):
            message = f"{error.args[0]!r} is no @string of this bibliography"
            self.report(
                error.lineno,
                "B007",
                message,
                "define the @string before its use, or put braces round the text",
            )
            return
        wanted = str(error).removeprefix("syntax error in line ").lstrip("0123456789: ")
        key = self.scanner.current_entry_key
        what = f"entry {key!r} does not parse" if key else "does not parse"
        start = self.scanner.line
        message = (
            f"{what} near line {error.lineno}: {wanted}" if error.lineno != start else f"{what}: {wanted}"
        )
        self.report(start, "B001", message, "look for a missing comma, brace or quotation mark")

    def read(self) -> None:
        """Read every entry of the file."""
        for command, body in self.scanner:
            if command.lower() not in {"string", "preamble", "comment"}:
                self.add(command.lower(), *body)

    def add(self, kind: str, key: str | None, pairs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Add one entry, unless its key is taken."""
        line = self.scanner.line
        if not key:
            return
        if _UNCITABLE.search(key):
            message = f"no citation can name the key {key!r}"
            self.report(line, "B021", message, "give the entry a key of letters, digits and hyphens")
        if known := self.library.works.get(key):
            message = f"key {key!r} is taken by the entry in {known.path}:{known.line}"
            self.report(line, "B002", message, "give one of the two another key, or delete it")
            return
        if kind not in KINDS and kind != DATA:
            self.report(
                line,
                "B003",
                f"entry type @{kind} of {key!r} is unknown",
                f"use one of {', '.join(sorted(KINDS))}",
            )
        fields: dict[str, str] = {}
        people: dict[str, tuple[Person, ...]] = {}
        for name, parts in pairs:
            name = name.lower()
            if name in fields or name in people:
                self.report(line, "B006", f"entry {key!r} has the field {name} twice", "keep one of them")
                continue
            value = normalize_whitespace("".join(parts))
            if name in PERSON_FIELDS:
                people[name] = tuple(self.people(key, line, name, value))
            else:
                fields[name] = value
        self.library.works[key] = Work(key, kind, fields, people, self.name, line)

    def people(self, key: str, line: int, role: str, value: str) -> Iterator[Person]:
        """Yield the people of a field."""
        names = _names(value)
        if len(names) > CROWD:
            message = f"{role} of {key!r} names {len(names)} people"
            self.report(line, "B022", message, f"name {CROWD} at most, the last of them 'others'")
        for name in names[:CROWD]:
            if name not in self.known:
                try:
                    # The engine reads a last name that says so as "et al."
                    self.known[name] = Person(f"{{{OTHERS}}}" if name.lower() == OTHERS else name)
                except InvalidNameString:
                    message = f"{role} {name[:80]!r} of {key!r} has too many commas"
                    remedy = "put ' and ' between people, or braces round an institution"
                    self.report(line, "B008", message, remedy)
                    continue
            yield self.known[name]


def _names(value: str) -> list[str]:
    """Return the names in a field of people: ``and`` stands between them, where no brace is open."""
    names: list[str] = []
    start = depth = 0
    for match in _JOINTS.finditer(value):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            names.append(value[start : match.start()].strip())
            start = match.end()
    return [name for name in (*names, value[start:].strip()) if name]


def bibtex_state(paths: Sequence[Path]) -> Any:
    """Return what tells sphinxcontrib-bibtex that the files are read; the library holds the works."""
    from pybtex.database import BibliographyData
    from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

    files = {path: BibFile(get_mtime(path), {}) for path in paths}
    return BibData(encoding="utf-8-sig", bibfiles=files, data=BibliographyData())
