"""``octavo build``: make the editions, open them, prove every citation in them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from octavo.edition import Edition
from octavo.findings import accepted, as_text


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "make the editions and prove every citation in them"
    parser = subparsers.add_parser("build", help=about, description=__doc__)
    add_folders(parser)
    parser.add_argument(
        "--edition",
        action="append",
        choices=[e.value for e in Edition],
        help="only this edition; may be repeated",
    )
    parser.set_defaults(run=run)


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that name the book's folder and that of the editions."""
    parser.add_argument("book", nargs="?", default=Path("book"), type=Path, help="folder that holds conf.py")
    parser.add_argument("--out", default=Path("build"), type=Path, help="folder of the finished editions")


def run(args: argparse.Namespace) -> int:
    """Build; return 0, 1 for the author's faults, 2 when the machine could not make an edition."""
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.system.install import ensure
    from octavo.system.messages import cannot

    folders = Folders.of(args.book, args.out)
    editions = tuple(Edition(name) for name in args.edition or list(Edition))
    progress = Progress()
    inventory = ensure(editions, progress.say)
    lacking = {edition: missing for edition in editions if (missing := inventory.lacking(edition))}
    messages = {edition: cannot(edition, missing, inventory.manager) for edition, missing in lacking.items()}
    impossible = tuple((edition.value, text) for edition, text in messages.items())

    # Imported late: a build with nothing to do needs no Sphinx.
    from octavo.production.unchanged import unchanged

    outcome = unchanged(folders, tuple(e for e in editions if e not in lacking), impossible)
    if outcome is None:
        from octavo.production.run import Order, build

        outcome = build(Order(folders, editions, impossible), progress)
    return tell(outcome, folders)


def tell(outcome: object, folders: object) -> int:
    """Say what a build gave, and return its exit code."""
    from octavo.production.folders import Folders
    from octavo.production.outcome import Outcome, pages_note, summary

    assert isinstance(outcome, Outcome)
    assert isinstance(folders, Folders)
    # The pages have a list of their own, the worst first.
    if told := as_text(finding for finding in outcome.findings if finding.code[0] != "L"):
        print(told, file=sys.stderr)
    for line in summary(outcome, folders.out):
        print(line)
    for note in (*outcome.notes, *filter(None, [pages_note(outcome)])):
        print(f"note: {note}")
    if kept := len(accepted(outcome.findings)):
        print(f"note: {kept} finding{'s' * (kept != 1)} accepted, each with its reason")
    for _, text in outcome.impossible:
        print(text, file=sys.stderr)
    if outcome.status == 1:
        count = sum(f.severity == "error" for f in outcome.findings)
        print(
            f"octavo: {count} fault{'s' * (count != 1)} to mend; what was published before stands as it was",
            file=sys.stderr,
        )
    return outcome.status
