"""The ``octavo`` command: every fault becomes a line or two, never a traceback."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from collections.abc import Sequence

from octavo import __version__
from octavo.findings import BookFault, MachineFault, as_text

#: Exit codes, the same for every command.
AUTHOR, MACHINE, INTERRUPTED = 1, 2, 130


def process() -> int:
    """Run a command as the one task of this process."""
    # What is read of a book stays to the end: to look for what could be freed of it finds little and takes
    # a fifth of the time, at the end of the process too.
    gc.set_threshold(50_000, 20, 50)
    try:
        return main()
    finally:
        gc.freeze()


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    # Imported here, so that a command that needs no Sphinx starts without it.
    from octavo.cli import COMMANDS

    top = argparse.ArgumentParser(prog="octavo", description="Books from one source, every citation proved.")
    top.add_argument("--version", action="version", version=f"octavo {__version__}")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 for the author's faults, 2 for the machine's."""
    args = parser().parse_args(argv)
    # It tells of every table of every font, to whoever listens.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    try:
        return int(args.run(args))
    except BookFault as fault:
        print(as_text(fault.findings), file=sys.stderr)
        return AUTHOR
    except MachineFault as fault:
        print(f"octavo: {fault}", file=sys.stderr)
        return MACHINE
    except KeyboardInterrupt:
        print("octavo: stopped; what was published before stands as it was", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MACHINE
    except Exception as error:
        if os.environ.get("OCTAVO_DEBUG"):
            raise
        kind = type(error).__name__
        print(
            f"octavo: a fault of octavo's own: {kind}: {error}\n"
            "  What was published before stands as it was. OCTAVO_DEBUG=1 shows where it happened;\n"
            "  please report it.",
            file=sys.stderr,
        )
        return MACHINE
