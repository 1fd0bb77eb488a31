"""The index of the printed book: sorted and laid out by upmendex."""

from __future__ import annotations

from pathlib import Path

STYLE = "octavo.ist"  #: Index style, beside the TeX file.


def command(job: str) -> list[str]:
    """Return the call that sorts ``<job>.idx`` into ``<job>.ind``.

    ``-g`` groups kana by row; the style sets ICU's collation, which files a letter with a
    macron under the plain letter.
    """
    return ["upmendex", "-q", "-g", "-s", STYLE, "-o", f"{job}.ind", "-t", f"{job}.ilg", f"{job}.idx"]


def has_entries(folder: Path, job: str) -> bool:
    """Tell whether the last pass wrote an index entry."""
    raw = folder / f"{job}.idx"
    return raw.is_file() and raw.stat().st_size > 0
