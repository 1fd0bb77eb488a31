"""Reading ``.bib`` files: every entry with its place, and every fault at once."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pybtex.bibtex.utils import split_name_list
from pybtex.database import InvalidNameString, Person
from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro, month_names
from pybtex.scanner import PybtexSyntaxError
from pybtex.textutils import normalize_whitespace
from pybtex.utils import CaseInsensitiveDict

from octavo.bibliography.kinds import KINDS
from octavo.bibliography.work import PERSON_FIELDS, Work
from octavo.findings import Finding


@dataclass(slots=True)
class Library:
    """Every work of the book's ``.bib`` files, and what is wrong with the files."""

    works: dict[str, Work] = field(default_factory=dict)  #: Works by key, in the order of the files.
    findings: list[Finding] = field(default_factory=list)


def load(paths: Sequence[Path], base: Path) -> Library:
    """Read ``.bib`` files in order; string macros of one file serve the next.

    ``base`` is the folder that the findings' paths are relative to. Nothing is raised: what
    is wrong with a file stands in the library's findings, and the rest of the file is read.
    """
    library = Library()
    macros = CaseInsensitiveDict(month_names)
    for path in paths:
        name = relative(path, base)
        if text := _text(path, name, library):
            _Reader(name, text, macros, library).read()
    return library


def relative(path: Path, base: Path) -> str:
    """Return a path as an author would write it from the book's folder."""
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return (
            Path("..", path.relative_to(base.parent)).as_posix() if base.parent in path.parents else str(path)
        )


def _text(path: Path, name: str, library: Library) -> str:
    """Return a file's text, or nothing after a finding."""
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "create it or mend bibtex_bibfiles in conf.py"
        library.findings.append(Finding(name, 0, "B005", f"cannot be read: {error.strerror}", remedy))
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        library.findings.append(Finding(name, line, "B004", message, "save the file as UTF-8"))
        return data.decode("utf-8-sig", errors="replace")


class _Reader:
    """Reads one file into a library."""

    def __init__(self, name: str, text: str, macros: Mapping[str, str], library: Library) -> None:
        self.name = name
        self.library = library
        self.breaks = [i for i, character in enumerate(text) if character == "\n"]
        self.parser = LowLevelParser(text, macros=macros, handle_error=self.on_error, filename=name)

    def line(self) -> int:
        """Return the line on which the command at hand begins."""
        return bisect.bisect_left(self.breaks, self.parser.command_start or 0) + 1

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
        key = self.parser.current_entry_key
        what = f"entry {key!r} does not parse" if key else "does not parse"
        start = self.line()
        message = (
            f"{what} near line {error.lineno}: {wanted}" if error.lineno != start else f"{what}: {wanted}"
        )
        self.report(start, "B001", message, "look for a missing comma, brace or quotation mark")

    def read(self) -> None:
        """Read every entry of the file."""
        for command, body in self.parser:
            if command.lower() not in {"string", "preamble", "comment"}:
                self.add(command.lower(), *body)

    def add(self, kind: str, key: str | None, pairs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Add one entry, unless its key is taken."""
        line = self.line()
        if not key:
            return
        if known := self.library.works.get(key):
            message = f"key {key!r} is taken by the entry in {known.path}:{known.line}"
            self.report(line, "B002", message, "give one of the two another key, or delete it")
            return
        if kind not in KINDS:
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
        for name in split_name_list(value):
            if name.lower() == "others":
                continue
            try:
                yield Person(name)
            except InvalidNameString:
                message = f"{role} {name!r} of {key!r} has too many commas"
                self.report(
                    line, "B008", message, "put ' and ' between people, or braces round an institution"
                )


def bibtex_state(library: Library, paths: Sequence[Path]) -> Any:
    """Return the works as sphinxcontrib-bibtex keeps them, so that it does not read the files again."""
    from pybtex.database import BibliographyData
    from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

    files = {path: BibFile(get_mtime(path), {}) for path in paths}
    data = BibliographyData({key: work.entry() for key, work in library.works.items()})
    return BibData(encoding="utf-8-sig", bibfiles=files, data=data)
