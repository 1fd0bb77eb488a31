"""``octavo proof-sheet``: set one chapter with its numbers in the book, what is new marked in the margin.

The pages, notes, figures and cross-references have the numbers of the book as it was set last; a bar beside
a line says that it changed, a caret that words are gone. The proof stands in proof-sheets/.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "set one chapter, what is new marked in the margin"
    parser = subparsers.add_parser("proof-sheet", help=about, description=__doc__)
    parser.add_argument("chapter", help="number of the chapter, or its document, such as preface")
    parser.add_argument("book", nargs="?", default=Path("book"), type=Path, help="folder that holds conf.py")
    parser.add_argument("--out", default=Path("build"), type=Path, help="folder of the finished editions")
    parser.add_argument(
        "--against", choices=["print", "proof"], default="print",
        help="what it is held against: the printed book that was built last, or the chapter's last proof",
    )  # fmt: skip
    parser.add_argument("--spaced", action="store_true", help="leave room between the lines for a pen")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the proof; return 0."""
    from octavo.findings import as_text
    from octavo.production.folders import Folders
    from octavo.production.progress import Progress
    from octavo.production.proofing import Against, Proofing, proof_sheet, told

    against = Against(args.against)
    asked = Proofing(args.chapter, against, args.spaced)
    proof = proof_sheet(Folders.of(args.book, args.out), asked, Progress())
    if said := as_text(proof.findings):
        print(said, file=sys.stderr)
    print(told(proof, against))
    return 0
