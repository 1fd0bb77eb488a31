"""Whether there is anything to do, found out without Sphinx."""

from __future__ import annotations

from pathlib import Path

from octavo.edition import Edition
from octavo.production.folders import Folders
from octavo.production.inputs import digest, was_changed
from octavo.production.outcome import Outcome

#: Names the files outside the book that it depends on, one a line.
OTHERS = "others.txt"


def unchanged(
    folders: Folders, editions: tuple[Edition, ...], impossible: tuple[tuple[str, str], ...]
) -> Outcome | None:
    """Return the outcome of the last build, where nothing that it depended on has changed since."""
    known = Outcome.load(folders.state)
    if known is None or known[1].impossible != impossible:
        return None
    products = known[1].products
    if {product.edition for product in products} != set(editions):
        return None
    if not all((folders.out / product.path).exists() for product in products) or known[0] != now(folders):
        return None
    return known[1]


def now(folders: Folders) -> str:
    """Return the digest of everything that the book depends on."""
    return digest(folders.book, _others(folders), folders.out)


def is_settled(folders: Folders, begun: float) -> bool:
    """Return whether nothing that the book depends on was written since a moment, in seconds since 1970."""
    return not was_changed(folders.book, _others(folders), folders.out, begun)


def _others(folders: Folders) -> list[Path]:
    """Return the files outside the book that it depends on."""
    others = folders.inner / OTHERS
    lines = others.read_text(encoding="utf-8").splitlines() if others.is_file() else []
    return [Path(line) for line in lines]
