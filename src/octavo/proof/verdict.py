"""Verdicts: what a judge says of a finished edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from octavo.edition import Edition
from octavo.findings import Finding, Severity
from octavo.proof.faults import Fault
from octavo.proof.weight import Measure


class Judge(StrEnum):
    """Who judges; the value is the name that a reader knows."""

    EPUBCHECK = "EPUBCheck"
    ACE = "Ace by DAISY"
    AXE = "axe"
    BROWSER = "Chromium"  #: Requests, layout shift and complaints of a real browser.
    OWN = "octavo’s own check"
    PAGES = "page agreement"  #: The page list of the EPUB, held against the printed pages.


class Level(StrEnum):
    """How much a complaint weighs in the judge's own words."""

    ERROR = "error"
    WARNING = "warning"
    USAGE = "usage"  #: What is right and yet worth knowing.


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that a judge says."""

    place: str  #: File, and the line or the element in it.
    level: Level
    code: str  #: What the judge itself calls it, such as ``RSC-005``.
    message: str  #: The fault, in the judge's words.
    allowed: str = ""  #: Why it is no fault; empty where it is one.


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one judge says of one edition, or why it could not judge."""

    judge: Judge
    edition: Edition
    version: str = ""  #: Version of the judge.
    looked_at: str = ""  #: What it looked at, for a reader.
    complaints: tuple[Complaint, ...] = ()
    reason: str = ""  #: Why it was not run; empty where it was.
    remedy: str = ""  #: What runs it.

    @property
    def was_run(self) -> bool:
        """Return whether there is a verdict at all."""
        return not self.reason

    @property
    def faults(self) -> tuple[Complaint, ...]:
        """Return the complaints that are not allowed."""
        return tuple(complaint for complaint in self.complaints if not complaint.allowed)

    @property
    def allowed(self) -> tuple[Complaint, ...]:
        """Return the complaints that are no faults, each with its reason."""
        return tuple(complaint for complaint in self.complaints if complaint.allowed)

    @property
    def allowances(self) -> tuple[tuple[str, str], ...]:
        """Return each code that is allowed with its reason, once."""
        return tuple(dict.fromkeys((complaint.code, complaint.allowed) for complaint in self.allowed))

    @property
    def is_clean(self) -> bool:
        """Return whether the judge was run and found no fault."""
        return self.was_run and not self.faults

    @property
    def state(self) -> str:
        """Return the state in a word, for a style sheet."""
        if not self.was_run:
            return "absent"
        return "failed" if self.faults else "proved"

    def count(self, level: Level) -> int:
        """Return how many faults are of a level."""
        return sum(complaint.level is level for complaint in self.faults)


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a judge: its verdict on one content, and what it measured."""

    verdict: Verdict
    measures: tuple[Measure, ...] = ()  #: What each page did in a browser.


#: The code of octavo's own for what each judge from outside says.
_FAULTS = {
    Judge.EPUBCHECK: Fault.EPUBCHECK,
    Judge.ACE: Fault.ACE,
    Judge.AXE: Fault.AXE,
    Judge.BROWSER: Fault.BROWSER,
}


def findings(verdicts: Iterable[Verdict]) -> list[Finding]:
    """Return what the judges from outside say as findings of octavo's; its own have theirs already."""
    return sorted(
        _FAULTS[verdict.judge].finding(
            f"{verdict.edition}/{fault.place}", 0, f"{verdict.judge}: {fault.code} {fault.message}"
        )
        for verdict in verdicts
        if verdict.judge in _FAULTS
        for fault in verdict.faults
    )


def line(verdict: Verdict) -> str:
    """Return a verdict as a line for a terminal."""
    name = f"  {verdict.judge} {verdict.version}".rstrip()
    if not verdict.was_run:
        remedy = f"; run: {verdict.remedy}" if verdict.remedy else ""
        return f"{name:<34}{verdict.edition:<10}not run: {verdict.reason}{remedy}"
    counts = ", ".join(f"{verdict.count(level)} {level}s" for level in Level)
    return f"{name:<34}{verdict.edition:<10}{counts} ({verdict.looked_at})"


def complaint_of(finding: Finding) -> Complaint:
    """Return a finding of octavo's own as the complaint of a judge; an accepted one with its reason."""
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    level = Level.ERROR if finding.severity is Severity.ERROR else Level.WARNING
    return Complaint(place, level, finding.code, finding.text, finding.reason)


def not_run(judge: Judge, edition: Edition, reason: str, remedy: str = "") -> Verdict:
    """Return what stands where a judge could not judge."""
    return Verdict(judge, edition, reason=reason, remedy=remedy)


def of_findings(
    judge: Judge, edition: Edition, version: str, looked_at: str, found: Iterable[Finding]
) -> Verdict:
    """Return the verdict of a check of octavo's own."""
    complaints = tuple(sorted(complaint_of(finding) for finding in found))
    return Verdict(judge, edition, version, looked_at, complaints)
