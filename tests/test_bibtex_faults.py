"""What goes wrong with sphinxcontrib-bibtex alone, on one small book: gone, or refused with a message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from pypdfium2 import PdfDocument

from octavo.cli.main import main

CONF = """\
project = "Faults"
author = "A. Author"
copyright = "2026 A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["a.bib"]
octavo_slug = "faults"
"""

BIB = r"""
@book{alder-1904, author = {Alder, Ann}, title = {Port arthur \& the {P}ress on \emph{Ship}},
  publisher = {Marrow}, year = 1904, keywords = {primary, seen}}
@book{birch-1910, author = {Birch, Ben}, translator = {Lee, Cy}, title = {Ice},
  date = {1910-02}, keywords = {later}}
@article{cane-1911, author = {Cane, Di}, title = {Was the thaw a Thaw?}, journal = {Gazette}, year = 1911}
@book{dale-1912, author = {Dale, Ed}, title = {Never Cited}, publisher = {Marrow}, year = 1912}
"""

ONE = """
One
===

First :cite:p:`cane-1911,alder-1904{4},alder-1904{9},birch-1910{see the map}`.
Then a note of the author's.\\ [#own]_
Then :footcite:`birch-1910`, and again a note.\\ [#more]_
As :cite:author:`alder-1904` says in :cite:year:`alder-1904`.

Of the ice :cite:p:`birch-1910{3}`
----------------------------------

A word.

.. rubric:: Notes

.. [#own] The first.
.. [#more] The second, after :cite:p:`alder-1904{5}`.

.. chapter-sources:: Sources of This Chapter
"""

TWO = """
Two
===

Only here :footcite:p:`cane-1911`.

Sources
-------

.. bibliography::
   :filter: docname in docnames
"""

BOOK = {
    "conf.py": CONF,
    "a.bib": BIB,
    "index.rst": "Faults\n======\n\n.. toctree::\n\n   one\n   two\n   list\n",
    "one.rst": ONE,
    "two.rst": TWO,
    "list.rst": 'List\n====\n\n.. bibliography::\n   :filter: cited and keywords % "primary"\n\n'
    'Rest\n----\n\n.. bibliography::\n   :filter: cited and not (keywords % "primary")\n',
}

Build = Callable[..., Path]


def words(element: html.HtmlElement) -> str:
    """Return an element's text on one line."""
    return " ".join(element.text_content().split())


def page(web: Path, name: str) -> html.HtmlElement:
    return html.fromstring((web / f"{name}.html").read_bytes())


def notes(web: Path, name: str) -> list[str]:
    """Return the notes of a page, without their numbers and ways back."""
    found = page(web, name).xpath("//*[@role='doc-footnote']")
    return [re.sub(r"^\W*\d+\W*", "", words(note)).rstrip("↩ ") for note in found]


def sources(web: Path, name: str) -> list[list[str]]:
    """Return the lists of sources of a page."""
    lists = page(web, name).xpath("//ul[contains(@class, 'sources')]")
    return [[words(entry) for entry in one.xpath("./li")] for one in lists]


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Return what builds the book, changed as asked, in the folder of the build before."""
    book = tmp_path / "book"
    book.mkdir()

    def run(*editions: str, **changed: str) -> Path:
        for name, text in (BOOK | {n.replace("_", "."): t for n, t in changed.items()}).items():
            path = book / name
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
        options = [part for edition in editions or ("web",) for part in ("--edition", edition)]
        status = main(["build", str(book), "--out", str(tmp_path / "out"), *options])
        said = capsys.readouterr()
        assert status == 0, said.out + said.err
        assert "W1" not in said.out + said.err
        return tmp_path / "out" / "web"

    return run


def test_no_locator_is_lost_and_the_order_is_the_authors(build: Build) -> None:
    first = notes(build(), "one")[0]
    assert first == (
        "Di Cane, “Was the Thaw a Thaw?” Gazette, 1911; Ann Alder, Port Arthur & the Press on Ship"
        " (Marrow, 1904), 4, 9; Ben Birch, Ice, trans. Cy Lee (1910), see the map."
    )


def test_numbers_follow_the_reader_and_footcite_is_a_citation(build: Build) -> None:
    web = build()
    calls = [words(e).strip("[]") for e in page(web, "one").xpath("//a[@role='doc-noteref']")]
    assert calls == ["1", "2", "3", "4", "5"]
    told = notes(web, "one")
    assert [told[1], told[2], told[3], told[4]] == [
        "The first.",
        "Birch, Ice.",
        "The second, after (Alder, Port Arthur & the Press on Ship, 5).",
        "Birch, Ice, 3.",
    ]
    assert notes(web, "two") == ["Di Cane, “Was the Thaw a Thaw?” Gazette, 1911."]


def test_no_empty_heading_is_left_over_the_notes(build: Build) -> None:
    rubrics = page(build(), "one").xpath("//p[contains(@class, 'rubric')]")
    assert [words(rubric) for rubric in rubrics] == ["Sources of This Chapter"]


def test_a_name_and_a_year_stand_in_the_text(build: Build) -> None:
    assert "As Alder says in 1904." in words(page(build(), "one"))


def test_lists_hold_what_is_cited_by_kind_and_no_id_stands_twice(build: Build) -> None:
    web = build()
    alder, cane, birch = (
        "Alder, Ann. Port Arthur & the Press on Ship. Marrow, 1904.",
        "Cane, Di. “Was the Thaw a Thaw?” Gazette, 1911.",
        "Birch, Ben. Ice. Translated by Cy Lee. 1910.",
    )
    assert sources(web, "list") == [[alder], [birch, cane]]
    assert sources(web, "two") == [[cane]]
    assert sources(web, "one") == [[alder, birch, cane]]
    assert "Sources of This Chapter" in words(page(web, "one"))
    for name in ("one", "two", "list"):
        ids = page(web, name).xpath("//@id")
        assert [i for i, count in Counter(ids).items() if count > 1] == [], name
    # The list at a chapter's end is nobody's goal while another list holds the works.
    assert page(web, "one").xpath("//ul[contains(@class, 'sources')]/li/@id") == []
    assert page(web, "two").xpath("//ul[contains(@class, 'sources')]/li/@id") == ["source-cane-1911"]
    goals = {
        href.rpartition("#")[0] for href in page(web, "one").xpath("//a[contains(@href, '#source-')]/@href")
    }
    assert goals == {"list.html", "two.html"}


def test_a_list_at_a_chapters_end_is_the_goal_where_no_other_list_is(build: Build) -> None:
    two = TWO.partition("Sources\n")[0] + "\n.. chapter-sources::\n"
    web = build(two_rst=two, list_rst="List\n====\n\nNo list.\n")
    found = page(web, "one").xpath("//ul[contains(@class, 'sources')]/li/@id")
    assert found == ["source-alder-1904", "source-birch-1910", "source-cane-1911"]
    assert page(web, "two").xpath("//a[contains(@href, 'source-')]/@href") == ["#source-cane-1911"]


def test_a_citation_in_a_heading_shows_no_key_in_the_contents(build: Build) -> None:
    web = build()
    for name in ("index", "one", "two", "list"):
        assert "birch-1910" not in words(page(web, name))


def test_an_entry_that_changes_changes_notes_and_lists(build: Build) -> None:
    build()
    web = build(a_bib=BIB.replace("year = 1904", "year = 1905"))
    assert "(Marrow, 1905), 4, 9" in notes(web, "one")[0]
    assert sources(web, "list")[0] == ["Alder, Ann. Port Arthur & the Press on Ship. Marrow, 1905."]


def test_a_style_that_changes_changes_every_page(build: Build) -> None:
    build()
    web = build(conf_py=CONF + 'octavo_citation_style = "chicago-author-date"\n')
    assert "(Cane 1911; Alder 1904, 4, 9; Birch 1910, see the map)" in words(page(web, "one"))
    assert sources(web, "list")[0] == ["Alder, Ann. 1904. Port Arthur & the Press on Ship. Marrow."]
    assert "[1]" not in words(page(web, "list"))


def test_a_work_cited_anew_comes_into_the_list_of_a_page_that_did_not_change(build: Build) -> None:
    before = page(build(), "list").xpath("//li/@id")
    web = build(two_rst=TWO.replace("Only here", "Now :cite:p:`dale-1912`, only here"))
    after = page(web, "list").xpath("//li/@id")
    assert set(after) - set(before) == {"source-dale-1912"}


def test_ids_of_entries_do_not_move_when_an_entry_comes_before(build: Build) -> None:
    before = page(build(), "list").xpath("//li[starts-with(@id, 'source-')]/@id")
    new = "@book{aaa-1900, author = {Aa, A.}, title = {Aaa}, publisher = {M}, year = 1900}\n"
    web = build(a_bib=new + BIB)
    assert page(web, "list").xpath("//li[starts-with(@id, 'source-')]/@id") == before


def test_two_editions_in_one_process_have_each_entry_once(build: Build) -> None:
    web = build("web", "epub")
    assert sources(web, "list")[1] == [
        "Birch, Ben. Ice. Translated by Cy Lee. 1910.",
        "Cane, Di. “Was the Thaw a Thaw?” Gazette, 1911.",
    ]


@pytest.mark.latex
def test_print_has_every_list_where_its_directive_stands(build: Build) -> None:
    paper = build("print").parent / "print" / "faults.pdf"
    text = " ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(paper))
    places = [text.find(head) for head in ("Sources of This Chapter", "Only here", "Rest")]
    assert -1 not in places and places == sorted(places)
    assert text.find("Birch, Ben. Ice.", places[0]) < places[1]
    assert text.find("Birch, Ben. Ice.", places[2]) > places[2]
