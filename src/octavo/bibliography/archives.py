"""Where an unpublished document lies: collection, file and leaf, repository and place.

The most specific comes first, as the styles want it (Chicago Manual of Style, 18th ed., 14.127-28).
"""

from __future__ import annotations

from octavo.bibliography.marks import LEAVES, LEAVES_END
from octavo.bibliography.markup import html
from octavo.bibliography.work import Work

#: Levels of a Russian archive and what stands before a bare number, romanised; the leaf is apart.
LEVELS = {"fond": "f.", "opis": "op.", "delo": "d."}

#: Levels of other archives, from the general to the exact, and what stands before a bare number.
BOXES = {"box": "box", "folder": "folder", "file": "file", "item": "item"}

_KINDS = frozenset(
    {"archival", "letter", "telegram", "image", "photograph", "artwork", "unpublished", "misc"}
)


def variables(work: Work) -> dict[str, str]:
    """Return the CSL variables for the place where a document is kept."""
    out = {
        "archive": _first(work, "archive", "repository", "library"),
        "archive-place": _place(work),
        "archive_collection": _first(work, "collection"),
        "archive_location": location(work),
    }
    return {name: value for name, value in out.items() if value}


def location(work: Work) -> str:
    """Return shelf mark, file and reference code: ``f. 417, op. 1, d. 2823``."""
    parts = [labelled(label, work.fields.get(level, "")) for level, label in LEVELS.items()]
    if is_kept(work):
        parts.append(html(work.fields.get("series", "")))
    parts += [labelled(label, work.fields.get(level, "")) for level, label in BOXES.items()]
    parts.append(html(work.fields.get("shelfmark", "")))
    if code := work.fields.get("jacar", ""):
        parts.append(f"JACAR Ref. {html(code)}")
    parts.append(html(work.fields.get("code", "")))
    place = ", ".join(part for part in parts if part)
    if leaf := work.fields.get("list", ""):
        several = any(mark in leaf for mark in ("-", "–", ","))
        # Marked, since the leaf that a note cites takes the place of the document's own.
        place += f"{LEAVES}, {labelled('ll.' if several else 'l.', leaf)}{LEAVES_END}"
    return place.removeprefix(f"{LEAVES}, ")


def labelled(label: str, value: str) -> str:
    """Return a bare number behind its label; what is more than a number stays as the author wrote it."""
    text = html(value)
    return f"{label} {text}" if text[:1].isdigit() else text


def is_kept(work: Work) -> bool:
    """Return whether a work is known by the place where it lies, not by a publisher."""
    held = ("archive", "repository", "library", "fond", "collection", "shelfmark", "jacar")
    return work.kind in _KINDS and any(work.fields.get(field) for field in held)


def _place(work: Work) -> str:
    """Return the town of the repository."""
    fields = ("archiveplace", "location", "address") if is_kept(work) else ("archiveplace",)
    return _first(work, *fields)


def _first(work: Work, *fields: str) -> str:
    """Return the first of these fields that is there."""
    return next((html(work.fields[field]) for field in fields if work.fields.get(field)), "")
