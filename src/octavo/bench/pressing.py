"""The benchmark of the press: a book of some 384 pages, set by octavo, by Sphinx's own chain and by Typst."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pikepdf

from octavo.bench.book import Shape, docname
from octavo.bench.measure import Measure, run
from octavo.bench.settings import LUALATEX, PRESS, write_for_octavo, write_for_sphinx
from octavo.bench.typst import convert
from octavo.bench.watch import Tally

CHAPTERS = 22  #: Chapters of the book: about 384 pages of 6 by 9 inches.
SLUG = "a-book-of-given-length"
TALLY = "tally.json"
#: How latexmk says that TeX begins another pass.
PASS = re.compile(r"^Run number \d+ of rule '(?:pdf|lua)?latex'", re.MULTILINE)


def measure(folder: Path) -> Iterator[Measure]:
    """Write the book for each program, and yield each measure as it is taken."""
    shutil.rmtree(folder, ignore_errors=True)
    shape = Shape(CHAPTERS)
    write_for_octavo(folder / "octavo" / "book", shape, PRESS)
    write_for_sphinx(folder / "sphinx", shape, LUALATEX)
    yield from _octavo(folder / "octavo")
    yield from _sphinx(folder / "sphinx")
    yield from _typst(folder / "typst", folder / "sphinx")


def _octavo(home: Path) -> Iterator[Measure]:
    """Yield what octavo takes: the whole chain, and how it divides."""
    stages = ("from nothing", "an edit that moves no page", "nothing changed")
    build = [sys.executable, "-m", "octavo.bench.watch", "press", TALLY]
    for stage in stages:
        if stage == stages[1]:
            swap(home / "book")
        whole = run([*build, "build", "book", "--edition", "print"], home)
        tally = Tally.load(home / TALLY)
        passes = f"{tally.passes} pass{'es' * (tally.passes != 1)} of TeX"
        yield Measure.of("octavo", stage, CHAPTERS, whole, passes)
        if stage == stages[0]:
            yield from _parts(home, tally)


def _parts(home: Path, tally: Tally) -> Iterator[Measure]:
    """Yield how the chain divides: the setting, and everything that the press makes of the set book."""
    interior = home / "build" / "print" / f"{SLUG}-kdp-interior.pdf"
    octavo = [sys.executable, "-m", "octavo"]
    imposed = run([*octavo, "impose", str(interior), "--scheme", "section", "--pages", "16"], home)
    setting, press = (round(tally.cpu[part], 2) for part in ("setting", "press"))
    with pikepdf.open(interior) as pdf:
        pages = f"{len(pdf.pages)} pages"
    yield Measure("octavo", "  setting", CHAPTERS, None, tally.tex_mb, setting, pages)
    share = f"{(press + imposed.cpu) / setting:.0%} of the setting, with the imposition"
    yield Measure("octavo", "  press, PDF/A, covers, preflight", CHAPTERS, None, None, press, share)
    yield Measure.of("octavo", "  imposition in sections of 16", CHAPTERS, imposed)


def swap(book: Path) -> None:
    """Exchange the first two words of the book's first paragraph; no line of it ends elsewhere."""
    path = book / f"{docname(1)}.rst"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if len(line.split()) > 20)
    first, second, rest = lines[place].split(" ", 2)
    lines[place] = f"{second} {first} {rest}"
    path.write_text("".join(lines), encoding="utf-8")


def _sphinx(home: Path) -> Iterator[Measure]:
    """Yield what Sphinx's own chain takes, from the sources to the PDF, as its Makefile runs it."""
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-b", "latex", ".", "_build/latex"]
    written = run(sphinx, home)
    yield Measure.of("Sphinx", "latex, the .tex file", CHAPTERS, written)
    folder = home / "_build" / "latex"
    set_book = run([os.environ.get("MAKE", "make"), "all-pdf"], folder)
    said = (folder / "bench.out").read_text(errors="replace") + (folder / "bench.err").read_text(
        errors="replace"
    )
    with pikepdf.open(folder / "book.pdf") as pdf:
        pages = len(pdf.pages)
    note = f"{len(PASS.findall(said))} passes, {pages} pages of Letter"
    yield Measure.of("Sphinx", "make all-pdf with LuaLaTeX", CHAPTERS, set_book, note)


def _typst(home: Path, source: Path) -> Iterator[Measure]:
    """Yield what Typst takes for the text as pandoc converts it, where its package is there."""
    if find_spec("typst") is None:
        yield Measure(
            "Typst", "whole compile", CHAPTERS, None, None, None, "the package typst is not installed"
        )
        return
    convert(source, home, CHAPTERS)
    compile_book = "import typst; typst.compile('book.typ', output='book.pdf')"
    whole = run([sys.executable, "-c", compile_book], home)
    with pikepdf.open(home / "book.pdf") as pdf:
        pages = len(pdf.pages)
    note = f"{pages} pages of 6 by 9 inches; no index, citations as plain text"
    yield Measure.of("Typst", "whole compile", CHAPTERS, whole, note)
