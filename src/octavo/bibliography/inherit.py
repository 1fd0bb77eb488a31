"""Inheritance between entries: ``crossref`` from the work that holds another, ``xdata`` from mere data.

Source: the manual of biblatex 3.19, sections 2.2.3 and 2.4.1, and its appendix B for which field
becomes which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from octavo.bibliography.kinds import DATA
from octavo.bibliography.work import Work
from octavo.findings import Finding

#: Fields that no entry inherits.
_OWN = frozenset(
    "crossref xref xdata ids entryset entrysubtype execute label options presort related relatedoptions "
    "relatedstring relatedtype shortauthor shorteditor shorthand shorttitle sortkey sortname sorttitle "
    "indextitle indexsorttitle verification verified".split()
)

#: What the title of the holder is called in what it holds.
_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon",
         "titleoriginal": "booktitleoriginal", "titletranslated": "booktitletranslated"}  # fmt: skip
_MAIN = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_JOURNAL = {"title": "journaltitle", "subtitle": "journalsubtitle"}

_PARTS = frozenset(
    {"inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook", "bookinbook"}
)
_WITH_AUTHOR = frozenset({"inbook", "bookinbook", "suppbook"})


def inherited(works: dict[str, Work]) -> Iterator[Finding]:
    """Give each work what it inherits, drop what is mere data, and yield B009 for what cannot be found.

    Bad: ``crossref = {collection-1905}`` without an entry of that key, or in a circle.
    """
    done: dict[str, Work] = {}
    for key in works:
        yield from _resolve(key, works, done, ())
    works.clear()
    works.update({key: work for key, work in done.items() if work.kind != DATA})


def _resolve(
    key: str, works: Mapping[str, Work], done: dict[str, Work], below: tuple[str, ...]
) -> Iterator[Finding]:
    """Resolve one work, its holders first."""
    if key in done:
        return
    work = works[key]
    for field in (DATA, "crossref"):
        for name in (part.strip() for part in work.fields.get(field, "").split(",")):
            if not name:
                continue
            message = ""
            if name not in works:
                message = f"{field} of {key!r} names {name!r}, which is no entry"
            elif name in (*below, key):
                message = f"{field} of {key!r} leads back to itself through {name!r}"
            if message:
                yield Finding(work.path, work.line, "B009", message, f"mend {field}, or add the entry")
                continue
            yield from _resolve(name, works, done, (*below, key))
            if name in done:
                work = _taken(work, done[name], {} if field == DATA else _names(work, done[name]))
    done[key] = work


def _names(work: Work, holder: Work) -> Mapping[str, str]:
    """Return which fields of a holder have another name in what it holds."""
    names: dict[str, str] = {}
    if work.kind in _PARTS:
        names = _MAIN if holder.kind.startswith("mv") else _BOOK
        if work.kind in _WITH_AUTHOR and "author" in holder.people:
            names = {**names, "author": "bookauthor"}
    elif holder.kind.startswith("mv"):
        names = _MAIN
    elif holder.kind == "periodical" or work.kind in {"article", "newspaper", "review"}:
        names = _JOURNAL
    return names


def _taken(work: Work, holder: Work, names: Mapping[str, str]) -> Work:
    """Return a work with the fields that it does not have itself."""
    fields = {names.get(f, f): value for f, value in holder.fields.items() if f not in _OWN}
    people = {names.get(role, role): found for role, found in holder.people.items()}
    if names and work.kind in _PARTS and "author" not in names:
        # A chapter is by its own author, or by nobody named.
        people.pop("author", None)
    if "date" in work.fields or "year" in work.fields:
        for field in ("date", "year", "month", "day"):
            fields.pop(field, None)
    return replace(work, fields={**fields, **work.fields}, people={**people, **work.people})
