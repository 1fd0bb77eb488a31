"""``octavo judge``: build the book, then ask EPUBCheck, Ace, axe and a browser what they say of it."""

from __future__ import annotations

import argparse
import sys

from octavo.cli import build
from octavo.edition import Edition

#: The editions that anybody judges; paper is held against printers by the press.
JUDGED = (Edition.EPUB, Edition.WEB)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "build, then ask EPUBCheck, Ace, axe and Chromium"
    parser = subparsers.add_parser("judge", help=about, description=__doc__)
    build.add_folders(parser)
    parser.add_argument(
        "--edition", action="append", choices=[e.value for e in JUDGED], help="ask about this edition alone"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build and ask; return 0, 1 where a judge finds a fault, 2 where one could not be run."""
    from octavo.findings import as_text
    from octavo.production.asking import ask
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.proof.verdict import findings, line
    from octavo.system.install import ensure
    from octavo.system.thing import Task

    editions = tuple(Edition(name) for name in args.edition or JUDGED)
    progress = Progress()
    ensure([Task.JUDGE], progress.say)
    status = build.run(argparse.Namespace(book=args.book, out=args.out, edition=None))
    if status == 1:
        return status
    verdicts = ask(Folders.of(args.book, args.out), editions, progress)
    told = [verdict for verdict in verdicts if verdict.edition in editions]
    if found := findings(told):
        print(as_text(found), file=sys.stderr)
    for verdict in told:
        print(line(verdict))
    if any(verdict.faults for verdict in told):
        return 1
    return 0 if all(verdict.was_run for verdict in told) else 2
