"""What is tested of a book: each citation, and everything else that is wrong with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from octavo.citations.cluster import Cluster, Target
from octavo.citations.locators import parse
from octavo.findings import Finding, Severity

#: Codes of what can be wrong with the work that a citation names: its key, and its list of sources.
UNKNOWN, UNLISTED = "C001", "C004"


@dataclass(frozen=True, slots=True)
class Case:
    """One test."""

    name: str  #: Place, and key with locator, or code of a finding; unique in the book.
    path: str  #: File, relative to the book.
    line: int  #: Line counted from 1; 0 when the whole file is meant.
    faults: tuple[str, ...] = ()  #: Why it fails: fault and remedy.
    warnings: tuple[str, ...] = ()  #: What the author should look at, though the test passes.


def cases(clusters: Iterable[Cluster], findings: Iterable[Finding]) -> list[Case]:
    """Return the tests of a book: its citations in reading order, then its other findings by place."""
    told = sorted(set(findings))
    unlisted = [finding for finding in told if finding.code == UNLISTED]
    unknown: dict[tuple[str, int], list[Finding]] = {}
    for finding in told:
        if finding.code == UNKNOWN:
            unknown.setdefault((finding.path, finding.line), []).append(finding)
    made: list[Case] = []
    said: set[Finding] = set()
    for cluster in clusters:
        for target in cluster.targets:
            about = [f for f in unknown.get((cluster.path, cluster.line), ()) if names(f, target.key)]
            about += [f for f in unlisted if names(f, target.key)]
            said.update(about)
            made.append(Case(_title(cluster, target), cluster.path, cluster.line, tuple(map(_text, about))))
    made += [_case(finding) for finding in told if finding not in said]
    return list(_unique(made))


def names(finding: Finding, key: str) -> bool:
    """Return whether a finding is about the work of a key."""
    return repr(key) in finding.message


def _title(cluster: Cluster, target: Target) -> str:
    """Return a citation's place, key and locator."""
    locator = f" {parse(target.post).text}" if target.post else ""
    return f"{cluster.path}:{cluster.line} {target.key}{locator}"


def _case(finding: Finding) -> Case:
    """Return the test of a finding that no citation answers for; a mere warning passes."""
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    told = (_text(finding),)
    fails = finding.severity is Severity.ERROR
    name = f"{place} {finding.code}"
    return Case(name, finding.path, finding.line, told if fails else (), () if fails else told)


def _text(finding: Finding) -> str:
    """Return a finding without its place."""
    remedy = f" ({finding.remedy})" if finding.remedy else ""
    return f"{finding.code} {finding.message}{remedy}"


def _unique(made: Sequence[Case]) -> Iterator[Case]:
    """Yield the tests, with a number behind the name of the second and further ones of a name."""
    seen: Counter[str] = Counter()
    for case in made:
        seen[case.name] += 1
        number = f" ({seen[case.name]})" if seen[case.name] > 1 else ""
        yield Case(case.name + number, case.path, case.line, case.faults, case.warnings)


def as_json(made: Iterable[Case]) -> str:
    """Return tests as JSON."""
    return json.dumps([asdict(case) for case in made], ensure_ascii=False)


def from_json(text: str) -> list[Case]:
    """Read back what :func:`as_json` wrote."""
    return [
        Case(**{**item, "faults": tuple(item["faults"]), "warnings": tuple(item["warnings"])})
        for item in json.loads(text)
    ]
