"""Run one command and measure it: wall time, processor time, memory, of all of its processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from octavo.bench.account import Account
from octavo.findings import MachineFault

SHOWN = 8  #: Lines of what a failed program said first of its faults, and last of all.


@dataclass(frozen=True, slots=True)
class Measure:
    """What one stage took."""

    program: str  #: ``octavo``, ``Sphinx`` or ``Typst``.
    stage: str
    size: int  #: Chapters of the book, or its citations.
    seconds: float | None  #: Wall time; none where it was not measured by itself.
    peak_mb: float | None  #: Largest resident memory of one process of the stage, in MB.
    cpu: float | None = None  #: Seconds of the processor; none for stages that ran side by side.
    note: str = ""  #: What else was counted, in words.

    @classmethod
    def of(cls, program: str, stage: str, size: int, account: Account, note: str = "") -> Self:
        """Return the measure of a stage that ran by itself."""
        return cls(program, stage, size, account.seconds, account.peak_mb, account.cpu, note)


def run(command: Sequence[str], folder: Path) -> Account:
    """Run a command and return what it took.

    Raises :class:`MachineFault` with what it said where it fails.
    """
    out, errors, account = (folder / f"bench.{name}" for name in ("out", "err", "json"))
    watched = [sys.executable, "-m", "octavo.bench.account", account.name, *command]
    with out.open("w", encoding="utf-8") as said, errors.open("w", encoding="utf-8") as complained:
        status = subprocess.run(watched, cwd=folder, stdout=said, stderr=complained, check=False).returncode
    if status:
        text = "\n".join([*_lines(errors)[:SHOWN], *_lines(out)[-SHOWN:]])
        raise MachineFault(f"{' '.join(command)} failed with status {status}:\n{text}")
    return Account.load(account)


def _lines(path: Path) -> list[str]:
    """Return the lines of what a program said."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
