"""The numbers of the book, put where the writers look for them."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms.post_transforms import SphinxPostTransform

from octavo.matter.domain import MatterDomain, book_structure


class MatterCollector(EnvironmentCollector):
    """Remembers each document's part in the book, and numbers the book when all are read.

    Registered after Sphinx's own collectors, so that its numbers are the last word.
    """

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Leave it to the domain."""

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Leave it to the domain."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Remember a document just read."""
        domain = app.env.get_domain("matter")
        assert isinstance(domain, MatterDomain)
        domain.note_document(app.env.current_document.docname, doctree)

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Number the book; which pages that changes, each edition finds out by itself."""
        domain = env.get_domain("matter")
        assert isinstance(domain, MatterDomain)
        domain.number()
        return []


class MarkMatter(SphinxPostTransform):
    """Tell each chapter's section where it stands and which number it has."""

    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        """Set ``octavo_matter``, ``octavo_number`` and ``octavo_letter`` on a chapter's own section."""
        book = book_structure(self.env)
        for section in self.document.findall(nodes.section):
            docname = section.get("octavo_docname", "")
            chapter = book.chapter_of(docname)
            if chapter is not None and chapter.docname == docname:
                section["octavo_matter"] = chapter.matter.value
                section["octavo_number"] = chapter.number
                section["octavo_letter"] = chapter.letter
