"""The account of the press: what each file was held against, rule by rule, and what of it nobody tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import pikepdf
from pikepdf import Dictionary

from octavo.findings import Severity
from octavo.press.preflight import Result
from octavo.press.profiles import Standard


class Verdict(StrEnum):
    """How a file fares before one rule."""

    PASS = "pass"  #: The rule found nothing.
    LOOK = "look"  #: It warns.
    FAIL = "FAIL"  #: It found what the printer will not take.
    NONE = "not asked"  #: It asks nothing of such a file.


@dataclass(frozen=True, slots=True)
class Line:
    """One rule, and what it found."""

    code: str
    what: str  #: What the rule looks for.
    verdict: Verdict
    told: tuple[str, ...] = ()  #: Each finding with page and object, and its remedy.


@dataclass(frozen=True, slots=True)
class Account:
    """One file of the press."""

    name: str  #: Of the file.
    against: str  #: What it was held against.
    lines: tuple[Line, ...] = ()  #: One for each rule.
    said: tuple[str, ...] = ()  #: What was not tried, and what the file is not, in sentences.

    @property
    def asked(self) -> int:
        """Return how many rules ask something of the file."""
        return sum(line.verdict is not Verdict.NONE for line in self.lines)

    @property
    def passed(self) -> int:
        """Return how many of these found nothing."""
        return sum(line.verdict is Verdict.PASS for line in self.lines)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)


def of_data(data: Mapping[str, Any]) -> Account:
    """Return an account from the plain values that :meth:`Account.as_data` gave."""
    lines = tuple(
        Line(line["code"], line["what"], Verdict(line["verdict"]), tuple(line["told"]))
        for line in data["lines"]
    )
    return Account(data["name"], data["against"], lines, tuple(data["said"]))


def held(name: str, printer: str, standard: Standard, results: Sequence[Result]) -> Account:
    """Return the account of a file that was held against a printer's rules."""
    lines = []
    for result in results:
        weights = {finding.severity for finding in result.findings}
        verdict = Verdict.LOOK if weights <= {Severity.WARNING} else Verdict.FAIL
        told = tuple(finding.text for finding in result.findings)
        passed = Verdict.PASS if result.is_asked else Verdict.NONE
        lines.append(Line(result.rule.code, result.rule.what, verdict if told else passed, told))
    said: tuple[str, ...] = ()
    if standard is not Standard.PLAIN:
        name_of_standard = {Standard.X1A: "PDF/X-1a:2001", Standard.X4: "PDF/X-4"}[standard]
        said = (
            f"Built as {name_of_standard} and held against the rules above, which are not all of it; no "
            "validator of the whole was run. Have it preflighted in Acrobat, or by the printer.",
        )
    return Account(name, printer, tuple(lines), said)


def archived(name: str) -> Account:
    """Return the account of a copy for archives, which is made only when it passes."""
    said = (
        "It passed pikepdf's validator of PDF/A-2b, which knows the rules that octavo's files touch; "
        "veraPDF itself was not run.",
    )
    return Account(name, "PDF/A-2b (ISO 19005-2)", said=said)


def shown(name: str, pdf: pikepdf.Pdf, why_not: str) -> Account:
    """Return the account of the copy for a screen; ``why_not`` says why TeX wrote no tags."""
    marked = pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)
    tagged = "/StructTreeRoot" in pdf.Root and bool(marked)
    if tagged:
        said = "Tagged by LaTeX; no validator of PDF/UA was run."
    else:
        said = f"Not tagged: {why_not}. The EPUB is the accessible edition."
    return Account(name, "a reader on a screen", said=(said,))
