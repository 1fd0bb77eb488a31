"""``octavo check``: read the book and say everything that is wrong with it, without building."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from octavo.cli.build import add_folders
from octavo.findings import (
    BookFault,
    Finding,
    MachineFault,
    accepted,
    as_json,
    as_junit,
    as_sarif,
    as_text,
    errors,
    open_findings,
    strict,
)

FORMATS = ("text", "json", "junit", "sarif")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "say everything that is wrong with the sources"
    parser = subparsers.add_parser("check", help=about, description=__doc__)
    add_folders(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the findings")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the findings into a file")
    parser.add_argument("--strict", action="store_true", help="take warnings as errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check; return 0, or 1 when something is wrong."""
    found, citations = _found(args)
    if args.strict:
        found = strict(found)
    told = formatted(found, args.format, args.book)
    if args.output:
        _write(args.output, told)
    elif told:
        print(told.rstrip("\n"))
    if args.format == "text" or args.output:
        print(verdict(found, citations))
    return 1 if errors(found) else 0


def _found(args: argparse.Namespace) -> tuple[list[Finding], int]:
    """Return the findings of a book, and how many citations it has."""
    from octavo.production.checked import known
    from octavo.production.folders import Folders

    try:
        folders = Folders.of(args.book, args.out)
        checked = known(folders)
        if checked is None:
            # Imported late: what has not changed needs no Sphinx.
            from octavo.production.progress import Progress
            from octavo.production.source import check

            checked = check(folders, Progress(stream=sys.stderr)).checked
    except BookFault as fault:
        # A book that cannot be read: a program that reads the findings must learn it too.
        return sorted(fault.findings), 0
    return list(checked.findings), checked.citations


def formatted(found: Sequence[Finding], form: str, book: Path) -> str:
    """Return findings in one of :data:`FORMATS`, their files as seen from the working directory."""
    if form == "text":
        return as_text(found)
    if form == "json":
        return as_json(found)
    from octavo import __version__
    from octavo.codes.registry import of_the_sources

    base = Path(os.path.relpath(book)).as_posix()
    if form == "junit":
        return as_junit(found, of_the_sources(), base)
    return as_sarif(found, of_the_sources(), base, __version__)


def verdict(found: Sequence[Finding], citations: int) -> str:
    """Return the last line of a check: how much is wrong, or how much is right."""
    wrong = len(errors(found))
    doubtful = len(open_findings(found)) - wrong
    parts = [f"{wrong} fault{'s' * (wrong != 1)}" if wrong else f"{citations} citations, no fault"]
    if doubtful:
        parts.append(f"{doubtful} warning{'s' * (doubtful != 1)}")
    if kept := len(accepted(found)):
        parts.append(f"{kept} accepted")
    return ", ".join(parts)


def _write(path: Path, text: str) -> None:
    """Write the findings into a file.

    Raises :class:`MachineFault` where that is not possible.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.endswith("\n") or not text else f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise MachineFault(f"{path}: {error.strerror}; name another file with --output") from error
