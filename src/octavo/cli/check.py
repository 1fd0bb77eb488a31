"""``octavo check``: read the book and say everything that is wrong with it, without building.

With --print: measure the pages of the printed book, or of a FILE, and say what is wrong with them, the worst
first.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.citations.place import Place
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

if TYPE_CHECKING:
    from octavo.production.checked import Checked

FORMATS = ("text", "json", "junit", "sarif")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "say everything that is wrong with the sources"
    parser = subparsers.add_parser("check", help=about, description=__doc__)
    add_folders(parser)
    about = "measure the printed pages instead: of the book that was built last, or of a PDF"
    parser.add_argument("--print", nargs="?", const="", metavar="FILE", dest="printed", help=about)
    parser.add_argument("--format", choices=FORMATS, default="text", help="form of the findings")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the findings into a file")
    parser.add_argument("--strict", action="store_true", help="take warnings as errors")
    parser.add_argument("--unverified", action="store_true", help="list the places still to be looked up")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check; return 0, or 1 when something is wrong."""
    if args.printed is not None:
        from octavo.cli import measured as pages

        found, book = pages.measured(args.printed, args.book, args.out)
        # One by one: the order is that of weight.
        found = [strict([finding])[0] for finding in found] if args.strict else found
        told = pages.listed(found) if args.format == "text" else formatted(found, args.format, book)
        return _tell(args, found, told, pages.verdict(found))
    checked = _checked(args)
    found = list(checked.findings)
    if args.strict:
        found = strict(found)
    told = formatted(found, args.format, args.book)
    status = _tell(args, found, told, verdict(found, checked.citations, len(checked.unverified)))
    if args.unverified:
        print("\n".join(worklist(checked.unverified)))
    return status


def _tell(args: argparse.Namespace, found: Sequence[Finding], told: str, verdict: str) -> int:
    """Print or write what was found; return the exit code."""
    if args.output:
        _write(args.output, told)
    elif told:
        print(told.rstrip("\n"))
    if args.format == "text" or args.output:
        print(verdict)
    return 1 if errors(found) else 0


def _checked(args: argparse.Namespace) -> Checked:
    """Check a book."""
    from octavo.production.checked import Checked, known
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
        return Checked.of(fault.findings, 0)
    return checked


def formatted(found: Sequence[Finding], form: str, book: Path) -> str:
    """Return findings in one of :data:`FORMATS`, their files as seen from the working directory."""
    if form == "text":
        return as_text(found)
    if form == "json":
        return as_json(found)
    from octavo import __version__
    from octavo.codes.registry import of_the_pages, of_the_sources

    base = Path(os.path.relpath(book)).as_posix()
    rules = of_the_pages() if any(finding.code[0] == "L" for finding in found) else of_the_sources()
    if form == "junit":
        return as_junit(found, rules, base)
    return as_sarif(found, rules, base, __version__)


def verdict(found: Sequence[Finding], citations: int, unverified: int = 0) -> str:
    """Return the last line of a check: how much is wrong, or how much is right.

    A book that keeps no account of verification is told nothing of it.
    """
    wrong = len(errors(found))
    doubtful = len(open_findings(found)) - wrong
    parts = [f"{wrong} fault{'s' * (wrong != 1)}" if wrong else f"{citations} citations, no fault"]
    if doubtful:
        parts.append(f"{doubtful} warning{'s' * (doubtful != 1)}")
    if kept := len(accepted(found)):
        parts.append(f"{kept} accepted")
    if 0 < unverified < citations:
        parts.append(f"{unverified} not verified")
    return ", ".join(parts)


def worklist(places: Sequence[Place]) -> Iterator[str]:
    """Yield the lines of what to look up, work by work, as one takes it to a library."""
    if not places:
        yield "everything cited is verified"
        return
    keys = sorted({place.key for place in places})
    yield f"not verified: {len(places)} citation{'s' * (len(places) != 1)} of {len(keys)} works"
    for key in keys:
        yield key
        by_locator: dict[str, dict[str, list[int]]] = {}
        for place in (place for place in places if place.key == key):
            lines = by_locator.setdefault(place.locator, {}).setdefault(place.path, [])
            lines += [place.line] if place.line not in lines else []
        for locator, files in by_locator.items():
            told = "; ".join(f"{path}:{', '.join(map(str, lines))}" for path, lines in files.items())
            yield f"    {locator or '(the work)'}  {told}"


def _write(path: Path, text: str) -> None:
    """Write the findings into a file.

    Raises :class:`MachineFault` where that is not possible.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.endswith("\n") or not text else f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise MachineFault(f"{path}: {error.strerror}; name another file with --output") from error
