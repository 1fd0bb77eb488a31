"""``octavo impose``: lay the pages of a PDF on sheets, to be printed, folded and cut."""

from __future__ import annotations

import argparse
from pathlib import Path

from octavo.press.folding import SECTIONS, Fold, Scheme


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("impose", help="lay pages on sheets to be folded", description=__doc__)
    parser.add_argument("file", type=Path, help="the PDF")
    parser.add_argument("--scheme", choices=[s.value for s in Scheme], default=Scheme.BOOKLET.value)
    parser.add_argument("--pages", type=int, choices=SECTIONS, default=16, help="pages of a section")
    parser.add_argument("--fold", choices=[f.value for f in Fold], default=Fold.FOLIO.value)
    parser.add_argument("--sheet", choices=["a4", "letter", "a3", "tabloid"], default="a4")
    parser.add_argument(
        "--creep-mm", type=float, default=0.0, metavar="MM", help="what each leaf pushes the next out by"
    )
    parser.add_argument("--out", type=Path, help="file to write; named after the scheme when left out")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Impose; return 0."""
    from octavo.findings import BookFault, Finding
    from octavo.press.imposition import Plan, impose

    if not args.file.is_file():
        raise BookFault([Finding(str(args.file), 0, "R030", "no file is here", "name a PDF")])
    scheme, fold = Scheme(args.scheme), Fold(args.fold)
    if fold is Fold.QUARTO and args.pages < 8:
        message = "a sheet folded twice has eight pages"
        raise BookFault([Finding(str(args.file), 0, "R032", message, "ask for --pages 8 or more")])
    target = args.out or args.file.with_name(f"{args.file.stem}-{scheme}.pdf")
    made = impose(args.file, target, Plan(scheme, args.sheet, args.pages, fold, args.creep_mm))
    size = "at their size" if made.scale == 1 else f"at {made.scale:.0%} of their size"
    print(f"{target}: {made.pages} pages on {made.sides} sides of {args.sheet}, {size}")
    return 0
