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

PARTS = "handouts.json"  #: What the builder leaves for the split: the chapters and their headings.


@dataclass(frozen=True, slots=True)
class Handouts:
    """The finished handouts."""

    files: tuple[Path, ...]
    runs: tuple[engine.Run, ...]  #: One for each paper.


class HandoutBuilder(TypesetBuilder):
    """Writes ``handouts-<paper>.tex`` with every numbered chapter, and all that its run needs."""

    name = "handouts"
    edition = Edition.HANDOUTS

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the chapters, once for each paper."""
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
        for paper in known.handout_papers:
            design = handout_page(*PAPERS[paper])
            text = fill("handouts.tex.jinja", self.scripts.tex, {**values, "design": design})
            self.write_tex(f"{job(paper)}.tex", text)
        record = json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1)
        Path(self.outdir, PARTS).write_text(record + "\n", encoding="utf-8")


def job(paper: str) -> str:
    """Return the name of the TeX file of a paper."""
    return f"handouts-{paper}"


def _part(chapter: Chapter, headings: tuple[Heading, ...], book: str, author: str, language: str) -> Part:
    """Return what the split must know of a chapter."""
    name = re.sub(r"^\d+[-_. ]*", "", chapter.docname.rpartition("/")[2])
    sections = tuple(Section(h.level, h.title, h.destination) for h in headings if h.level < 2)
    return Part(f"{chapter.number:02d}-{name}", f"{chapter.title} – {book}", author, language, sections)


def pdfs(folder: Path, papers: Iterable[str], target: Path, cache: Path | None = None) -> Handouts:
    """Set what :class:`HandoutBuilder` wrote into ``folder``, and split it into ``target``."""
    record = json.loads((folder / PARTS).read_text(encoding="utf-8"))
    parts = [Part(**{**part, "sections": tuple(Section(**s) for s in part["sections"])}) for part in record]
    files: list[Path] = []
    runs = []
    for paper in papers:
        run = engine.typeset(folder, job(paper), cache=cache, limit=engine.ONE_PASS)
        runs.append(run)
        named = [Part(f"{p.name}-{paper}", p.title, p.author, p.language, p.sections) for p in parts]
        files += split(run.pdf, named, target)
    return Handouts(tuple(files), tuple(runs))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the handouts."""
    app.add_builder(HandoutBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
