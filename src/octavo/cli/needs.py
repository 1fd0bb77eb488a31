"""The option ``--for``: which editions and tasks a command is about."""

from __future__ import annotations

import argparse

from octavo.edition import Edition
from octavo.system.thing import Need, Task

_EVERY = {need.value: need for need in (*Edition, *Task)}


def add_needs(parser: argparse.ArgumentParser) -> None:
    """Add the option; every edition is meant where it is not given."""
    names = ", ".join(_EVERY)
    parser.add_argument(
        "--for", dest="needs", nargs="+", metavar="NEED", choices=_EVERY, default=list(Edition), help=names
    )


def needs(args: argparse.Namespace) -> list[Need]:
    """Return the editions and tasks that were asked for."""
    return [_EVERY[name] for name in args.needs]
