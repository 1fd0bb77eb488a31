"""pytest plug-in: ``pytest --octavo BOOK`` makes every citation of a book a test case.

Nothing of Sphinx or octavo is imported unless the option is given: pytest loads this file whenever it starts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from octavo.testing.cases import Case

#: Name under which what was read waits in pytest's configuration, and travels to xdist's workers.
READ = "octavo_read"


class CitationFault(Exception):
    """A citation, or something else in the book, that does not hold."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    group = parser.getgroup("octavo", "books on Sphinx")
    group.addoption(
        "--octavo",
        action="append",
        default=[],
        metavar="BOOK",
        help="make each citation of the book in this folder (with its conf.py) a test; may be repeated",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let the books stand among what is collected; alone, where the command line names nothing else."""
    books = _books(config)
    if not books:
        return
    for book, conf in books.items():
        if not conf.is_file():
            raise pytest.UsageError(f"--octavo {book}: no book is here: conf.py is missing")
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = []
    asked = {_file(config, argument) for argument in config.args}
    config.args += [str(conf) for conf in books.values() if conf not in asked]
    config.stash[_read] = json.loads(getattr(config, "workerinput", {}).get(READ, "{}"))


#: What was read of each book, by its conf.py.
_read = pytest.StashKey[dict[str, dict[str, str]]]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give each of xdist's workers what was read once, so that all collect the same tests."""
    for conf in _books(node.config).values():
        _answer(node.config, conf)
    node.workerinput[READ] = json.dumps(node.config.stash.get(_read, {}))


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect a book in the place of its conf.py."""
    found = yield
    if file_path in _books(parent.config).values():
        return [Book.from_parent(parent, path=file_path)]
    return found


class Book(pytest.File):
    """A book, known by its conf.py."""

    def collect(self) -> Iterable[pytest.Item]:
        """Yield the tests."""
        from octavo.testing.cases import from_json

        answer = _answer(self.config, self.path)
        if "fault" in answer:
            raise self.CollectError(answer["fault"])
        for case in from_json(answer["cases"]):
            yield Citation.from_parent(self, name=case.name, case=case)


class Citation(pytest.Item):
    """A citation, or something else that is wrong with a book."""

    def __init__(self, *, case: Case, **options: Any) -> None:
        super().__init__(**options)
        self.case = case

    def runtest(self) -> None:
        """Fail where the check found something."""
        for text in self.case.warnings:
            place = str(self.path.parent / self.case.path)
            warnings.warn_explicit(pytest.PytestWarning(text), None, place, max(self.case.line, 1))
        if self.case.faults:
            raise CitationFault("\n".join(self.case.faults))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return fault and remedy, with the author's file and line, and no traceback."""
        if not isinstance(excinfo.value, CitationFault):
            return super().repr_failure(excinfo, style)
        told = excinfo.getrepr(style="value")
        if told.reprcrash is not None:
            told.reprcrash.path = self.case.path
            told.reprcrash.lineno = self.case.line
            told.reprcrash.message = str(excinfo.value)
        return told

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return the author's file and line."""
        line = self.case.line - 1 if self.case.line else None
        place = f"{self.case.path}:{self.case.line}" if line is not None else self.case.path
        # A colon behind the place: where a test's name ends with its headline, pytest rewrites its points.
        return self.path.parent / self.case.path, line, self.name.replace(place, f"{place}:", 1)


def _books(config: pytest.Config) -> dict[str, Path]:
    """Return the conf.py of each book, by the book's name on the command line."""
    start = config.invocation_params.dir
    return {book: (start / book).resolve() / "conf.py" for book in config.getoption("--octavo", [])}


def _file(config: pytest.Config, argument: str) -> Path:
    """Return the file that an argument names, with or without a test in it."""
    return (config.invocation_params.dir / argument.partition("::")[0]).resolve()


def _answer(config: pytest.Config, conf: Path) -> dict[str, str]:
    """Return the tests of a book as JSON, or why there are none; asked once a run."""
    read = config.stash[_read]
    if str(conf) not in read:
        command = [sys.executable, "-m", "octavo.testing.reading", str(conf.parent)]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        last = "\n".join(run.stderr.strip().splitlines()[-5:])
        read[str(conf)] = {"fault": last or "no reason is known"} if run.returncode else {"cases": run.stdout}
    return read[str(conf)]
