"""The system room: what is needed, what is here, what installs the rest."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from octavo import templates
from octavo.edition import Edition
from octavo.findings import MachineFault
from octavo.system import bootstrap, install, inventory, messages
from octavo.system.programs import THINGS, command, needed_by, packages
from octavo.system.thing import Kind, Manager, Task, Thing, Weight
from octavo.typesetting import fonts
from octavo.typesetting.design import find, names

#: What every LaTeX brings: its required packages (texlive-latex-base on Debian).
LATEX_ITSELF = {"alltt", "amsmath", "amssymb", "array", "babel", "graphicx", "longtable", "multicol"}

PAPER = [Edition.PRINT, Edition.HANDOUTS]


def holding(*missing: Thing, manager: Manager | None = Manager.APT) -> inventory.Inventory:
    """Return the inventory of a machine that has everything but some things."""
    here = tuple(inventory.Present(t, Path("/there")) for t in THINGS if t not in missing)
    return inventory.Inventory(here, tuple(inventory.Missing(t) for t in missing), manager)


def thing(name: str) -> Thing:
    return next(t for t in THINGS if t.name == name)


def program(folder: Path, name: str, script: str) -> Path:
    """Write a program that stands in for one of the system's."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


class TestTable:
    @pytest.mark.parametrize("row", THINGS, ids=lambda t: t.name)
    def test_every_manager_brings_it_or_a_person_is_told_how(self, row: Thing) -> None:
        assert packages([row], Manager.APT) or (row.kind is Kind.NODE and row.by_hand)
        if row.weight is Weight.REQUIRED:
            assert row.by_hand or all(packages([row], manager) for manager in Manager)

    def test_holds_every_font_that_typesetting_looks_for(self) -> None:
        fonts_of_paper = [t for t in THINGS if t.kind is Kind.FONT and t.needed_by & set(PAPER)]
        known = {name for t in fonts_of_paper for name in t.files}
        faces = [find(name, Path()).faces for name in names()]
        assert known == {*(file for each in faces for file in each.files.values()), fonts.CJK_FILE}

    def test_holds_every_tex_package_that_the_templates_load(self) -> None:
        sources = [p for p in templates.folder("latex").rglob("*") if p.suffix in {".cls", ".sty", ".jinja"}]
        loads = re.compile(r"\\(?:RequirePackage|usepackage)(?:\[[^]]*\])?\{([^}]*)\}")
        loaded = {
            n for p in sources for found in loads.findall(p.read_text("utf-8")) for n in found.split(",")
        }
        own = {path.stem for path in sources}
        known = {name.removesuffix(".sty") for t in THINGS if t.kind is Kind.TEX_FILE for name in t.files}
        assert "microtype" in loaded
        assert loaded - own - LATEX_ITSELF <= known

    def test_web_and_epub_need_nothing_but_python(self) -> None:
        assert needed_by([Edition.WEB, Edition.EPUB]) == ()

    def test_tests_and_benchmark_need_what_the_paper_editions_need(self) -> None:
        for task in (Task.TEST, Task.BENCH):
            assert set(needed_by(PAPER)) < set(needed_by([task]))

    def test_one_command_names_each_package_once(self) -> None:
        line = command(needed_by(PAPER), Manager.APT)
        names = line.split("recommends ")[1].split()
        assert len(names) == len(set(names))
        assert "texlive-latex-extra" in names


