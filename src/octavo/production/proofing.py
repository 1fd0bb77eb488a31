"""The proof of one chapter: read what changed, set the chapter alone, mark what is new."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from octavo.edition import Edition
from octavo.editions.proof_sheet import JOB, Wanted, chapter_named
from octavo.findings import BookFault, Finding, MachineFault, errors
from octavo.matter.domain import book_structure
from octavo.matter.structure import Chapter
from octavo.pagination.changes import changes
from octavo.pagination.flow import joined
from octavo.pagination.marking import mark
from octavo.pagination.measuring import measured
from octavo.pagination.model import Frame, Kind, Leaf, Placed, Sheet
from octavo.pagination.reading import read as read_pages
from octavo.pagination.sorting import sorted_leaves
from octavo.production.application import application
from octavo.production.checked import known
from octavo.production.folders import Folders
from octavo.production.lock import exclusive
from octavo.production.progress import Progress
from octavo.production.source import read
from octavo.typesetting.ahead import begun
from octavo.typesetting.destinations import destination

FOLDER = "proof-sheets"  #: Folder of the finished proofs, beside those of the editions.
BUILD = "build it once: octavo build --edition print"


class Against(StrEnum):
    """What the proof is held against, to mark what is new."""

    PRINT = "print"  #: The printed book that was built last.
    PROOF = "proof"  #: The last proof of the same chapter.


@dataclass(frozen=True, slots=True)
class Proofing:
    """What is asked for."""

    chapter: str  #: Number of the chapter, or its document.
    against: Against = Against.PRINT
    spaced: bool = False  #: Whether lines leave room for corrections by hand.


@dataclass(frozen=True, slots=True)
class Proof:
    """A finished proof."""

    path: Path
    label: str  #: Number of its first page, as printed.
    pages: int
    changed: int | None  #: Lines marked; nothing where there was nothing to hold it against.
    findings: tuple[Finding, ...]  #: What is wrong with the chapter's sources.


@dataclass(frozen=True, slots=True)
class Set:
    """The printed book that was built last."""

    folder: Path  #: Folder of its TeX file.
    slug: str

    @property
    def labels(self) -> list[str]:
        """Return the printed number of each page of the file."""
        lines = (self.folder / f"{self.slug}.pages").read_text(encoding="utf-8").splitlines()
        return [line.partition("\t")[0] for line in lines]

    @property
    def places(self) -> dict[str, str]:
        """Return the page on which each chapter and part begins, in order."""
        path = self.folder / f"{self.slug}.places"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return dict(line.split("\t") for line in lines)

    def sheets(self, docname: str, openings: Sequence[str]) -> tuple[int, int]:
        """Return the first and the last page of a chapter in the file, from 1.

        ``openings`` are the documents that open the chapters of the book.
        """
        labels, places = self.labels, self.places
        known = {destination(name) for name in openings}
        # Among the places are figures and notes too.
        names = [name for name in places if name in known or name.startswith(("part-", "own:"))]
        at = names.index(destination(docname))
        first = labels.index(places[names[at]])
        after = labels.index(places[names[at + 1]]) if at + 1 < len(names) else len(labels)
        return first + 1, after


def proof_sheet(folders: Folders, asked: Proofing, progress: Progress) -> Proof:
    """Make the proof of a chapter.

    Raises :class:`BookFault` where there is no such chapter, where its sources are wrong, or where the book
    was never set; then it has no page numbers.
    """
    room = folders.inner / "work" / FOLDER
    book = _set(folders)
    with exclusive(folders.inner, progress.say):
        _carry(book, room)
        with begun(room, JOB) as result:
            found = known(folders)
            findings = found.findings if found else tuple(read(folders, progress).findings)
            with progress.stage("write the chapter"):
                written = _written(folders, room, book, asked, findings)
            with progress.stage("typeset the chapter"):
                run = result()
        target = folders.out / FOLDER / f"{_name(written.chapter)}.pdf"
        with progress.stage("mark what is new"):
            before = _before(asked, folders, book, written, target)
            changed = _marked(run.pdf, target, before, written.label)
    return Proof(target, written.label, run.pages, changed, written.findings)


def _carry(book: Set, room: Path) -> None:
    """Lay what the book was set with beside the chapter: its gutter, and the pages of its parts."""
    room.mkdir(parents=True, exist_ok=True)
    for suffix in (".gutter", ".places"):
        path = book.folder / f"{book.slug}{suffix}"
        if path.is_file():
            shutil.copyfile(path, room / f"{JOB}{suffix}")


@dataclass(frozen=True, slots=True)
class Written:
    """A chapter that was written."""

    chapter: Chapter
    label: str  #: Number of its first page, as printed.
    openings: tuple[str, ...]  #: Documents that open the chapters of the book.
    findings: tuple[Finding, ...]  #: What is wrong with it.


def _written(
    folders: Folders, room: Path, book: Set, asked: Proofing, findings: Sequence[Finding]
) -> Written:
    """Write the chapter."""
    with application(folders, "proof-sheet", room) as session:
        chapter = _chapter(session.app.env, asked.chapter)
        own = tuple(f for f in findings if f.path.rpartition(".")[0] in chapter.docs)
        if wrong := errors(own):
            raise BookFault(wrong)
        label = book.places.get(destination(chapter.docname), "1")
        builder: Any = session.app.builder
        builder.wanted = Wanted(chapter.docname, label, asked.spaced)
        session.app.build(force_all=True)
        openings = tuple(each.docname for each in builder.structure.chapters)
    return Written(chapter, label, openings, own)


def _chapter(env: Any, name: str) -> Chapter:
    """Return the chapter that is asked for."""
    structure = book_structure(env)
    if chapter := chapter_named(structure, name):
        return chapter
    numbers = [chapter.number for chapter in structure.main]
    asked = f"1 to {max(numbers)}" if numbers else "no number"
    others = ", ".join(c.docname.rpartition("/")[2] for c in structure.chapters if not c.number)
    remedy = f"ask for {asked}{f', or for {others}' if others else ''}"
    raise BookFault([Finding("index", 0, "N005", f"the book has no chapter {name!r}", remedy)])


def _set(folders: Folders) -> Set:
    """Return the book that was set last."""
    folder = folders.work(Edition.PRINT)
    made = sorted(folder.glob("*.pages"), key=lambda path: path.stat().st_mtime_ns)
    if not made:
        message = "the book was never set, so no page has a number"
        raise BookFault([Finding("index", 0, "N006", message, BUILD)])
    return Set(folder, made[-1].stem)


def _name(chapter: Chapter) -> str:
    """Return the file name of a chapter's proof."""
    name = chapter.docname.rpartition("/")[2]
    return name if not chapter.number or name[:1].isdigit() else f"{chapter.number:02d}-{name}"


