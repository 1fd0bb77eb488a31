"""``octavo bench``: measure whole builds beside plain Sphinx, the work on citations, and the press."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.findings import MachineFault

if TYPE_CHECKING:
    from octavo.bench.measure import Measure

#: What can be measured, and what its size counts.
UNITS = {"build": "chapters", "citations": "citations", "press": "chapters"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("bench", help="measure time and memory", description=__doc__)
    parser.add_argument("--what", nargs="+", choices=UNITS, default=list(UNITS), help="what to measure")
    parser.add_argument(
        "--chapters", type=int, nargs="+", default=[10, 40, 160], help="lengths of the book that is built"
    )
    parser.add_argument(
        "--citations", type=int, nargs="+", default=[1250, 2500, 5000], help="citations of the dense book"
    )
    parser.add_argument("--work", type=Path, default=Path("build", "bench"), help="folder to build in")
    parser.add_argument("--out", type=Path, default=Path("bench"), help="folder of the results")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure; for each bench print the table, and write it and the measures as ``.md`` and ``.json``.

    Raises :class:`MachineFault` where a program is missing.
    """
    from octavo.system.install import ensure
    from octavo.system.messages import cannot
    from octavo.system.thing import Task

    inventory = ensure([Task.BENCH])
    if lacking := inventory.lacking(Task.BENCH):
        raise MachineFault(cannot(Task.BENCH, lacking, inventory.manager))
    for what in args.what:
        measures: list[Measure] = []
        try:
            for measure in taken(what, args):
                measures.append(measure)
                tell(measure, UNITS[what])
        finally:  # What was measured before a fault is worth keeping.
            if measures:
                write_results(args.out, what, measures)
    return 0


def taken(what: str, args: argparse.Namespace) -> Iterator[Measure]:
    """Yield the measures of a bench as they are taken."""
    from octavo.bench import citing, comparison, pressing
    from octavo.bench.book import Shape

    if what == "build":
        for length in args.chapters:
            yield from comparison.compare(args.work / "build" / str(length), Shape(length))
    elif what == "citations":
        for count in args.citations:
            yield from citing.measure(args.work / "citations" / str(count), count)
    else:
        yield from pressing.measure(args.work / "press")


def tell(measure: Measure, unit: str) -> None:
    """Say one measure."""
    numbers = ((measure.cpu, "s of the processor"), (measure.seconds, "s"))
    told = ", ".join(f"{value:.2f} {name}" for value, name in numbers if value is not None)
    note = f" ({measure.note})" if measure.note else ""
    print(f"{measure.size:5} {unit}  {measure.program:7} {measure.stage:40} {told}{note}", flush=True)


def write_results(folder: Path, what: str, measures: Iterable[Measure]) -> None:
    """Print the table, and keep it with the measures and the machine that they were taken on."""
    from octavo.bench.table import table

    measures = list(measures)
    text = "\n".join(table(measures, UNITS[what]))
    print(f"\n{text}\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{what}.md").write_text(text + "\n", encoding="utf-8")
    results = {"machine": machine(), "measures": [asdict(measure) for measure in measures]}
    (folder / f"{what}.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, str | int]:
    """Return what the times depend on, and nothing that names the machine."""
    return {
        "processors": os.cpu_count() or 0,
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": sys.version.split()[0],
    }
