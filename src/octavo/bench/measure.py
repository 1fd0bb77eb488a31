"""Run one command and measure it: its wall time, and the memory of the largest of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.findings import MachineFault

SHOWN = 8  #: Lines of what a failed program said first of its faults, and last of all.


@dataclass(frozen=True, slots=True)
class Measure:
    """What one stage took."""

    program: str  #: ``octavo`` or ``Sphinx``.
    stage: str
    chapters: int
    seconds: float  #: Wall time.
    peak_mb: float  #: Largest resident memory of one process of the stage, in MB.


def run(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Run a command and return its seconds and its peak memory in MB.

    Raises :class:`MachineFault` with what it said where it fails.
    """
    out, errors = folder / "bench.out", folder / "bench.err"
    begun = time.perf_counter()
    with out.open("w", encoding="utf-8") as said, errors.open("w", encoding="utf-8") as complained:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=complained)
        # wait4, because it alone knows the memory of this one child and of those that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        text = "\n".join([*_lines(errors)[:SHOWN], *_lines(out)[-SHOWN:]])
        raise MachineFault(f"{' '.join(command)} failed with status {process.returncode}:\n{text}")
    return round(seconds, 2), round(usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024), 1)


def _lines(path: Path) -> list[str]:
    """Return the lines of what a program said."""
    return path.read_text(encoding="utf-8", errors="replace").splitlines()
