"""What a page says of itself: how it is cited, and its description for programs."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes

from octavo.citations.cluster import Cluster, Target
from octavo.citations.domain import citation_domain
from octavo.citations.engine import Engine, Inlines
from octavo.citations.inlines import sentence, to_nodes
from octavo.citations.style import alone
from octavo.editions.web_citing import Citable, as_bibtex, as_csl, as_ris
from octavo.editions.web_metadata import highwire, json_ld, open_graph, present


@dataclass(frozen=True, slots=True)
class Format:
    """The citation in a format that a program reads."""

    name: str
    text: str
    file: str  #: Name of the file that keeps it.
    uri: str  #: The file itself: it needs neither a server nor a script.


def works(builder: Any) -> dict[str, Citable]:
    """Return what each page of the book is cited as, by document."""
    base = str(builder.config.html_baseurl)
    found = {}
    for docname in builder.order:
        chapter = builder.structure.chapter_of(docname)
        url = posixpath.join(base, builder.get_target_uri(docname)) if base else ""
        title, label = (chapter.title, chapter.label) if chapter else ("", "")
        found[docname] = Citable(builder.settings, title, label, builder.paper.span(chapter), url)
    return found


@dataclass(frozen=True, slots=True)
class Printed:
    """How a page is cited in the book's style."""

    entry: nodes.paragraph  #: In a list of sources.
    note: nodes.paragraph | None = None  #: In a note, with the printed pages; nothing in a style without.


def citations(builder: Any, cited: Mapping[str, Citable]) -> Mapping[str, Printed]:
    """Return how each page is cited in the book's style, by document."""
    cache = Path(builder.env.doctreedir) / "citations"
    style = alone(citation_domain(builder.env).style(builder.edition), cache)
    asked = {docname: as_csl(work, docname) for docname, work in cited.items()}
    engine = Engine(style, asked, builder.settings.language, cache)
    # A chapter for each: its first citation is the whole one.
    notes = [[_cluster(docname, work)] for docname, work in cited.items()] if style.has_notes else []
    made, entries, _dashes = engine.render(notes)
    found = {docname: Printed(_paragraph(entries[docname])) for docname in cited}
    for docname, (rendered,) in zip(cited, made, strict=False):
        found[docname] = replace(found[docname], note=_paragraph(sentence(rendered.note)))
    return found


def _cluster(docname: str, work: Citable) -> Cluster:
    """Return the citation of a page in a text."""
    return Cluster(docname, 1, "", 0, "p", (Target(docname, post=work.span),))


def _paragraph(inlines: Inlines) -> nodes.paragraph:
    """Return what the engine printed as a paragraph that ends with a full stop."""
    made = nodes.paragraph("", "", *to_nodes(inlines))
    if not made.astext().endswith((".", "!", "?", "”")):
        made += nodes.Text(".")
    return made


def page_context(builder: Any, docname: str) -> dict[str, Any]:
    """Return what the templates need to cite a page and to describe it."""
    work: Citable = builder.works[docname]
    base = str(builder.config.html_baseurl)
    # What the book is about is said on its title page; a chapter may say what it is about itself.
    about = builder.settings.description if not work.title else ""
    about = str(builder.env.metadata.get(docname, {}).get("description", about))
    picture = posixpath.join(base, builder.picture.path) if builder.picture else ""
    return {
        "uri": builder.get_target_uri(docname),
        "work": work,
        "description": about,
        "citation": _shown(builder, builder.citations[docname].entry),
        "citation_note": _shown(builder, builder.citations[docname].note),
        "citation_formats": [
            _format("BibTeX", as_bibtex(work), f"{work.key}.bib", "application/x-bibtex"),
            _format("RIS", as_ris(work), f"{work.key}.ris", "application/x-research-info-systems"),
        ],
        "citation_tags": present(highwire(work)),
        "open_graph": present(open_graph(work, about, picture)),
        "json_ld": json_ld(work),
    }


def _shown(builder: Any, paragraph: nodes.paragraph | None) -> str:
    """Return a citation as markup; nothing where there is none."""
    return str(builder.render_partial(paragraph)["fragment"]) if paragraph else ""


def _format(name: str, text: str, file: str, media_type: str) -> Format:
    """Return a citation with the file that keeps it."""
    return Format(name, text, file, f"data:{media_type};charset=utf-8,{quote(text)}")
