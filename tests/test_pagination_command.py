"""``octavo check --print``: what is told, what is accepted, what is no book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drawing import CLEAN, drawn
from octavo import accepted
from octavo.cli.main import main
from octavo.findings import Finding, Severity
from octavo.pagination.check import open_pages

WIDOWED = (*CLEAN[:2], "SIFFFFFFFFFFSIFFFFFF", *CLEAN[3:])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["octavo"]\nproject = "A"\nauthor = "B"\n', encoding="utf-8"
    )
    return folder


def widow(path: Path) -> str:
    pages = open_pages(path, path.name)
    assert pages is not None
    return pages.leaves[2].texts[0].line.text


def accept(book: Path, text: str, path: str = "*.pdf", code: str = "L004") -> None:
    (book / "accepted.toml").write_text(
        f'[[accept]]\ncode = "{code}"\npath = "{path}"\ntext = "{text}"\nreason = "Full enough."\n',
        encoding="utf-8",
    )


def test_a_file_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drawn(tmp_path / "x.pdf", WIDOWED)
    assert main(["check", str(tmp_path), "--print", str(path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{path}:3: L004 p. 3, line 1: a widow")
    assert said[1:] == ["1 fault of setting"]


def test_a_clean_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--print", str(drawn(tmp_path / "x.pdf", CLEAN)), "--strict"]) == 0
    assert capsys.readouterr().out == "pages measured, no fault\n"


def test_strict_makes_it_fail(tmp_path: Path) -> None:
    assert main(["check", "--print", str(drawn(tmp_path / "x.pdf", WIDOWED)), "--strict"]) == 1


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_programs_read_it_too(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drawn(tmp_path / "x.pdf", WIDOWED)
    assert main(["check", "--print", str(path), "--format", form]) == 0
    said = capsys.readouterr().out
    if form == "json":
        assert [(one["code"], one["severity"]) for one in json.loads(said)] == [("L004", "warning")]
    else:
        assert "L004" in said
        assert "L016" in said, "the rules that found nothing are named too"
        assert "C001" not in said


def test_an_accepted_finding_is_counted_and_not_told(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drawn(tmp_path / "x.pdf", WIDOWED)
    accept(book, widow(path)[6:20])
    assert main(["check", str(book), "--print", str(path), "--strict"]) == 0
    assert capsys.readouterr().out == "pages measured, no fault, 1 accepted\n"


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [("other words", "*.pdf", "L004"), ("", "other.pdf", "L004"), ("", "*.pdf", "L005")],
    ids=["words", "file", "code"],
)
def test_an_acceptance_of_something_else_accepts_nothing(
    text: str, where: str, code: str, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drawn(tmp_path / "x.pdf", WIDOWED)
    accept(book, text, where, code)
    assert main(["check", str(book), "--print", str(path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1][:4] for line in said[:-1]] == ["L004"]
    assert said[-1] == "1 fault of setting"


def test_an_acceptance_survives_the_page_that_its_words_move_to(book: Path, tmp_path: Path) -> None:
    path = drawn(tmp_path / "x.pdf", WIDOWED)
    found = Finding("print/x.pdf", 3, "L004", f"p. 3, line 1: a widow: “{widow(path)}”")
    moved = Finding("print/x.pdf", 9, "L004", f"p. 9, line 2: a widow: “{widow(path)}”")
    text = f'[[accept]]\ncode = "L004"\npath = "print/*"\ntext = "{widow(path)}"\nreason = "So."\n'
    for one in (found, moved):
        (judged,) = accepted.judged_pages([one], text, "accepted.toml")
        assert judged.severity is Severity.ACCEPTED


def test_the_check_of_the_sources_leaves_the_pages_acceptances_alone() -> None:
    text = '[[accept]]\ncode = "L004"\npath = "*"\nreason = "So."\n'
    assert accepted.judged([], text, "accepted.toml") == []
    (lost,) = accepted.judged_pages([], text, "accepted.toml")
    assert (lost.code, lost.severity) == ("A001", "warning")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "L030 no file is here"),
        (lambda path: path.write_text("no PDF", encoding="utf-8"), "L030 the file cannot be read"),
        (lambda path: drawn(path, ["P", "P"]), "L031 no page holds running text"),
    ],
    ids=["missing", "no PDF", "no text"],
)
def test_what_is_no_book_is_told(
    make: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.pdf"
    make(path)  # type: ignore[operator]
    assert main(["check", "--print", str(path)]) == 1
    assert f"{path}: {said}" in capsys.readouterr().err


def test_a_book_that_was_not_built_is_told(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--print", str(book), "--out", str(tmp_path / "out")]) == 1
    assert "L030 no printed book was built here" in capsys.readouterr().err
