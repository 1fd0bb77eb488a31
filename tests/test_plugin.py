"""``pytest --octavo``: each citation of a book that never heard of octavo is a test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CONF = """project = "Plain"
author = "A. Author"
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["sources.bib"]
"""
BIB = """@book{nish-1985, author={Nish, Ian}, title={Origins}, publisher={P}, address={London}, year=1985}
@book{west-1986, author={West, J.}, title={Conflict}, publisher={SUNY}, address={Albany}, year=1986}
"""
INDEX = "Plain\n=====\n\n.. toctree::\n\n   chapters/one\n\n.. bibliography::\n"
ONE = """One
===

First :cite:p:`nish-1985{22}` and
then :cite:t:`{see}west-1986{vol. 2, p. 4},nish-1985`. A line after it.

Again :cite:`nish-1985{22}`. And :footcite:t:`west-1986`. At last :cite:`nish-1985{22}`.
"""

NAMES = [
    "chapters/one.rst:4 nish-1985 p. 22",
    "chapters/one.rst:5 west-1986 p. 2:4",
    "chapters/one.rst:5 nish-1985",
    "chapters/one.rst:7 nish-1985 p. 22",
    "chapters/one.rst:7 west-1986",
    "chapters/one.rst:7 nish-1985 p. 22 (2)",
]


def plain(tmp_path: Path, name: str = "plain", **files: str) -> Path:
    """Write a plain Sphinx book; files are given by their names without folder and suffix."""
    book = tmp_path / name
    (book / "chapters").mkdir(parents=True)
    (book / "conf.py").write_text(files.get("conf", CONF), encoding="utf-8")
    (book / "sources.bib").write_text(files.get("bib", BIB), encoding="utf-8")
    (book / "index.rst").write_text(files.get("index", INDEX), encoding="utf-8")
    (book / "chapters" / "one.rst").write_text(files.get("one", ONE), encoding="utf-8")
    return book


def run(tmp_path: Path, *arguments: str | Path, cache: Path | None = None) -> tuple[int, str]:
    """Run pytest in a process of its own; return its exit code and what it said."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:randomly",
        f"--rootdir={tmp_path}",
        *map(str, arguments),
    ]
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    env |= {"XDG_CACHE_HOME": str(cache or tmp_path / "cache"), "COLUMNS": "200"}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert "INTERNALERROR" not in done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_each_citation_is_a_test_named_by_its_place_and_key(tmp_path: Path) -> None:
    book = plain(tmp_path)
    before = files(book)
    status, said = run(tmp_path, "--octavo", book, "--collect-only", "-q")
    cited = [line.removeprefix("plain/conf.py::") for line in said.splitlines() if "conf.py::" in line]
    assert [name for name in cited if not re.search(r" [A-Z]\d{3}( \(\d+\))?$", name)] == NAMES
    assert status == 0
    assert files(book) == before


def test_a_sound_book_passes_whatever_it_is_asked(tmp_path: Path) -> None:
    book = plain(tmp_path)
    for arguments in ([], ["-n", "2"], ["-k", "west-1986 and one"]):
        status, said = run(tmp_path, "--octavo", book, *arguments)
        assert status == 0, said
        assert "failed" not in said


def test_a_citation_fails_with_fault_and_remedy_and_without_traceback(tmp_path: Path) -> None:
    book = plain(tmp_path, bib=BIB.replace("west-1986", "west-1987"))
    status, said = run(tmp_path, "--octavo", book)
    assert status == 1
    text = "C001 no bibliography entry for 'west-1986' (did you mean 'west-1987'?)"
    for line, rest in (("5", "west-1986 p. 2:4"), ("7", "west-1986")):
        assert f"FAILED plain/conf.py::chapters/one.rst:{line} {rest} - {text}" in said
        assert re.search(rf"^_+ chapters/one.rst:{line}: {re.escape(rest)} _+$", said, re.MULTILINE)
    assert "2 failed" in said
    assert "Traceback" not in said
    assert re.search(r"\.py:\d", said) is None


def test_workers_and_a_second_run_say_the_same(tmp_path: Path) -> None:
    book = plain(tmp_path, bib=BIB.replace("west-1986", "west-1987"))
    told = []
    for arguments in ([], ["-n", "2"], ["-n", "2"]):
        status, said = run(tmp_path, "--octavo", book, *arguments)
        assert status == 1
        told.append(sorted(line for line in said.splitlines() if line.startswith("FAILED")))
    assert told[0] == told[1] == told[2]
    assert len(told[0]) == 2


