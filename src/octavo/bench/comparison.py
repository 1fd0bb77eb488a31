"""The comparison: what octavo takes for each stage, and plain Sphinx beside it, on the same chapters."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from octavo.bench.book import Shape, docname
from octavo.bench.measure import Measure, run
from octavo.bench.settings import write_for_octavo, write_for_sphinx

EDIT = "\nOne sentence more was written into this chapter.\n"


def compare(folder: Path, shape: Shape) -> Iterator[Measure]:
    """Write the book twice, build it with both programs, and yield each measure as it is taken."""
    shutil.rmtree(folder, ignore_errors=True)
    write_for_octavo(folder / "octavo" / "book", shape)
    write_for_sphinx(folder / "sphinx", shape)
    for program in (_octavo, _sphinx):
        yield from program(folder, shape.chapters)


def _octavo(folder: Path, chapters: int) -> Iterator[Measure]:
    """Yield what octavo takes: its own stages, the whole, and builds after small changes."""
    home = folder / "octavo"

    def build(stage: str, *options: str) -> Measure:
        return Measure.of("octavo", stage, chapters, run([*octavo, "build", "book", *options], home))

    octavo = [sys.executable, "-m", "octavo"]
    whole = build("all editions, proof and report")
    timings = json.loads((home / "build" / ".octavo" / "timings.json").read_text(encoding="utf-8"))
    for stage in timings:
        yield Measure("octavo", f"  {stage['stage']}", chapters, stage["seconds"], stage["peak_mb"])
    yield whole
    yield build("nothing changed")
    edit(home / "book")
    yield build("one chapter changed, web alone", "--edition", "web")
    edit(home / "book")
    yield build("one chapter changed, all editions")


def _sphinx(folder: Path, chapters: int) -> Iterator[Measure]:
    """Yield what plain Sphinx takes for the same chapters, without proof, print notes or handouts."""
    home = folder / "sphinx"

    def build(stage: str, builder: str) -> Measure:
        # One folder of doctrees for all, as Sphinx's own Makefile has it.
        sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", "_build/doctrees", "-b", builder]
        command = [*sphinx, ".", f"_build/{builder}"]
        return Measure.of("Sphinx", stage, chapters, run(command, home))

    yield build("html", "html")
    yield build("epub", "epub")
    yield build("latex, the .tex file", "latex")
    latexmk = ["latexmk", "-pdf", "-interaction=nonstopmode", "book.tex"]
    account = run(latexmk, home / "_build" / "latex")
    yield Measure.of("Sphinx", "latexmk with pdfLaTeX", chapters, account)
    yield build("html, nothing changed", "html")
    edit(home)
    yield build("html, one chapter changed", "html")


def edit(book: Path, sentence: str = EDIT) -> None:
    """Write one sentence more into the first chapter of a book."""
    path = book / f"{docname(1)}.rst"
    text = path.read_text(encoding="utf-8")
    # Before the notes, which stand last.
    place = text.index("\n.. [#note1]")
    path.write_text(text[:place] + sentence + text[place:], encoding="utf-8")
