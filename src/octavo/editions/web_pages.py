"""What the web edition knows of the printed pages: their beginnings, a chapter's span, an entry's page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from octavo.edition import Edition
from octavo.editions.epub_pages import PageBreaks
from octavo.editions.html_record import Record
from octavo.editions.pages import PLACES, PrintedPages, printed_places
from octavo.editions.web_find import called_on, first_page, pages_of_calls
from octavo.matter.structure import Chapter


class Paper:
    """The last printed edition, made beside the web edition; without one every answer is empty."""

    def __init__(self, path: Path) -> None:
        self.digest = _digest(path)
        try:
            self.pages = PrintedPages.load(path)
        except ValueError:
            # TeX, which runs beside us, is writing it: the edition is behind, and is told so by its digest.
            self.pages, self.digest = None, ""
        self.places = printed_places(path) if self.pages else {}

    def breaks(self, docname: str) -> PageBreaks:
        """Return where printed pages begin in a document."""
        return PageBreaks.of(self.pages, docname)

    def span(self, chapter: Chapter | None) -> tuple[str, str] | None:
        """Return the first and last printed page of a chapter."""
        return self.pages.span(chapter.docs) if self.pages and chapter else None

    def of_document(self, docname: str, chapter: Chapter | None) -> str:
        """Return all that a document's page shows of the printed one, to tell whether it has changed."""
        if self.pages is None:
            return ""
        words, sections = self.pages.in_document(docname), self.pages.at_sections(docname)
        span = self.span(chapter)
        if not (words or sections or span):
            return ""
        return repr((sorted(words.items()), sorted(sections.items()), span))


def is_behind(outdir: Path, slug: str) -> bool:
    """Return whether the web edition shows other pages than those of the last printed edition.

    It is so after the book was typeset anew, beside which the web edition was written.
    """
    return Record.load(record_path(outdir)).paper != _digest(printed_path(outdir, slug))


def record_path(outdir: Path) -> Path:
    """Return the file that remembers what was written, outside of what is published."""
    return outdir.parent / f"{outdir.name}-written.json"


def printed_path(outdir: Path, slug: str) -> Path:
    """Return the file in which the print edition, made beside this one, wrote down its pages."""
    return outdir.parent / Edition.PRINT / f"{slug}.pages"


def _digest(path: Path) -> str:
    """Return the digest of the printed pages; nothing where none are known."""
    if not path.is_file():
        return ""
    places = path.with_suffix(PLACES)
    known = places.read_bytes() if places.is_file() else b""
    return hashlib.sha256(path.read_bytes() + known).hexdigest()


def page_of_ids(articles: Iterable[tuple[str, etree._Element]]) -> Mapping[tuple[str, str], str]:
    """Return the printed page of each id, by document; the documents come in reading order."""
    found: dict[tuple[str, str], str] = {}
    page = ""
    for docname, article in articles:
        calls = pages_of_calls(article)
        for element in article.iter(etree.Element):
            page = element.get("data-page") or page
            if (name := element.get("id")) and (
                label := called_on(element, calls) or first_page(element) or page
            ):
                found[docname, name] = label
    return found