def _before(asked: Proofing, folders: Folders, book: Set, written: Written, target: Path) -> list[Sheet]:
    """Return the pages that the proof is held against; none where there are none."""
    if asked.against is Against.PROOF:
        return list(read_pages(target)) if target.is_file() else []
    path = folders.published(Edition.PRINT) / f"{book.slug}.pdf"
    docname = written.chapter.docname
    if destination(docname) not in book.places or not path.is_file():
        return []
    return list(read_pages(path, *book.sheets(docname, written.openings)))


def _marked(source: Path, target: Path, before: Sequence[Sheet], label: str) -> int | None:
    """Write the finished proof with its marks; return how many lines are marked."""
    new = read_pages(source)
    frame = measured(new)
    found = changes(_leaves(before, measured(before)), _leaves(new, frame)) if before else []
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        mark(source, part, frame, found, label)
        part.replace(target)
    except OSError as error:
        raise MachineFault(
            f"{target}: {error.strerror}; make room, or mend the rights of the folder"
        ) from error
    return len(found) if before else None


def _leaves(sheets: Sequence[Sheet], frame: Frame | None) -> Sequence[Leaf]:
    """Return pages with their lines sorted; those of a few lines, which show no type area, as they are."""
    if frame is not None:
        return joined(sorted_leaves(sheets, frame), frame)
    return [
        Leaf(sheet, "", True, tuple(
            Placed(line, Kind.OTHER, sheet.number, place) for place, line in enumerate(sheet.lines, 1)
        ))
        for sheet in sheets
    ]  # fmt: skip


def told(proof: Proof, against: Against) -> str:
    """Return the line that says what was made."""
    head = f"{proof.path}: {proof.pages} page{'s' * (proof.pages != 1)} from p. {proof.label}"
    what = "the printed book" if against is Against.PRINT else "the last proof"
    if proof.changed is None:
        return f"{head}; there is no {what.removeprefix('the ')} to hold it against"
    return f"{head}; {proof.changed or 'no'} line{'s' * (proof.changed != 1)} changed against {what}"
