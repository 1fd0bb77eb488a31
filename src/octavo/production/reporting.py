"""The report of a build: made, kept, and found again when the judges are asked later."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from octavo.edition import Edition
from octavo.editions.pages import PrintedPages
from octavo.findings import Finding, MachineFault, open_findings
from octavo.press.account import Account
from octavo.production import judging
from octavo.production.folders import Folders
from octavo.proof.openings import Marks
from octavo.proof.reading import Reading
from octavo.proof.report import Report

if TYPE_CHECKING:
    from octavo.production.source import Source


def report(
    folders: Folders,
    source: Source,
    readings: Sequence[Reading],
    findings: Iterable[Finding],
    accounts: tuple[Account, ...],
) -> tuple[Report, list[Finding]]:
    """Return the report of a build, and what its judges found that nobody told yet."""
    slug = source.settings.slug
    printed = PrintedPages.load(folders.work(Edition.PRINT) / f"{slug}.pages")
    pages, found = judging.agreement(readings, printed)
    made = Report(
        source.settings.title,
        source.expectation,
        # The texts of the printed pages have served.
        tuple(replace(reading, marks=Marks()) for reading in readings),
        source.reads,
        tuple(open_findings([*findings, *found])),
        accounts=accounts,
        slug=slug,
        own=(*judging.own(readings), pages),
        records=tuple(judging.outside(folders, slug, [reading.edition for reading in readings])),
    )
    return made, found


def remember(folders: Folders, report: Report) -> None:
    """Keep a report, so that the judges can be asked later."""
    folders.kept_report.parent.mkdir(parents=True, exist_ok=True)
    folders.kept_report.write_bytes(pickle.dumps(report))


def remembered(folders: Folders) -> Report:
    """Return the report of the last build.

    Raises :class:`MachineFault` where there is none, or another octavo wrote it.
    """
    try:
        report = pickle.loads(folders.kept_report.read_bytes())
    except (OSError, pickle.PickleError, AttributeError, ImportError, EOFError, TypeError) as error:
        text = f"there is no report in {folders.out} to tell what the judges say; build the book first"
        raise MachineFault(text) from error
    assert isinstance(report, Report)
    return report
