"""Works as CSL-JSON, the form that the citation engine reads.

Sources: the CSL 1.0.2 specification, appendices III (types) and IV (variables); the manual of
biblatex 3.19, sections 2.1 and 2.2, for the entry types and fields.
"""

from __future__ import annotations

import re
from typing import Any

from octavo.bibliography import archives, titles
from octavo.bibliography.dates import iso, issued
from octavo.bibliography.kinds import KINDS, csl_type, genre
from octavo.bibliography.markup import address, html
from octavo.bibliography.people import contributions, people
from octavo.bibliography.work import Work

__all__ = ["KINDS", "item"]

#: CSL variable <- the first of these fields that is there; text.
VARIABLES = {
    "collection-title": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "original-publisher": ("origpublisher",),
    "original-publisher-place": ("origlocation",),
    "edition": ("edition",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "part-number": ("part",),
    "chapter-number": ("chapter",),
    "number-of-volumes": ("volumes",),
    "page": ("pages",),
    "number-of-pages": ("pagetotal",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "note": ("annote", "annotation"),
    "medium": ("medium",),
    "dimensions": ("dimensions",),
    "scale": ("scale",),
    "version": ("version",),
    "status": ("pubstate",),
    "event-place": ("venue",),
    "authority": ("authority", "parties"),
}

#: CSL variable <- field with a date.
DATES = {"original-date": ("origdate", "origyear"), "accessed": ("urldate",), "event-date": ("eventdate",)}

#: Where an eprint is read.
EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
    "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/books?id=",
    "gutenberg": "https://www.gutenberg.org/ebooks/",
}

#: What biblatex's keys for the state of a publication mean.
_STATES = {
    "inpreparation": "in preparation", "inpress": "in press", "forthcoming": "forthcoming",
    "submitted": "submitted", "prepublished": "prepublished",
}  # fmt: skip

_SERIAL = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "periodical", "review-book", "treaty"}
)
_NUMBERED = frozenset({"report", "legislation", "legal_case", "thesis", "document", "manuscript", "graphic"})


def item(work: Work) -> dict[str, Any]:
    """Return a work as a CSL-JSON item."""
    out: dict[str, Any] = {"id": work.key, "type": csl_type(work)}
    for variable, fields in VARIABLES.items():
        out[variable] = _first(work, fields)
    out |= {"language": work.language, "genre": html(genre(work)) or contributions(work)}
    out["edition"] = _edition(out["edition"])
    out["status"] = _STATES.get(out["status"], out["status"])
    out |= titles.variables(work) | people(work)
    out["DOI"] = address(work.fields.get("doi", "")).removeprefix("https://doi.org/")
    out["URL"] = _url(work)
    out["issued"] = issued(work.fields)
    for variable, fields in DATES.items():
        out[variable] = iso(date.strip()) if (date := _raw(work, fields)) else {}
    _place_number(work, out)
    _place_maker(work, out)
    if archives.is_kept(work):
        out |= {"collection-title": "", "publisher-place": ""}
    if work.people.get("translator"):
        # With these a style calls a translation a reprint of the original.
        out |= {"original-publisher": "", "original-publisher-place": ""}
    out |= archives.variables(work)
    return {name: value for name, value in out.items() if value}


def _first(work: Work, fields: tuple[str, ...]) -> str:
    """Return the first of these fields that is there, as the engine reads it."""
    return html(_raw(work, fields))


def _raw(work: Work, fields: tuple[str, ...]) -> str:
    """Return the first of these fields that is there."""
    return next((work.fields[field] for field in fields if work.fields.get(field)), "")


def _place_number(work: Work, out: dict[str, Any]) -> None:
    """Put ``number`` where it belongs: an issue, a report's number, a number in a series."""
    kind = out["type"]
    if kind in _SERIAL:
        out["number"] = html(work.fields.get("eid", ""))
    else:
        out["number" if kind in _NUMBERED else "collection-number"] = html(work.fields.get("number", ""))
        out["issue"] = ""
    if kind == "treaty" and not out.get("container-title"):
        # Without the collection of treaties that it belongs to, a page means nothing.
        out["page"] = ""


def _place_maker(work: Work, out: dict[str, Any]) -> None:
    """Put ``howpublished`` and ``organization`` where a reader looks for who made the thing."""
    made = html(work.fields.get("howpublished", ""))
    if out["type"] in {"graphic", "map"}:
        out["medium"] = out["medium"] or made
    elif out["type"] == "webpage":
        out["container-title"] = out.get("container-title", "") or html(work.fields.get("maintitle", ""))
        out["publisher"] = out["publisher"] or made
    else:
        out["publisher"] = out["publisher"] or made


def _edition(text: str) -> str:
    """Return an edition as the styles want it: a number, or words that say that they mean an edition."""
    number = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?(?: ed\.?| edition)?", text.strip(), re.IGNORECASE)
    if number:
        return number[1]
    ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
    if text.lower() in ordinals:
        return str(ordinals.index(text.lower()) + 1)
    return text if not text or re.search(r"\bed(?:\.|ition|n)", text, re.IGNORECASE) else f"{text} ed."


def _url(work: Work) -> str:
    """Return where a work is read, else where its eprint is."""
    if url := address(work.fields.get("url", "")):
        return url
    kind = work.fields.get("eprinttype", work.fields.get("archiveprefix", "")).lower()
    number = address(work.fields.get("eprint", ""))
    return f"{EPRINTS[kind]}{number}" if number and kind in EPRINTS else ""
