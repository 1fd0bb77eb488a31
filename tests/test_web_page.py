"""The printed pages in the web edition, and its words in the book's language."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from fire import BOOK, make, write_book
from octavo.editions.web_pages import is_behind
from web_pages import ONE, PRINTED, printed_web, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_web(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def pages(web: Path) -> dict[str, html.HtmlElement]:
    return read(web)


def test_printed_pages_begin_where_they_begin_on_paper(pages: dict[str, html.HtmlElement]) -> None:
    marks = pages[ONE].xpath("//*[@role='doc-pagebreak']")
    assert [(mark.tag, mark.get("id"), mark.get("title")) for mark in marks] == [
        ("span", "page-1", "Page 1"), ("div", "page-2", "Page 2"),
    ]  # fmt: skip
    assert marks[0].tail.startswith("came")
    assert marks[1].getnext().get("id") == "afterwards"


def test_the_index_names_printed_pages(pages: dict[str, html.HtmlElement]) -> None:
    entries = [words(entry) for entry in pages["genindex.html"].xpath("//section//li[@id]")]
    assert {"Tsushima, vii, 3", "Asakawa, 2"} <= set(entries)
    assert "pages of the printed book" in words(pages["genindex.html"])


def test_new_printed_pages_write_the_pages_that_show_them(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    web = tmp_path / "out/web"
    make(book, "web", web)
    assert not (web / ONE).read_text(encoding="utf-8").count("doc-pagebreak")
    before = {path: path.stat().st_mtime_ns for path in web.rglob("*.html")}
    (tmp_path / "out/print").mkdir()
    assert not is_behind(web, "fire")
    (tmp_path / "out/print/fire.pages").write_text(PRINTED, encoding="utf-8")
    assert is_behind(web, "fire")
    make(book, "web", web)
    assert not is_behind(web, "fire")
    written = {p.relative_to(web).as_posix() for p, stamp in before.items() if p.stat().st_mtime_ns != stamp}
    assert written == {"preface.html", ONE, "chapters/two.html", "genindex.html", "search.html"}


def test_printed_pages_half_written_wait_for_the_next_build(tmp_path: Path) -> None:
    (tmp_path / "out/print").mkdir(parents=True)
    (tmp_path / "out/print/fire.pages").write_text(PRINTED[:-8], encoding="utf-8")
    make(write_book(tmp_path / "book"), "web", tmp_path / "out/web")
    assert is_behind(tmp_path / "out/web", "fire")


def test_words_of_the_book_are_in_its_language(tmp_path: Path) -> None:
    conf = BOOK["conf.py"].replace('language = "en"', 'language = "de"')
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "web", tmp_path / "out/web")
    found = read(tmp_path / "out/web")
    assert words(found["genindex.html"].xpath("//h1")[0]) == "Stichwortverzeichnis"
    assert words(found["search.html"].xpath("//h1")[0]) == "Suche"
    assert words(found["index.html"].xpath("//h2[@id='contents-heading']")[0]) == "Inhalt"


def test_lists_of_tables_lead_to_the_tables(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book", **{"conf.py": BOOK["conf.py"] + '\noctavo_lists = ["tables"]\n'})
    make(book, "web", tmp_path / "out/web")
    found = read(tmp_path / "out/web")
    (link,) = found["index.html"].xpath("//section[contains(@class, 'book-list')]//a/@href")
    path, _, name = link.partition("#")
    assert path == ONE and found[ONE].xpath("//table/descendant-or-self::*[@id=$name]", name=name)
