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

    Raises :class:`MachineFault` with the end of what it said where it fails.
    """
    log = folder / "bench.log"
    begun = time.perf_counter()
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, cwd=folder, stdout=file, stderr=subprocess.STDOUT)
        # wait4, because it alone knows the memory of this one child and of those that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        raise MachineFault(f"{' '.join(command)} failed with status {process.returncode}:\n{last}")
    return round(seconds, 2), round(usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024), 1)
