"""Findings: what a check says, and the forms in which it is told."""

from octavo.findings.finding import (
    BookFault,
    Finding,
    MachineFault,
    Severity,
    accepted,
    errors,
    open_findings,
    strict,
)
from octavo.findings.formats import as_json, as_text, from_json
from octavo.findings.junit import as_junit
from octavo.findings.rule import Rule, rules_of
from octavo.findings.sarif import as_sarif

__all__ = [
    "BookFault",
    "Finding",
    "MachineFault",
    "Rule",
    "Severity",
    "accepted",
    "as_json",
    "as_junit",
    "as_sarif",
    "as_text",
    "errors",
    "from_json",
    "open_findings",
    "rules_of",
    "strict",
]
