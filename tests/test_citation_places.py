"""A citation in every place that a book has, in every edition, before and after an edit of the sources."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from building import octavo

CONF = """\
project = "Places"
author = "A. Author"
copyright = "2026 A. Author"
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["a.bib"]
octavo_slug = "places"
octavo_handout_papers = ["a4"]
octavo_citation_style = "chicago-notes-bibliography-subsequent-ibid"
octavo_citation_styles = {}
"""

BIB = """\
@book{alder, author = {Alder, Ann}, title = {Port}, publisher = {Marrow}, year = {1904}, volumes = {3}}
@book{birch, author = {Birch, Ben}, title = {Ice}, publisher = {Marrow}, year = {1910}}
@book{treaty, author = {Cane, Di}, title = {Treaties}, publisher = {Marrow}, year = {1911},
  keywords = {treaty}}
@archival{letter, author = {Dale, Ed}, title = {Report}, year = {1903}, archive = {Archive}, fond = {417},
  keywords = {treaty}}
"""

#: The chapter: each locator is a number of its own, so that its note can be found in any edition.
ONE = """\
One and Its Ice :cite:p:`birch{101}`
====================================

First :cite:p:`alder{102}`. Again the same :cite:p:`alder{103}`. With words in the same note
:cite:p:`{On the ice, see}birch{104, with his own doubts}`.

A volume :cite:p:`alder{vol. 2, p. 105}`, an article :cite:p:`treaty{art. V}`, a leaf
:cite:p:`letter{fol. 106}`, a range :cite:p:`birch{107--109}`,
and a note of the author's.\\ [#own]_ After it :cite:p:`birch{110}`.

.. figure:: dot.*
   :name: fig
   :alt: A black dot on a white ground.

   A caption :cite:p:`birch{111}`.

.. list-table:: A table's title :cite:p:`birch{112}`
   :header-rows: 1

   * - A head :cite:p:`birch{113}`
     - Other
   * - A cell :cite:p:`birch{114}`
     - 5

.. epigraph::

   Words of somebody else.

   -- Birch :cite:p:`birch{115}`

* An item :cite:p:`birch{116}`.

A term :cite:p:`birch{117}`
   What it means :cite:p:`birch{118}`.

.. note::

   A box :cite:p:`birch{119}`.

.. sidebar:: Beside

   A sidebar :cite:p:`birch{120}`.

A section :cite:p:`birch{121}`
------------------------------

.. timeline::
   :events: /events.yaml

.. [#own] The author's words, and a source :cite:p:`alder{122}`.

.. chapter-sources:: Sources of This Chapter
"""

EVENTS = """\
- date: 1904-02-08
  title: Attack
  description: It began.
  sources: [birch]
"""

#: Locators that must be found, one for each place of the chapter.
LOCATORS = [str(n) for n in range(101, 123) if n not in {108, 109}]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the book, written."""
    folder = tmp_path_factory.mktemp("places") / "book"
    folder.mkdir()
    dot = Path(__file__).parent / "whole" / "small"
    for name, text in {
        "conf.py": CONF,
        "a.bib": BIB,
        "one.rst": ONE,
        "events.yaml": EVENTS,
        "index.rst": "Places\n======\n\n.. part:: Part\n\n   one\n\n.. back-matter::\n\n   list\n",
        "list.rst": "List\n====\n\n.. bibliography::\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("dot.svg", "dot.png"):
        (folder / name).write_bytes((dot / name).read_bytes())
    return folder


def of_markup(data: bytes) -> str:
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for element in root.xpath("//script | //style | //head | //pre"):
        element.getparent().remove(element)
    return " ".join("".join(root.itertext()).split())


def of_pdf(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    document.close()
    return " ".join("\n".join(pages).replace("\ufffe\r\n", "").replace("\ufffe", "").split())


def editions(out: Path) -> Iterator[tuple[str, str]]:
    """Yield the text of the chapter in each edition."""
    yield "web", of_markup((out / "web" / "one.html").read_bytes())
    with zipfile.ZipFile(out / "epub" / "places.epub") as archive:
        yield "epub", of_markup(archive.read("text/one.xhtml"))
    yield "print", of_pdf(out / "print" / "places.pdf")
    yield "handouts", of_pdf(next((out / "handouts").glob("*.pdf")))


@pytest.fixture(scope="module")
def first(book: Path) -> dict[str, str]:
    """Return what the editions say after the first build."""
    out = book.parent / "out"
    run = octavo("build", book, "--out", out)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "W1" not in run.stderr
    return dict(editions(out))


@pytest.mark.latex
@pytest.mark.xdist_group("citation-places")
class TestPlaces:
    def test_every_place_has_its_note_in_every_edition(self, first: dict[str, str]) -> None:
        for edition, text in first.items():
            for locator in LOCATORS:
                assert re.search(rf"\b{locator}\b", text), (edition, locator)

    def test_locators_are_printed_as_the_manual_wants(self, first: dict[str, str]) -> None:
        for edition, text in first.items():
            for words in ("2:105", "art. V", "fol. 106", "107–9"):
                assert words in text, (edition, words)
            assert "107--" not in text

    def test_words_of_the_author_stand_in_the_same_note(self, first: dict[str, str]) -> None:
        for edition, text in first.items():
            assert re.search(r"On the ice, see Birch, Ice, 104, with his own doubts\.", text), edition
            # One numbering; the author's note holds its source and no second note.
            assert re.search(r"The author’s words, and a source \(?Alder, Port, 122\)?", text), edition

    def test_ibid_stands_on_paper_and_the_short_form_where_a_note_pops_up(
        self, first: dict[str, str]
    ) -> None:
        for edition in ("print", "handouts"):
            assert "Ibid., 103." in first[edition], edition
        for edition in ("web", "epub"):
            assert "Alder, Port, 103." in first[edition], edition
            assert "bid." not in first[edition], edition

    def test_the_sources_of_the_chapter_stand_at_its_end(self, first: dict[str, str]) -> None:
        for edition, text in first.items():
            _, _, end = text.partition("Sources of This Chapter")
            for entry in ("Alder, Ann. Port", "Birch, Ben. Ice", "Cane, Di. Treaties", "Dale, Ed. “Report.”"):
                assert entry in end, (edition, entry)

    def test_an_edit_of_the_sources_is_in_every_edition_and_leaves_nothing_stale(
        self, book: Path, first: dict[str, str]
    ) -> None:
        out = book.parent / "out"
        (book / "a.bib").write_text(BIB.replace("{Ice}", "{Frost}").replace("1904", "1905"), encoding="utf-8")
        for _ in range(2):
            run = octavo("build", book, "--out", out)
            assert run.returncode == 0, run.stdout + run.stderr
            for edition, text in editions(out):
                assert "Birch, Frost, 104" in text, edition
                assert not re.search(r"Birch, Ice|Ben\. Ice|Marrow, 1904", text), edition
        (book / "a.bib").write_text(BIB.replace("{birch,", "{beech,"), encoding="utf-8")
        for _ in range(2):
            run = octavo("build", book, "--out", out)
            assert run.returncode == 1
            # Once for each line of the chapter that cites it, and for the timeline.
            lines = sum("birch{" in line for line in ONE.splitlines())
            assert run.stderr.count("C001 no bibliography entry for 'birch'") == lines + 1, run.stderr
