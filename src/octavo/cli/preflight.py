"""``octavo preflight``: hold a finished PDF against what a printer asks, every rule a line."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "hold a finished PDF against what a printer asks"
    parser = subparsers.add_parser("preflight", help=about, description=__doc__)
    parser.add_argument("file", type=Path, help="the PDF: an interior, or a cover")
    parser.add_argument("--profile", required=True, help="kdp, ingramspark, generic-pdfx or home")
    parser.add_argument("--part", choices=["interior", "cover"], help="told by the file's name when left out")
    parser.add_argument("--trim", help="trim size that the file is to have, such as 6x9in")
    parser.add_argument("--inks", choices=["black", "colour"], default="black", help="inks of the interior")
    parser.add_argument("--pages", type=int, default=0, help="pages of the interior, for a cover")
    parser.add_argument("--paper", default="", help="paper of the interior, for a cover")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Hold the file against the profile; return 0, or 1 where the printer would refuse it."""
    from octavo.findings import BookFault, Finding, errors
    from octavo.press.colour import Inks
    from octavo.press.job import Job, Part
    from octavo.press.preflight import lines, preflight
    from octavo.press.profiles import load
    from octavo.press.wrap import spine_width
    from octavo.settings import TRIMS

    if not args.file.is_file():
        raise BookFault([Finding(str(args.file), 0, "R030", "no file is here", "name a PDF")])
    if args.trim and args.trim not in TRIMS:
        message = f"the trim size {args.trim!r} is unknown"
        raise BookFault([Finding("--trim", 0, "S002", message, f"use one of {', '.join(TRIMS)}")])
    profile = load(args.profile)
    named = Part.COVER if args.file.stem.endswith("cover") else Part.INTERIOR
    part = Part(args.part) if args.part else named
    trims = (TRIMS[args.trim],) if args.trim else tuple(TRIMS.values())
    spine = spine_width(profile.paper(args.paper), args.pages) if args.pages else None
    results = preflight(args.file, Job(profile, part, trims, Inks(args.inks), args.pages, spine))
    for line in lines(results):
        print(line)
    faults = errors(finding for result in results for finding in result.findings)
    passed = sum(result.passed for result in results)
    print(f"{args.file.name} for {profile.title}: {passed} of {len(results)} rules passed")
    return 1 if faults else 0
