"""Run the ``octavo`` command and count what it does.

``python -m octavo.bench.watch citations TALLY build ...`` counts the work on citations, ``press`` that of TeX
and of the press. What was counted is written into the file ``TALLY`` as JSON; the exit code is that of the
command.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from octavo.bench.account import adopt
from octavo.cli.main import process

#: What is timed, by what it is a part of. Work on citations: the ``.bib`` files read, the citations read,
#: remembered, checked, formatted by the engine, and turned into notes and text.
WORK = {
    "citations": {
        "octavo.citations.domain:CitationDomain.load_library": "citations",
        "octavo.citations.roles:CiteRole.run": "citations",
        "octavo.citations.domain:CitationDomain.note_document": "citations",
        "octavo.checking:check": "citations",
        "octavo.production.source:expectation_or_nothing": "citations",
        "octavo.citations.domain:CitationDomain.rendering": "citations",
        "octavo.citations.apparatus:Apparatus.run": "citations",
    },
    "press": {
        "octavo.typesetting.engine:typeset": "setting",
        "octavo.production.pressing:Press.make": "press",
    },
}
ENGINE = "octavo.citations.engine:Engine"
TEX = "octavo.typesetting.engine"
GRACE = 0.05  #: Seconds that bubblewrap's last process has to end after it.


@dataclass(slots=True)
class Tally:
    """What was counted."""

    cpu: dict[str, float] = field(default_factory=dict)  #: Seconds of the processor, by part.
    calls: int = 0  #: Runs of pandoc.
    rendered: int = 0  #: Citations that it was asked for, each style counted.
    passes: int = 0  #: Passes of TeX over the book.
    tex_mb: float = 0.0  #: Most memory of a pass, in MB.

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a tally."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def timed(self, part: str, function: Callable[..., Any], held: threading.local) -> Callable[..., Any]:
        """Return a function whose time is counted, unless it runs inside another such."""

        @functools.wraps(function)
        def call(*values: Any, **named: Any) -> Any:
            if getattr(held, "part", ""):
                return function(*values, **named)
            held.part, begun = part, _cpu()
            try:
                return function(*values, **named)
            finally:
                held.part = ""
                self.cpu[part] = self.cpu.get(part, 0.0) + _cpu() - begun

        return call

    def count_pandoc(self, engine: Any) -> None:
        """Count the runs of pandoc, and what each is asked for."""
        pandoc, run = engine._pandoc, engine._run

        def one_pandoc(*values: Any) -> Any:
            self.calls += 1
            return pandoc(*values)

        def one_run(own: Any, chapters: Any, *values: Any) -> Any:
            self.rendered += sum(map(len, chapters))
            return run(own, chapters, *values)

        engine._pandoc, engine._run = one_pandoc, one_run

    def count_passes(self, engine: Any) -> None:
        """Count the passes of TeX, and wait for all that bubblewrap leaves behind."""
        one, watch = engine._pass, engine._watch

        def one_pass(folder: Path, job: str, cache: Path) -> Any:
            peak, dangling = one(folder, job, cache)
            if engine.index.has_entries(folder, job):  # The cover has none.
                self.passes += 1
                self.tex_mb = max(self.tex_mb, round(peak / 1024**2, 1))
            return peak, dangling

        def one_watch(*values: Any) -> Any:
            try:
                return watch(*values)
            finally:
                time.sleep(GRACE)
                with suppress(ChildProcessError):
                    while os.waitpid(-1, os.WNOHANG)[0]:
                        pass

        engine._pass, engine._watch = one_pass, one_watch


def _cpu() -> float:
    """Return the seconds of the processor that this thread took, and the children waited for.

    Where TeX ends in another thread meanwhile its time may count too, and the tally is too high.
    """
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.thread_time() + usage.ru_utime + usage.ru_stime


def find(place: str) -> tuple[Any, str]:
    """Return what holds a function, and the function's name in it."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    return functools.reduce(getattr, owners, importlib.import_module(module)), name


def main(what: str, target: Path) -> int:
    """Run the command that the arguments name, and write the tally."""
    tally, held = Tally(), threading.local()
    for place, part in WORK[what].items():
        owner, name = find(place)
        setattr(owner, name, tally.timed(part, getattr(owner, name), held))
    tally.count_pandoc(getattr(*find(ENGINE)))
    if what == "press":
        adopt()
        tally.count_passes(importlib.import_module(TEX))
    try:
        return process()
    finally:
        target.write_text(json.dumps(asdict(tally)), encoding="utf-8")


if __name__ == "__main__":
    bench, tally_path = sys.argv[1:3]
    del sys.argv[1:3]
    sys.exit(main(bench, Path(tally_path)))
