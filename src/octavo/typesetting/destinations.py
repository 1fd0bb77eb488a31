"""Names of places in a PDF, safe in TeX and in PDF, and the same for whoever reads them back."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote

#: What a name keeps as it is; every other byte becomes ``=XX``.
PLAIN = re.compile(rb"[A-Za-z0-9/._-]")
_ALL_PLAIN = re.compile(rb"[A-Za-z0-9/._-]*")


@cache
def destination(*parts: str | int) -> str:
    """Return the name of a place, its parts joined by colons.

    >>> destination("cite", "chapters/01-origins", 3, 0)
    'cite:chapters/01-origins:3:0'
    >>> destination("source", "back/旅順", "a b")
    'source:back/=E6=97=85=E9=A0=86:a=20b'
    """
    return ":".join(_escaped(str(part)) for part in parts)


def parts(name: str) -> tuple[str, ...]:
    """Return the parts of a place's name, the inverse of :func:`destination`.

    >>> parts("source:back/=E6=97=85=E9=A0=86:a=20b")
    ('source', 'back/旅順', 'a b')
    """
    return tuple(unquote(part.replace("%", "%25").replace("=", "%")) for part in name.split(":"))


def _escaped(part: str) -> str:
    """Return one part in plain letters."""
    data = part.encode("utf-8")
    if _ALL_PLAIN.fullmatch(data):
        return part
    return "".join(chr(byte) if PLAIN.match(bytes([byte])) else f"={byte:02X}" for byte in data)


def text_string(text: str) -> str:
    """Return text as a PDF string in hexadecimal UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def byte_string(text: str) -> str:
    """Return ASCII text, such as an address, as a PDF string in hexadecimal."""
    return "<" + text.encode("ascii").hex().upper() + ">"
