"""Which pages of the web edition a change writes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from fire import BOOK, make, write_book
from web_pages import ONE, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")


def stamps(web: Path) -> dict[str, int]:
    """Return when each document's page was written."""
    paths = [web / f"{name.removesuffix('.rst')}.html" for name in BOOK if name.endswith(".rst")]
    return {path.relative_to(web).as_posix(): path.stat().st_mtime_ns for path in paths if path.exists()}


@pytest.fixture
def twice(tmp_path: Path) -> tuple[Path, Path]:
    """A book and its web edition, built once."""
    book = write_book(tmp_path / "book")
    make(book, "web", tmp_path / "out/web")
    return book, tmp_path / "out/web"


def written(book: Path, web: Path) -> set[str]:
    """Build again and return the pages that were written."""
    before = stamps(web)
    make(book, "web", web)
    return {path for path, stamp in stamps(web).items() if before.get(path) != stamp}


def test_an_unchanged_book_is_not_written_again(twice: tuple[Path, Path]) -> None:
    assert written(*twice) == set()


def test_a_changed_sentence_writes_its_page_alone(twice: tuple[Path, Path]) -> None:
    book, web = twice
    path = book / "chapters/two.rst"
    path.write_text(path.read_text(encoding="utf-8").replace("A [#]_", "Another [#]_"), encoding="utf-8")
    assert written(book, web) == {"chapters/two.html"}


def test_a_changed_source_writes_the_pages_that_print_it(twice: tuple[Path, Path]) -> None:
    book, web = twice
    path = book / "sources.bib"
    path.write_text(path.read_text(encoding="utf-8").replace("The Conflict", "The Quarrel"), encoding="utf-8")
    assert written(book, web) == {ONE, "bibliography.html"}
    assert "The Quarrel" in words(read(web)[ONE])


def test_a_changed_title_writes_every_page(twice: tuple[Path, Path]) -> None:
    book, web = twice
    path = book / "chapters/two.rst"
    path.write_text("Two Again\n=========\n\nWords.\n", encoding="utf-8")
    assert written(book, web) == set(stamps(web))
    assert all("2 Two Again" in words(page) for page in read(web).values())


def test_a_page_that_is_missing_is_written(twice: tuple[Path, Path]) -> None:
    book, web = twice
    (web / "preface.html").unlink()
    assert written(book, web) == {"preface.html"}


def test_a_chapter_that_is_gone_leaves_no_page(twice: tuple[Path, Path]) -> None:
    book, web = twice
    (book / "chapters/two.rst").unlink()
    (book / "index.rst").write_text(BOOK["index.rst"].replace("   chapters/two\n", ""), encoding="utf-8")
    make(book, "web", web)
    assert not (web / "chapters/two.html").exists()


def test_an_author_may_choose_another_theme(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", **{"conf.py": BOOK["conf.py"] + '\nhtml_theme = "alabaster"\n'})
    make(book, "web", tmp_path / "out/web")
    page = read(tmp_path / "out/web")[ONE]
    assert len(page.xpath("//a[@role='doc-noteref']")) == 4
