"""Twins: two entries for one work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from octavo.bibliography.kinds import csl_type
from octavo.bibliography.numbers import bare_doi, is_doi, is_isbn, isbn13, isbns
from octavo.bibliography.work import Work, plain_text
from octavo.findings import Finding, Severity

#: Fields in which two works of one title, year and author may differ.
_APART = (
    "doi", "volume", "number", "issue", "part", "month", "day", "date", "pages", "edition", "booktitle",
    "journal", "series", "fond", "opis", "delo", "list", "box", "folder", "file", "item", "jacar",
    "shelfmark", "code",
)  # fmt: skip

_REMEDY = "keep one of them, and cite its key"


def same_number(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B010 for each entry with the DOI or the ISBN of another.

    Bad: ``nish-1985`` and ``nish-origins``, both with ``isbn = {0-582-49114-2}``. Good: one of them.

    Chapters share the ISBN of their book, and so may the volumes of a set.
    """
    seen: dict[str, Work] = {}
    for work in works:
        for name, number in _numbers(work):
            other = seen.setdefault(number, work)
            if other is not work and _may_be_one(work, other, ("volume", "part")):
                yield _finding(work, other, "B010", f"has the {name} of", Severity.ERROR)
                break


def same_title(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B011, a warning, for each entry with the title, the year and the first author of another.

    Bad: ``nish-1985`` and ``nish-origins``, both ``The Origins of a War``, 1985. Good: one of them.

    Entries that differ in volume, number, day, pages or edition are two works.
    """
    seen: dict[tuple[str, str, str], list[Work]] = {}
    for work in works:
        if not work.fields.get("title"):
            continue
        known = seen.setdefault(_identity(work), [])
        # Thousands of untitled papers of one year must not be compared each with each.
        other = next((w for w in known[:20] if _may_be_one(work, w, _APART)), None)
        if other is None:
            known.append(work)
        elif not {n for _, n in _numbers(work)} & {n for _, n in _numbers(other)}:
            yield _finding(work, other, "B011", "has title, year and author of", Severity.WARNING)


def _numbers(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the numbers by which the whole world knows a work."""
    if (doi := work.fields.get("doi")) and is_doi(bare := bare_doi(doi)):
        yield "DOI", bare.casefold()
    if "isbn" in work.fields and csl_type(work) == "book":
        for isbn in isbns(work.fields["isbn"]):
            if is_isbn(isbn):
                yield "ISBN", isbn13(isbn)


def _identity(work: Work) -> tuple[str, str, str]:
    """Return title, year and first author, without what an author may write one way or another."""
    title = unicodedata.normalize("NFKD", plain_text(work.fields.get("title", ""))).casefold()
    people = work.people.get("author") or work.people.get("editor") or ()
    name = plain_text(" ".join(people[0].last_names)).casefold() if people else ""
    year = (work.fields.get("date") or work.fields.get("year", ""))[:4]
    return re.sub(r"[\W_]+|\bthe\b|\ba\b|\ban\b", "", title), year, name


def _may_be_one(work: Work, other: Work, fields: Iterable[str]) -> bool:
    """Return whether two entries contradict each other in none of some fields."""
    pairs = [(work.fields.get(f, ""), other.fields.get(f, "")) for f in fields]
    kinds = {csl_type(work), csl_type(other)}
    return len(kinds) == 1 and all(not a or not b or a == b for a, b in pairs)


def _finding(work: Work, other: Work, code: str, fault: str, severity: Severity) -> Finding:
    """Return the finding of a twin, at the later entry."""
    message = f"{work.key!r} {fault} {other.key!r} in {other.path}:{other.line}"
    return Finding(work.path, work.line, code, message, _REMEDY, severity)


#: Every generator of this file.
RULES = (same_number, same_title)
