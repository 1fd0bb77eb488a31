"""Numbers that prove themselves: ISBN and DOI.

Sources: ISBN Users' Manual, 7th edition, section 5.3; DOI Handbook, section 2.2 (ISO 26324).
"""

from __future__ import annotations

import re

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|doi:\s*", re.IGNORECASE)


def isbns(text: str) -> list[str]:
    """Return the ISBNs of a field, without hyphens and spaces between their figures."""
    parts = re.split(r"[,;]|\s+(?=97[89])", text)
    return [
        re.sub(r"[\s\-‐–]", "", re.sub(r"^\s*ISBN(?:-1[03])?:?\s*", "", part))
        for part in parts
        if part.strip()
    ]


def is_isbn(figures: str) -> bool:
    """Return whether figures are an ISBN of 10 or 13 with the right check digit."""
    if re.fullmatch(r"\d{9}[\dXx]", figures):
        values = [10 if figure in "Xx" else int(figure) for figure in figures]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", figures):
        return sum(int(figure) * (3 if i % 2 else 1) for i, figure in enumerate(figures)) % 10 == 0
    return False


def isbn13(figures: str) -> str:
    """Return an ISBN in its form of 13 figures, so that the two forms of one number are equal."""
    if len(figures) != 10:
        return figures
    stem = "978" + figures[:9]
    total = sum(int(figure) * (3 if i % 2 else 1) for i, figure in enumerate(stem))
    return stem + str(-total % 10)


def is_doi(text: str) -> bool:
    """Return whether a text is a DOI: prefix, slash, suffix, and nothing before them."""
    return bool(_DOI.fullmatch(text))


def bare_doi(text: str) -> str:
    """Return a DOI without the address of its resolver."""
    return _RESOLVER.sub("", text.strip(), count=1)
