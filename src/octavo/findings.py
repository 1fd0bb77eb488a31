"""Findings: the one way in which any check of octavo speaks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  #: No edition is made.
    WARNING = "warning"  #: The author should look; every edition is made.


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where it is, what it is, and what mends it."""

    path: str  #: File, relative to the book's folder, or the file as the author named it.
    line: int  #: Line counted from 1; 0 when the whole file is meant.
    code: str  #: Stable code, such as ``C001``; its list is in the manual.
    message: str  #: The fault, in one clause without a closing point.
    remedy: str = ""  #: What to do about it, in one clause.
    severity: Severity = Severity.ERROR  #: Whether it stops the build.

    def __str__(self) -> str:
        """Give the line that a terminal shows and an editor can jump to."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {self.code} {self.message}{remedy}"


class BookFault(Exception):
    """The author's fault, found where going on makes no sense; carries its findings."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class MachineFault(Exception):
    """The machine's fault: a missing program, a full disk; the text names fault and remedy."""


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop a build, in order of place."""
    return sorted(f for f in findings if f.severity is Severity.ERROR)


def as_text(findings: Iterable[Finding]) -> str:
    """Return one line a finding, in order of place."""
    return "\n".join(str(finding) for finding in sorted(findings))


def as_json(findings: Iterable[Finding]) -> str:
    """Return the findings as a JSON array of objects, in order of place."""
    return json.dumps([asdict(finding) for finding in sorted(findings)], ensure_ascii=False, indent=2)


def from_json(text: str) -> list[Finding]:
    """Read back what :func:`as_json` wrote."""
    return [Finding(**{**item, "severity": Severity(item["severity"])}) for item in json.loads(text)]
