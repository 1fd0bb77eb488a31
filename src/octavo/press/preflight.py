"""The preflight: a finished file held against what its printer asks, every rule a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from octavo.findings import Finding, Rule, Severity, rules_of
from octavo.press import rules_ink, rules_page
from octavo.press.job import Job, Part
from octavo.press.reading import File, read_file

RULES = (*rules_ink.RULES, *rules_page.RULES)
#: Rules that ask something of one part alone.
ASKED_OF = {
    "R002": Part.INTERIOR, "R003": Part.INTERIOR, "R004": Part.INTERIOR, "R011": Part.INTERIOR,
    "R024": Part.COVER,
}  # fmt: skip
#: Findings of one rule that are told one by one; the rest is counted.
TOLD = 12


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule found in a file."""

    rule: Rule
    findings: tuple[Finding, ...]
    is_asked: bool = True  #: Whether the rule asks anything of such a file.

    @property
    def passed(self) -> bool:
        """Return whether it found nothing."""
        return not self.findings


def rules() -> tuple[Rule, ...]:
    """Return what each rule of the preflight means, in order of their codes."""
    return tuple(sorted(rules_of(RULES)))


def preflight(path: Path, job: Job) -> tuple[Result, ...]:
    """Hold a file against a printer's profile; a result for each rule, in order of their codes."""
    try:
        file = read_file(path)
    except (pikepdf.PasswordError, pikepdf.PdfError) as error:
        first = next(rule for rule in rules() if rule.code == "R001")
        fault = Finding(path.name, 0, "R001", f"the file cannot be opened: {error}", "make it again")
        return (Result(first, (fault,)),)
    return hold(file, job)


def hold(file: File, job: Job) -> tuple[Result, ...]:
    """Hold a file that was read against a printer's profile."""
    found = {next(rules_of([rule])).code: tuple(rule(file, job)) for rule in RULES}
    return tuple(
        Result(rule, found[rule.code], ASKED_OF.get(rule.code, job.part) is job.part) for rule in rules()
    )


def findings(results: Sequence[Result], name: str) -> list[Finding]:
    """Return what was found, under the name of the file as the reader knows it; of many alike, some."""
    out = []
    for result in results:
        told = result.findings[:TOLD]
        out += [replace(finding, path=name) for finding in told]
        if rest := len(result.findings) - len(told):
            last = told[-1]
            out.append(replace(last, path=name, line=0, message=f"and {rest} more pages alike", remedy=""))
    return out


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each rule: passed, or what is wrong, with page and object."""
    for result in results:
        if not result.is_asked:
            yield f"none  {result.rule.code}  not asked of such a file"
        elif result.passed:
            yield f"pass  {result.rule.code}  none: {result.rule.what[0].lower()}{result.rule.what[1:]}"
        for finding in result.findings:
            word = "look" if finding.severity is Severity.WARNING else "FAIL"
            yield f"{word}  {finding.code}  {finding.text}"
