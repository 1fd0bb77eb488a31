"""The printed pages measured: after a build, or a file that the author names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sphinx.config import eval_config_file
from sphinx.errors import SphinxError
from sphinx.util.tags import Tags

from octavo import accepted
from octavo.bibliography.load import relative
from octavo.edition import Edition
from octavo.findings import BookFault, Finding, errors
from octavo.pagination.check import check, open_pages
from octavo.production.conf import conf_fault
from octavo.production.folders import Folders
from octavo.production.outcome import Outcome
from octavo.proof.reading import Reading

REMEDY = "build it: octavo build --edition print"

#: Pages of running text from which a book shows what its measure is; with fewer it is measured when asked.
ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Acceptances:
    """The list of accepted findings."""

    name: str  #: As findings tell it.
    text: str  #: Its TOML; empty where there is none.

    @classmethod
    def load(cls, path: Path, book: Path) -> Acceptances:
        """Read the list of a book."""
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return cls(relative(path, book), text)


def acceptances_of(book: Path) -> Acceptances:
    """Return the list of a book whose documents are not read.

    Raises :class:`BookFault` where ``conf.py`` cannot be run.
    """
    try:
        settings = eval_config_file(book / "conf.py", Tags())
    except SphinxError as error:
        raise conf_fault(error, book / "conf.py") from error
    return Acceptances.load(accepted.places(book, str(settings.get("octavo_accepted", "")))[0], book)


def paged(reading: Reading, path: Path, acceptances: Acceptances) -> Reading:
    """Return the reading of a printed book with what its pages lack; one with faults, or short, as it is."""
    if errors(reading.findings):
        return reading
    pages = open_pages(path, f"{Edition.PRINT}/{path.name}")
    if pages is None or sum(1 for leaf in pages.leaves if leaf.texts) < ENOUGH:
        return reading
    found = check(pages)
    told = accepted.judged_pages(found, acceptances.text, acceptances.name)
    return replace(reading, faults=(*reading.faults, *told))


def measure(path: Path, name: str, acceptances: Acceptances | None) -> list[Finding]:
    """Return what is wrong with the pages of a file, the worst first; an acceptance without a finding last.

    Raises :class:`BookFault` where no pages can be measured.
    """
    if not path.is_file():
        raise BookFault([Finding(name, 0, "L030", "no file is here", REMEDY)])
    pages = open_pages(path, name)
    if pages is None:
        raise BookFault([Finding(name, 0, "L031", "no page holds running text", "name the PDF of a book")])
    found = check(pages)
    return found if acceptances is None else accepted.judged_pages(found, acceptances.text, acceptances.name)


def printed(folders: Folders) -> Path:
    """Return the printed book that was built last.

    Raises :class:`BookFault` where there is none.
    """
    known = Outcome.load(folders.state)
    for product in known[1].products if known else ():
        if product.edition == Edition.PRINT and product.path.endswith(".pdf"):
            return folders.out / product.path
    raise BookFault([Finding(str(folders.out), 0, "L030", "no printed book was built here", REMEDY)])
