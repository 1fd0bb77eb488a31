"""A book of four hundred printed pages, with everything that a long history holds, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from octavo.bench.book import Shape, docname, heading, parts, write_book
from octavo.bench.vocabulary import NAMES, PLACES, RARER

#: Chapters of four thousand words, with what else they hold, make sixteen pages each.
SHAPE = Shape(24, sources=130)
SLUG = "long-book"
TITLE = "A Long Book"

CONF = f'''project = "{TITLE}"
author = "Ann Author and Ben Author"
copyright = "2026 Ann Author and Ben Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_slug = "{SLUG}"
octavo_subtitle = "Four Hundred Pages of It"
octavo_publisher = "Press"
octavo_year = "2026"
octavo_isbn_print = "978-3-16-148410-0"
octavo_description = "A book that nobody reads, as long as those that somebody does."
octavo_epub_fonts = True
'''

#: One sentence in each script, with the languages marked.
SCRIPTS = (
    "Admiral Tōgō Heihachirō (:ja:`東郷平八郎`) signed as :ja-latn:`Tōgō`.",
    "The paper :ru-latn:`Novoe vremia` (:ru:`Новое время`) had it a day later.",
    "In Korea it was told as :ko:`러일전쟁`, in China as :zh:`日俄战争`.",
    "The Greek of the treaty has :el:`εἰρήνη`.",
)


def write_long_book(folder: Path) -> Path:
    """Write the sources of the book and return their folder."""
    chooser = random.Random(SHAPE.seed)
    write_book(folder, SHAPE)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "figures").mkdir()
    for number in range(1, SHAPE.chapters + 1):
        path = folder / f"{docname(number)}.rst"
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0]
        # No two chapters have the same title.
        text = text.replace(f"{title}\n{'=' * len(title)}\n", heading(f"{title}, {1880 + number}", "="), 1)
        head, notes, rest = text.partition("\n.. [#note1]")
        path.write_text(head + more(number, chooser) + notes + rest, encoding="utf-8")
        picture = Image.new("L", (1200, 600), 238)
        points = [(x, chooser.randint(50, 550)) for x in range(100, 1101, 100)]
        ImageDraw.Draw(picture).line(points, fill=34, width=6)
        picture.save(folder / f"figures/curve-{number:03}.png", optimize=True)
    (folder / "preface.rst").write_text("".join(preface()), encoding="utf-8")
    (folder / "glossary.rst").write_text("".join(glossary()), encoding="utf-8")
    (folder / "events.yaml").write_text("".join(events(chooser)), encoding="utf-8")
    (folder / "index.rst").write_text("".join(contents()), encoding="utf-8")
    return folder


def more(number: int, chooser: random.Random) -> str:
    """Return what a chapter holds besides prose: scripts, a figure, a table, an extract, a chronology."""
    rows = "".join(
        f'   "{chooser.choice(PLACES)}", {chooser.randint(1, 99)}, {chooser.randint(100, 999)}\n'
        for _ in range(8)
    )
    scripts = " ".join(SCRIPTS[(number + step) % len(SCRIPTS)] for step in range(2))
    text = f"""
Figures of the {chooser.choice(RARER).title()}
---------------------------------------------

{scripts} Of a :term:`squadron` :numref:`curve-{number:03}` tells,
and :numref:`table-{number:03}` of its losses.

.. figure:: /figures/curve-{number:03}.png
   :name: curve-{number:03}
   :alt: A line that rises and falls from left to right.

   The strength of {chooser.choice(NAMES)} from week to week.

.. csv-table:: Losses by place
   :name: table-{number:03}
   :header: "Place", "Ships", "Men"
   :widths: 40 30 30

{rows}
Somebody wrote of it later:

   It was not what had been said, and it was not what they had feared; it was only long, and it was cold.

"""
    return text if number % 5 else text + ".. timeline::\n   :events: /events.yaml\n\n"


def preface() -> Iterator[str]:
    """Yield the preface."""
    yield heading("Preface", "=")
    yield "This book was made up, so that a long one could be proved. Nothing in it is true.\n\n"


def glossary() -> Iterator[str]:
    """Yield the glossary."""
    yield heading("Glossary", "=") + ".. glossary::\n\n"
    yield "   squadron\n      Ships under one flag.\n"


def events(chooser: random.Random) -> Iterator[str]:
    """Yield the events of a chronology."""
    for day in range(1, 13):
        title = f"News from {chooser.choice(PLACES)}"
        yield f'- {{id: event-{day}, date: "1904-02-{day:02}", title: "{title}"}}\n'


def contents() -> Iterator[str]:
    """Yield the root document."""
    yield heading(TITLE, "=") + ".. front-matter::\n\n   preface\n\n"
    for title, documents in parts(SHAPE):
        yield f".. part:: {title}\n\n" + "".join(f"   {name}\n" for name in documents) + "\n"
    yield ".. back-matter::\n\n   glossary\n   bibliography\n"
