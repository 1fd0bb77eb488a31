"""Programs out of npm for optional tests, installed once into a folder of the user's cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.findings import MachineFault
from octavo.system import node

#: Version of each package that only a test runs.
VERSIONS = {"epubjs": "0.3.93"}


def package(name: str) -> Path:
    """Return the ``node_modules`` that holds a package; skip the test where npm cannot install it."""
    try:
        node.install(name, VERSIONS[name])
    except MachineFault as fault:
        pytest.skip(str(fault))
    return node.modules(name, VERSIONS[name])
