"""Addresses of links: those that lead a reader somewhere, and those that do something to the reader."""

from __future__ import annotations

import re

#: Schemes that a reader's browser follows and does not run.
HARMLESS = frozenset({"http", "https", "mailto", "ftp", "tel", "urn", "doi", "info"})
#: What a browser passes over in an address (WHATWG URL Standard, 4.4): a scheme can hide behind it.
_PASSED_OVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SCHEME = re.compile(r"([^/?#]*?):")


def is_harmless(address: str) -> bool:
    r"""Return whether following an address runs nothing and opens no file of the reader's.

    >>> [is_harmless(a) for a in ("https://example.org/", "chapter#a:b", "../two.html", "#note")]
    [True, True, True, True]
    >>> [is_harmless(a) for a in ("javascript:alert(1)", "java\nscript:x", "DATA:text/html,x", "file:///etc")]
    [False, False, False, False]
    """
    found = _SCHEME.match(_PASSED_OVER.sub("", address))
    return found is None or found[1].lower() in HARMLESS
