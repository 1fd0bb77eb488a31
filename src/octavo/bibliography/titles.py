"""Titles: with their subtitles, in their own script, and translated.

A work in another script has its title romanised in ``title``, in its own script in
``titleoriginal`` and in translation in ``titletranslated``; ``booktitle``, ``maintitle`` and
``journaltitle`` have the same companions. They are printed in this order, only the romanised
title in italics or quotation marks (Chicago Manual of Style, 18th ed., 11.9-10).
"""

from __future__ import annotations

import re
import unicodedata

from octavo.bibliography.marks import TAIL, TAIL_END
from octavo.bibliography.markup import html, plain_text
from octavo.bibliography.work import Work

#: Titles that may hold another, and where their subtitles stand.
SUBTITLES = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "maintitle": "mainsubtitle",
    "journaltitle": "journalsubtitle",
    "journal": "journalsubtitle",
    "issuetitle": "issuesubtitle",
}
_ORIGINALS = {"journal": "journaltitle"}

_MULTIVOLUME = frozenset({"book", "collection", "proceedings", "reference"})
_LATIN_ONLY = re.compile(r"[^\W\d_]")


def variables(work: Work) -> dict[str, str]:
    """Return the CSL variables for the titles of a work and of what holds it."""
    out = {"title": whole(work, "title"), "title-short": html(work.short_title)}
    container = next((f for f in ("journaltitle", "journal", "booktitle") if work.fields.get(f)), "")
    if container:
        out["container-title"] = whole(work, container)
    out["container-title-short"] = html(work.fields.get("shortjournal", ""))
    if main := whole(work, "maintitle"):
        # The volume has a title of its own within the title of all the volumes.
        if container:
            out["volume-title"], out["container-title"] = out["container-title"], main
        elif work.kind in _MULTIVOLUME:
            out["volume-title"], out["title"] = out["title"], main
        else:
            out["container-title"] = main
    elif volume := work.fields.get("volumetitle", ""):
        out["volume-title"] = html(volume)
    elif work.fields.get("issuetitle"):
        out["volume-title"] = whole(work, "issuetitle")
    original = work.fields.get("origtitle", "")
    if original and not _is_own_script(work, original):
        out["original-title"] = html(original)
    out["event-title"] = html(work.fields.get("eventtitle", ""))
    out["reviewed-title"] = html(work.fields.get("reviewtitle", ""))
    return {name: value for name, value in out.items() if value}


def whole(work: Work, field: str) -> str:
    """Return a title with its subtitle, and behind a mark its own script and its translation."""
    title = html(work.fields.get(field, ""))
    if not title:
        return ""
    if subtitle := html(work.fields.get(SUBTITLES[field], "")):
        # No colon after a question mark (Chicago Manual of Style, 18th ed., 13.87-101).
        title += f"{' ' if plain_text(work.fields[field])[-1:] in '?!' else ': '}{subtitle}"
    name = _ORIGINALS.get(field, field)
    original = work.fields.get(f"{name}original", "")
    if field == "title" and not original and _is_own_script(work, work.fields.get("origtitle", "")):
        original = work.fields["origtitle"]
    translated = html(work.fields.get(f"{name}translated", ""))
    tail = (f" {html(original)}" if original else "") + (f" [{translated}]" if translated else "")
    return f"{title}{TAIL}{tail}{TAIL_END}" if tail else title


def _is_own_script(work: Work, title: str) -> bool:
    """Return whether ``origtitle`` is the work's own title, not that of the original of a translation."""
    letters = _LATIN_ONLY.findall(plain_text(title))
    foreign = any(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return foreign and not work.people.get("translator")