def test_the_last_failures_run_alone_and_pass_when_mended(tmp_path: Path) -> None:
    book = plain(tmp_path, bib=BIB.replace("west-1986", "west-1987"))
    run(tmp_path, "--octavo", book)
    status, said = run(tmp_path, "--octavo", book, "--lf")
    assert (status, "2 failed, " in said, " passed" in said) == (1, True, False)
    (book / "sources.bib").write_text(BIB, encoding="utf-8")
    status, said = run(tmp_path, "--octavo", book, "--lf")
    assert (status, "2 passed, " in said) == (0, True)


def test_one_test_is_called_by_its_name(tmp_path: Path) -> None:
    book = plain(tmp_path)
    status, said = run(tmp_path, "--octavo", book, f"{book}/conf.py::{NAMES[0]}")
    assert (status, "1 passed" in said) == (0, True)


def test_a_work_in_no_list_of_sources_fails_wherever_it_is_cited(tmp_path: Path) -> None:
    book = plain(
        tmp_path, index=INDEX.replace(".. bibliography::\n", ".. bibliography::\n   :filter: False\n")
    )
    status, said = run(tmp_path, "--octavo", book)
    assert status == 1
    assert said.count("FAILED") == len(NAMES)
    assert said.count("C004 'nish-1985' is cited, but no list of sources holds it") >= 4


def test_a_list_at_the_foot_of_the_chapter_is_a_list(tmp_path: Path) -> None:
    index = INDEX.replace("\n.. bibliography::\n", "")
    assert run(tmp_path, "--octavo", plain(tmp_path, "without", index=index))[0] == 1
    book = plain(tmp_path, "with", index=index, one=f"{ONE}\n.. footbibliography::\n")
    status, said = run(tmp_path, "--octavo", book)
    assert status == 0, said


def test_what_else_is_wrong_is_a_failing_test(tmp_path: Path) -> None:
    one = f"{ONE}\nA bad :cite:p:`nish-1985{{p. {{3}}}}`.\n\n.. figure:: none.png\n"
    status, said = run(tmp_path, "--octavo", plain(tmp_path, one=one))
    assert status == 1
    assert "FAILED plain/conf.py::chapters/one.rst:9 C002 - C002 the citation does not parse" in said
    assert "W101 - W101 the image chapters/none.png is missing (add it, or mend its path)" in said
    assert "2 failed" in said


def test_an_extension_that_is_not_installed_is_named_with_its_package(tmp_path: Path) -> None:
    book = plain(tmp_path, conf=CONF.replace('["', '["sphinxcontrib.no_such_thing", "'))
    status, said = run(tmp_path, "--octavo", book)
    assert status == 1
    assert (
        "conf.py S006 - S006 the extension sphinxcontrib.no_such_thing is not installed "
        "(run: pip install sphinxcontrib-no-such-thing)" in said
    )


def test_an_extension_that_fails_in_its_own_code_is_named(tmp_path: Path) -> None:
    conf = f"import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n{CONF}"
    conf = conf.replace('["s', '["broken_thing", "s', 1)
    book = plain(tmp_path, conf=conf)
    (book / "broken_thing.py").write_text("def setup(app):\n    app.no_such_method()\n", encoding="utf-8")
    status, said = run(tmp_path, "--octavo", book)
    assert status == 1
    assert "S000 the extension broken_thing fails" in said


def test_a_folder_without_a_book_is_a_mistake_of_usage(tmp_path: Path) -> None:
    status, said = run(tmp_path, "--octavo", tmp_path / "none")
    assert status == pytest.ExitCode.USAGE_ERROR
    assert "no book is here: conf.py is missing" in said


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "workers"])
def test_a_cache_that_cannot_be_written_is_an_error_with_its_remedy(
    tmp_path: Path, workers: list[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    status, said = run(tmp_path, "--octavo", plain(tmp_path), *workers, cache=tmp_path / "file")
    assert status not in {0, 5}
    assert "let XDG_CACHE_HOME name a folder that can be written" in said


def test_books_stand_beside_each_other_and_beside_other_tests(tmp_path: Path) -> None:
    first, second = plain(tmp_path, "first"), plain(tmp_path, "second")
    (tmp_path / "test_own.py").write_text("def test_own():\n    pass\n", encoding="utf-8")
    both = ("--octavo", first, "--octavo", second, "--collect-only", "-q")
    counts = {}
    for arguments in ((), ("test_own.py",)):
        _, said = run(tmp_path, *both, *arguments)
        counts[arguments] = [
            said.count(f"{name}::") for name in ("first/conf.py", "second/conf.py", "own.py")
        ]
    without, with_own = counts.values()
    assert without[0] == without[1] >= len(NAMES)
    assert (without[2], with_own) == (0, [*without[:2], 1])


def test_pytest_starts_without_sphinx() -> None:
    code = (
        "import sys, octavo.testing.plugin\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'sphinx', 'docutils', 'pybtex', 'lxml'}),"
        "sorted(m for m in sys.modules if m.startswith('octavo')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['octavo', 'octavo.testing', 'octavo.testing.plugin']"
