"""Our own check of the EPUB: what EPUBCheck and Ace do not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from octavo.findings import Finding
from octavo.proof import epub_lint_notes as notes
from octavo.proof import epub_lint_order as order
from octavo.proof import epub_lint_package as package
from octavo.proof import epub_lint_text as text
from octavo.proof import epub_lint_words as words
from octavo.proof.epub_lint_book import Book

#: Every rule; its docstring says what it reports.
RULES: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    *words.RULES, *order.RULES, *notes.RULES, *package.RULES, *text.RULES,
)  # fmt: skip


def lint(path: Path, sources: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """Return every fault of an EPUB whose container, package and pages are sound.

    ``sources`` gives the source file of each page, by the page's path.
    """
    book = Book.open(path, sources)
    return tuple(sorted({finding for rule in RULES for finding in rule(book)}))
