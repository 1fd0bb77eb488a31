"""The handouts: each numbered chapter for a class, on each paper, set in one run and split."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from octavo.edition import Edition
from octavo.editions.latex_builder import TypesetBuilder
from octavo.editions.latex_template import fill
from octavo.editions.latex_translator import Heading
from octavo.matter.structure import Chapter
from octavo.settings import PAPERS
from octavo.typesetting import engine
from octavo.typesetting.page import handout_page
from octavo.typesetting.splitting import Part, Section, split

JOB = "handouts"  #: Name of the TeX file.
PARTS = "handouts.json"  #: What the builder leaves for the split: the chapters and their headings.


@dataclass(frozen=True, slots=True)
class Handouts:
    """The finished handouts."""

    files: tuple[Path, ...]
    run: engine.Run


class HandoutBuilder(TypesetBuilder):
    """Writes ``handouts.tex`` with every numbered chapter, and all that its run needs.

    It is set once, on a sheet that every paper asked for can hold; the papers differ in their margins.
    """

    name = "handouts"
    edition = Edition.HANDOUTS

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the sheet."""
        super().prepare_writing(docnames)
        size = _sheet(self.settings.handout_papers)
        self.page = handout_page(self.design.handout, self.design.book.letter, *size)

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the chapters."""
        known = self.settings
        bodies, parts = [], []
        for chapter in self.structure.main:
            # A handout goes out alone: what it says of other chapters is no link.
            self.reachable = frozenset(chapter.docs)
            body, headings = self.translated(self.chapter_tree(chapter))
            bodies.append(body)
            parts.append(_part(chapter, headings, known.title, known.byline, known.language))
        for text in (known.title, known.subtitle, known.byline):
            self.scripts.tex(text)
        values = {
            "babel": self.babel_language, "language": known.language, "title": known.title,
            "subtitle": known.subtitle, "byline": known.byline, "chapters": bodies, "faces": self.faces,
            "identifier": hashlib.sha256(repr(bodies).encode()).hexdigest()[:32].upper(),
        }  # fmt: skip
        self.write_tex(
            f"{JOB}.tex", fill("handouts.tex.jinja", self.scripts.tex, {**values, "design": self.page})
        )
        record = json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1)
        Path(self.outdir, PARTS).write_text(record + "\n", encoding="utf-8")


def _sheet(papers: Iterable[str]) -> tuple[float, float]:
    """Return the width and height in millimetres of the largest sheet that every paper can hold."""
    widths, heights = zip(*(PAPERS[paper] for paper in papers), strict=True)
    return min(widths), min(heights)


def _part(chapter: Chapter, headings: tuple[Heading, ...], book: str, author: str, language: str) -> Part:
    """Return what the split must know of a chapter."""
    name = re.sub(r"^\d+[-_. ]*", "", chapter.docname.rpartition("/")[2]) or "chapter"
    sections = tuple(Section(h.level, h.title, h.destination) for h in headings if h.level < 2)
    return Part(f"{chapter.number:02d}-{name}", f"{chapter.title} – {book}", author, language, sections)


def pdfs(folder: Path, papers: Iterable[str], target: Path, cache: Path | None = None) -> Handouts:
    """Set what :class:`HandoutBuilder` wrote into ``folder``, and split it into ``target``."""
    record = json.loads((folder / PARTS).read_text(encoding="utf-8"))
    parts = [Part(**{**part, "sections": tuple(Section(**s) for s in part["sections"])}) for part in record]
    run = engine.typeset(folder, JOB, cache=cache, limit=engine.ONE_PASS)
    files: list[Path] = []
    for paper in papers:
        named = [Part(f"{p.name}-{paper}", p.title, p.author, p.language, p.sections) for p in parts]
        files += split(run.pdf, named, target, PAPERS[paper])
    return Handouts(tuple(files), run)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the handouts."""
    app.add_builder(HandoutBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
