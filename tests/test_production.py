"""The way through: one read, whole editions or none, one build at a time, nothing done twice."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from building import WHOLE, built, copied, octavo
from octavo.edition import Edition
from octavo.production.folders import Folders, begin, finish, mark
from octavo.production.outcome import Outcome
from octavo.production.publish import publish, recover, stage

WEB = ("--edition", "web")


def text(folder: Path, name: str = "one.html") -> str:
    return (folder / "web" / name).read_text(encoding="utf-8")


def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WHOLE / "small", tmp_path / "small"))


# Publishing


def test_a_published_folder_is_replaced_whole(tmp_path: Path) -> None:
    work, target = tmp_path / "work", tmp_path / "web"
    for name, folder in (("new.html", work), ("old.html", target)):
        folder.mkdir()
        (folder / name).write_text(name, encoding="utf-8")
    stage(work, [work / "new.html"], tmp_path / "fresh" / "web")
    publish(tmp_path / "fresh" / "web", target)
    assert [path.name for path in target.iterdir()] == ["new.html"]
    assert not (tmp_path / "fresh" / "web").exists()


def test_a_failed_copy_leaves_the_old_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    assert octavo("build", book, "--out", out, *WEB).returncode == 0
    before = text(out)
    page = book / "one.rst"
    page.write_text(page.read_text(encoding="utf-8") + "\nNew words.\n", encoding="utf-8")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(out))

    from octavo.cli.main import main

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copy2", full)
        assert main(["build", str(book), "--out", str(out), *WEB]) == 2
    assert text(out) == before


def test_a_full_disk_is_the_machines_fault_with_its_remedy(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    book, out = small(tmp_path), tmp_path / "out"
    (out / ".octavo").mkdir(parents=True)
    (out / ".octavo" / "others.txt").symlink_to(full)
    run = octavo("build", book, "--out", out, *WEB)
    assert run.returncode == 2
    assert "No space left on device; make room, then build again" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_a_killed_publication_left_is_put_back(tmp_path: Path) -> None:
    (tmp_path / ".web.old").mkdir()
    (tmp_path / ".web.old" / "page.html").write_text("old", encoding="utf-8")
    recover(tmp_path, ["web"])
    assert (tmp_path / "web" / "page.html").read_text(encoding="utf-8") == "old"
    assert not (tmp_path / ".web.old").exists()


def test_an_unfinished_work_folder_is_thrown_away(tmp_path: Path) -> None:
    work = tmp_path / "web"
    begin(work)
    (work / "half.html").write_text("<p>ha", encoding="utf-8")
    begin(work)
    assert list(work.iterdir()) == []
    finish(work)
    assert not mark(work).exists()


# Killed in the middle


def test_a_kill_leaves_the_last_edition_and_the_next_build_is_whole(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    assert octavo("build", book, "--out", out, *WEB).returncode == 0
    before = text(out)
    page = book / "one.rst"
    page.write_text(
        page.read_text(encoding="utf-8").replace("The first sentence", "A changed sentence"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "octavo", "build", str(book), "--out", str(out), *WEB]
    flag = mark(Folders.of(book, out).work(Edition.WEB))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not flag.exists():
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert text(out) == before
    run = octavo("build", book, "--out", out, *WEB)
    assert run.returncode == 0, run.stderr
    assert "A changed sentence" in text(out)
    assert not flag.exists()


# Two at once


def test_a_second_build_says_that_it_waits(tmp_path: Path) -> None:
    from filelock import FileLock

    book, out = small(tmp_path), tmp_path / "out"
    inner = Folders.of(book, out).inner
    inner.mkdir(parents=True)
    command = [sys.executable, "-m", "octavo", "build", str(book), "--out", str(out), *WEB]
    with FileLock(inner / "lock"):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == f"Another build is at work in {out}; waiting for it to end.\n"
        assert process.poll() is None
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert "The first sentence" in text(out)


# One read


@pytest.mark.latex
def test_every_edition_comes_from_one_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = built(tmp_path_factory, "small", WHOLE / "small")
    known = Outcome.load(out / ".octavo" / "state.json")
    assert known is not None
    assert known[1].reads == 1
    assert {product.edition for product in known[1].products} == {edition.value for edition in Edition}


def test_nothing_changed_means_nothing_done(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    first = octavo("build", book, "--out", out, *WEB)
    stamp = (out / "web" / "one.html").stat().st_mtime_ns
    second = octavo("build", book, "--out", out, *WEB)
    assert "read and check" in first.stdout
    assert "read and check" not in second.stdout
    assert second.stdout.splitlines() == first.stdout.splitlines()[-len(second.stdout.splitlines()) :]
    assert (out / "web" / "one.html").stat().st_mtime_ns == stamp


def test_an_edited_bibliography_changes_the_notes_of_chapters_that_were_not_touched(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    assert octavo("build", book, "--out", out, *WEB).returncode == 0
    assert "1985" in text(out)
    bib = book / "sources.bib"
    bib.write_text(bib.read_text(encoding="utf-8").replace("1985}", "1986}"), encoding="utf-8")
    assert octavo("build", book, "--out", out, *WEB).returncode == 0
    assert "(Longman, 1986)" in text(out)


def test_a_removed_work_fails_the_build_and_fails_it_again(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    assert octavo("build", book, "--out", out, *WEB).returncode == 0
    before = text(out)
    bib = book / "sources.bib"
    bib.write_text(bib.read_text(encoding="utf-8").replace("{smith-1904,", "{smith-1905,"), encoding="utf-8")
    runs = [octavo("build", book, "--out", out, *WEB) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1]
    assert runs[0].stderr == runs[1].stderr
    assert (
        runs[0].stderr.count("C001 no bibliography entry for 'smith-1904' (did you mean 'smith-1905'?)") == 6
    )
    assert text(out) == before


# TeX's faults


@pytest.mark.latex
def test_a_failure_of_tex_names_the_chapter_and_shows_texs_own_line(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    conf = book / "conf.py"
    # Else the formula is refused before TeX sees it.
    conf.write_text(conf.read_text(encoding="utf-8") + "octavo_trusted = True\n", encoding="utf-8")
    page = book / "three.rst"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nA formula: :math:`\\nosuchmacro{x}`.\n", encoding="utf-8"
    )
    line = len(page.read_text(encoding="utf-8").splitlines())
    for _ in range(2):
        run = octavo("build", book, "--out", out, "--edition", "print")
        assert run.returncode == 1
        assert f"three.rst:{line}: T001 TeX: Undefined control sequence" in run.stderr
        assert len(run.stderr.splitlines()) == 2
    assert not (out / "print").exists()


@pytest.mark.latex
def test_the_other_editions_are_made_when_one_cannot_be(tmp_path: Path) -> None:
    book, out = small(tmp_path), tmp_path / "out"
    (book / "dot.png").write_bytes(b"no picture")
    run = octavo("build", book, "--out", out)
    assert run.returncode == 1
    assert "T001" in run.stderr
    assert (out / "web" / "index.html").exists()
    assert (out / "epub" / "small-book.epub").exists()
    assert not (out / "print").exists()


# Plain Sphinx


def test_plain_sphinx_fails_on_a_bad_key_and_fails_again(tmp_path: Path) -> None:
    book = copied(tmp_path, "unknown-key")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(book), str(tmp_path / "html")]
    runs = [subprocess.run(command, capture_output=True, text=True, check=False) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1]
    for run in runs:
        assert run.stderr.count("C001 no bibliography entry for") == 3
        assert "Traceback" not in run.stderr
