"""The report: what the proof found, as one page for a reader and one file for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2

from octavo.edition import Edition
from octavo.findings import Finding, Severity, open_findings
from octavo.press.account import Account
from octavo.proof.expected import Cited, Expectation
from octavo.proof.packed import Share
from octavo.proof.reading import Artefact, Proof, Reading, State
from octavo.proof.verdict import Judge, Level, Record, Verdict
from octavo.proof.verification import Summary, summary
from octavo.proof.weight import Weight, by_kind
from octavo.templates import folder as templates

#: Name of the page and of its data in the report's folder.
PAGE = "index.html"
DATA = "report.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One citation in every edition."""

    cited: Cited
    text: str  #: What stands in the first edition whose text can be told: the note, or the citation itself.
    proofs: tuple[Proof | None, ...]  #: One for each edition of the report, in its order.

    @property
    def state(self) -> State:
        """Return the worst of its states."""
        states = {proof.state for proof in self.proofs if proof}
        return next((s for s in (State.FAILED, State.PROVED) if s in states), State.ABSENT)


@dataclass(frozen=True)
class Report:
    """Everything that the report tells."""

    title: str  #: Title of the book.
    expectation: Expectation
    readings: tuple[Reading, ...]  #: One for each edition built.
    reads: int  #: How often the sources were read to make all editions.
    checks: tuple[Finding, ...] = ()  #: Findings of the checks before the build.
    date: str = ""  #: Date of the build; empty where the same sources are to give the same bytes.
    accounts: tuple[Account, ...] = ()  #: What each file of the press was held against.
    slug: str = ""  #: File name of the editions.
    own: tuple[Verdict, ...] = ()  #: What octavo's own checks say.
    records: tuple[Record, ...] = ()  #: What the judges from outside say, and what they measured.

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the editions in the report's order."""
        return tuple(reading.edition for reading in self.readings)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return every finding that nobody accepted, errors first, then in order of place."""
        found = {*self.checks, *(finding for reading in self.readings for finding in reading.findings)}
        return tuple(sorted(open_findings(found), key=lambda f: (f.severity is not Severity.ERROR, f)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return a row for each citation, in reading order."""
        by_edition = [{proof.cited: proof for proof in reading.proofs} for reading in self.readings]
        return tuple(self._row(cited, by_edition) for cited in self.expectation.citations)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return what every judge says, one after the other."""
        told = [*self.own, *(record.verdict for record in self.records)]
        return tuple(sorted(told, key=lambda v: (list(Judge).index(v.judge), list(Edition).index(v.edition))))

    @property
    def faults_told(self) -> int:
        """Return how many faults the judges found altogether."""
        return sum(len(verdict.faults) for verdict in self.verdicts)

    @cached_property
    def kinds(self) -> tuple[tuple[Weight, int, float | None], ...]:
        """Return the heaviest page of each kind of the web edition, their number, and their layout shift.

        The shift is nothing where no browser was asked.
        """
        weights = [weight for reading in self.readings for weight in reading.weights]
        shifts = {m.path: m.shift for record in self.records for m in record.measures}
        seen = {
            w.kind: [shifts[x.path] for x in weights if x.kind == w.kind and x.path in shifts]
            for w in weights
        }
        return tuple((w, count, max(seen[w.kind], default=None)) for w, count in by_kind(weights))

    @property
    def shares(self) -> tuple[Share, ...]:
        """Return what takes how much of the EPUB."""
        return tuple(share for reading in self.readings for share in reading.shares)

    @property
    def is_proved(self) -> bool:
        """Return whether every citation is proved wherever it has a place, and nothing else is wrong."""
        failed = any(reading.count(State.FAILED) for reading in self.readings)
        return not failed and not any(f.severity is Severity.ERROR for f in self.findings)

    @cached_property
    def verification(self) -> Summary:
        """Return how the citations were verified."""
        return summary(self.expectation)

    @property
    def sources_cited(self) -> int:
        """Return how many works are cited."""
        return len({cited.key for cited in self.expectation.citations})

    @property
    def artefacts(self) -> Iterator[Artefact]:
        """Yield every file of every edition."""
        for reading in self.readings:
            yield from reading.artefacts

    @staticmethod
    def _row(cited: Cited, by_edition: list[dict[Cited, Proof]]) -> Row:
        """Return the row of one citation."""
        proofs = tuple(proofs.get(cited) for proofs in by_edition)
        return Row(cited, next((proof.text for proof in proofs if proof and proof.text), ""), proofs)


def write_report(folder: Path, report: Report) -> Path:
    """Write the report's page and its data into a folder, and return the page.

    The same report gives the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates("report")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"size": readable_size, "times": times, "path": quoted}
    page = folder / PAGE
    template = environment.get_template("report.html.jinja")
    page.write_text(template.render(report=report, State=State, Level=Level, data=DATA), encoding="utf-8")
    text = json.dumps(as_data(report), ensure_ascii=False, indent=1)
    (folder / DATA).write_text(text + "\n", encoding="utf-8")
    return page


def as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain values for JSON."""
    return {
        "title": report.title,
        "date": report.date,
        "proved": report.is_proved,
        "reads": report.reads,
        "citations": len(report.expectation.citations),
        "sources": {"cited": report.sources_cited, "listed": len(report.expectation.sources)},
        "verification": report.verification.as_data(),
        "judges": [_judge(verdict) for verdict in report.verdicts],
        "weights": [
            {"kind": weight.kind, "pages": count, "shift": shift, "heaviest": asdict(weight)}
            for weight, count, shift in report.kinds
        ],
        "epub": [asdict(share) for share in report.shares],
        "editions": [_edition(reading) for reading in report.readings],
        "preflight": [account.as_data() for account in report.accounts],
        "findings": [asdict(finding) for finding in report.findings],
        "rows": [_row(row) for row in report.rows],
    }


def _judge(verdict: Verdict) -> dict[str, Any]:
    """Return what one judge says, with its sums."""
    sums = {f"{level}s": verdict.count(level) for level in Level}
    return {**asdict(verdict), "run": verdict.was_run, "faults": len(verdict.faults), **sums}


def _edition(reading: Reading) -> dict[str, Any]:
    """Return the sums of one edition."""
    return {
        "edition": reading.edition,
        "files": [asdict(artefact) for artefact in reading.artefacts],
        "expected": sum(proof.state is not State.ABSENT for proof in reading.proofs),
        **{state.value: reading.count(state) for state in State},
        "numbers": [asdict(numbers) for numbers in reading.numbers],
    }


def _row(row: Row) -> dict[str, Any]:
    """Return one citation with its proofs."""
    cited = asdict(row.cited)
    del cited["names"], cited["called"]
    proofs = {
        proof.edition.value: {
            "state": proof.state,
            "where": proof.where,
            "href": proof.href,
            "code": proof.fault.code if proof.fault else "",
            "reason": proof.reason,
        }
        for proof in row.proofs
        if proof
    }
    return {**cited, "text": row.text, "proofs": proofs}


def quoted(href: str) -> str:
    """Return a path below the folder of all editions as a URL, its fragment kept."""
    path, mark, fragment = href.partition("#")
    return quote(path) + mark + quote(fragment, safe="=&")


def readable_size(size: int) -> str:
    """Return a size in bytes as a reader takes it in, in units of 1,000 bytes."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"


def times(count: int) -> str:
    """Return how often something was done, in words."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
