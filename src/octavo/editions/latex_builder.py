"""The builder of the printed editions: chapters as TeX, with everything that TeX needs beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.latex.util import ExtBabel
from sphinx.util.docutils import new_document

from octavo import templates
from octavo.citations.domain import citation_domain
from octavo.edition import Edition
from octavo.editions.html_translator import unshadowed
from octavo.editions.latex_template import copy_styles
from octavo.editions.latex_text import Scripts
from octavo.editions.latex_translator import BookTranslator, Heading
from octavo.matter.domain import book_structure
from octavo.matter.structure import Chapter, Structure
from octavo.settings import Settings
from octavo.typesetting import fonts
from octavo.typesetting.design import Design, find
from octavo.typesetting.page import Page

PICTURE = "picture-"  #: Begins the names of pictures beside the TeX file.
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


class TypesetBuilder(LaTeXBuilder):
    """Writes TeX and what belongs to it into its folder; running TeX is the typesetting room's work."""

    epilog = ""
    edition: Edition
    default_translator_class = BookTranslator
    supported_image_types = ["application/pdf", "image/png", "image/jpeg"]

    settings: Settings
    design: Design
    page: Page  #: The narrowest that the edition may take.
    structure: Structure
    scripts: Scripts  #: The East Asian characters met so far.
    has_index: bool  #: Whether a chapter has an index entry.
    has_sources_index: bool  #: Whether an index of sources asks for the page of each citation.
    reachable: frozenset[str]  #: Documents that a link may lead to.
    top_ids: dict[str, tuple[str, ...]]  #: Ids of the section that opens each document of a chapter.

    def init_document_data(self) -> None:
        """Take the book's documents, whatever ``latex_documents`` says."""
        self.titles = []

    def write_stylesheet(self) -> None:
        """Write none: the styles are our own."""

    def copy_assets(self) -> None:
        """Copy nothing of Sphinx's."""

    def write_message_catalog(self) -> None:
        """Write none: the words of the book's furniture are babel's."""

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return a translator whose own visitors count, whatever an extension registers for LaTeX."""
        return unshadowed(super().create_translator(*args))

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the book."""
        super().prepare_writing(docnames)
        self.settings = Settings.from_config(self.config)
        self.design = find(self.settings.design, Path(self.srcdir))
        self.structure = book_structure(self.env)
        self.scripts = Scripts()
        self.has_index = False
        # A handout knows no other chapter, and is set in one pass.
        self.has_sources_index = self.edition is Edition.PRINT and bool(citation_domain(self.env).indexes)
        self.docnames = set(self.structure.docnames) | {self.config.root_doc}
        self.reachable = frozenset(self.structure.docnames)
        self.top_ids = {}

    def chapter_tree(self, chapter: Chapter) -> nodes.document:
        """Return a chapter with all of its documents, every reference resolved, every picture chosen."""
        tree = self._inlined(chapter.docname)
        tree["docname"] = chapter.docname
        self.env.resolve_references(tree, chapter.docname, self)
        self.post_process_images(tree)
        section = next(tree.findall(nodes.section), None)
        self.top_ids[chapter.docname] = tuple(section["ids"]) if section is not None else ()
        return tree

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the pictures, and give each a name that is one in TeX too, and no file of the run's own."""
        super().post_process_images(doctree)
        for path in self.images:
            self.images[path] = picture_name(self.env.images[path][1])

    def _inlined(self, docname: str) -> nodes.document:
        """Return a document with those that its toctrees name in their places."""
        tree = self.env.get_doctree(docname)
        for toctree in list(tree.findall(addnodes.toctree)):
            inside = []
            for child in toctree["includefiles"]:
                start = addnodes.start_of_file(docname=child)
                start += self._inlined(child).children
                inside.append(start)
            toctree.replace_self(inside)
        return tree

    def translated(self, tree: nodes.document) -> tuple[str, tuple[Heading, ...]]:
        """Return a chapter as TeX, and its headings."""
        visitor: Any = self.create_translator(tree, self, self.themes.get("manual"))
        tree.walkabout(visitor)
        return "".join(visitor.body), tuple(visitor.headings)

    def words(self, title: nodes.title) -> str:
        """Return a title or a caption as TeX, where it is repeated."""
        tree = new_document("")
        visitor: Any = self.create_translator(tree, self, self.themes.get("manual"))
        tree += title
        visitor.in_title = 1
        return str(visitor.rendered(*title.children))

    @property
    def babel_language(self) -> str:
        """The book's language as babel calls it."""
        return str(ExtBabel(self.config.language, False).get_language() or "english")

    @property
    def faces(self) -> list[tuple[str, str]]:
        """The languages whose East Asian face the book needs, each with its file."""
        return [(tag, fonts.cjk_name(tag, text)) for tag, text in sorted(self.scripts.used.items())]

    def write_tex(self, name: str, text: str) -> None:
        """Write a TeX file, leaving an equal one alone, and what its run needs."""
        folder = Path(self.outdir)
        copy_styles(folder, templates.folder("latex"))
        copy_styles(folder, self.design.folder)
        wanted = fonts.wanted(self.design.faces, self.scripts.used)
        for path, content in ((folder / name, text), (folder / fonts.WANTED, wanted)):
            if not path.is_file() or path.read_text(encoding="utf-8") != content:
                path.write_text(content, encoding="utf-8")

    def finish(self) -> None:
        """Copy the pictures."""
        self.copy_image_files()


def picture_name(name: str) -> str:
    """Return the name of a picture beside the TeX file.

    >>> picture_name("map.pdf"), picture_name("a b.c}.png")
    ('picture-map.pdf', 'picture-fbcdb6b2b9.png')
    """
    stem, _, ending = name.rpartition(".")
    if not _PLAIN.fullmatch(stem):
        stem = hashlib.sha256(stem.encode(errors="surrogateescape")).hexdigest()[:10]
    return f"{PICTURE}{stem}.{ending}"
