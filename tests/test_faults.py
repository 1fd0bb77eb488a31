"""Bad input: each book under ``books/`` holds a fault and says in ``expected.txt`` what octavo must say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.cli.main import main

BOOKS = Path(__file__).parent / "books"
CASES = sorted(path for path in BOOKS.iterdir() if path.is_dir())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """Run the command in this process; return its exit code and the lines that name a place."""
    status = main(arguments)
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    return status, [line for line in (said.out + said.err).splitlines() if " (" in line or ": W1" in line]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_check_says_exactly_this_and_says_it_again(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "books" / case.name
    shutil.copytree(BOOKS, tmp_path / "books")
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected, f"{case.name} expects nothing"
    for _ in range(2):
        status, lines = run(capsys, "check", str(book), "--out", str(tmp_path / "out"))
        assert sorted(lines) == sorted(expected)
        assert status == 1


def test_a_folder_without_a_book_is_the_authors_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines = run(capsys, "check", str(tmp_path), "--out", str(tmp_path / "out"))
    assert status == 1
    assert lines == [
        f"{tmp_path}: M000 no book is here: conf.py is missing "
        "(name the folder that holds conf.py, or make a book with: octavo new)"
    ]
