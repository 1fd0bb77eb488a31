"""What a page says of itself: how it is cited, and its description for programs."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from octavo.editions.web_assets import STATIC
from octavo.editions.web_citing import Citable, as_bibtex, as_ris, as_text
from octavo.editions.web_metadata import highwire, json_ld, open_graph, present
from octavo.matter.structure import Chapter


@dataclass(frozen=True, slots=True)
class Format:
    """The citation in a format that a program reads."""

    name: str
    text: str
    file: str  #: Name of the file that keeps it.
    uri: str  #: The file itself: it needs neither a server nor a script.


def page_context(builder: Any, docname: str, chapter: Chapter | None, url: str) -> dict[str, Any]:
    """Return what the templates need to cite a page and to describe it."""
    work = Citable(
        builder.settings,
        chapter.title if chapter else "",
        chapter.number if chapter else 0,
        builder.paper.span(chapter),
        url,
    )
    base = str(builder.config.html_baseurl)
    picture = posixpath.join(base, STATIC, builder.picture.name) if base and builder.picture else ""
    return {
        "uri": builder.get_target_uri(docname),
        "work": work,
        "citation": list(as_text(work)),
        "citation_formats": [
            _format("BibTeX", as_bibtex(work), f"{work.key}.bib", "application/x-bibtex"),
            _format("RIS", as_ris(work), f"{work.key}.ris", "application/x-research-info-systems"),
        ],
        "citation_tags": present(highwire(work)),
        "open_graph": present(open_graph(work, picture)),
        "json_ld": json_ld(work),
    }


def _format(name: str, text: str, file: str, media_type: str) -> Format:
    """Return a citation with the file that keeps it."""
    return Format(name, text, file, f"data:{media_type};charset=utf-8,{quote(text)}")
