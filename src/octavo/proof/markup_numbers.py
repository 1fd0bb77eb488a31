"""The numbers that pages print: of chapters, figures, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.proof.expected import ChapterNumbers, Expectation
from octavo.proof.numbering import Numbers
from octavo.proof.page import Page, has_class, is_note, text_of
from octavo.proof.site import Site

#: A number at the end of a caption's label: ``Fig. 2.1``, ``Map 2.1.``, in an appendix ``Fig. A.1``
_LABEL = re.compile(r"((?:\b[A-Z]{1,2}\.)?\d+(?:\.\d+)*)\.?$")


def printed(site: Site, expectation: Expectation) -> tuple[Numbers, ...]:
    """Return the numbers of each expected chapter that the edition has pages of."""
    found = []
    for expected in expectation.numbers:
        pages = [page for docname in expected.documents if (page := site.page(docname)) is not None]
        if pages:
            found.append(_numbers(expected, pages))
    return tuple(found)


def _numbers(expected: ChapterNumbers, pages: list[Page]) -> Numbers:
    """Return the numbers that the pages of a chapter print."""
    figures: list[str] = []
    tables: list[str] = []
    notes = 0
    for page in pages:
        for label, kind in _captions(page):
            (tables if kind == "table" else figures).append(label)
        notes += sum(is_note(element) for element in page.root.iter(etree.Element))
    shown = notes if notes or not expected.notes or not _is_in_text(pages) else None
    return Numbers(expected.docname, _chapter(pages[0]), tuple(figures), tuple(tables), shown)


def _is_in_text(pages: list[Page]) -> bool:
    """Return whether a chapter's citations stand in its text, so that its style has no notes of them."""
    return not any(e.get("role") == "doc-noteref" for page in pages for e in page.root.iter("a"))


def _chapter(page: Page) -> int:
    """Return the number in a page's first heading; 0 for none."""
    heading = next(page.root.iter("h1"), None)
    if heading is None:
        return 0
    for element in heading.iter("span"):
        if "number" in (element.get("class") or "") and (match := re.search(r"\d+", text_of(element))):
            return int(match[0])
    return 0


def _captions(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the number of each caption, with the kind of what it stands under."""
    for element in page.root.iter("span"):
        if "caption-number" not in (element.get("class") or "").split():
            continue
        if any(has_class(up, "code-block-caption") for up in element.iterancestors()):
            continue
        owner = next((up for up in element.iterancestors() if up.tag in ("table", "figure")), None)
        match = _LABEL.search(text_of(element))
        if match:
            yield match[1], "figure" if owner is None else _kind(owner)


def _kind(owner: etree._Element) -> str:
    """Return whether a figure's frame holds a table."""
    return "table" if owner.tag == "table" or next(owner.iter("table"), None) is not None else "figure"
