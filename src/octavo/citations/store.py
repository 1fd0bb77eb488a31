"""The store of what the engine made: one file for each chapter, named after all that it depends on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: Number of the form in which things are stored; raise it when that changes.
FORMAT = 2


def write(path: Path, value: Any) -> None:
    """Write a file so that it is whole or not there."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def read(path: Path) -> list[Any]:
    """Read a file."""
    return list(json.loads(path.read_text(encoding="utf-8")))
