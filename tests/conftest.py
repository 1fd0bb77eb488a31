"""What every test may use."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

#: The program that the tests under a marker run; ``make test`` installs those that every machine can have.
PROGRAMS = {"latex": "lualatex", "epubcheck": "java", "ace": "npm", "browser": "chromium"}


def drives() -> bool:
    """Return whether the program that drives the browser starts here."""
    driver = Path(playwright.__file__).parent / "driver" / "node"
    return subprocess.run([driver, "--version"], capture_output=True, check=False).returncode == 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, by name, the tests whose program is not here."""
    for marker, program in PROGRAMS.items():
        if shutil.which(program) and (marker != "browser" or drives()):
            continue
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(
                    pytest.mark.skip(reason=f"{program} is not here; run: octavo setup --for test")
                )


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return Path(__file__).resolve().parents[1]
