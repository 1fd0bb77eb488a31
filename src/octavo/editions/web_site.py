"""What is made of the finished pages: the index, what can be found in them, what is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree, html
from sphinx.locale import _

from octavo.editions.html_index import index, lettered, paged
from octavo.editions.web_assets import STATIC, named
from octavo.editions.web_find import Found, passages
from octavo.editions.web_find import as_script as words_script
from octavo.editions.web_pages import page_of_ids
from octavo.editions.web_shown import as_script as shown_script
from octavo.editions.web_shown import entries

#: What Sphinx puts round a listing.
_LISTING = 'class="highlight'


def has_code(markup: str) -> bool:
    """Return whether a page holds a listing whose words are coloured."""
    return _LISTING in markup


def read_articles(paths: Mapping[str, Path]) -> dict[str, etree._Element]:
    """Return the texts of written pages by document."""
    found = {}
    for docname, path in paths.items():
        root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        article = root.find(".//article")
        if article is not None:
            found[docname] = article
    return found


def write_index(builder: Any, articles: Mapping[str, etree._Element]) -> None:
    """Write the index: by printed pages where they are known, else by chapters."""
    pages = page_of_ids(articles.items()) if builder.paper.pages else {}
    found = index(builder, lambda doc, anchor: pages.get((doc, anchor)) or _chapter(builder, doc))
    letters = paged(found) if pages else lettered(found)
    values = {"title": _("Index"), "letters": letters, "by_page": bool(pages)}
    builder.handle_page("genindex", values, "genindex.html")


def write_derived(builder: Any, articles: Mapping[str, etree._Element]) -> None:
    """Write the search page with its words, the entries that pages show, the style of listings."""
    root = builder.config.root_doc
    words = named(
        "words.js",
        words_script(
            Found(builder.get_target_uri(doc), builder.label_of(doc), tuple(passages(article)))
            for doc, article in articles.items()
            if doc != root
        ),
    )
    builder.put(words.path, words.data)
    shown = {
        f"{builder.get_target_uri(doc)}#{name}": markup
        for doc, article in articles.items()
        for name, markup in entries(article)
    }
    builder.put(f"{STATIC}/shown.js", shown_script(shown).encode())
    if any(map(_is_coded, articles.values())):
        builder.put(builder.code.path, builder.code.data)
    builder.handle_page("search", {"title": _("Search"), "words": words.path}, "search.html")


def _is_coded(article: etree._Element) -> bool:
    """Return whether a text holds a listing."""
    return any((box.get("class") or "").startswith("highlight") for box in article.iter("div"))


def _chapter(builder: Any, docname: str) -> str:
    """Return the chapter of a place, by its number or its title."""
    chapter = builder.structure.chapter_of(docname)
    if chapter is None:
        return ""
    return str(chapter.label or chapter.title)
