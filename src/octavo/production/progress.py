"""Telling the author what is being done, and remembering how long it took."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a build."""

    stage: str  #: What was done.
    seconds: float  #: Wall time; stages may run side by side.
    peak_mb: float  #: Largest memory of octavo or of its largest child so far, in MB.


@dataclass(slots=True)
class Progress:
    """Says each stage as it begins, where a terminal shows it, and as it ends."""

    stream: TextIO = field(default_factory=lambda: sys.stdout)
    stages: list[Stage] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    start: float = field(default_factory=time.perf_counter)

    @property
    def is_terminal(self) -> bool:
        """Whether somebody watches."""
        return self.stream.isatty()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage; several may run at once."""
        begun = time.perf_counter()
        with self.lock:
            self.running.append(name)
            self._show()
        try:
            yield
        except BaseException:
            with self.lock:
                self.running.remove(name)
                self._clear()
            raise
        with self.lock:
            self.running.remove(name)
            seconds = time.perf_counter() - begun
            self.stages.append(Stage(name, round(seconds, 3), round(_peak(), 1)))
            self._line(f"  {name:<44}{seconds:7.1f} s")
            self._show()

    def say(self, text: str) -> None:
        """Say something on a line of its own."""
        with self.lock:
            self._line(text)
            self._show()

    def write(self, path: Path) -> None:
        """Write the stages as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([asdict(stage) for stage in self.stages], indent=1), encoding="utf-8")

    def _line(self, text: str) -> None:
        self._clear()
        print(text, file=self.stream, flush=True)

    def _clear(self) -> None:
        if self.is_terminal:
            self.stream.write("\r\x1b[2K")

    def _show(self) -> None:
        if self.is_terminal and self.running:
            seconds = time.perf_counter() - self.start
            self.stream.write(f"\r\x1b[2K  {' + '.join(self.running)} …  {seconds:.0f} s"[:78])
            self.stream.flush()


def _peak() -> float:
    """Return the largest memory of this process or of one child of it, in MB."""
    if sys.platform == "win32":
        return 0.0  # It has no such account.
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(mine, children) / unit
