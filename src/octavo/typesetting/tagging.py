"""Tags for readers who listen: whether the TeX at hand can write them."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess

#: The first year of TeX Live whose LaTeX tags headings, lists and notes (``testphase`` of phase III).
FIRST = 2024


def obstacle(said: str) -> str:
    """Return why the TeX at hand cannot tag a book, nothing where it can.

    ``said`` is what LuaLaTeX says of its version.

    >>> obstacle("This is LuaHBTeX, Version 1.18.0 (TeX Live 2024)")
    ''
    >>> obstacle("This is LuaHBTeX, Version 1.15.0 (TeX Live 2022/Debian)")
    'the TeX at hand is TeX Live 2022, and LaTeX tags a book from 2024 on'
    """
    found = re.search(r"TeX Live (\d{4})", said)
    if not found:
        return "the TeX at hand does not say its year"
    if int(found[1]) < FIRST:
        return f"the TeX at hand is TeX Live {found[1]}, and LaTeX tags a book from {FIRST} on"
    return ""


@functools.cache
def version() -> str:
    """Return what LuaLaTeX says of its version, nothing where there is none."""
    program = shutil.which("lualatex")
    if not program:
        return ""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=60)
    return told.stdout.partition("\n")[0]
