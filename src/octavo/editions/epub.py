"""The EPUB edition."""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from octavo.edition import Edition
from octavo.editions import epub_fonts, epub_front, epub_styles
from octavo.editions.epub_cover import cover
from octavo.editions.epub_package import Package, Page
from octavo.editions.epub_pages import PageBreaks, PageMap
from octavo.editions.epub_pictures import packed
from octavo.editions.epub_templates import fill
from octavo.editions.epub_translator import EpubTranslator
from octavo.editions.frontispiece import SCREEN, frontispiece
from octavo.editions.html_contents import Entry, contents
from octavo.editions.html_events import disconnect_unused
from octavo.editions.html_translator import unshadowed
from octavo.editions.pages import PrintedPages, printed_places
from octavo.findings import BookFault, Finding, errors
from octavo.matter.domain import book_structure
from octavo.matter.structure import Structure
from octavo.settings import Settings

logger = logging.getLogger(__name__)

TEXT = "text"  #: Folder of the chapters in the package.
TITLE_PAGE = "title-page.xhtml"
INDEX = "book-index.xhtml"


class EpubBuilder(StandaloneHTMLBuilder):
    """Writes ``<slug>.epub``, and nothing else, into its folder.

    An EPUB is one file: every page is written each time, or pages of an older build would stay in it.
    """

    name = "epub"
    format = "html"
    epilog = ""
    edition = Edition.EPUB
    default_translator_class = EpubTranslator
    allow_parallel = False
    copysource = False
    search = False
    add_permalinks = False
    embedded = True
    allow_sharp_as_current_path = False
    download_support = False
    html_scaled_image_link = False

    faults: list[Finding]  #: What the author must mend, collected while the pages are written.
    described: set[str]  #: Pictures with a description.
    breaks: PageBreaks  #: Printed pages that begin in the current document.

    def init(self) -> None:
        """Set up the builder."""
        super().init()
        self.out_suffix = self.link_suffix = ".xhtml"
        self.use_index = bool(self.config.html_use_index)
        disconnect_unused(self._app)

    @property
    def printed_path(self) -> Path:
        """Return the file in which the printed edition, made beside this one, wrote down its pages."""
        return Path(self.outdir).parent / Edition.PRINT / f"{Settings.from_config(self.config).slug}.pages"

    def get_theme_config(self) -> tuple[str, dict[str, Any]]:
        """Return the plainest theme: this builder's pages come from its own templates."""
        return "basic", {}

    def get_outdated_docs(self) -> str | Iterable[str]:  # type: ignore[override]
        """Return what Sphinx says while it builds everything."""
        return "the EPUB"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the path of a document in the package."""
        if docname in {self.config.root_doc, ""}:
            return TITLE_PAGE
        if docname == "genindex":
            return INDEX
        return f"{TEXT}/{file_name(docname)}.xhtml"

    def part_uri(self, number: int) -> str:
        """Return the path of a part's page in the package."""
        return f"{TEXT}/part-{number}.xhtml"

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return a translator whose own visitors count, whatever an extension registers for plain HTML."""
        return unshadowed(super().create_translator(*args))

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Clear the folder and lay out the book."""
        super().prepare_writing(docnames)
        for path in Path(self.outdir).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.faults = []
        self.described = set()
        self.breaks = PageBreaks()
        self.settings = Settings.from_config(self.config)
        self.printed = PrintedPages.load(self.printed_path)
        self.printed_places = printed_places(self.printed_path) if self.printed else {}
        self.structure: Structure = book_structure(self.env)
        self.contents: tuple[Entry, ...] = contents(self, self.structure)
        self.bodies: dict[str, str] = {}
        self.frontispiece = frontispiece(self.settings, Path(self.srcdir), SCREEN)

    def copy_assets(self) -> None:
        """Copy nothing: what the pages reach is packed."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the documents of the book in reading order; others are in no edition."""
        self._write_serial(self.structure.docnames)

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the pictures, under names that every reading system can open."""
        super().post_process_images(doctree)
        self.images = {uri: file_name(name) for uri, name in self.images.items()}

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the body of one document."""
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = posixpath.relpath("images", posixpath.dirname(self.get_target_uri(docname)))
        self.current_docname = docname
        self.breaks = PageBreaks.of(self.printed, docname)
        visitor: Any = self.create_translator(doctree, self)
        doctree.walkabout(visitor)
        self.bodies[docname] = "".join(visitor.fragment)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Take the pictures of a document."""
        self.post_process_images(doctree)

    def finish(self) -> None:
        """Put the book together."""
        chapters = {doc: self._page(doc) for doc in self.structure.docnames}
        parsed = {p: page for p, markup in chapters.values() if (page := self._parsed(p, markup))}
        self._stop_at_faults()
        pages = PageMap.of(epub_front.reading_order(self, self.settings, self.structure, parsed))
        if picture := self.frontispiece:
            self.images.setdefault(picture.path, file_name(picture.name))
            self.described.add(picture.path)
        printed_front = self.printed_path.with_name(f"{self.settings.slug}-front.jpg")
        front_cover = cover(self.settings, Path(self.srcdir), printed_front)
        front = epub_front.Front(self.settings, self.structure, self.contents, pages, front_cover, self)
        sheet = fill("book.css", font=epub_fonts.PATH if self.settings.epub_fonts else "")
        known = epub_styles.known_classes(sheet)
        package = Package({path: epub_styles.classed(page, known) for path, page in front.pages(chapters)})
        for path, uri in package.broken_links():
            self._fault(
                path, "E006", f"a link leads nowhere in the EPUB: {uri}", "name a document of the book"
            )
        self._stop_at_faults()
        self._tell_warnings()
        package.files = {
            f"images/{name}": packed(Path(self.srcdir, uri)) for uri, name in self.images.items()
        }
        package.files["css/book.css"] = epub_styles.pruned(sheet, package.pages.values()).encode()
        package.files[front_cover.path] = front_cover.data
        package.cover = front_cover.path
        if self.settings.epub_fonts and (text := epub_fonts.characters(package.pages.values())):
            package.files[epub_fonts.PATH] = epub_fonts.font(text)
        target = Path(self.outdir, f"{self.settings.slug}.epub")
        package.write(target, front.package(package, self.described >= self.images.keys()))

    def _page(self, docname: str) -> tuple[str, str]:
        """Return path and markup of a document as a whole page."""
        path = self.get_target_uri(docname)
        chapter = self.structure.chapter_of(docname)
        matter = chapter.matter.division.value if chapter else "main"
        title = self.env.titles[docname].astext()
        body = self.bodies[docname]
        return path, epub_front.page("page.xhtml", path, self.settings, title=title, matter=matter, body=body)

    def _parsed(self, path: str, markup: str) -> Page | None:
        """Return a page parsed, or nothing for one that is not XHTML, with a fault for the author."""
        try:
            return Page.parse(path, markup)
        except ElementTree.ParseError as error:
            self._fault(path, "E005", f"the page is not well-formed XHTML: {error}", "look at its raw markup")
            return None

    def _stop_at_faults(self) -> None:
        """Raise what the author must mend."""
        if found := errors(self.faults):
            raise BookFault(found)

    def _tell_warnings(self) -> None:
        """Say what the author should look at."""
        for finding in self.faults:
            logger.warning(str(finding), type="octavo", subtype=finding.code)

    def _fault(self, path: str, code: str, message: str, remedy: str) -> None:
        """Remember a fault of the document that became a page."""
        documents = {self.get_target_uri(doc): doc for doc in self.structure.docnames}
        name = str(self.env.doc2path(documents[path], False)) if path in documents else path
        self.faults.append(Finding(name, 0, code, message, remedy))


def file_name(name: str) -> str:
    """Return a name that every reading system can open: ASCII, without spaces (EPUB 3.3, 4.2.2)."""
    if re.fullmatch(r"[A-Za-z0-9._/-]+", name):
        return name
    stem, ending = posixpath.splitext(name)
    kept = ending if re.fullmatch(r"\.[A-Za-z0-9]+", ending) else ""
    return "file-" + hashlib.sha256(stem.encode()).hexdigest()[:12] + kept


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the EPUB edition."""
    app.add_builder(EpubBuilder, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
