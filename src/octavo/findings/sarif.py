"""Findings as SARIF 2.1.0, the form that editors and code hosts show beside the line.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, section 3.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from octavo.findings.finding import Finding, Severity
from octavo.findings.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ACCEPTED: "note"}


def as_sarif(findings: Iterable[Finding], rules: Iterable[Rule], base: str, version: str) -> str:
    """Return the findings as a log of one run, with the help of every rule.

    ``base`` is the book's folder as the reader of the file should see it; ``version`` is octavo's.
    """
    found = sorted(findings)
    known = {rule.code: rule for rule in rules}
    # A code that no rule explains still needs an entry to point at.
    listed = [known.get(code, Rule(code, code)) for code in sorted(known.keys() | {f.code for f in found})]
    places = {rule.code: number for number, rule in enumerate(listed)}
    driver = {"name": "octavo", "version": version, "rules": [_rule(rule) for rule in listed]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, places[finding.code], base) for finding in found],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def located(path: str, base: str) -> str:
    """Return a finding's path as the reader of the file should see it."""
    return posixpath.normpath(posixpath.join(base, path))


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a rule as a reportingDescriptor (3.49)."""
    told = help_lines(rule)
    out: dict[str, Any] = {
        "id": rule.code,
        "shortDescription": {"text": rule.what},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if told:
        out["help"] = {"text": "\n".join(told), "markdown": "\n\n".join(told)}
    return out


def help_lines(rule: Rule) -> Sequence[str]:
    """Return the example and the explanation of a rule, a line each."""
    lines = [f"Bad: {rule.bad}"] if rule.bad else []
    lines += [f"Good: {rule.good}"] if rule.good else []
    return [*lines, rule.more] if rule.more else lines


def _result(finding: Finding, place: int, base: str) -> dict[str, Any]:
    """Return a finding as a result (3.27)."""
    where: dict[str, Any] = {"artifactLocation": {"uri": quote(located(finding.path, base))}}
    if finding.line:
        where["region"] = {"startLine": finding.line}
    is_accepted = finding.severity is Severity.ACCEPTED
    suppression = {"kind": "external", "status": "accepted", "justification": finding.reason}
    return {
        "ruleId": finding.code,
        "ruleIndex": place,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.text},
        "locations": [{"physicalLocation": where}],
        # Where one result has the property, each has it (3.27.23).
        "suppressions": [suppression] if is_accepted else [],
    }
