"""A check of what has not changed reads nothing; what has changed in any way is read again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.bibliography import load, scan
from octavo.cli.main import main
from octavo.production import source
from octavo.production.checked import Checked, keep, known
from octavo.production.folders import Folders

BOOKS = Path(__file__).parent / "books"

TOUGH = """@string{np = "Naka" # "no"}
@book{plain, title = {One}, year = 1904, publisher = np # { Press}, address = {Kobe}}
@book(paren, title = {Two }, note = {a, b}, author = "Kuropatkin, A. and {The {Staff}}")
@article{nested, title = {The {War} and = the {Peace}}, journal={X},volume={1},,}
@book{twice, title = {A} # {B}, year = {1905}
}
@book{broken, title = {No end, year = {1905}
@book{after, title={Three}, NOTE   =   {
  over lines }   , year = {1906}}
@book{bad, title {Four}, year = {1907}}
@book{last, title = {Five} year = {1908}}
"""


def write(folder: Path, text: str = "Some words.") -> Path:
    """Write a small book without a fault; it is older than any check."""
    (folder / "book").mkdir()
    (folder / "book/conf.py").write_text('project = "T"\nextensions = ["octavo"]\n', encoding="utf-8")
    root = "T\n=\n\n.. part:: P\n\n   one\n"
    (folder / "book/index.rst").write_text(root, encoding="utf-8")
    (folder / "book/one.rst").write_text(f"One\n===\n\n{text}\n", encoding="utf-8")
    age(folder)
    return folder / "book"


def age(folder: Path) -> None:
    """Date the files of a folder back by a minute."""
    past = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (past, past))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Folders]:
    """Count how often a book is read."""
    told: list[Folders] = []

    def read(folders: Folders, *rest: object) -> source.Source:
        told.append(folders)
        return original(folders, *rest)  # type: ignore[arg-type]

    original = source.read
    monkeypatch.setattr(source, "read", read)
    return told


def check(folder: Path) -> int:
    """Check the book of a folder by the command."""
    return main(["check", str(folder / "book"), "--out", str(folder / "out")])


class TestCommand:
    def test_the_second_check_reads_nothing_and_says_the_same(
        self, tmp_path: Path, reads: list[Folders], capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path, "Some words; an old parenthesis (Westwood, 22) stands here.")
        said = []
        for _ in range(2):
            assert check(tmp_path) == 0
            said.append(capsys.readouterr().out)
        assert "C013" in said[0] or "C014" in said[0]
        assert said[0] == said[1]
        assert len(reads) == 1

    @pytest.mark.parametrize("name", ["one.rst", "conf.py", "index.rst"])
    def test_a_file_that_changed_is_read(self, tmp_path: Path, reads: list[Folders], name: str) -> None:
        book = write(tmp_path)
        check(tmp_path)
        path = book / name
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        check(tmp_path)
        assert len(reads) == 2

    def test_a_fault_is_looked_for_again(self, tmp_path: Path, reads: list[Folders]) -> None:
        write(tmp_path, ":cite:p:`nobody-1900{4}`")
        assert [check(tmp_path), check(tmp_path)] == [1, 1]
        assert len(reads) == 2

    def test_nothing_of_sphinx_is_loaded(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path)
        check(tmp_path)
        monkeypatch.delitem(sys.modules, "octavo.production.source")
        assert check(tmp_path) == 0
        assert "octavo.production.source" not in sys.modules


def test_a_file_written_while_the_book_was_read_leaves_no_record(tmp_path: Path) -> None:
    book = write(tmp_path)
    folders = Folders.of(book, tmp_path / "out")
    folders.inner.mkdir(parents=True)
    begun = time.time() - 1
    keep(folders, Checked((), 3), begun)
    assert known(folders) == Checked((), 3)
    os.utime(book / "one.rst")
    keep(folders, Checked((), 3), begun)
    assert known(folders) is None


def slow(scanner: scan.Scanner) -> None:
    """Read a field as pybtex does."""
    super(scan.Scanner, scanner).parse_field()


@pytest.mark.parametrize("parse_field", [scan.Scanner.parse_field, slow], ids=["ours", "pybtex's"])
def test_a_field_is_read_as_pybtex_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parse_field: Callable[[scan.Scanner], None]
) -> None:
    (tmp_path / "tough.bib").write_text(TOUGH, encoding="utf-8")
    monkeypatch.setattr(scan.Scanner, "parse_field", parse_field)
    library = load.load([tmp_path / "tough.bib"], tmp_path)
    assert {key: dict(work.fields) for key, work in library.works.items()} == {
        "plain": {"title": "One", "year": "1904", "publisher": "Nakano Press", "address": "Kobe"},
        "paren": {"title": "Two", "note": "a, b"},
        "nested": {"title": "The {War} and = the {Peace}", "journal": "X", "volume": "1"},
        "twice": {"title": "AB", "year": "1905"},
        "broken": {},
        "after": {"title": "Three", "note": "over lines", "year": "1906"},
        "bad": {},
        "last": {"title": "Five"},
    }
    assert [(f.line, f.code) for f in library.findings] == [(7, "B001"), (10, "B001"), (11, "B001")]
