"""``octavo clean``: remove everything that was built."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from octavo.edition import Edition

OTHERS = ("report", "bench", ".octavo")  #: What stands there beside the editions.


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("clean", help="remove everything that was built", description=__doc__)
    parser.add_argument("--out", default=Path("build"), type=Path, help="folder of the finished editions")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Remove what octavo built, and nothing else that may stand in the same folder."""
    for name in (*Edition, *OTHERS):
        if (args.out / name).is_dir():
            shutil.rmtree(args.out / name)
    if args.out.is_dir() and not any(args.out.iterdir()):
        args.out.rmdir()
    return 0
