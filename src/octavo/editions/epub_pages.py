"""The printed pages in the EPUB: where each begins, so that paper and e-reader share page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from docutils import nodes


class Breaks(Protocol):
    """Where printed pages begin: ``(paragraph, word)`` of a document to the labels that begin there."""

    def in_document(self, docname: str) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """Return the beginnings in one document."""


class PageBreaks:
    """The beginnings of printed pages in one document; without any, text goes through untouched."""

    def at_section(self, node: nodes.Element) -> tuple[str, ...]:
        """Return the pages that begin with the heading of a section."""
        return ()

    def split(self, node: nodes.Text) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the words of a text, each run with the pages that begin before it."""
        yield node.astext(), ()
