"""Dictionaries of a PDF: keys taken out."""

from __future__ import annotations

from typing import Any


def drop(holder: Any, *keys: str) -> None:
    """Take keys out of a dictionary or a stream, those that it has."""
    for key in keys:
        if key in holder:
            del holder[key]
