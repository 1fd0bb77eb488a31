"""Running a judge's program: what it answers, or why it gave no answer."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

#: Seconds that a judge may take; a book of thousands of pages takes minutes.
LIMIT = 1800


class NoVerdict(Exception):
    """A judge could not judge; the text says why, in one clause, and ``remedy`` what mends it."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


def answer(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, limit: float = LIMIT
) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it said, whatever its exit code.

    Raises :class:`NoVerdict` where it cannot be started or does not end.
    """
    name = Path(command[0]).name
    try:
        return subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, encoding="utf-8",
            errors="replace", env=environment, timeout=limit, check=False,
        )  # fmt: skip
    except OSError as error:
        raise NoVerdict(f"{name} cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired as error:
        raise NoVerdict(f"{name} did not end within {limit:.0f} seconds") from error


def last_words(run: subprocess.CompletedProcess[str]) -> str:
    """Return the end of what a program said, for a message."""
    lines = [line.strip() for line in (run.stderr + "\n" + run.stdout).splitlines() if line.strip()]
    return " ".join(" ".join(lines[:3]).split())[:200] or f"exit code {run.returncode}"
