"""``octavo doctor``: what is here, what is missing, and the command that mends it."""

from __future__ import annotations

import argparse
import sys

from octavo.cli.needs import add_needs, needs
from octavo.system.install import without_question
from octavo.system.inventory import look
from octavo.system.messages import report
from octavo.system.programs import needed_by
from octavo.system.thing import Manager, Weight


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "say what is here, what is missing, and what mends it"
    parser = subparsers.add_parser("doctor", help=about, description=__doc__)
    add_needs(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the report; return 0 if everything required is here, 2 if not."""
    wanted = needs(args)
    inventory = look(needed_by(wanted))
    print(f"here     Python {sys.version.split()[0]}  {sys.executable}")
    print("\n".join(report(inventory, wanted)))
    if not any(m.thing.weight is Weight.REQUIRED for m in inventory.missing):
        return 0
    if inventory.manager is Manager.APT and without_question() is not None:
        print("octavo does this by itself before it builds.")
    return 2
