"""One build at a time in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def exclusive(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold a folder's lock; where another build holds it, say so and wait for its end.

    The system lets go of the lock when its holder ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"Another build is at work in {folder.parent}; waiting for it to end.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
