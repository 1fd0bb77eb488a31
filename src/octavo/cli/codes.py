"""``octavo codes``: print what every code of a finding means, as the manual's page."""

from __future__ import annotations

import argparse


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    about = "print what every code of a finding means"
    parser = subparsers.add_parser("codes", help=about, description=__doc__)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the page."""
    # Imported here, so that the other commands start without Sphinx.
    from octavo.codes.page import page
    from octavo.codes.registry import registry

    print(page(registry()), end="")
    return 0
