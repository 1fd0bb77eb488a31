"""Building a book once for all the tests that look at it, however many workers run them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

BOOKS = Path(__file__).parent / "books"  #: One fault each.
WHOLE = Path(__file__).parent / "whole"  #: Without a fault.


def octavo(*arguments: str | Path, timeout: float = 900) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "octavo", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)


def session_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all workers of a run share."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-gw") else base


def built(factory: pytest.TempPathFactory, name: str, book: Path, *arguments: str) -> Path:
    """Return the folder of a book's editions, built by whichever worker comes first."""
    out = session_folder(factory) / f"built-{name}"
    done = out.with_suffix(".done")
    with FileLock(out.with_suffix(".lock")):
        if not done.exists():
            run = octavo("build", book, "--out", out, *arguments)
            assert run.returncode == 0, run.stdout + run.stderr
            done.write_text(run.stdout, encoding="utf-8")
    return out


def judged(factory: pytest.TempPathFactory, name: str, book: Path) -> Path:
    """Return a copy of the folder of a book's editions about which every judge was asked, once a session."""
    out = session_folder(factory) / f"judged-{name}"
    done = out.with_suffix(".done")
    with FileLock(out.with_suffix(".lock")):
        if not done.exists():
            shutil.copytree(built(factory, name, book), out)
            run = octavo("judge", book, "--out", out, timeout=1800)
            done.write_text(run.stdout + run.stderr, encoding="utf-8")
    return out


def copied(tmp_path: Path, name: str) -> Path:
    """Return a copy of one of the small books."""
    return Path(shutil.copytree(BOOKS / name, tmp_path / name))
