"""``octavo bench``: measure time and memory of every stage beside plain Sphinx."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from octavo.bench.book import Shape
from octavo.bench.comparison import compare
from octavo.bench.measure import Measure
from octavo.bench.table import table
from octavo.findings import MachineFault
from octavo.system.install import ensure
from octavo.system.messages import cannot
from octavo.system.programs import Task


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("bench", help="measure time and memory", description=__doc__)
    parser.add_argument("--chapters", type=int, nargs="+", default=[10, 40, 160], help="lengths of the book")
    parser.add_argument("--work", type=Path, default=Path("build", "bench"), help="folder to build in")
    parser.add_argument("--out", type=Path, default=Path("bench"), help="folder of the results")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure, print the table, and write ``results.md`` and ``results.json``.

    Raises :class:`MachineFault` where a program is missing.
    """
    inventory = ensure([Task.BENCH])
    if lacking := inventory.lacking(Task.BENCH):
        raise MachineFault(cannot(Task.BENCH, lacking, inventory.manager))
    measures: list[Measure] = []
    try:
        for length in args.chapters:
            measures += compare(args.work / str(length), Shape(length))
    finally:  # What was measured before a fault is worth keeping.
        if measures:
            write_results(args.out, measures)
    return 0


def write_results(folder: Path, measures: list[Measure]) -> None:
    """Print the table, and keep it with the measures and the machine that they were taken on."""
    text = "\n".join(table(measures))
    print(f"\n{text}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.md").write_text(text + "\n", encoding="utf-8")
    results = {"machine": machine(), "measures": [asdict(measure) for measure in measures]}
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, str | int]:
    """Return what the times depend on, and nothing that names the machine."""
    return {
        "processors": os.cpu_count() or 0,
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": sys.version.split()[0],
    }
