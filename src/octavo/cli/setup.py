"""``octavo setup``: install the programs and fonts that are missing, where that needs no question."""

from __future__ import annotations

import argparse
import sys

from octavo.cli.needs import add_needs, needs
from octavo.system.install import ensure
from octavo.system.messages import cannot


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "install what is missing, or name the command that does"
    parser = subparsers.add_parser("setup", help=about, description=__doc__)
    add_needs(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Install; return 0 if everything required is here afterwards, 2 if not."""
    wanted = needs(args)
    inventory = ensure(wanted)
    lacking = {need: missing for need in wanted if (missing := inventory.lacking(need))}
    for need, missing in lacking.items():
        print(cannot(need, missing, inventory.manager), file=sys.stderr)
    return 2 if lacking else 0
