"""``octavo check``: read the book and say everything that is wrong with it, without building."""

from __future__ import annotations

import argparse
import sys

from octavo.cli.build import add_folders
from octavo.findings import as_json, as_text, errors


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "say everything that is wrong with the sources"
    parser = subparsers.add_parser("check", help=about, description=__doc__)
    add_folders(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="form of the findings")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check; return 0, or 1 when something is wrong."""
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.production.run import check

    progress = Progress(stream=sys.stderr)
    source = check(Folders.of(args.book, args.out), progress)
    found = sorted(set(source.findings))
    if args.format == "json":
        print(as_json(found))
    elif found:
        print(as_text(found))
    count = len(errors(found))
    if args.format == "text":
        told = f"{count} fault{'s' * (count != 1)}"
        print(told if count else f"{len(source.expectation.citations)} citations, no fault")
    return 1 if count else 0
