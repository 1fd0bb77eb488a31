"""Drawings in SVG: a picture that lies still, or a program that a reader would run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from octavo.matter.addresses import is_harmless

#: Elements that run, or hold another document.
_ALIVE = frozenset({"script", "foreignobject", "handler", "iframe", "embed", "object", "audio", "video"})
#: What of an address lies inside the file: a place in it, or a picture in plain bytes.
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_FETCHED = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|data:image/|data:font/|data:application/(?:x-)?font)",
                      re.IGNORECASE)  # fmt: skip
#: Reads neither entities nor the network, whatever the file asks for.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def activity(svg: bytes) -> str:
    """Return the first thing in a drawing that runs, or fetches something from outside it, or nothing.

    >>> activity(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    ''
    >>> activity(b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>')
    'a script element'
    """
    try:
        root = etree.fromstring(svg, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"what is no XML ({str(error).partition(', line')[0]})"
    kinds: Any = root.getroottree().docinfo.internalDTD
    if kinds is not None and kinds.entities():
        return "an entity of its own"
    return next(_activities(root), "")


def _activities(root: etree._Element) -> Iterator[str]:
    """Yield what in a drawing is alive."""
    for before in root.itersiblings(preceding=True):
        if isinstance(before, etree._ProcessingInstruction):
            yield "a style sheet from outside"
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        if name in _ALIVE:
            yield f"a {name} element"
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname.lower()
            if attribute.startswith("on"):
                yield f"the attribute {attribute}"
            if attribute in {"href", "src"} and name != "a" and not _INSIDE.match(str(value)):
                yield f"a reference to {value!s:.60}"
            if attribute == "href" and name == "a" and not is_harmless(str(value)):
                yield f"a link to {value!s:.60}"
            if _FETCHED.search(str(value)):
                yield f"the {attribute} {value!s:.60}"
        if name == "style" and _FETCHED.search("".join(map(str, element.itertext()))):
            yield "a style that fetches something"
