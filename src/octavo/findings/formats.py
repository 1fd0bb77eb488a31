"""Findings for a terminal and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from octavo.findings.finding import Finding, Severity, open_findings


def as_text(findings: Iterable[Finding]) -> str:
    """Return one line a finding, in order of place; what the author has accepted is left out."""
    return "\n".join(str(finding) for finding in open_findings(findings))


def as_json(findings: Iterable[Finding]) -> str:
    """Return the findings as a JSON array of objects, in order of place."""
    return json.dumps([asdict(finding) for finding in sorted(findings)], ensure_ascii=False, indent=2)


def from_json(text: str) -> list[Finding]:
    """Read back what :func:`as_json` wrote."""
    return [Finding(**{**item, "severity": Severity(item["severity"])}) for item in json.loads(text)]
