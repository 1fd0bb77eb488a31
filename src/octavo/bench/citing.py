"""The benchmark of citations: the check, and the work on citations within a whole build."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from octavo.bench.book import Shape
from octavo.bench.comparison import edit
from octavo.bench.measure import Measure, run
from octavo.bench.settings import write_for_octavo
from octavo.bench.watch import Tally

SOURCES = 10_000  #: Works in the bibliography.
#: Citations in a chapter, and its words: one citation to forty words, as the flagship has them.
DENSE, WORDS = 125, 5000
OCTAVO = (sys.executable, "-m", "octavo")
TALLY = "tally.json"
#: What is written into a chapter: a citation more.
CITING = "\nOne sentence more was written here :cite:p:`source-001{7}`.\n"


def shape(citations: int) -> Shape:
    """Return a book of so many citations."""
    return Shape(citations // DENSE, words=WORDS, citations=DENSE, sources=SOURCES)


def measure(folder: Path, citations: int) -> Iterator[Measure]:
    """Write a book of so many citations, and yield each measure as it is taken."""
    shutil.rmtree(folder, ignore_errors=True)
    write_for_octavo(folder / "book", shape(citations))
    yield from _checks(folder, citations)
    shutil.rmtree(folder / "build")
    yield from _builds(folder, citations)


def _checks(folder: Path, citations: int) -> Iterator[Measure]:
    """Yield what the check alone takes."""
    for stage in ("check, cold", "check, nothing changed", "check, one chapter changed"):
        if stage.endswith("one chapter changed"):
            edit(folder / "book", CITING)
        yield Measure.of("octavo", stage, citations, run([*OCTAVO, "check", "book"], folder))


def _builds(folder: Path, citations: int) -> Iterator[Measure]:
    """Yield what whole builds take, and the work on citations in them."""
    watched = [sys.executable, "-m", "octavo.bench.watch", "citations", TALLY, "build", "book"]
    for stage in ("from nothing", "one chapter changed"):
        whole = run(watched, folder)
        tally = Tally.load(folder / TALLY)
        yield Measure.of("octavo", f"whole build, {stage}", citations, whole)
        cpu = round(tally.cpu["citations"], 2)
        told = f"{cpu / whole.cpu:.0%}; {tally.calls} runs of pandoc for {tally.rendered} citations"
        yield Measure("octavo", f"  work on citations, {stage}", citations, None, None, cpu, told)
        edit(folder / "book", CITING)
