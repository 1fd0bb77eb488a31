"""The run of LuaLaTeX: as many passes as the page numbers need, each one watched."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from octavo.findings import BookFault, Finding, MachineFault
from octavo.typesetting import faults, fonts, index, sandbox

PROGRAMS = {
    "lualatex": "install LuaLaTeX (Debian: texlive-luatex and texlive-latex-extra)",
    "upmendex": "install upmendex (Debian: texlive-binaries)",
}
ONE_PASS = 1  #: For what has neither contents nor index.
LIMIT = 5  #: Passes after which page numbers that still move are a fault.
PATIENCE = 900.0  #: Seconds after which one pass is taken to run in a circle.
NOT_SANDBOXED = "bubblewrap does not work here: TeX runs with the rights of this user"

#: What octavo.lua writes at the end of the report.
PEAK = re.compile(r"^octavo: peak memory (\d+) kB", re.MULTILINE)
#: What a run leaves beside the TeX file.
MADE = (".pdf", ".log", ".places", ".pages", ".idx", ".ind", ".ilg", ".gutter")
#: What a pass reads of the pass before: the pages of chapters, the sorted index, the gutter.
CARRIED = (".places", ".ind", ".gutter")

#: Gives the gutter of the next pass for that of the last and the pages it made; lengths in millimetres.
Gutter = Callable[[float, int], float]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of TeX gave."""

    pdf: Path  #: The finished file.
    passes: int  #: Runs of LuaLaTeX.
    seconds: float  #: Wall time of all of it, fonts included.
    pages: int  #: Pages of the file.
    memory: int  #: Peak memory of a pass, in bytes.
    sandboxed: bool  #: Whether TeX ran inside bubblewrap.

    @property
    def note(self) -> str:
        """Return what the author should know about the run, or nothing."""
        return "" if self.sandboxed else NOT_SANDBOXED


def default_cache() -> Path:
    """Return the folder where prepared fonts and TeX's own caches stay between builds."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo"


def typeset(
    folder: Path, job: str, *, cache: Path | None = None, limit: int = LIMIT, gutter: Gutter | None = None
) -> Run:
    """Set ``folder/<job>.tex`` until contents, index and gutter agree with the pages.

    Raises :class:`BookFault` for what TeX finds wrong in the book, :class:`MachineFault`
    for a missing program or font. May be called from any thread, one job at a time.
    """
    start = time.perf_counter()
    folder, cache = folder.resolve(), (cache or default_cache()).resolve()
    for program, remedy in PROGRAMS.items():
        if not shutil.which(program):
            raise MachineFault(f"the print and handout editions need {program}: {remedy}")
    fonts.install(folder, cache)
    memory = 0
    dangling: list[Finding] = []
    passes = changed = 0
    before: list[bytes] | None = None
    while _carried(folder, job) != before:
        if passes - changed == limit:
            raise BookFault([faults.unsettled(job, limit)])
        before = _carried(folder, job)
        peak, dangling = _pass(folder, job, cache)
        memory = max(memory, peak)
        _sort_index(folder, job, cache)
        passes += 1
        if gutter and _widen(folder / f"{job}.gutter", gutter, _pages(folder, job)):
            changed = passes
    if dangling:
        raise BookFault(dangling)
    pdf = folder / f"{job}.pdf"
    seconds = round(time.perf_counter() - start, 2)
    return Run(pdf, passes, seconds, _pages(folder, job), memory, sandbox.is_available())


def _widen(record: Path, gutter: Gutter, pages: int) -> bool:
    """Write down the gutter that a number of pages calls for; return whether it is another."""
    last = float(record.read_text(encoding="ascii")) if record.is_file() else 0.0
    new = gutter(last, pages)
    record.write_text(f"{new}\n", encoding="ascii")
    return new != last


def fingerprint(folder: Path, later: Iterable[str] = ()) -> str:
    """Return a digest of everything that decides the PDF, so that an unchanged book is not set again.

    All of it lies flat beside the TeX file; what lies deeper was made from it, and so was what is named
    in ``later``.
    """
    made = {f"{path.stem}{suffix}" for path in folder.glob("*.tex") for suffix in MADE} | {*later}
    total = hashlib.sha256(fonts.RECIPE.encode())
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in made and not path.name.startswith("."):
            total.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _carried(folder: Path, job: str) -> list[bytes]:
    """Return what the next pass will read of the last one."""
    paths = [folder / f"{job}{suffix}" for suffix in CARRIED]
    return [path.read_bytes() if path.is_file() else b"" for path in paths]


def _pass(folder: Path, job: str, cache: Path) -> tuple[int, list[Finding]]:
    """Run LuaLaTeX once; return its peak memory in bytes, and the links that lead nowhere.

    What they say counts in the last pass only: before it the index may be that of a book with more pages.
    """
    flags = ["-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error"]
    log = folder / f"{job}.log"
    log.unlink(missing_ok=True)
    status, memory = _watch(["lualatex", *flags, f"{job}.tex"], folder, cache)
    if names := sandbox.planted(folder):
        raise BookFault([faults.planted(job, names)])
    text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    found = faults.read(text, folder / f"{job}.tex")
    dangling = [finding for finding in found if finding.code == faults.DANGLING_LINK]
    if len(found) > len(dangling):
        raise BookFault(found)
    if status < 0:
        raise MachineFault(f"lualatex was stopped by signal {-status}: a circle, or no memory left")
    if status:
        said = [line for line in text.splitlines() if line.startswith("!")]
        last = said[-1] if said else f"status {status}"
        raise MachineFault(f"lualatex failed in {folder}: {last}; its whole report is {log.name}")
    # Of TeX itself, which says so in its report; outside of bubblewrap's count.
    peak = PEAK.search(text)
    return int(peak[1]) * 1024 if peak else memory, dangling


def _sort_index(folder: Path, job: str, cache: Path) -> None:
    """Make the sorted index of the last pass's entries, none where there are none."""
    if not index.has_entries(folder, job):
        (folder / f"{job}.ind").unlink(missing_ok=True)
        return
    status, _ = _watch(index.command(job), folder, cache)
    if status:
        raise MachineFault(f"upmendex failed with status {status}; its report is {job}.ilg in {folder}")


def _watch(command: list[str], folder: Path, cache: Path) -> tuple[int, int]:
    """Run a program to its end, or stop it after our patience; return its status and peak memory."""
    texmf = cache / "texmf-var"
    texmf.mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(texmf),
        "LC_ALL": "C.UTF-8",
        "TEXMFVAR": str(texmf),
        "TEXMFCACHE": str(texmf),
        "openin_any": "p",
        "openout_any": "p",
        "max_print_line": "10000",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
        "FORCE_SOURCE_DATE": "1",
    }
    if sandbox.is_available():
        command = sandbox.wrapped(command, folder, texmf, environment)
    process = subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    timer = threading.Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    try:
        # wait4 and not getrusage, which would give the largest of all children of this process.
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss * 1024


def _pages(folder: Path, job: str) -> int:
    """Return the pages that the last pass wrote, from its own report."""
    pages = folder / f"{job}.pages"
    return sum(1 for _ in pages.open(encoding="utf-8")) if pages.is_file() else 0
