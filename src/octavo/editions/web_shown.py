"""What the web edition shows without leaving the line: entries of sources, terms of the glossary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml import etree, html


def entries(article: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield id and markup of every source and every term that a page explains."""
    for element in article.iterfind(".//ul[@class='sources']/li[@id]"):
        yield element.get("id") or "", _inside(element)
    for element in article.iterfind(".//dl/div[@id]"):
        yield element.get("id") or "", _inside(element)


def as_script(shown: Mapping[str, str]) -> str:
    """Return markup by address as a script that hands it to the page which asked for it."""
    return f"octavo.shown({json.dumps(shown, ensure_ascii=False, separators=(',', ':'), sort_keys=True)});\n"


def _inside(element: etree._Element) -> str:
    """Return what stands in an element; links inside the site would lead astray from another page."""
    copy = html.fragment_fromstring(html.tostring(element, encoding="unicode", with_tail=False))
    for inner in list(copy.iterdescendants(etree.Element)):
        assert isinstance(inner, html.HtmlElement)
        # An id may stand but once in a page.
        inner.attrib.pop("id", "")
        if {"headerlink", "Z3988", "printed-page"} & set((inner.get("class") or "").split()):
            inner.drop_tree()
        elif inner.tag == "a" and "://" not in (inner.get("href") or ""):
            inner.drop_tag()
    return (copy.text or "") + "".join(html.tostring(child, encoding="unicode") for child in copy)
