"""The AZW3: made by calibre where it is here, and never a reason to stop."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from building import BOOKS
from octavo.cli.main import main

#: Sixty bytes of a name, then what the file is, as a Palm database begins.
MAKES = r"""printf '%060d%s' 0 BOOKMOBI > "$2"; cp "$1" "$2.seen" """


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book without a fault that asks for an AZW3."""
    folder = Path(shutil.copytree(BOOKS / "accepted", tmp_path / "book"))
    (folder / "accepted.toml").write_text(
        "".join(
            f'[[accept]]\ncode = "{code}"\npath = "*sources.bib"\nreason = "So."\n'
            for code in ("B013", "B015", "C012")
        ),
        encoding="utf-8",
    )
    (folder / "one.rst").write_text("One\n===\n\nA sentence :cite:p:`nish-1985{12}`.\n", encoding="utf-8")
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('octavo_azw3 = True\noctavo_slug = "ships"\n')
    return folder


@pytest.fixture
def calibre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a calibre before any other; it runs a line of shell."""

    def place(script: str) -> None:
        program = tmp_path / "bin/ebook-convert"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return place


def build(book: Path) -> int:
    return main(["build", str(book), "--out", str(book.parent / "out"), "--edition", "epub"])


def test_it_stands_beside_the_epub_and_in_the_report(
    book: Path, calibre: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    calibre(MAKES)
    assert build(book) == 0
    said = capsys.readouterr().out
    assert "epub/ships.azw3" in said and "not made" not in said
    folder = book.parent / "out/epub"
    assert sorted(path.name for path in folder.iterdir()) == ["ships.azw3", "ships.epub"]
    assert (folder / "ships.azw3").read_bytes()[60:] == b"BOOKMOBI"
    data = json.loads((book.parent / "out/report/report.json").read_text(encoding="utf-8"))
    (edition,) = data["editions"]
    assert [file["href"] for file in edition["files"]] == ["epub/ships.epub", "epub/ships.azw3"]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'no fonts' >&2; exit 1", "ebook-convert failed: no fonts"),
        ('echo nothing > "$2"', "ebook-convert failed: exit code 0"),
        ("exit 0", "ebook-convert failed: exit code 0"),
        ("kill -9 $$", "ebook-convert failed: exit code -9"),
    ],
)
def test_a_calibre_that_fails_leaves_the_epub_alone_and_a_note(
    script: str, reason: str, book: Path, calibre: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    calibre(MAKES)
    assert build(book) == 0
    calibre(script)
    with (book / "one.rst").open("a", encoding="utf-8") as chapter:
        chapter.write("\nMore.\n")
    capsys.readouterr()
    for _ in range(2):
        assert build(book) == 0
        assert f"note: ships.azw3 was not made: {reason}" in capsys.readouterr().out
    # The one of the book as it was is gone.
    assert [path.name for path in (book.parent / "out/epub").iterdir()] == ["ships.epub"]


def test_without_calibre_a_note_says_so_and_without_the_setting_nothing(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, **more: None if "ebook" in name else real(name, **more))
    assert build(book) == 0
    note = "note: ships.azw3 was not made: ebook-convert is not here; install calibre"
    assert note in capsys.readouterr().out
    conf = book / "conf.py"
    text = conf.read_text(encoding="utf-8").replace("azw3 = True", "azw3 = False")
    conf.write_text(text, encoding="utf-8")
    assert build(book) == 0
    assert "azw3" not in capsys.readouterr().out
