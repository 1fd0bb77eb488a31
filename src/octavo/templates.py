"""Where the templates are: every file that decides how an edition looks."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Return a folder of templates, from the installed package or from the source tree.

    Raises :class:`FileNotFoundError` where neither has it.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "templates", package.parents[1] / "templates"):
        if (root / name).is_dir():
            return root / name
    raise FileNotFoundError(f"octavo has no templates for {name!r}; the installation is not whole")
