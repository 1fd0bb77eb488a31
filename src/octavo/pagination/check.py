"""The check of the printed page: a finished PDF read, and held against every rule, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from octavo.findings import Finding, Rule, rules_of
from octavo.pagination import rules_float, rules_line, rules_page, rules_turn
from octavo.pagination.flow import joined
from octavo.pagination.measuring import measured
from octavo.pagination.model import Pages
from octavo.pagination.reading import read
from octavo.pagination.sorting import sorted_leaves

#: What a rule is: it looks at the pages of a book and yields what is wrong.
Looks = Callable[[Pages], Iterator[Finding]]

#: Every rule; their codes are in order of weight.
RULES: tuple[Looks, ...] = (*rules_turn.RULES, *rules_line.RULES, *rules_page.RULES, *rules_float.RULES)


def open_pages(path: Path, name: str) -> Pages | None:
    """Read a PDF under the name that findings tell; nothing where it has no running text.

    Raises :class:`octavo.findings.BookFault` where it is no PDF.
    """
    sheets = read(path)
    frame = measured(sheets)
    if frame is None:
        return None
    return Pages(name, frame, joined(sorted_leaves(sheets, frame), frame))


def check(pages: Pages) -> list[Finding]:
    """Return what is wrong with the pages of a book, the worst first."""
    by_code = {next(rules_of([rule])).code: rule for rule in RULES}
    return [finding for code in sorted(by_code) for finding in by_code[code](pages)]


def rules() -> tuple[Rule, ...]:
    """Return what each rule means, in order of their codes."""
    return tuple(sorted(rules_of(RULES)))
