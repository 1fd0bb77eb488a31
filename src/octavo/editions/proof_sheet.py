"""The proof of one chapter: set alone, with the numbers that it has in the book."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from octavo.editions.latex_template import fill
from octavo.editions.print import PrintBuilder, pages
from octavo.matter.structure import Chapter, Structure
from octavo.pagination.folio import value
from octavo.typesetting import ahead
from octavo.typesetting.page import Page

JOB = "proof"  #: Name of the TeX file.
SPACED = 2  #: Times the leading of the book, between lines that leave room for a pen.


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set."""

    docname: str  #: Document that opens the chapter.
    label: str  #: Number of its first page, as printed.
    spaced: bool = False  #: Whether the lines leave room for corrections by hand.


class ProofBuilder(PrintBuilder):
    """Writes ``proof.tex`` with one chapter."""

    name = "proof-sheet"
    wanted: Wanted  #: To be named before anything is written.

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write the chapter."""
        chapter = next(c for c in self.structure.chapters if c.docname == self.wanted.docname)
        text, _ = self.translated(self.chapter_tree(chapter))
        known, label = self.settings, self.wanted.label
        for name in (known.title, known.byline):
            self.scripts.tex(name)
        head = {
            "babel": self.babel_language, "language": known.language, "title": known.title,
            "byline": known.byline, "body": ahead.BODY,
            "designs": [(gutter, self._room(page)) for gutter, page in pages(known, self.design)],
            # The head is to be the same from proof to proof.
            "identifier": hashlib.sha256(chapter.docname.encode()).hexdigest()[:32].upper(),
        }  # fmt: skip
        body = {
            "chapter": text, "faces": self.faces, "page": value(label),
            "numbering": "arabic" if label.isdigit() else "roman",
            "notes": known.notes, "openings": known.openings, "lead_in": known.lead_in,
        }  # fmt: skip
        self.write_tex(f"{JOB}.tex", fill("proof.tex.jinja", self.scripts.tex, head))
        Path(self.outdir, ahead.PART).write_text(
            fill("chapter.tex.jinja", self.scripts.tex, body), encoding="utf-8"
        )

    def _room(self, page: Page) -> Page:
        """Return the page, with half as many lines twice as far apart where a pen needs room."""
        if not self.wanted.spaced:
            return page
        return replace(page, leading=page.leading * SPACED, lines=page.lines // SPACED)


def chapter_named(structure: Structure, name: str) -> Chapter | None:
    """Return the chapter of a number, of a document, or of the last part of a document's name."""
    for chapter in structure.chapters:
        if name in {str(chapter.number), chapter.docname, chapter.docname.rpartition("/")[2]} and name != "0":
            return chapter
    return None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the proof of a chapter."""
    app.add_builder(ProofBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
