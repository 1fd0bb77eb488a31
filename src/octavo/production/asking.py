"""Asking the judges from outside about published editions, and writing the report anew with what they say."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from octavo.edition import Edition
from octavo.judges.ace import ace
from octavo.judges.browser import look
from octavo.judges.epubcheck import epubcheck
from octavo.judges.program import NoVerdict
from octavo.judges.record import COMMAND, dump, load
from octavo.judges.sample import sample
from octavo.production.folders import Folders
from octavo.production.judging import OUTSIDE
from octavo.production.lock import exclusive
from octavo.production.progress import Progress
from octavo.production.publish import publish
from octavo.production.reporting import remember, remembered
from octavo.proof.report import write_report
from octavo.proof.verdict import Judge, Record, Verdict, not_run
from octavo.proof.web import open_folder
from octavo.proof.weight import kind_of

#: Gives what a judge says of a place, and what other judges say who look at it in the same run.
Asking = Callable[[Path], list[Record]]


def ask(folders: Folders, editions: Sequence[Edition], progress: Progress) -> tuple[Verdict, ...]:
    """Ask each judge about the published editions, unless it judged the same content, and tell the report.

    Returns every verdict of the report. Raises :class:`MachineFault` where there is no report to tell.
    """
    with exclusive(folders.inner, progress.say):
        report = remembered(folders)
        records = []
        for judge, edition in OUTSIDE.items():
            name = f"{report.slug}.epub" if edition is Edition.EPUB else ""
            place = folders.published(edition) / name
            known = load(folders.verdicts, judge, edition, place)
            if edition in editions and place.exists() and not known.verdict.was_run and judge in _ASKING:
                with progress.stage(f"ask {judge}"):
                    for record in answers(judge, edition, place):
                        dump(folders.verdicts, place, record)
                known = load(folders.verdicts, judge, edition, place)
            records.append(known)
        report = replace(report, records=tuple(records))
        remember(folders, report)
        shutil.rmtree(folders.fresh("report"), ignore_errors=True)
        write_report(folders.fresh("report"), report)
        publish(folders.fresh("report"), folders.report)
    return report.verdicts


def answers(judge: Judge, edition: Edition, place: Path) -> list[Record]:
    """Return what a judge says; where it cannot be run, why."""
    try:
        return _ASKING[judge](place)
    except NoVerdict as fault:
        remedy = fault.remedy or COMMAND
        judges = [judge, *([Judge.BROWSER] if judge is Judge.AXE else [])]
        return [Record(not_run(one, edition, str(fault), remedy)) for one in judges]


def _browse(root: Path) -> list[Record]:
    """Open the web edition in a browser."""
    site = open_folder(root)
    kinds = {path: kind_of(page) for path, page in site.pages.items()}
    sizes = {path: (root / path).stat().st_size for path in kinds}
    axe, browser, measures = look(root, sample(kinds, sizes, "the"))
    return [Record(axe), Record(browser, measures)]


_ASKING: dict[Judge, Asking] = {
    Judge.EPUBCHECK: lambda path: [Record(epubcheck(path))],
    Judge.ACE: lambda path: [Record(ace(path))],
    Judge.AXE: _browse,
}
