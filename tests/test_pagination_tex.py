"""The printed page as TeX sets it: paragraphs broken again, an author's wish, the flagship."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from building import WHOLE, built, octavo
from octavo.cli import measured
from octavo.findings import open_findings
from octavo.pagination.check import check, open_pages
from octavo.pagination.model import Pages
from octavo.typesetting import engine

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"

#: Long words that break, so that many lines end in a hyphen, and short ones that leave stubs.
WORDS = (
    "administration bombardment of correspondence the considerable department in establishment "
    "fortification it government and harbourmaster independence by jurisdiction to manufacturing a "
    "negotiation at organization parliamentary on representation or understanding"
).split()

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("pages")]


def paragraphs() -> Iterator[str]:
    """Yield paragraphs, each of another length and with other words first."""
    words = cycle(WORDS)
    for number in range(60):
        next(words)
        yield " ".join(next(words) for _ in range(70 + number)).capitalize() + "."


@pytest.fixture(scope="module")
def set_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a book's TeX file, set, with two paragraphs that are to be tight and loose."""
    book = tmp_path_factory.mktemp("long-words") / "book"
    shutil.copytree(WHOLE / "small", book)
    chapter = book / "two.rst"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text("\n\n".join([text, *paragraphs()]) + "\n", encoding="utf-8")
    out = book.with_name("out")
    run = octavo("build", book, "--out", out, "--edition", "print")
    assert run.returncode == 0, run.stdout + run.stderr
    return out / ".octavo" / "work" / "print"


def pages(path: Path) -> Pages:
    found = open_pages(path, path.name)
    assert found is not None
    return found


def count(path: Path, *codes: str) -> int:
    return sum(finding.code in codes for finding in check(pages(path)))


def test_ladders_and_stubs_are_broken_again(set_book: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(set_book, plain)
    (plain / "octavo-lines.lua").write_text("", encoding="utf-8")
    without = engine.typeset(plain, "small-book").pdf
    assert count(without, "L010", "L012") >= 5
    assert count(set_book / "small-book.pdf", "L010", "L012") <= count(without, "L010", "L012") // 2


def test_every_line_stands_on_the_grid_and_no_paragraph_is_torn(set_book: Path) -> None:
    assert count(set_book / "small-book.pdf", "L001", "L002", "L003", "L004", "L005", "L008", "L009") == 0


def test_a_paragraph_is_a_line_shorter_or_longer_where_its_author_says_so(
    set_book: Path, tmp_path: Path
) -> None:
    lengths = {}
    for name in ("as it is", "tight", "loose"):
        folder = tmp_path / name.replace(" ", "-")
        shutil.copytree(set_book, folder)
        tex = folder / "small-book.tex"
        text = tex.read_text(encoding="utf-8")
        start = text.index(r"\octavoparagraph{p:two:40}")
        wish = "" if name == "as it is" else rf"\octavo{name}{{}}"
        tex.write_text(text[:start] + wish + text[start:], encoding="utf-8")
        engine.typeset(folder, "small-book")
        lengths[name] = len([line for leaf in pages(folder / "small-book.pdf").leaves for line in leaf.texts])
    assert lengths["loose"] == lengths["as it is"] + 1
    assert lengths["tight"] in {lengths["as it is"] - 1, lengths["as it is"]}


def test_the_class_of_a_paragraph_reaches_tex(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(WHOLE / "small", book)
    chapter = book / "two.rst"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(f"{text}\n\n.. rst-class:: loose\n\nA paragraph.\n", encoding="utf-8")
    out = tmp_path / "out"
    assert octavo("build", book, "--out", out, "--edition", "print").returncode == 0
    tex = (out / ".octavo" / "work" / "print" / "small-book.tex").read_text(encoding="utf-8")
    assert tex.count(r"\octavoloose{}\octavoparagraph") == 1


@pytest.mark.xdist_group("flagship")
def test_the_flagship_has_no_fault_of_setting_that_is_not_accepted(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    out = built(tmp_path_factory, "flagship", BOOK)
    found, _ = measured.measured("", BOOK, out)
    assert [str(finding) for finding in open_findings(found)] == []
