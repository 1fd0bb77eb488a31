"""The store of what was made of citations: one file for each piece, named after all that it depends on."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

#: Rooms whose code decides what is stored.
ROOMS = ("citations", "bibliography")


@cache
def recipe() -> str:
    """Return a digest of the code that decides what is stored."""
    package = Path(__file__).parents[1]
    paths = [path for room in ROOMS for path in sorted((package / room).glob("*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def write(path: Path, value: Any) -> None:
    """Write a file so that it is whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def read(path: Path) -> list[Any]:
    """Read a file."""
    return list(json.loads(path.read_text(encoding="utf-8")))