class TestInventory:
    def test_editions_on_paper_are_impossible_without_tex_and_the_others_possible(self) -> None:
        possible = inventory.possible_editions(holding(thing("LuaLaTeX")))
        assert {e: [m.thing.name for m in lacking] for e, lacking in possible.items()} == {
            Edition.WEB: [],
            Edition.EPUB: [],
            Edition.PRINT: ["LuaLaTeX"],
            Edition.HANDOUTS: ["LuaLaTeX"],
        }

    def test_what_is_advised_keeps_nothing_from_being_made(self) -> None:
        possible = inventory.possible_editions(holding(thing("bubblewrap")))
        assert not any(possible.values())

    def test_what_was_not_looked_for_counts_as_missing(self) -> None:
        assert inventory.Inventory((), (), None).lacking(Edition.PRINT)

    def test_finds_a_font_only_where_all_its_files_are(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
        monkeypatch.setenv("PATH", "")
        garamond = thing("EB Garamond")
        (tmp_path / "fonts/deep").mkdir(parents=True)
        (tmp_path / "fonts/deep" / garamond.files[0]).touch()
        assert [m.thing for m in inventory.look([garamond]).missing] == [garamond]
        (tmp_path / "fonts" / garamond.files[1]).touch()
        assert [p.path for p in inventory.look([garamond]).present] == [
            tmp_path / "fonts/deep" / garamond.files[0]
        ]

    def test_a_sandbox_that_the_system_forbids_is_missing_with_the_reason(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(tmp_path, "bwrap", "echo no namespaces here >&2; exit 1")
        monkeypatch.setenv("PATH", str(tmp_path))
        (missing,) = inventory.look([thing("bubblewrap")]).missing
        assert "no namespaces here" in str(missing)


class TestInstall:
    def test_installs_only_what_is_missing_and_asks_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = tmp_path / "log"
        program(tmp_path, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {log}')
        program(tmp_path, "env", 'export "$1"; shift; exec "$@"')
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr("os.geteuid", lambda: 0)
        monkeypatch.setattr(inventory, "font_folders", lambda: iter(()))
        said: list[str] = []
        after = install.ensure([Edition.PRINT], said.append)
        update, done, *advised = log.read_text(encoding="utf-8").splitlines()
        assert "update" in update
        orders = [order.split("--no-install-recommends ")[1] for order in advised]
        assert orders == ["fonts-vollkorn", "fonts-sil-charis", "bubblewrap"]
        assert done.startswith("noninteractive -q -y ")
        assert "install --no-install-recommends texlive-luatex texlive-latex-recommended" in done
        assert "default-jre" not in done
        assert len(said) == 1
        assert after.lacking(Edition.PRINT)

    def test_does_nothing_where_everything_is_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(install, "install", pytest.fail)
        assert install.ensure([Edition.WEB], pytest.fail).missing == ()

    def test_without_root_and_sudo_installs_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(tmp_path, "apt-get", "exit 0")
        program(tmp_path, "sudo", 'echo "a password is required" >&2; exit 1')
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        monkeypatch.setattr(install, "install", pytest.fail)
        assert install.without_question() is None
        assert install.ensure([Edition.PRINT], pytest.fail).lacking(Edition.PRINT)

    def test_a_failure_says_what_apt_get_said(self, tmp_path: Path) -> None:
        apt = program(tmp_path, "apt-get", "echo E: Unable to locate package nowhere; exit 100")
        with pytest.raises(MachineFault, match="could not install nowhere: E: Unable to locate"):
            install.install([str(apt)], ["nowhere"])

    def test_a_package_that_is_only_advised_keeps_none_away(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = tmp_path / "log"
        program(tmp_path, "apt-get", f'case "$*" in *chromium*) exit 100;; *) echo "$*" >> {log};; esac')
        program(tmp_path, "env", 'export "$1"; shift; exec "$@"')
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr("os.geteuid", lambda: 0)
        said: list[str] = []
        install.ensure([Task.TEST], said.append)
        assert "default-jre-headless" in log.read_text(encoding="utf-8")
        assert said[1].startswith("octavo: apt-get could not install chromium")


class TestMessages:
    def test_one_command_where_the_system_is_known(self) -> None:
        held = holding(thing("LuaLaTeX"), thing("upmendex"))
        text = messages.cannot(Edition.PRINT, held.lacking(Edition.PRINT), held.manager)
        assert text.splitlines() == [
            "the print edition cannot be made without LuaLaTeX, upmendex",
            "  run: sudo apt-get install --no-install-recommends texlive-luatex",
        ]

    def test_a_machine_without_tex_is_not_told_every_file(self) -> None:
        held = holding(*needed_by(PAPER))
        first = messages.cannot(Edition.PRINT, held.lacking(Edition.PRINT), held.manager).splitlines()[0]
        without = "LuaLaTeX, kpsewhich, upmendex, EB Garamond, Noto Serif CJK"
        assert first == f"the print edition cannot be made without {without}"

    def test_every_managers_command_where_it_is_not(self) -> None:
        held = holding(thing("LuaLaTeX"), manager=None)
        lines = messages.remedy(held.missing, held.manager)
        assert [line.split()[1 if line.startswith("run") else 1] for line in lines] == [
            "sudo", "sudo", "sudo", "brew", "winget",
        ]  # fmt: skip

    def test_a_font_without_a_package_is_installed_by_hand(self) -> None:
        held = holding(thing("EB Garamond"), manager=Manager.BREW)
        assert messages.remedy(held.missing, held.manager) == [thing("EB Garamond").by_hand]

    def test_the_report_names_what_is_impossible(self) -> None:
        lines = list(messages.report(holding(thing("upmendex")), [Edition.WEB, Edition.PRINT]))
        assert "missing  upmendex, which sorts the index (for handouts, print)" in lines
        assert "web       can be made" in lines
        assert "print     not possible without upmendex" in lines


class TestBootstrap:
    def test_imports_nothing_of_octavo_and_runs_alone(self, root: Path, tmp_path: Path) -> None:
        alone = tmp_path / "a/b/c"
        alone.mkdir(parents=True)
        text = (root / "src/octavo/system/bootstrap.py").read_text(encoding="utf-8")
        (alone / "bootstrap.py").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", alone / "bootstrap.py", "nothing"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr == "octavo: unknown set of requirements 'nothing'; use one of book, test\n"

    def test_is_current_until_a_requirement_changes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
            (tmp_path / name).write_text("one", encoding="utf-8")
        venv = tmp_path / ".venv"
        venv.mkdir()
        (venv / "python").touch()
        monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
        monkeypatch.setattr(bootstrap, "VENV", str(venv))
        monkeypatch.setattr(bootstrap, "PYTHON", str(venv / "python"))
        assert not bootstrap.is_current("book")
        (venv / "octavo-book.stamp").write_text(bootstrap.stamp_of("book"), encoding="ascii")
        assert bootstrap.is_current("book")
        (tmp_path / "requirements.txt").write_text("two", encoding="utf-8")
        assert not bootstrap.is_current("book")

    def test_without_any_installer_names_the_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap, "PYTHON", str(program(tmp_path, "python", "exit 1")))
        monkeypatch.setattr(sys, "executable", str(program(tmp_path, "python3", "exit 1")))
        monkeypatch.setenv("PATH", "")
        with pytest.raises(bootstrap.SetUpFault, match=r"sudo apt-get install python3\.\d+-venv"):
            bootstrap._installer()


class TestRequirements:
    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
    def test_every_package_is_pinned_with_hashes_and_no_index_is_named(self, root: Path, name: str) -> None:
        text = (root / name).read_text(encoding="utf-8")
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert all(re.match(r"[a-z0-9.-]+==\S+", block) and "--hash=sha256:" in block for block in blocks)
        assert not re.search(r"://|--index|--find-links|--extra-index|--trusted-host", text)

    def test_the_tests_pin_everything_that_the_book_pins(self, root: Path) -> None:
        book, test = (pins(root / name) for name in ("requirements.txt", "requirements-test.txt"))
        assert book < test

    def test_every_dependency_is_pinned(self, root: Path) -> None:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
        names = {pin.split("==")[0] for pin in pins(root / "requirements.txt")}
        assert {re.match(r"[a-z0-9.-]+", line)[0] for line in wanted} <= names  # type: ignore[index]


def test_the_wheel_carries_templates_and_types(root: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {p.relative_to(root).as_posix() for p in (root / "templates").rglob("*") if p.is_file()}
    assert {f"octavo/{path}" for path in wanted} | {"octavo/py.typed", "octavo/cli/main.py"} <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def pins(path: Path) -> set[str]:
    return set(re.findall(r"^[a-z0-9.-]+==\S+", path.read_text(encoding="utf-8"), re.MULTILINE))
