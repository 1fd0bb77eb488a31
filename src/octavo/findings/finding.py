"""Findings: the one way in which any check of octavo speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  #: No edition is made.
    WARNING = "warning"  #: The author should look; every edition is made.
    ACCEPTED = "accepted"  #: The author looked, and gave a reason to leave it.


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where it is, what it is, and what mends it."""

    path: str  #: File, relative to the book's folder, or the file as the author named it.
    line: int  #: Line counted from 1; 0 when the whole file is meant.
    code: str  #: Stable code, such as ``C001``; its list is in the manual.
    message: str  #: The fault, in one clause without a closing point.
    remedy: str = ""  #: What to do about it, in one clause.
    severity: Severity = Severity.ERROR  #: Whether it stops the build.
    reason: str = ""  #: Why the author accepted it; empty where that is not so.

    def __str__(self) -> str:
        """Give the line that a terminal shows and an editor can jump to."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.code} {self.text}"

    @property
    def text(self) -> str:
        """Return fault and remedy, without their place."""
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


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


def accepted(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that the author has accepted, in order of place."""
    return sorted(f for f in findings if f.severity is Severity.ACCEPTED)


def open_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that the author has not accepted, in order of place."""
    return sorted(f for f in findings if f.severity is not Severity.ACCEPTED)


def strict(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with every warning made an error."""
    return [
        replace(f, severity=Severity.ERROR) if f.severity is Severity.WARNING else f for f in sorted(findings)
    ]
