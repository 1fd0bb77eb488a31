"""The checks of bibliography entries, one by one; pure functions of what was read."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from octavo.bibliography.fields import KNOWN
from octavo.bibliography.kinds import DATA, csl_type
from octavo.bibliography.numbers import bare_doi, is_doi, is_isbn, isbns
from octavo.bibliography.work import Work
from octavo.findings import Finding, Severity

#: CSL types that may have no title: a letter, a paper in an archive, a picture, a piece in a newspaper.
_UNTITLED = frozenset(
    {"personal_communication", "manuscript", "graphic", "interview", "periodical", "article-newspaper"}
)

#: CSL types that somebody has written or edited, as a rule.
_WRITTEN = frozenset({"book", "article-journal", "thesis", "report", "paper-conference"})
#: Kinds that have an author or editor, or do well without.
_OWNERLESS = frozenset(
    {"reference", "proceedings", "conference", "manual", "periodical", "incollection", "inbook"}
)
_OWNERS = ("author", "editor", "translator", "organization", "institution", "school", "editora", "bookauthor")

_UNDATED = re.compile(r"undated|no date|n\.\s?d\.|s\.\s?a\.|forthcoming|in press", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"^\s*-\d|\bB\.?\s?C", re.IGNORECASE)
_EARLY = re.compile(r"\b(?:A\.?\s?D\.?|C\.?\s?E\.?)\b")


def untitled(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B012 for each entry without a title.

    Bad: ``@book{nish-1985, author = {Nish, Ian}, year = {1985}}``. Good: the same with ``title = {...}``.

    Letters, papers of an archive, pictures and pieces in a newspaper may have none.
    """
    for work in works:
        told = {"title", "maintitle", "crossref", "xdata"} & work.fields.keys()
        if not told and csl_type(work) not in _UNTITLED and work.kind != DATA:
            yield _finding(work, "B012", f"{work.key!r} has no title", "give it one")


