"""Programs out of npm, installed once into a folder of the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from octavo.findings import MachineFault

#: Accessibility checker for EPUB.
ACE = "@daisy/ace-cli"

#: Version of each package that octavo runs.
VERSIONS = {ACE: "1.4.6"}

#: Puppeteer and Electron are not to fetch browsers of their own.
_QUIET = {"PUPPETEER_SKIP_DOWNLOAD": "1", "ELECTRON_SKIP_BINARY_DOWNLOAD": "1"}

#: Seconds that npm may take.
_LIMIT = 900


def find(name: str, version: str = "") -> Path | None:
    """Return the folder of a package, or nothing where it was not installed whole."""
    folder = modules(name, version) / name
    return folder if (folder / "package.json").is_file() and _done(name, version).is_file() else None


def modules(name: str, version: str = "") -> Path:
    """Return the ``node_modules`` that holds a package and all that it needs."""
    return _home(name, version) / "node_modules"


def install(name: str, version: str = "") -> Path:
    """Install a package where it is missing, and return its folder.

    Raises :class:`MachineFault` where npm cannot.
    """
    home = _home(name, version)
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "lock"):
        if found := find(name, version):
            return found
        npm = shutil.which("npm")
        if npm is None:
            raise MachineFault(f"npm, which installs {name}, is not here")
        (home / "package.json").write_text("{}", encoding="ascii")
        command = [npm, "install", "--no-audit", "--no-fund", f"{name}@{version or VERSIONS[name]}"]
        run = subprocess.run(
            command, cwd=home, env=os.environ | _QUIET, capture_output=True, text=True, timeout=_LIMIT,
            check=False,
        )  # fmt: skip
        if run.returncode:
            raise MachineFault(f"npm cannot install {name}: {' '.join(run.stderr.split())[-200:]}")
        _done(name, version).touch()
    return modules(name, version) / name


def _home(name: str, version: str) -> Path:
    """Return the folder of a package and its version in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo" / "node"
    return cache / f"{name.replace('/', '-').strip('@')}-{version or VERSIONS[name]}"


def _done(name: str, version: str) -> Path:
    """Return the file that says that a package was installed whole."""
    return _home(name, version) / "done"
