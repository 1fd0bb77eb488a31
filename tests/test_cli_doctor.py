"""The commands about the machine and about beginning: doctor, setup, new, new-chapter, serve, clean."""

from __future__ import annotations

import argparse
import ast
from pathlib import Path
from types import ModuleType

import pytest

from octavo.cli import clean, doctor, new, new_chapter, setup
from octavo.cli.main import main
from octavo.edition import Edition
from octavo.findings import BookFault
from octavo.production.folders import Folders
from octavo.production.outcome import Outcome
from octavo.system import inventory
from octavo.system.programs import THINGS
from octavo.system.thing import Thing


def run(module: ModuleType, *arguments: str) -> int:
    """Run one command as the program does."""
    parser = argparse.ArgumentParser()
    module.add_parser(parser.add_subparsers())
    args = parser.parse_args(arguments)
    return int(args.run(args))


def machine(*missing: str) -> inventory.Inventory:
    """Return a machine that has everything but what is named."""
    here = tuple(inventory.Present(t, Path("/there")) for t in THINGS if t.name not in missing)
    gone = tuple(inventory.Missing(t) for t in THINGS if t.name in missing)
    return inventory.Inventory(here, gone, inventory.Manager.APT)


class TestDoctor:
    @pytest.mark.parametrize(
        ("missing", "status"), [([], 0), (["bubblewrap"], 0), (["upmendex"], 2), (["EB Garamond"], 2)]
    )
    def test_status(self, missing: list[str], status: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doctor, "look", lambda things: machine(*missing))
        assert run(doctor, "doctor") == status

    def test_names_the_command_that_mends(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(doctor, "look", lambda things: machine("upmendex"))
        monkeypatch.setattr(doctor, "without_question", lambda: None)
        run(doctor, "doctor")
        assert capsys.readouterr().out.splitlines()[-1] == (
            "run: sudo apt-get install --no-install-recommends texlive-luatex"
        )

    def test_says_where_octavo_mends_it_by_itself(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(doctor, "look", lambda things: machine("upmendex"))
        monkeypatch.setattr(doctor, "without_question", list)
        run(doctor, "doctor")
        assert capsys.readouterr().out.splitlines()[-1] == "octavo does this by itself before it builds."

    def test_looks_for_what_was_asked_about(self, monkeypatch: pytest.MonkeyPatch) -> None:
        looked: list[Thing] = []

        def look(things: tuple[Thing, ...]) -> inventory.Inventory:
            looked.extend(things)
            return machine()

        monkeypatch.setattr(doctor, "look", look)
        run(doctor, "doctor", "--for", "test")
        assert "Java" in {t.name for t in looked}
        looked.clear()
        run(doctor, "doctor", "--for", "web", "epub")
        assert looked == []


class TestSetup:
    def test_says_what_it_could_not_install(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(setup, "ensure", lambda needs: machine("LuaLaTeX"))
        assert run(setup, "setup", "--for", "web", "print") == 2
        assert capsys.readouterr().err.splitlines()[0] == "the print edition cannot be made without LuaLaTeX"

    def test_is_content_where_everything_is_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(setup, "ensure", lambda needs: machine())
        assert run(setup, "setup") == 0


def begun(folder: Path, title: str) -> None:
    """Begin a book in a folder's folder ``new``."""
    new.begin(folder / "new", title, "Ann Author", 2026)


class TestNew:
    def test_writes_a_book_whose_settings_are_data(self, tmp_path: Path) -> None:
        title, author = 'Say "No" to $5 \\ More', "Ann O'Hara and Bo 李"
        run(new, "new", str(tmp_path / "mine"), "--title", title, "--author", author)
        tree = ast.parse((tmp_path / "mine/book/conf.py").read_text(encoding="utf-8"))
        values = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        assert (values["project"], values["author"]) == (title, author)
        assert values["extensions"] == ["octavo"]
        assert not list(tmp_path.rglob("*.tmpl"))
        assert (tmp_path / "mine/.gitignore").is_file()

    def test_writes_over_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "something").touch()
        with pytest.raises(BookFault, match="N001 there is something here already"):
            run(new, "new", str(tmp_path))
        assert [path.name for path in tmp_path.iterdir()] == ["something"]

    def test_passes_the_check(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        begun(tmp_path, "A *Star* & Co: 100% 日本")
        assert main(["check", str(tmp_path / "new/book"), "--out", str(tmp_path / "out")]) == 0
        assert capsys.readouterr().out.startswith("6 citations, ")

    @pytest.mark.latex
    def test_every_edition_is_made_and_proved(self, tmp_path: Path) -> None:
        begun(tmp_path, "The House at Number $5")
        folders = Folders(tmp_path / "new/book", tmp_path / "out")
        assert main(["build", str(folders.book), "--out", str(folders.out)]) == 0
        known = Outcome.load(folders.state)
        assert known
        outcome = known[1]
        assert outcome.findings == ()
        proved = {p.edition: (p.proved, p.expected) for p in outcome.products if p.expected}
        assert proved == dict.fromkeys(Edition, (6, 6))

    @pytest.mark.parametrize(
        ("title", "wanted"),
        [
            ("Plain", "Plain\n====="),
            ("A *star*", "A \\*star\\*\n============"[: 10 + 1 + 10]),
            ("日本", "日本\n===="),
            ("two\nlines", "two lines\n========="),
        ],
    )
    def test_heading(self, title: str, wanted: str) -> None:
        assert new.heading(title) == wanted


class TestNewChapter:
    def test_takes_the_next_number_and_stands_last_in_the_last_part(self, tmp_path: Path) -> None:
        new.begin(tmp_path, "T", "A", 2026)
        book = tmp_path / "book"
        assert run(new_chapter, "new-chapter", str(book), "The Long Winter") == 0
        text = (book / "chapters/02-the-long-winter.rst").read_text(encoding="utf-8")
        assert text == "The Long Winter\n===============\n\n"
        index = (book / "index.rst").read_text(encoding="utf-8")
        part = index.split(".. part::")[1].split(".. back-matter::")[0].split()
        assert part[-2:] == ["chapters/01-how-to-begin", "chapters/02-the-long-winter"]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (".. part:: One\n\n   a\n", ".. part:: One\n\n   a\n   new\n"),
            (".. part:: One\n", ".. part:: One\n\n   new\n"),
            (
                ".. toctree::\n   :caption: C\n\n   a\n\nEnd\n",
                ".. toctree::\n   :caption: C\n\n   a\n   new\n\nEnd\n",
            ),
            (".. toctree::\n   :numbered:\n", ".. toctree::\n   :numbered:\n\n   new\n"),
            (
                ".. part:: One\n\n  a\n\n.. toctree::\n\n   z\n",
                ".. part:: One\n\n  a\n  new\n\n.. toctree::\n\n   z\n",
            ),
        ],
    )
    def test_root_document(self, before: str, after: str) -> None:
        assert new_chapter.with_chapter(before, "new") == after

    @pytest.mark.parametrize(
        ("index", "title", "code"),
        [(".. part:: P\n", " ", "N002"), (None, "T", "N003"), ("No list\n", "T", "N004")],
    )
    def test_faults_change_nothing(self, index: str | None, title: str, code: str, tmp_path: Path) -> None:
        if index is not None:
            (tmp_path / "index.rst").write_text(index, encoding="utf-8")
        with pytest.raises(BookFault, match=code):
            new_chapter.begin_chapter(tmp_path, title)
        assert not list(tmp_path.rglob("*-t.rst"))


def test_clean_removes_what_was_built_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (*Edition, "report", "bench", ".octavo", "mine"):
        (tmp_path / "build" / name).mkdir(parents=True)
    assert run(clean, "clean") == 0
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["mine"]
