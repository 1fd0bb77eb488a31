"""The Sphinx side's table of contents: every node, role, directive, domain and event of octavo."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from octavo import checking
from octavo.citations import nodes as citation_nodes
from octavo.citations.apparatus import Apparatus
from octavo.citations.domain import CitationDomain, FootCitationDomain, citation_domain
from octavo.citations.roles import CiteRole
from octavo.citations.sources import ChapterListDirective, ChapterSourcesDirective, SourcesDirective
from octavo.citations.sources_index import FillSourcesIndexes, SourcesIndexDirective
from octavo.editions.pages import NumberParagraphs
from octavo.findings import BookFault, errors
from octavo.matter import nodes as matter_nodes
from octavo.matter.blocks import CreditedFigure, Letter
from octavo.matter.directives import Appendices, BackMatter, FrontMatter, Part
from octavo.matter.domain import MatterDomain
from octavo.matter.guards import (
    GuardedInclude,
    GuardedLiteralInclude,
    GuardedTable,
    RefuseHarm,
    on_source_read,
)  # fmt: skip
from octavo.matter.tables import LinkTableNotes, TableCallRole, TableNotes
from octavo.matter.transforms import MarkMatter, MatterCollector
from octavo.names.roles import roles
from octavo.production.reader import COMMAND_TAG, Reader
from octavo.settings import PREFIX, Settings, own_settings, rebuild_of
from octavo.timelines import nodes as timeline_nodes
from octavo.timelines.directive import HistoryTimeline

logger = logging.getLogger(__name__)


@cache
def env_version() -> int:
    """Return a number of octavo's own source: what another octavo remembered of a book is never taken over.

    Kept by hand, the number would sooner or later be forgotten, and the pickled records of the last read
    would miss what the code of today asks them for.
    """
    total = 0
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total = zlib.crc32(path.read_bytes(), total)
    return total


class BookError(SphinxError):
    """The author's faults, all at once, where Sphinx itself was called."""

    category = "octavo"


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Set what the editions rely on, where the author has not decided otherwise."""
    config.numfig = True
    config.bibtex_bibfiles = config.bibtex_bibfiles or []
    if "html_theme" not in config._raw_config:
        config.html_theme = "furo"
    try:
        Settings.from_config(config)
    except BookFault as fault:
        raise BookError(str(fault)) from fault


def on_builder_inited(app: Sphinx) -> None:
    """Forbid raw markup to untrusted chapters; read the bibliography before sphinxcontrib-bibtex would."""
    app.env.settings["raw_enabled"] = bool(app.config[PREFIX + "trusted"])
    paths = [Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles]
    citation_domain(app.env).load_library(paths, Path(app.confdir).resolve())


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the citations and notes of a document."""
    citation_domain(app.env).note_document(app.env.current_document.docname, doctree)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Check the book on every build; where Sphinx was called by itself, say what is wrong and let it fail.

    Under the ``octavo`` command the one reading application checks, before any edition is begun.
    """
    if app.tags.has(COMMAND_TAG):
        return []
    for finding in errors(checking.check(env)):
        # What Sphinx says of conf.py is not among them, so that its acceptance answers to nothing here.
        if finding.code == "A001":
            continue
        logger.error("%s", finding)
        app.statuscode = 1
    return []


def _pass(translator: Any, node: nodes.Element) -> None:
    """Let a writer of none of our editions print what a node holds."""


def _add_nodes(app: Sphinx) -> None:
    """Register our nodes; the editions' own translators say how they look."""
    found = (
        node
        for module in (citation_nodes, matter_nodes, timeline_nodes)
        for node in vars(module).values()
        if isinstance(node, type) and issubclass(node, nodes.Element) and node.__module__ == module.__name__
    )
    for node in found:
        visitors = (_pass, _pass)
        app.add_node(node, html=visitors, latex=visitors, text=visitors, man=visitors, texinfo=visitors)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register octavo with Sphinx."""
    from octavo import __version__

    app.require_sphinx("8.2")
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("sphinx_timeline")
    for name, default in own_settings().items():
        types = frozenset({list, tuple}) if isinstance(default, tuple) else ()
        app.add_config_value(PREFIX + name, default, rebuild_of(name), types=types)
    app.add_config_value(PREFIX + "sources_title", "Sources", "")
    app.add_domain(MatterDomain)
    app.add_domain(CitationDomain, override=True)
    app.add_domain(FootCitationDomain, override=True)
    app.add_role("cite", CiteRole("p"), override=True)
    app.add_role("footcite", CiteRole("p"), override=True)
    for name, role in roles().items():
        app.add_role(name, role, override=True)
    app.add_directive("bibliography", SourcesDirective, override=True)
    app.add_directive("footbibliography", ChapterSourcesDirective, override=True)
    app.add_directive("chapter-sources", ChapterListDirective)
    app.add_directive("sources-index", SourcesIndexDirective)
    app.add_directive("front-matter", FrontMatter)
    app.add_directive("part", Part)
    app.add_directive("appendices", Appendices)
    app.add_directive("back-matter", BackMatter)
    app.add_directive("letter", Letter)
    app.add_directive("figure", CreditedFigure, override=True)
    app.add_directive("table-notes", TableNotes)
    app.add_role("tnote", TableCallRole())
    app.add_directive("timeline", HistoryTimeline, override=True)
    app.add_directive("include", GuardedInclude, override=True)
    app.add_directive("literalinclude", GuardedLiteralInclude, override=True)
    app.add_directive("csv-table", GuardedTable, override=True)
    _add_nodes(app)
    app.add_env_collector(MatterCollector)
    app.add_transform(LinkTableNotes)
    app.add_transform(RefuseHarm)
    app.add_transform(NumberParagraphs)
    app.add_post_transform(MarkMatter)
    app.add_post_transform(Apparatus)
    app.add_post_transform(FillSourcesIndexes)
    app.add_builder(Reader)
    for extension in ("web", "epub", "print", "handouts", "proof_sheet"):
        app.setup_extension(f"octavo.editions.{extension}")
    app.connect("config-inited", on_config_inited)
    app.connect("builder-inited", on_builder_inited, priority=100)
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-updated", on_env_updated, priority=600)
    return {
        "version": __version__,
        "env_version": env_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": False,
    }
