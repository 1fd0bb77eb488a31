"""Programs out of npm for optional tests, installed once into a folder of the user's cache."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

#: Version of each package that a test runs.
VERSIONS = {"@daisy/ace-cli": "1.4.6", "epubjs": "0.3.93"}

#: Puppeteer and Electron are not to fetch browsers of their own.
QUIET = {"PUPPETEER_SKIP_DOWNLOAD": "1", "ELECTRON_SKIP_BINARY_DOWNLOAD": "1"}


def package(name: str) -> Path:
    """Return the ``node_modules`` that holds a package; skip the test where npm cannot install it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "octavo" / "node"
    folder = cache / f"{name.replace('/', '-').strip('@')}-{VERSIONS[name]}"
    found = folder / "node_modules"
    if (found / name / "package.json").is_file():
        return found
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not here")
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "lock"):
        (folder / "package.json").write_text("{}", encoding="ascii")
        command = [npm, "install", "--no-audit", "--no-fund", f"{name}@{VERSIONS[name]}"]
        options: dict[str, Any] = {"cwd": folder, "env": os.environ | QUIET, "timeout": 600}
        run = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if run.returncode:
        pytest.skip(f"npm cannot install {name}: {run.stderr.strip()[-200:]}")
    return found
