"""Works as CSL-JSON, the form that the citation engine reads.

Sources: the CSL 1.0.2 specification, appendices III (types) and IV (variables); the manual of
biblatex 3.19, sections 2.1 and 2.2, for the entry types and fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pybtex.database import Person
from pybtex.richtext import BaseMultipartText, Protected, String, Tag, Text

from octavo.bibliography.work import Work, plain_text, typographic

#: Entry types and the CSL type that each becomes.
KINDS = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "legal": "treaty",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "mvbook": "book",
    "mvcollection": "book",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "treaty": "treaty",
    "unpublished": "manuscript",
    "image": "graphic",
    "artwork": "graphic",
    "archival": "manuscript",
    "electronic": "webpage",
    "www": "webpage",
}

#: A keyword that makes a general type more exact.
BY_KEYWORD = {"treaty": "treaty", "newspaper": "article-newspaper"}

#: CSL variable <- the first of these fields that is there; text.
VARIABLES = {
    "title": ("title",),
    "title-short": ("shorttitle",),
    "container-title": ("booktitle", "journaltitle", "journal", "maintitle"),
    "collection-title": ("series",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "edition": ("edition",),
    "volume": ("volume",),
    "issue": ("issue",),
    "number-of-volumes": ("volumes",),
    "page": ("pages",),
    "number-of-pages": ("pagetotal",),
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "URL": ("url",),
    "note": ("annote",),
    "medium": ("howpublished",),
    "archive": ("library", "archive"),
    "archive_location": ("shelfmark",),
    "genre": ("type", "entrysubtype"),
    "language": ("langid", "language"),
}

#: Italics inside a field, which pybtex leaves as it stands.
_ITALIC = re.compile(r"\\(?:emph|textit)\s*\{([^{}]*)\}")

_MONTHS = {name: i for i, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip


def item(work: Work) -> dict[str, Any]:
    """Return a work as a CSL-JSON item."""
    out: dict[str, Any] = {"id": work.key, "type": _type(work)}
    for variable, fields in VARIABLES.items():
        if name := next((f for f in fields if work.fields.get(f)), None):
            out[variable] = html(work.fields[name])
    number = work.fields.get("number", "")
    if number:
        out["issue" if out["type"].startswith("article") else "collection-number"] = plain_text(number)
    if out["type"] == "treaty":
        out.pop("page", None)
    for role, people in work.people.items():
        out[role] = [person(p) for p in people]
    if work.kind in {"collection", "proceedings", "reference", "mvcollection"}:
        out.setdefault("editor", [])
    if issued := _date(work.fields):
        out["issued"] = issued
    if original := work.fields.get("origdate", "") or work.fields.get("origyear", ""):
        out["original-date"] = _iso(original.strip())
    if accessed := work.fields.get("urldate", ""):
        out["accessed"] = _iso(accessed.strip())
    return {name: value for name, value in out.items() if value}


def _type(work: Work) -> str:
    """Return the CSL type of a work."""
    kind = KINDS.get(work.kind, "document")
    if kind in {"document", "article-journal"}:
        for keyword in work.keywords:
            kind = BY_KEYWORD.get(keyword, kind)
    if work.fields.get("entrysubtype", "") == "newspaper":
        kind = "article-newspaper"
    return kind


def person(name: Person) -> dict[str, str]:
    """Return a person as CSL's name, or an institution as one literal."""
    given = plain_text(" ".join(name.first_names + name.middle_names))
    family = " ".join(name.last_names)
    if not given and not name.prelast_names and not name.lineage_names:
        return {"literal": plain_text(family)}
    parts = {
        "family": plain_text(family),
        "given": given,
        "non-dropping-particle": plain_text(" ".join(name.prelast_names)),
        "suffix": plain_text(" ".join(name.lineage_names)),
    }
    return {part: text for part, text in parts.items() if text}


def _date(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the date of publication, from ``date`` or from year, month and day."""
    if date := fields.get("date", "").strip():
        return _iso(date)
    year = plain_text(fields.get("year", ""))
    if not re.fullmatch(r"-?\d{1,4}", year):
        return {"literal": year} if year else {}
    parts = [int(year)]
    month = _MONTHS.get(fields.get("month", "").strip().lower()[:3], 0) or _number(fields.get("month", ""))
    if 1 <= month <= 12:
        parts.append(month)
        if 1 <= (day := _number(fields.get("day", ""))) <= 31:
            parts.append(day)
    return {"date-parts": [parts]}


def _number(text: str) -> int:
    """Return a whole number, or 0."""
    return int(text) if text.strip().isdigit() else 0


def _iso(text: str) -> dict[str, Any]:
    """Return an ISO 8601-2 date or range as CSL's date; what is no date stays as it is written."""
    circa = text.endswith(("~", "?")) or text.startswith("c. ")
    ends = text.removeprefix("c. ").rstrip("~?").split("/")
    parts = [
        [int(p) for p in re.split(r"(?<!^)-", end)]
        for end in ends
        if re.fullmatch(r"-?\d{1,4}(-\d\d){0,2}", end)
    ]
    if len(parts) != len(ends):
        return {"literal": text}
    return {"date-parts": parts, **({"circa": True} if circa else {})}


def html(markup: str) -> str:
    """Return TeX's markup in a field as the HTML that CSL-JSON allows.

    Braces keep their meaning: what stands in them keeps its case.
    """
    if not re.search(r"[\\{}]", markup):
        return _escape(typographic(markup))
    marked = _ITALIC.sub("\ue010\\1\ue011", markup)
    return _html(Text.from_latex(marked)).replace("\ue010", "<i>").replace("\ue011", "</i>")


def _html(text: Any) -> str:
    """Return pybtex's rich text as CSL's HTML."""
    if isinstance(text, String):
        return _escape(typographic(str(text)))
    inner = "".join(_html(part) for part in text.parts) if isinstance(text, BaseMultipartText) else str(text)
    if isinstance(text, Protected):
        return f'<span class="nocase">{inner}</span>'
    if isinstance(text, Tag) and text.name in {"em", "i"}:
        return f"<i>{inner}</i>"
    return inner


def _escape(text: str) -> str:
    """Escape what pandoc would read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
