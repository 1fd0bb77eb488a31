"""Making the editions: each written by Sphinx from what was read, those of paper then typeset beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from octavo.edition import Edition
from octavo.editions import azw3, handouts
from octavo.editions import print as printing
from octavo.editions.web_pages import is_behind, printed_path
from octavo.findings import BookFault, Finding, errors
from octavo.press.account import Account
from octavo.production.application import application
from octavo.production.folders import Folders, begin, finish
from octavo.production.press_record import Pressed, pressed
from octavo.production.pressing import Press
from octavo.production.progress import Progress
from octavo.settings import Settings
from octavo.typesetting.design import find
from octavo.typesetting.engine import fingerprint

#: The folder inside that of the handouts that holds them one by one.
PARTS = "parts"

#: What runs TeX for one job: the files it made, and what the author should know of the run.
Typesetting = Callable[[], tuple[list[Path], str]]


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that was written, and perhaps typeset."""

    edition: Edition
    folder: Path  #: Folder that holds what is published of it.
    files: tuple[Path, ...]  #: What is published of it.
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()  #: Of the files of the press.


@dataclass(slots=True)
class Maker:
    """Makes editions; those of paper are typeset in threads while the next is written."""

    folders: Folders
    settings: Settings
    progress: Progress
    pool: ThreadPoolExecutor

    def write(self, edition: Edition) -> list[Finding]:
        """Let Sphinx write an edition into its work folder; return what it said."""
        folder = self.folders.work(edition)
        begin(folder)
        with self.progress.stage(f"write {edition}"), application(self.folders, edition, folder) as session:
            session.app.build(force_all=edition is not Edition.WEB)
            if session.read:
                raise AssertionError(f"{edition} read {len(session.read)} documents again")
            return list(session.listener.findings)

    def web(self) -> Made:
        """Make the web edition."""
        found = self.write(Edition.WEB)
        folder = self.folders.work(Edition.WEB)
        files = tuple(
            p for p in _files(folder) if p.name not in {".buildinfo", ".buildinfo.bak", "objects.inv"}
        )
        return self.done(Edition.WEB, files, found)

    @property
    def knows_pages(self) -> bool:
        """Whether a printed edition was made before, whose pages the web edition can show."""
        return printed_path(self.folders.work(Edition.WEB), self.settings.slug).is_file()

    def is_behind(self, made: Made) -> bool:
        """Return whether the web edition was written before the pages that it shows were known."""
        return not errors(made.findings) and is_behind(made.folder, self.settings.slug)

    def epub(self) -> Made:
        """Make the EPUB; the pages of the print edition must be known by then."""
        found = self.write(Edition.EPUB)
        epub = self.folders.work(Edition.EPUB) / f"{self.settings.slug}.epub"
        if not self.settings.azw3 or errors(found):
            return self.done(Edition.EPUB, (epub,), found)
        with self.progress.stage("make azw3"):
            made = azw3.convert(epub)
        files = (epub, made.file) if made.file else (epub,)
        return self.done(Edition.EPUB, files, found, (made.note,) if made.note else ())

    def paper(self, edition: Edition) -> Callable[[], Made]:
        """Write an edition of paper and begin to typeset it; return what waits for its end."""
        found = self.write(edition)
        folder = self.folders.work(edition)
        if errors(found):
            return lambda: Made(edition, folder, (), tuple(found))
        waiting = [
            self.pool.submit(self.typeset, edition, name, run) for name, run in self.jobs(edition, folder)
        ]

        def result() -> Made:
            files: list[Path] = []
            notes: list[str] = []
            accounts: tuple[Account, ...] = ()
            told = list(found)
            for future in waiting:
                try:
                    made, note = future.result()
                except BookFault as fault:
                    told += fault.findings
                else:
                    files += made
                    notes += [note] if note else []
            if edition is Edition.PRINT and files and not errors(told):
                press = self.press(files[0])
                files += press.files
                told += press.findings
                notes += press.notes
                accounts = press.accounts
            return replace(self.done(edition, tuple(files), told, tuple(notes)), accounts=accounts)

        return result

    def jobs(self, edition: Edition, folder: Path) -> Iterator[tuple[str, Typesetting]]:
        """Yield the runs of TeX that an edition of paper takes."""
        if edition is Edition.PRINT:

            def book() -> tuple[list[Path], str]:
                choice = printing.chooser(self.settings, find(self.settings.design, self.folders.book))
                run = printing.pdf(folder, self.settings.slug, choice=choice)
                return [run.pdf], run.note

            yield "print", book
            return

        def sheets() -> tuple[list[Path], str]:
            made = handouts.pdfs(folder, self.settings.handout_papers, folder / PARTS)
            return list(made.files), made.run.note

        yield "handouts", sheets

    def typeset(self, edition: Edition, name: str, run: Typesetting) -> tuple[list[Path], str]:
        """Run TeX in an edition's folder, unless what it would read is what it read the last time."""
        folder = self.folders.work(edition)
        record = folder.with_name(f"{name.replace(' ', '-')}.typeset.json")
        now = fingerprint(folder, pressed(folder) if edition is Edition.PRINT else ())
        try:
            known = json.loads(record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        files = [folder / path for path in known.get("files", [])]
        if known.get("fingerprint") == now and files and all(path.is_file() for path in files):
            return files, known["note"]
        record.unlink(missing_ok=True)
        with self.progress.stage(f"typeset {name}"):
            files, note = run()
        paths = [path.relative_to(folder).as_posix() for path in files]
        data = {"fingerprint": now, "files": paths, "note": note}
        record.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return files, note

    def press(self, interior: Path) -> Pressed:
        """Make the files for the printers, and the copies for a screen and an archive."""
        with self.progress.stage("press"):
            try:
                return Press(self.settings, self.folders.book, interior).make()
            except BookFault as fault:
                return Pressed(findings=fault.findings)

    def done(
        self, edition: Edition, files: tuple[Path, ...], found: list[Finding], notes: tuple[str, ...] = ()
    ) -> Made:
        """Return a finished edition; one with faults stays marked as unfinished, to be written anew."""
        folder = self.folders.work(edition)
        if not errors(found):
            finish(folder)
        return Made(
            edition, folder / PARTS if edition is Edition.HANDOUTS else folder, files, tuple(found), notes
        )


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, without those whose name begins with a point."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path
