"""Putting a finished edition in its place, whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

#: From Linux's fcntl.h and fs.h: paths relative to the working folder, and both sides exchanged.
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def stage(source: Path, files: Iterable[Path], fresh: Path) -> None:
    """Copy the files of a finished edition into a folder of their own, with the dates of the originals.

    There they are proved before they are published. Raises :class:`OSError` when a copy fails.
    """
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for path in files:
        place = fresh / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, place)


def publish(fresh: Path, target: Path) -> None:
    """Put a folder in the place of a published one, in one step.

    A reader, a kill or a full disk meets the old edition or the new one and nothing between.
    """
    if not target.exists():
        fresh.rename(target)
        return
    if _exchange(fresh, target):
        shutil.rmtree(fresh, ignore_errors=True)
        return
    # Without the exchange there is a moment without either; recover() mends it.
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover(out: Path, names: Iterable[str]) -> None:
    """Undo what a build that was killed while it published has left behind."""
    for name in names:
        old, target = out / f".{name}.old", out / name
        if old.is_dir() and not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether the system can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    status = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if status == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))
