"""Findings as the JUnit XML that services of continuous integration show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from octavo.findings.finding import Finding, Severity
from octavo.findings.rule import Rule
from octavo.findings.sarif import located

SUITE = "octavo check"

#: Characters that XML 1.0 (section 2.2) forbids.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(findings: Iterable[Finding], rules: Sequence[Rule], base: str) -> str:
    """Return one test case a finding, and a passed one for each rule that found nothing.

    An error is a failure and an acceptance is a skipped test; a warning passes, and speaks in its output.
    ``base`` is the book's folder as the reader of the file should see it.
    """
    found = sorted(findings)
    clean = sorted({rule.code: rule for rule in rules}.keys() - {f.code for f in found})
    counts = {
        "tests": len(found) + len(clean),
        "failures": sum(f.severity is Severity.ERROR for f in found),
        "errors": 0,
        "skipped": sum(f.severity is Severity.ACCEPTED for f in found),
    }
    numbers = {name: str(count) for name, count in counts.items()} | {"time": "0"}
    root = ElementTree.Element("testsuites", {"name": SUITE, **numbers})
    suite = ElementTree.SubElement(root, "testsuite", {"name": SUITE, **numbers})
    whats = {rule.code: rule.what for rule in rules}
    for finding in found:
        _case(suite, finding, located(finding.path, base))
    for code in clean:
        name = _clean(f"{code} {whats[code]}")
        ElementTree.SubElement(suite, "testcase", classname="rules", name=name, time="0")
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, finding: Finding, path: str) -> None:
    """Add the test case of a finding."""
    where = {"file": _clean(path), "classname": _clean(path), "time": "0"}
    name = f"{finding.code} line {finding.line}: {finding.message}" if finding.line else str(finding)
    if finding.line:
        where["line"] = str(finding.line)
    case = ElementTree.SubElement(suite, "testcase", {"name": _clean(name), **where})
    if finding.severity is Severity.ERROR:
        failure = ElementTree.SubElement(case, "failure", type=finding.code, message=_clean(finding.text))
        failure.text = _clean(str(finding))
    elif finding.severity is Severity.ACCEPTED:
        ElementTree.SubElement(case, "skipped", message=_clean(f"accepted: {finding.reason}"))
    else:
        ElementTree.SubElement(case, "system-out").text = _clean(f"warning: {finding}")


def _clean(text: str) -> str:
    """Return text without what no XML file can hold."""
    return _FORBIDDEN.sub("\ufffd", text)
