"""The commands, one file each, in the order in which ``octavo --help`` lists them."""

from __future__ import annotations

import argparse
from typing import Protocol

from octavo.cli import (
    bench,
    build,
    check,
    clean,
    codes,
    doctor,
    impose,
    judge,
    new,
    new_chapter,
    preflight,
    proof_sheet,
    serve,
    setup,
)


class Command(Protocol):
    """What the file of a command offers; its parser knows the function that runs it."""

    def add_parser(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Describe the command."""


COMMANDS: tuple[Command, ...] = (
    build, check, judge, serve, new, new_chapter, preflight, proof_sheet, impose, doctor, setup, codes, bench,
    clean,
)  # fmt: skip
