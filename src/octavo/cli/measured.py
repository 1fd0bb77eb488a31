"""What ``octavo check --print`` says: the measure of the printed pages, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from octavo.findings import Finding, Severity, accepted, open_findings


def measured(named: str, book: Path, out: Path) -> tuple[list[Finding], Path]:
    """Return what the measure of the pages found, and the book's folder.

    ``named`` is a PDF, or a book, or empty: the printed book that was built last.
    """
    from octavo.production.folders import Folders
    from octavo.production.paging import acceptances_of, measure, printed

    path = Path(named)
    if named and not path.is_dir():
        known = acceptances_of(book.resolve()) if (book / "conf.py").is_file() else None
        # Whether an acceptance is lost only the book's own file can tell.
        return [finding for finding in measure(path, named, known) if finding.code != "A001"], book
    # A folder behind the option is the book, whose name may stand anywhere in the command.
    book = path if named else book
    folders = Folders.of(book, out)
    path = printed(folders)
    return measure(path, path.relative_to(folders.out).as_posix(), acceptances_of(folders.book)), book


def listed(found: Sequence[Finding]) -> str:
    """Return one line a finding in the order of weight, not of place; what is accepted is left out."""
    return "\n".join(str(finding) for finding in found if finding.severity is not Severity.ACCEPTED)


def verdict(found: Sequence[Finding]) -> str:
    """Return the last line of a measurement: how much is wrong, or that nothing is."""
    wrong, kept = len(open_findings(found)), len(accepted(found))
    told = f"{wrong} fault{'s' * (wrong != 1)} of setting" if wrong else "pages measured, no fault"
    return f"{told}, {kept} accepted" if kept else told
