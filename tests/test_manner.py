"""The code keeps its manner: ruff and mypy find nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "command", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join
)
def test_the_linter_finds_nothing(command: list[str], root: Path) -> None:
    arguments = [sys.executable, "-m", *command] + ([] if command == ["mypy"] else ["src", "tests"])
    run = subprocess.run(arguments, cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
