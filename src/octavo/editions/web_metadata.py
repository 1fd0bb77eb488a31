"""What a page tells search engines, reference managers and those who show links of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from octavo.bibliography.work import Work, plain_text
from octavo.editions.web_citing import Citable, inverted

#: What OpenURL calls the kinds of entries that stand inside something (KEV formats ``book``, ``journal``).
_GENRES = {
    "article": "article", "inbook": "bookitem", "incollection": "bookitem", "inreference": "bookitem",
    "inproceedings": "proceeding",
}  # fmt: skip

_URL = re.compile(r"https?://[^\s)]+[^\s).,;]")


def highwire(work: Citable) -> Iterator[tuple[str, str]]:
    """Yield the tags that reference managers read.

    A chapter is known by the title of its book; the book itself only by its ISBN, without which
    Zotero would take it for an article (its translator "Embedded Metadata").
    """
    known = work.settings
    if not work.title and not known.isbn_print:
        return
    yield "citation_title", work.title or work.book
    for name in known.authors:
        turned = inverted(name)
        # Zotero takes one author alone whose family name and given names are two words each for two authors.
        is_apart = len(known.authors) == 1 and all(" " in part for part in turned.split(", "))
        yield "citation_author", name if is_apart else turned
    if work.title:
        # The first for Google Scholar and Zotero, the second for reference managers that know no other.
        yield "citation_inbook_title", work.book
        yield "citation_book_title", work.book
    first, last = work.pages or ("", "")
    yield from (
        ("citation_publication_date", known.year),
        ("citation_publisher", known.publisher),
        ("citation_isbn", known.isbn_print),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_language", known.language),
        ("citation_fulltext_html_url", work.url),
    )


def open_graph(work: Citable, description: str, picture: str) -> Iterator[tuple[str, str]]:
    """Yield the properties that a shown link is made of; a picture needs its whole address."""
    known = work.settings
    yield "og:type", "article" if work.title else "book"
    yield "og:title", work.title or work.book
    yield "og:site_name", known.title
    yield "og:description", description
    # A language with its country, as the protocol has it, or nothing.
    yield "og:locale", known.language.replace("-", "_") if "-" in known.language else ""
    yield "og:url", work.url
    yield "og:image", picture
    yield "og:image:alt", (known.cover_alt or f"Cover: {work.book}") if picture else ""


def json_ld(work: Citable) -> str:
    """Return the page in the words of schema.org, safe inside a script element."""
    known = work.settings
    authors = [{"@type": _kind_of_author(name), "name": name} for name in known.authors]
    book = _known(
        {
            "@type": "Book",
            "name": known.title,
            "alternativeHeadline": known.subtitle,
            "author": authors,
            "publisher": {"@type": "Organization", "name": known.publisher} if known.publisher else "",
            "datePublished": known.year,
            "isbn": known.isbn_print,
            "inLanguage": known.language,
            "description": known.description,
            "copyrightNotice": f"© {known.copyright}" if known.copyright else "",
            # What schema.org calls a license is an address, or a work of its own.
            "license": address[0] if (address := _URL.search(known.licence)) else "",
        }
    )
    said = {"@context": "https://schema.org", **book, "url": work.url}
    if work.title:
        first, last = work.pages or ("", "")
        said = {
            "@context": "https://schema.org", "@type": "Chapter", "name": work.title, "author": authors,
            "position": work.label, "pageStart": first, "pageEnd": last, "url": work.url,
            "inLanguage": known.language, "isPartOf": book,
        }  # fmt: skip
    text = json.dumps(_known(said), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def coins(work: Work) -> str:
    """Return an entry of the bibliography as an OpenURL, which reference managers collect from a page."""
    title, journal = work.plain("title"), work.plain("journaltitle") or work.plain("journal")
    genre = _GENRES.get(work.kind, "book")
    part = title if genre != "book" else ""
    fields = {
        "ctx_ver": "Z39.88-2004",
        "rft_val_fmt": f"info:ofi/fmt:kev:mtx:{'journal' if genre == 'article' else 'book'}",
        "rft.genre": genre,
        "rft.atitle": part,
        "rft.jtitle": journal if part else "",
        "rft.btitle": work.plain("booktitle") if part else title,
        "rft.pub": work.plain("publisher"),
        "rft.place": work.plain("address") or work.plain("location"),
        "rft.date": (work.plain("year") or work.plain("date"))[:4],
        "rft.isbn": work.plain("isbn"),
        "rft.pages": work.plain("pages"),
    }
    people = (person for role in ("author", "editor") for person in work.people.get(role, ()))
    authors = [("rft.au", plain_text(str(person))) for person in people]
    return urlencode([*present(fields.items()), *authors])


def present(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs that say something."""
    return [(name, value) for name, value in pairs if value]


def _kind_of_author(name: str) -> str:
    """Return what schema.org calls an author; what is inverted nowhere is taken for a body of people."""
    return "Organization" if name.startswith("The ") else "Person"


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of a thing."""
    return {name: value for name, value in said.items() if value}
