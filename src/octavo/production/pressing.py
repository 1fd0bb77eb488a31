"""The press: files for each printer, covers, screen and archive copies, made of the set book."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf

from octavo import templates
from octavo.edition import Edition
from octavo.editions import cover
from octavo.findings import BookFault, Finding
from octavo.press import preflight as flight
from octavo.press import profiles
from octavo.press.account import Account, archived, held, shown
from octavo.press.archive import make_archive
from octavo.press.covers import Front, make_cover, make_front
from octavo.press.interior import make_interior
from octavo.press.job import Job, Part
from octavo.press.order import Order
from octavo.press.profiles import Profile
from octavo.press.reading import File, Sheet, read_file
from octavo.press.screen import make_screen
from octavo.press.wrap import front_alone, wrap
from octavo.production import press_record as record
from octavo.production.press_record import Pressed
from octavo.proof.reading import Artefact, Reading
from octavo.settings import Settings
from octavo.typesetting import engine, fonts
from octavo.typesetting.design import Design, find
from octavo.typesetting.tagging import obstacle, version

LONG = 150  #: Pages from which a process of its own is worth its start.


@dataclass(slots=True)
class Press:
    """Makes the files of a book that was set."""

    settings: Settings
    book: Path  #: Folder of ``conf.py``.
    interior: Path  #: The set book.
    findings: list[Finding] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    sheets: dict[bytes, Sheet] = field(default_factory=dict)  #: Pages that were read, by their likeness.

    @property
    def design(self) -> Design:
        """Return the design of the book, whose faces the cover has too."""
        return find(self.settings.design, self.book)

    @property
    def folder(self) -> Path:
        """Return the folder of the finished files."""
        return self.interior.parent

    def name(self, rest: str) -> Path:
        """Return the path of a finished file."""
        return self.folder / f"{self.settings.slug}-{rest}"

    def make(self) -> Pressed:
        """Make every file, unless all that decides them is what it was the last time."""
        now = self.fingerprint()
        if known := record.load(self.folder, now):
            return known
        record.place(self.folder).unlink(missing_ok=True)
        order = Order.of(self.settings)
        files = list(self._printers(order))
        front = self._covers(order) if order.profiles else None
        files += [self.name(f"{p.name}-cover.pdf") for p in order.profiles] if front else []
        files += [front.picture] if front else []
        files += self._copies(order, front)
        made = Pressed(tuple(files), tuple(self.findings), tuple(order.notes()), tuple(self.accounts))
        record.dump(self.folder, now, made)
        return made

    def _copies(self, order: Order, front: Front | None) -> list[Path]:
        """Make the copies for a screen and an archive, the printers' reports beside them."""
        screen, archive = self.name("screen.pdf"), self.name("archive.pdf")
        pages = make_screen(self.interior, screen, order.about, front.pdf if front else None)
        if not self.settings.archive:
            files = [*self._reports(order), screen]
            self._account(screen)
            return files
        with _beside(pages) as run:
            waiting = run(make_archive, screen, archive)
            files = [*self._reports(order), screen]
            self._account(screen)
            try:
                waiting()
            except BookFault as fault:
                self.findings += fault.findings
            else:
                files.append(archive)
                self.accounts.append(archived(archive.name))
        return files

    def _account(self, screen: Path) -> None:
        """Note what the copy for a screen is."""
        with pikepdf.open(screen) as pdf:
            asked = "LaTeX wrote no tags" if self.settings.tagged else "octavo_tagged is not set"
            self.accounts.append(shown(screen.name, pdf, obstacle(version()) or asked))

    def fingerprint(self) -> str:
        """Return a digest of everything that decides the files."""
        total = hashlib.sha256(f"{self.settings!r}{fonts.RECIPE}{version()}".encode())
        paths = [self.interior, *sorted(Path(profiles.__file__).parent.glob("*.py")), Path(cover.__file__)]
        for room in (profiles.ROOM, cover.ROOM):
            paths += sorted(path for path in templates.folder(room).iterdir() if path.is_file())
        paths += sorted(path for path in self.design.folder.iterdir() if path.is_file())
        paths.append(templates.folder("latex") / "octavo-fonts.sty")
        if self.settings.cover_art:
            paths.append(self.book / self.settings.cover_art)
        for path in paths:
            total.update(path.read_bytes() if path.is_file() else b"")
        return total.hexdigest()

    def _printers(self, order: Order) -> Iterator[Path]:
        """Make and yield the interior for each printer."""
        for profile in order.profiles:
            target = self.name(f"{profile.name}-interior.pdf")
            make_interior(self.interior, target, profile.interior, order.inks, order.about)
            yield target

    def _covers(self, order: Order) -> Front:
        """Set all covers in one run of TeX, and write each as its printer asks."""
        wraps = []
        for profile in order.profiles:
            pages = self._pages(profile)
            wraps.append(wrap(order.trim, pages, profile, order.spine(profile, pages), order.code))
        wraps.append(front_alone(order.trim))
        room = self.folder / cover.JOB
        art = self.book / self.settings.cover_art if self.settings.cover_art else None
        cover.write_cover(room, self.settings, self.design, wraps, order.code, art)
        run = engine.typeset(room, cover.JOB, limit=engine.ONE_PASS)
        for number, profile in enumerate(order.profiles):
            target = self.name(f"{profile.name}-cover.pdf")
            make_cover(run.pdf, number, target, profile, wraps[number], order.about)
        return make_front(run.pdf, len(wraps) - 1, room / "front.pdf", self.name("front.jpg"))

    def _reports(self, order: Order) -> Iterator[Path]:
        """Hold the files of each printer against its rules; write and yield a report of every rule."""
        for profile in order.profiles:
            pages, spine = self._pages(profile), order.spine(profile, self._pages(profile))
            paper = order.papers[profile.name]
            parts = [
                (Part.INTERIOR, Job(profile, Part.INTERIOR, (order.trim,), order.inks, paper=paper)),
                (Part.COVER, Job(profile, Part.COVER, (order.trim,), order.inks, pages, spine)),
            ]
            told = [profile.title]
            for part, job in parts:
                path = self.name(f"{profile.name}-{part}.pdf")
                results = flight.hold(self._file(path), job)
                self.findings += flight.findings(results, f"print/{path.name}")
                told += ["", path.name, *flight.lines(results)]
                self.accounts.append(held(path.name, profile.title, job.standard, results))
            target = self.name(f"{profile.name}-preflight.txt")
            target.write_text("\n".join(told) + "\n", encoding="utf-8")
            yield target

    def _file(self, path: Path) -> File:
        """Read a finished file; printers that ask for the same get the same pages, which are read once."""
        return read_file(path, self.sheets)

    def _pages(self, profile: Profile) -> int:
        """Return the pages of the interior that a printer gets."""
        return _count(self.name(f"{profile.name}-interior.pdf"))


@contextmanager
def _beside(pages: int) -> Iterator[Callable[..., Callable[[], object]]]:
    """Give what runs a function beside this process, for a long book; for a short one it runs at once."""
    if pages < LONG:
        yield lambda function, *values: lambda: function(*values)
        return
    # Spawned, because a fork of a process with threads may stop for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        yield lambda function, *values: pool.submit(function, *values).result


def with_press(reading: Reading, folder: Path) -> Reading:
    """Return the reading of the print edition with the press's files among its own."""
    known = {Path(artefact.href).name for artefact in reading.artefacts}
    more = []
    for path in sorted(folder.iterdir()):
        if path.name not in known:
            href = f"{folder.name}/{path.name}"
            more.append(Artefact(Edition.PRINT, href, path.stat().st_size, _count(path)))
    return replace(reading, artefacts=(*reading.artefacts, *more))


def _count(path: Path) -> int:
    """Return the pages of a file, 0 where it has none."""
    if path.suffix != ".pdf":
        return 0
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
