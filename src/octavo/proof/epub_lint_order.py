"""How the EPUB is laid out: tables, ids, titles, headings, contents, glossary, printed pages (E11x, E13x)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.epub_lint_book import Book, heading, target, types, within
from octavo.proof.page import Page, text_of

#: What has headings that no table of contents lists.
_UNLISTED = {
    "toc", "landmarks", "page-list", "loi", "lot", "footnotes", "endnotes", "index", "titlepage", "cover",
    "copyright-page", "dedication", "halftitlepage", "epigraph",
}  # fmt: skip
_LISTED = ("h1", "h2", "h3")


def heads_as_data(book: Book) -> Iterator[Finding]:
    """Yield E110 for each table whose head is made of common cells, or whose head says not what it heads.

    Bad: ``<thead><tr><td>Ship</td>``, ``<tbody><tr><th>Alpha</th>``.
    Good: ``<thead><tr><th scope="col">Ship</th>``, ``<tbody><tr><th scope="row">Alpha</th>``.
    """
    for page in book.pages:
        for table in page.root.iter("table"):
            cells = [cell for head in table.iter("thead") for cell in head.iter("td") if text_of(cell)]
            loose = [c for c in table.iter("th") if not c.get("scope") and c.get("role") != "presentation"]
            if cells:
                message = f"{text_of(cells[0])!r} stands in a table's head and is no heading"
                yield book.fault(page, cells[0], "E110", message, "write it as th", Severity.ERROR)
            elif loose:
                message = f"the heading {text_of(loose[0])!r} of a table does not say what it heads"
                yield book.fault(page, loose[0], "E110", message, "give it a scope", Severity.ERROR)


def repeated_ids(book: Book) -> Iterator[Finding]:
    """Yield E111 for each id that stands twice on a page, and for each printed page that begins twice.

    Bad: two elements with ``id="map"``. Good: one. Ids that count anew on each page, as those of notes do,
    may come back on another one.
    """
    starts: Counter[str] = Counter()
    for page in book.pages:
        for name in sorted(page.doubled):
            message = f"the id {name!r} stands twice"
            yield book.fault(page, page.ids[name], "E111", message, "give each its own", Severity.ERROR)
        for mark in _breaks(page):
            starts[mark.get("id") or ""] += 1
            if starts[mark.get("id") or ""] == 2:
                message = f"the printed page {mark.get('id')!r} begins twice"
                yield book.fault(page, mark, "E111", message, "build the print edition anew", Severity.ERROR)


def same_titles(book: Book) -> Iterator[Finding]:
    """Yield E112, a warning, for each page with the title of another one.

    Bad: two chapters called "Introduction". Good: two titles that can be told apart in a list.
    """
    seen: dict[str, str] = {}
    for page in book.pages:
        title = _title(page)
        if title in seen:
            message = f"the title {title!r} is also that of {seen[title]}"
            yield book.fault(page, None, "E112", message, "give each page a title of its own")
        seen.setdefault(title, page.path)


def titles_unlike_headings(book: Book) -> Iterator[Finding]:
    """Yield E113, a warning, for each page whose title is not its heading.

    Bad: ``<title>ch1</title>`` over ``<h1>The Ice</h1>``. Good: ``<title>The Ice</title>``.
    """
    for page in book.pages:
        title, said = _title(page), heading(page)
        if said and title != said and not title.endswith(said):
            message = f"the title {title!r} is not the heading {said!r}"
            yield book.fault(page, None, "E113", message, "give the page its heading as its title")


def unlisted_headings(book: Book) -> Iterator[Finding]:
    """Yield E114, a warning, for each heading that the table of contents does not have.

    Bad: an ``<h2>`` out of ``.. raw::``. Good: a section.
    """
    if book.nav is None:
        return
    tocs = [nav for nav in book.nav.root.iter("nav") if "toc" in types(nav)]
    listed = {target(book.nav, a.get("href") or "") for nav in tocs for a in nav.iter("a")}
    for page in book.pages:
        for element in page.root.iter(*_LISTED):
            inside = [element, *element.iterancestors()]
            if within(element, _UNLISTED) or any(up.tag in {"aside", "blockquote", "nav"} for up in inside):
                continue
            names = {up.get("id") or "" for up in inside} | {e.get("id") or "" for e in element.iter()}
            if element.tag == "h1":
                names.add("")
            if not any((page.path, name) in listed for name in names if name or element.tag == "h1"):
                message = f"the heading {text_of(element)!r} is not in the contents"
                yield book.fault(page, element, "E114", message, "make it a section")


def broken_glossaries(book: Book) -> Iterator[Finding]:
    """Yield E115, a warning, for each term of a glossary that is not defined, or that no text leads to.

    Bad: a term that stands in the glossary alone. Good: ``:term:`fleet``` in a chapter.
    """
    linked = {target(page, a.get("href") or "") for page in book.pages for a in page.root.iter("a")}
    for page in book.pages:
        for entry in _entries(page):
            terms = [text_of(term) for dt in entry.iter("dt") for term in dt.iter("dfn")]
            name = terms[0] if terms else text_of(entry)
            ids = {element.get("id") for element in entry.iter(etree.Element) if element.get("id")}
            if not terms or not any(text_of(dd) for dd in entry.iter("dd")):
                yield book.fault(page, entry, "E115", f"the term {name!r} has no definition", "give it one")
            elif not any((page.path, identifier) in linked for identifier in ids):
                yield book.fault(page, entry, "E115", f"nothing leads to the term {name!r}",
                                 "name it by :term: in a chapter, or delete it")  # fmt: skip


def pages_out_of_order(book: Book) -> Iterator[Finding]:
    """Yield E130 for each list of printed pages that is not that of the page breaks, in their order.

    Bad: 12, 11, 13. Good: 11, 12, 13, each once, in the navigation document and in the NCX.
    """
    standing = [(p.path, mark.get("id") or "") for p in book.pages for mark in _breaks(p)]
    lists = [nav for nav in book.nav.root.iter("nav") if "page-list" in types(nav)] if book.nav else []
    listed = [target(book.nav, a.get("href") or "") for nav in lists for a in nav.iter("a") if book.nav]
    labels = [text_of(a) for nav in lists for a in nav.iter("a")]
    remedy = "list every page break once, in reading order"
    if listed != standing or len(set(labels)) != len(labels):
        bad = next((a for a, b in zip(listed, standing, strict=False) if a != b), ("", ""))[1]
        message = "the list of printed pages is not that of the page breaks" + (
            f", from {bad!r}" if bad else ""
        )
        place: Page | str = book.nav if book.nav is not None else "nav"
        yield book.fault(place, None, "E130", message, remedy, Severity.ERROR)
    numbers = [int(label) for label in labels if label.isdecimal()]
    if numbers != sorted(numbers):
        place = book.nav if book.nav is not None else "nav"
        message = "the numbers of the printed pages do not rise"
        yield book.fault(place, None, "E130", message, remedy, Severity.ERROR)
    if book.ncx is not None:
        texts = [text for p in book.ncx.iter("{*}pageTarget") for text in p.iter("{*}text")]
        ncx = [" ".join(map(str, text.itertext())) for text in texts]
        if ncx != labels:
            message = "the NCX lists other printed pages than the navigation document"
            yield book.fault("toc.ncx", None, "E130", message, remedy, Severity.ERROR)


def _breaks(page: Page) -> Iterator[etree._Element]:
    """Yield the beginnings of printed pages."""
    return (e for e in page.root.iter(etree.Element) if "pagebreak" in types(e))


def _entries(page: Page) -> Iterator[etree._Element]:
    """Yield the entries of glossaries: groups of terms with what defines them."""
    for listing in page.root.iter("dl"):
        if any("glossdef" in types(dd) for dd in listing.iter("dd")):
            groups = [child for child in listing if child.tag == "div"]
            yield from groups or [listing]


def _title(page: Page) -> str:
    """Return what a page is called."""
    found = next(page.root.iter("title"), None)
    return " ".join("".join(map(str, found.itertext())).split()) if found is not None else ""


#: Every generator of this file.
RULES = (
    heads_as_data, repeated_ids, same_titles, titles_unlike_headings, unlisted_headings, broken_glossaries,
    pages_out_of_order,
)  # fmt: skip
