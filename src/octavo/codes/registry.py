"""The registry: what every code of octavo means, from the rules themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from octavo import accepted
from octavo.bibliography import lint, twins, verification
from octavo.citations import check_locators, check_prose, verifying
from octavo.citations import checks as citations
from octavo.codes.declared import DECLARED, TIMELINES
from octavo.findings import Rule, rules_of
from octavo.matter import checks as matter
from octavo.pagination import check as pagination
from octavo.press import preflight as press
from octavo.proof.epub_lint import RULES as EPUB
from octavo.proof.faults import Fault

#: Every generator of findings.
GENERATORS: tuple[Callable[..., Any], ...] = (
    *accepted.RULES,
    *twins.RULES,
    *lint.RULES,
    lint.misdated,
    *verification.RULES,
    *citations.RULES,
    *check_locators.RULES,
    *check_prose.RULES,
    *verifying.RULES,
    *matter.RULES,
    *EPUB,
    *press.RULES,
    *pagination.RULES,
)

#: First letters of the codes that ``octavo check`` can find, before anything is built.
SOURCES = frozenset("ABCMSW")


def registry() -> list[Rule]:
    """Return every rule, in order of its code.

    Raises :class:`ValueError` where two rules share a code.
    """
    rules = [*rules_of(GENERATORS), *DECLARED, *_proof()]
    by_code = {rule.code: rule for rule in rules}
    if len(by_code) != len(rules):
        shared = sorted(
            {rule.code for rule in rules if rules.count(rule) > 1 or rule is not by_code[rule.code]}
        )
        raise ValueError(f"two rules share {', '.join(shared)}")
    return sorted(rules)


def of_the_sources() -> list[Rule]:
    """Return the rules that judge the sources, before anything is built."""
    timelines = {rule.code for rule in TIMELINES}
    return [rule for rule in registry() if rule.code[0] in SOURCES or rule.code in timelines]


def of_the_pages() -> list[Rule]:
    """Return the rules that judge the printed pages."""
    return [rule for rule in registry() if rule.code[0] == "L"]


def _proof() -> Iterator[Rule]:
    """Yield what the proof finds in built files; its names say what, its remedies what to do."""
    for fault in Fault:
        name = fault.name.replace("_", " ").capitalize()
        remedy = fault.remedy[0].upper() + fault.remedy[1:]
        yield Rule(fault.code, name, more=f"{remedy}.")
