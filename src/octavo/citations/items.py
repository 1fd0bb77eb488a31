"""The works of a book as CSL-JSON, made for the first edition and kept for the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from octavo.bibliography.csl import item
from octavo.bibliography.work import Work
from octavo.citations.store import read, recipe, write


def items(works: Mapping[str, Work], keys: Sequence[str], stamp: object, cache: Path) -> dict[str, Any]:
    """Return works by their keys, in this order.

    ``stamp`` tells which files, with which content, they were read from.
    """
    text = json.dumps([recipe(), stamp, keys], ensure_ascii=False)
    path = cache / f"{hashlib.sha256(text.encode()).hexdigest()}.json"
    if not path.is_file():
        write(path, [[key, item(works[key])] for key in keys])
    return dict(read(path))
