"""What every test may use."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import playwright
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browsing import Reader

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    from browsing import chromium

    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the web edition that readers open."""
    from browsing import write_site

    return write_site(tmp_path_factory.mktemp("browser"))


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Callable[..., Reader]]:
    """Let somebody in to read; they leave with nothing complained of and nothing fetched from elsewhere."""
    from browsing import Reader

    readers: list[Reader] = []

    def enter(**options: Any) -> Reader:
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield enter
    for one in readers:
        one.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the option that makes what is seen the reference."""
    about = "write the reference pictures anew; look at them before you commit"
    parser.addoption("--renew-pictures", action="store_true", help=about)
