"""Account for a command and all of its processes: ``python -m octavo.bench.account ACCOUNT COMMAND ...``.

What it took is written into the file ``ACCOUNT`` as JSON; its exit code becomes that of the command.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

PR_SET_CHILD_SUBREAPER = 36  #: Of Linux's prctl(2).


@dataclass(frozen=True, slots=True)
class Account:
    """What a command took."""

    seconds: float  #: Wall time.
    cpu: float  #: Seconds of the processor, of all of its processes.
    peak_mb: float  #: Largest resident memory of one of its processes, in MB.

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an account."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def adopt() -> None:
    """Become the parent of processes whose own parent ends before them.

    TeX's processor time would be lost: bubblewrap ends before the process that waited for TeX.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def main(target: Path, command: list[str]) -> int:
    """Run a command, write its account, and return its exit code."""
    adopt()
    begun = time.perf_counter()
    first = os.posix_spawnp(command[0], command, os.environ)
    seconds, cpu, peak, status = 0.0, 0.0, 0, 1
    while True:
        try:
            ended, code, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
        if ended == first:
            seconds, status = time.perf_counter() - begun, os.waitstatus_to_exitcode(code)
    unit = 1024**2 if sys.platform == "darwin" else 1024
    account = Account(round(seconds, 2), round(cpu, 2), round(peak / unit, 1))
    target.write_text(json.dumps(asdict(account)), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
