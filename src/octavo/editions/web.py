"""The web edition."""

from __future__ import annotations

from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from octavo.edition import Edition
from octavo.editions.html_contents import Entry, contents
from octavo.editions.html_events import disconnect_unused
from octavo.editions.html_index import index, lettered
from octavo.editions.html_meaning import ROLES
from octavo.editions.html_record import Record, of_book, of_document
from octavo.editions.html_translator import BookTranslator, unshadowed
from octavo.findings import BookFault, Finding, Severity, errors
from octavo.matter.domain import book_structure
from octavo.matter.structure import Structure
from octavo.settings import Settings
from octavo.templates import folder

THEME = "octavo"  #: Our theme, which inherits furo's.

logger = logging.getLogger(__name__)


class WebTranslator(BookTranslator):
    """Writes a chapter for browsers."""

    def meaning(self, name: str) -> dict[str, str]:
        """Return the role that tells a screen reader what an element is."""
        return {"role": ROLES[name]} if name in ROLES else {}

    def visit_container(self, node: nodes.container) -> None:
        """Open a box; the one that furo puts round a table must not repeat the table's ids."""
        if {"table-wrapper", "math-wrapper"} & set(node["classes"]):
            node.html5tagname = "div"  # type: ignore[attr-defined]
            node["ids"], node["classes"] = [], [name for name in node["classes"] if name.endswith("-wrapper")]
            # A wide table is moved sideways, with the keyboard too (WCAG 2.2, 2.1.1).
            said = {"tabindex": "0", "role": "group", "aria-label": _caption_of(node)}
            self.body.append(self.starttag(node, "div", **said))
        else:
            super().visit_container(node)


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

    def init(self) -> None:
        """Set up the builder."""
        super().init()
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

    @property
    def record_path(self) -> Path:
        """Return the file that remembers what was written, outside of what is published."""
        return Path(self.outdir).parent / f"{Path(self.outdir).name}-written.json"

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the book and find the pages that have changed."""
        self.faults = []
        self.settings = Settings.from_config(self.config)
        self.structure: Structure = book_structure(self.env)
        root = str(self.config.root_doc)
        self.order = [root, *(doc for doc in self.structure.docnames if doc != root)]
        record = Record.load(self.record_path)
        self.record = Record(
            of_book(self.env, self.settings, self.structure, folder("html")),
            {doc: of_document(self.env, doc, self.edition) for doc in self.order},
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
        self.globalcontext |= {
            "docstitle": self.settings.title,
            "shorttitle": self.settings.title,
            "copyright": self.settings.copyright,
            "has_source": False,
            "show_source": False,
            "show_sphinx": False,
            "book": self.settings,
            "contents": self.contents,
        }

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages that have changed, in reading order."""
        self._write_serial(self.outdated)

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
        chapter = self.structure.chapter_of(there)
        number = f"{chapter.number}. " if chapter and chapter.number and chapter.docname == there else ""
        title = self.settings.title if place == 0 else number + self.env.titles[there].astext()
        return {"link": self.get_relative_uri(docname, there), "title": title}

    def update_page_context(
        self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any
    ) -> None:
        """Tell a page where in the book it is."""
        if self.has_our_theme:
            # furo would lay out Sphinx's own contents for every page; ours are from the book's structure.
            ctx.pop("toctree", None)
        chapter = self.structure.chapter_of(pagename)
        ctx["chapter"] = chapter.docname if chapter else ""

    def write_genindex(self) -> None:
        """Write the index."""
        if not self.has_our_theme:
            super().write_genindex()
            return
        letters = lettered(index(self, self._locate))
        self.handle_page("genindex", {"title": "Index", "letters": letters}, "genindex.html")

    def _locate(self, docname: str, anchor: str) -> str:
        """Return the chapter of a place, by its number or its title."""
        chapter = self.structure.chapter_of(docname)
        if chapter is None:
            return ""
        return str(chapter.number) if chapter.number else chapter.title

    def finish(self) -> None:
        """Finish the folder and remember what is in it."""
        if found := errors(self.faults):
            raise BookFault(found)
        for finding in (finding for finding in self.faults if finding.severity is Severity.WARNING):
            logger.warning(str(finding), type="octavo", subtype=finding.code)
        super().finish()
        self.record.save(self.record_path)

    def write_buildinfo(self) -> None:
        """Write nothing: the record says what was built."""


def _caption_of(wrapper: nodes.Element) -> str:
    """Return what a table or a formula is called aloud."""
    if title := next(iter(wrapper.findall(nodes.title)), None):
        return title.astext()
    return "Table" if "table-wrapper" in wrapper["classes"] else "Formula"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the web edition."""
    app.add_builder(WebBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": False}
