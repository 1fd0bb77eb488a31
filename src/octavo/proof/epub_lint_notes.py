"""Notes in the EPUB: calls, ways back, order, what stands round a call (E12x)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.epub_lint_book import Book, target, types
from octavo.proof.page import Page, has_class, is_note, text_of

#: Words that point to another note, which a pop-up does not show.
_AGAIN = re.compile(r"\b(?:ibid|op\. ?cit|loc\. ?cit|idem)\b\.?", re.IGNORECASE)
_BEHIND = re.compile(r"[.,;:!?…]")


def calls_without_meaning(book: Book) -> Iterator[Finding]:
    """Yield E120 for each link to a note that does not say that it is a call.

    Bad: ``<sup><a href="#n1">1</a></sup>``. Good: the same link with ``epub:type="noteref"``.
    """
    for page in book.pages:
        for link, note in _links_to_notes(page):
            if "noteref" not in types(link) and note not in link.iterancestors():
                message = f"the call {text_of(link)!r} does not say that it calls a note"
                yield book.fault(page, link, "E120", message, 'give it epub:type="noteref"', Severity.ERROR)


def notes_without_way_back(book: Book) -> Iterator[Finding]:
    """Yield E121 for each note that does not begin with a link back to its call.

    Bad: ``<p>1. Nish, 12.</p>``. Good: ``<p><a epub:type="backlink" href="#c1">1.</a> Nish, 12.</p>``.
    Kindle runs notes together that do not begin with the way back.
    """
    for page in book.pages:
        for note in _notes(page):
            back = next((a for a in note.iter("a") if "backlink" in types(a)), None)
            before = text_of(note).startswith(text_of(back)) if back is not None else False
            call = page.ids.get(target(page, back.get("href") or "")[1]) if back is not None else None
            if call is None or not before or not _calls(call, note):
                message = "a note does not begin with a link back to its call"
                remedy = "begin it with its number as a link to the call"
                yield book.fault(page, note, "E121", message, remedy, Severity.ERROR)


def notes_out_of_order(book: Book) -> Iterator[Finding]:
    """Yield E122 for each page whose notes stand in another order than their calls.

    Bad: calls 1, 2 and notes 2, 1. Good: notes in the order in which they are called.
    """
    for page in book.pages:
        called = list(dict.fromkeys(note.get("id") for _, note in _links_to_notes(page)))
        standing = [note.get("id") for note in _notes(page) if note.get("id") in called]
        if called != standing:
            message = "the notes stand in another order than their calls"
            yield book.fault(page, None, "E122", message, "count them in reading order", Severity.ERROR)


def calls_before_points(book: Book) -> Iterator[Finding]:
    r"""Yield E123, a warning, for each call of a note before a point or behind a space.

    Bad: ``the ice [1]_.``. Good: ``the ice.\ [1]_``. A call behind an author's name keeps its place
    (Chicago Manual of Style, 13.29).
    """
    for page in book.chapters:
        for link, _note in _links_to_notes(page):
            call = link.getparent() if link.getparent() is not None else link
            if call is None or call.tag != "sup":
                continue
            before = call.getprevious()
            named = before is not None and has_class(before, "citation") and not (before.tail or "")
            if _BEHIND.match(call.tail or "") and not named:
                yield book.fault(page, link, "E123", f"the call {text_of(link)!r} stands before a point",
                                 "put it behind the point")  # fmt: skip
            elif _text_before(call)[-1:].isspace():
                yield book.fault(page, link, "E123", f"a space stands before the call {text_of(link)!r}",
                                 "delete the space")  # fmt: skip


def notes_that_point(book: Book) -> Iterator[Finding]:
    """Yield E124, a warning, for each note with ibid. or op. cit., which a pop-up cannot show.

    Bad: ``Ibid., 13.`` Good: ``Nish, Origins, 13.``
    """
    for page in book.pages:
        for note in _notes(page):
            if found := _AGAIN.search(text_of(note)):
                message = f"a note points to another by {found[0]!r}"
                yield book.fault(page, note, "E124", message, "name the work, or choose a style that does")


def _notes(page: Page) -> Iterator[etree._Element]:
    """Yield the notes of a page."""
    return (element for element in page.root.iter(etree.Element) if is_note(element))


def _links_to_notes(page: Page) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield each link of a page to one of its notes, with the note; ways inside the notes are none."""
    for link in page.root.iter("a"):
        path, fragment = target(page, link.get("href") or "")
        note = page.ids.get(fragment) if path == page.path and fragment else None
        if note is not None and is_note(note) and not any(is_note(up) for up in link.iterancestors()):
            yield link, note


def _calls(call: etree._Element, note: etree._Element) -> bool:
    """Return whether an element is, holds or stands in a link to a note."""
    near = [*call.iter("a"), *call.iterancestors("a")]
    return any((a.get("href") or "").rpartition("#")[2] == note.get("id") for a in near)


def _text_before(call: etree._Element) -> str:
    """Return the text right before an element."""
    before = call.getprevious()
    if before is not None:
        return before.tail or ("" if before.tail is None else before.tail)
    parent = call.getparent()
    return (parent.text or "") if parent is not None else ""


#: Every generator of this file.
RULES = (
    calls_without_meaning, notes_without_way_back, notes_out_of_order, calls_before_points, notes_that_point,
)  # fmt: skip
