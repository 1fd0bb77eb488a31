"""The web edition."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from octavo.citations.domain import citation_domain
from octavo.edition import Edition
from octavo.editions import web_site
from octavo.editions.epub_pages import PageBreaks
from octavo.editions.html_contents import Entry, contents
from octavo.editions.html_events import disconnect_unused
from octavo.editions.html_record import Record, of_book, of_document
from octavo.editions.html_translator import unshadowed
from octavo.editions.web_assets import STATIC, assets, code_style, is_replaced, picture
from octavo.editions.web_context import citations, page_context, works
from octavo.editions.web_front import front_context
from octavo.editions.web_pages import Paper, printed_path, record_path
from octavo.editions.web_translator import WebTranslator
from octavo.findings import BookFault, Finding, Severity, errors
from octavo.matter.domain import book_structure
from octavo.matter.structure import Structure
from octavo.settings import Settings
from octavo.templates import folder

THEME = "octavo"  #: Our theme, which inherits furo's.

logger = logging.getLogger(__name__)


class WebBuilder(StandaloneHTMLBuilder):
    """Writes a folder of pages, and of these only those whose content has changed."""

    name = "web"
    format = "html"
    epilog = "The web edition is in %(outdir)s."
    edition = Edition.WEB
    default_translator_class = WebTranslator
    allow_parallel = False
    copysource = False
    html_scaled_image_link = False

    faults: list[Finding]  #: What the author must mend, collected while the pages are written.
    breaks: PageBreaks  #: Printed pages that begin in the current document.

    def init(self) -> None:
        """Set up the builder."""
        # Before extensions put theirs there: what is no longer used must not be published.
        shutil.rmtree(Path(self.outdir, STATIC), ignore_errors=True)
        super().init()
        self.search = not self.has_our_theme
        disconnect_unused(self._app)

    def init_templates(self) -> None:
        """Offer our theme where the author has chosen none of their own."""
        self._app.add_html_theme(THEME, str(folder("html")))
        super().init_templates()

    def get_theme_config(self) -> tuple[str, dict[str, Any]]:
        """Return our theme for furo, which it is made of."""
        name, options = super().get_theme_config()
        return (THEME if name == "furo" else name), options

    @property
    def has_our_theme(self) -> bool:
        """Return whether the pages are made with our theme."""
        return bool(self.theme.name == THEME)

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return a translator whose own visitors count, whatever an extension registers for plain HTML."""
        return unshadowed(super().create_translator(*args))

    def part_uri(self, number: int) -> str:
        """Return the address of a part, which is in the contents on the title page."""
        return f"{self.get_target_uri(self.config.root_doc)}#part-{number}"

    def get_outdated_docs(self) -> Iterable[str]:  # type: ignore[override]
        """Return every document: which of them have changed is known when all are read."""
        return self.env.found_docs

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the book and find the pages that have changed."""
        self.faults, self.breaks = [], PageBreaks()
        self.settings = Settings.from_config(self.config)
        printed = printed_path(Path(self.outdir), self.settings.slug)
        cover = printed.with_name(f"{self.settings.slug}-front.jpg")
        # Nobody can show a picture whose whole address is not known.
        self.picture = picture(Path(self.srcdir), cover) if self.config.html_baseurl else None
        self.paper = Paper(printed)
        self.printed_places = self.paper.places
        self.structure: Structure = book_structure(self.env)
        root = str(self.config.root_doc)
        self.order = [root, *(doc for doc in self.structure.docnames if doc != root)]
        record = Record.load(record_path(Path(self.outdir)))
        self.record = Record(
            of_book(self.env, self.settings, self.structure, folder("html")),
            {doc: of_document(self.env, doc, self.edition, self._printed(doc)) for doc in self.order},
            self.paper.digest,
        )
        self.outdated = [
            doc
            for doc in self.order
            if self.record.has_changed(record, doc) or not self.get_output_path(doc).exists()
        ]
        for doc in record.documents.keys() - self.record.documents.keys():
            self.get_output_path(doc).unlink(missing_ok=True)
        super().prepare_writing(set(self.outdated))
        self.contents: tuple[Entry, ...] = contents(self, self.structure)
        self.works = works(self)
        self.citations = citations(self, self.works) if self.outdated else {}
        self.assets = assets()
        self.code = code_style() if self.has_our_theme else None
        self.globalcontext |= {
            "docstitle": self.settings.title,
            "shorttitle": self.settings.title,
            "copyright": self.settings.copyright,
            "has_source": False,
            "show_source": False,
            "show_sphinx": False,
            "book": self.settings,
            "contents": self.contents,
            **front_context(self),
            "assets": {name: asset.path for name, asset in self.assets.items()},
        }

    def _printed(self, docname: str) -> str:
        """Return what a document's page shows of the printed book."""
        shown = self.paper.of_document(docname, self.structure.chapter_of(docname))
        return shown + repr(self.printed_places) if citation_domain(self.env).indexes.get(docname) else shown

    def copy_static_files(self) -> None:
        """Write our style sheets and scripts, and the author's; of the theme's none but those in ours."""
        if not self.has_our_theme:
            super().copy_static_files()
            return
        for asset in self.assets.values():
            self.put(asset.path, asset.data)
        if self.picture:
            self.put(self.picture.path, self.picture.data)
        self.copy_html_static_files(self.globalcontext.copy())
        self.copy_html_logo()
        self.copy_html_favicon()

    def put(self, path: str, data: bytes) -> None:
        """Write a file of the site."""
        place = Path(self.outdir, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages that have changed, in reading order."""
        self._write_serial(self.outdated)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the page of a document."""
        self.breaks = self.paper.breaks(docname)
        super().write_doc(docname, doctree)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what a page needs: nothing is computed for it that it does not show."""
        place = self.order.index(docname)
        title = self.env.titles[docname]
        return {
            "parents": [],
            "title": self.render_partial(title.deepcopy())["title"],
            "meta": self.env.metadata.get(docname, {}),
            "body": body,
            # docutils adds a viewport, and so does furo.
            "metatags": "".join(line for line in metatags.splitlines(True) if 'name="viewport"' not in line),
            "rellinks": [],
            "sourcename": "",
            "display_toc": False,
            "prev": self._neighbour(docname, place - 1),
            "next": self._neighbour(docname, place + 1),
        }

    def _neighbour(self, docname: str, place: int) -> dict[str, str] | None:
        """Return the link to the document at a place in reading order."""
        if not 0 <= place < len(self.order):
            return None
        there = self.order[place]
        title = self.settings.title if place == 0 else self.label_of(there)
        return {"link": self.get_relative_uri(docname, there), "title": title}

    def label_of(self, docname: str) -> str:
        """Return number and title of a document."""
        chapter = self.structure.chapter_of(docname)
        number = f"{chapter.label}. " if chapter and chapter.label and chapter.docname == docname else ""
        return number + self.env.titles[docname].astext()

    def update_page_context(
        self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any
    ) -> None:
        """Tell a page where in the book it is, and what it says of itself to programs."""
        ctx["chapter"] = ""
        if chapter := self.structure.chapter_of(pagename):
            ctx["chapter"] = chapter.docname
        if not self.has_our_theme:
            return
        # furo would lay out Sphinx's own contents for every page; ours are from the book's structure.
        ctx.pop("toctree", None)
        ctx["css_files"] = [file for file in ctx["css_files"] if not is_replaced(file)]
        ctx["script_files"] = [file for file in ctx["script_files"] if not is_replaced(file)]
        is_coded = web_site.has_code(str(ctx.get("body", "")))
        ctx["code_style"] = self.code.path if self.code and is_coded else ""
        if pagename in self.order:
            ctx |= page_context(self, pagename)

    @cached_property
    def articles(self) -> Mapping[str, etree._Element]:
        """The texts of all pages as they were written, by document in reading order."""
        return web_site.read_articles({doc: self.get_output_path(doc) for doc in self.order})

    def write_genindex(self) -> None:
        """Write the index."""
        if self.has_our_theme:
            web_site.write_index(self, self.articles)
        else:
            super().write_genindex()

    def finish(self) -> None:
        """Finish the folder and remember what is in it."""
        if found := errors(self.faults):
            raise BookFault(found)
        for finding in (finding for finding in self.faults if finding.severity is Severity.WARNING):
            logger.warning(str(finding), type="octavo", subtype=finding.code)
        super().finish()
        if self.has_our_theme:
            web_site.write_derived(self, self.articles)
        self.record.save(record_path(Path(self.outdir)))

    def write_buildinfo(self) -> None:
        """Write nothing: the record says what was built."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the web edition."""
    app.add_builder(WebBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