def incomplete(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B013, a warning, for each entry without a field that its type needs.

    Bad: ``@article{nish-1985, author = {Nish, Ian}, title = {The Ice}}``.
    Good: the same with ``journal`` and ``year``.

    A work without a date says so in its note, as in ``note = {Undated}``.
    """
    for work in works:
        if work.kind == DATA or {"crossref", "xdata"} & work.fields.keys():
            continue
        if lacking := list(_lacking(work)):
            message = f"{work.key!r} has no {' and no '.join(lacking)}"
            remedy = "add it" if len(lacking) == 1 else "add them"
            yield _finding(work, "B013", message, remedy, Severity.WARNING)


def _lacking(work: Work) -> Iterator[str]:
    """Yield what an entry lacks, in words."""
    kind, fields = csl_type(work), work.fields
    if kind in _WRITTEN and work.kind not in _OWNERLESS:
        owners = {*work.people, *(name for name in _OWNERS if fields.get(name))}
        if not owners:
            yield "author or editor"
    told = " ".join(
        fields.get(name, "") for name in ("year", "date", "pubstate", "note", "addendum", "origdate")
    )
    if not (fields.get("year") or fields.get("date") or _UNDATED.search(told) or fields.get("pubstate")):
        yield "year"
    if work.kind == "article" and not (fields.get("journal") or fields.get("journaltitle")):
        yield "journal"
    if work.kind in {"incollection", "inproceedings", "conference"} and not (
        fields.get("booktitle") or fields.get("maintitle")
    ):
        yield "booktitle"
    if kind == "webpage" and not any(fields.get(name) for name in ("url", "doi", "eprint", "howpublished")):
        yield "url"


def misdated(works: Iterable[Work], this_year: int) -> Iterator[Finding]:
    """Yield B014 for each year that cannot be: before 1000, after next year, or no year at all.

    Bad: ``year = {19O4}``, ``year = {190}``.
    Good: ``year = {1904}``, ``{1905--1907}``, ``{44 BCE}``, ``{n.d.}``.

    ``origdate`` and ``origyear`` are not judged.
    """
    for work in works:
        for field in ("date", "year"):
            text = work.fields.get(field, "")
            if not text or (len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= this_year + 1):
                continue
            if _BEFORE_CHRIST.search(text) or _EARLY.search(text):
                continue
            years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
            is_wrong = any(not 1000 <= year <= this_year + 1 for year in years)
            if is_wrong or (not years and any(c.isdecimal() for c in text)):
                message = f"{field} {text!r} of {work.key!r} cannot be"
                yield _finding(work, "B014", message, "write four figures, or BCE behind the number")


def false_isbns(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B015 for each ISBN whose check digit is wrong, or that has not 10 or 13 figures.

    Bad: ``isbn = {978-0-306-40615-8}``. Good: ``isbn = {978-0-306-40615-7}``.
    """
    for work in works:
        for isbn in isbns(work.fields.get("isbn", "")):
            if not is_isbn(isbn):
                fault = (
                    "has a wrong check digit"
                    if re.fullmatch(r"\d{9}[\dXx]|97[89]\d{10}", isbn)
                    else "is none"
                )
                message = f"the ISBN {isbn!r} of {work.key!r} {fault}"
                yield _finding(work, "B015", message, "copy it again from the book, or delete it")


def false_dois(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B016 for each DOI that is not prefix, slash and suffix.

    Bad: ``doi = {https://doi.org/10.1057/9780230514584}``. Good: ``doi = {10.1057/9780230514584}``.
    """
    for work in works:
        if (doi := work.fields.get("doi", "")) and not is_doi(work.plain("doi")):
            bare = bare_doi(doi)
            remedy = f"write doi = {{{bare}}}" if is_doi(bare) else "write it as in 10.1000/182"
            yield _finding(work, "B016", f"the DOI {doi!r} of {work.key!r} is none", remedy)


def unvisited(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B017, a warning, for each page of the web without the date on which it was read.

    Bad: ``@online{ice, url = {https://example.org/}}``. Good: the same with ``urldate = {2026-11-22}``.
    """
    for work in works:
        fields = work.fields
        if (
            csl_type(work) == "webpage"
            and fields.get("url")
            and not (fields.get("urldate") or fields.get("urlseen"))
        ):
            message = f"the address of {work.key!r} has no date of access"
            yield _finding(work, "B017", message, "add urldate = {YYYY-MM-DD}", Severity.WARNING)


def misspelt(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B018, a warning, for each field whose name is nearly that of a field that is known.

    Bad: ``pubisher = {Longman}``. Good: ``publisher = {Longman}``.

    A field of your own with a name of its own is left alone.
    """
    near: dict[str, str] = {}
    for work in works:
        for name in work.fields:
            if name in KNOWN:
                continue
            if name not in near:
                # Every unlike name costs a comparison with every field; a file of many is no slip.
                found = difflib.get_close_matches(name, KNOWN, 1, 0.8) if len(near) < 50 else []
                near[name] = found[0] if found else ""
            if near[name]:
                message = f"the field {name!r} of {work.key!r} is unknown"
                yield _finding(work, "B018", message, f"did you mean {near[name]}?", Severity.WARNING)


def decomposed(works: Iterable[Work]) -> Iterator[Finding]:
    """Yield B019, a warning, for each entry with letters whose accents are characters of their own.

    Bad: ``o`` followed by U+0304. Good: ``ō``, one character (Unicode Normalization Form C).
    """
    for work in works:
        texts = dict(work.fields) | {r: " and ".join(map(str, people)) for r, people in work.people.items()}
        wrong = [n for n, t in texts.items() if not t.isascii() and not unicodedata.is_normalized("NFC", t)]
        if wrong:
            message = f"{' and '.join(wrong)} of {work.key!r} is not in Unicode's form NFC"
            yield _finding(
                work, "B019", message, "type the accented letters as one character", Severity.WARNING
            )


def _finding(work: Work, code: str, message: str, remedy: str, *severity: Severity) -> Finding:
    """Return a finding at an entry."""
    return Finding(work.path, work.line, code, message, remedy, *severity)


#: Every generator of this file that asks for nothing but the entries.
RULES = (untitled, incomplete, false_isbns, false_dois, unvisited, misspelt, decomposed)
