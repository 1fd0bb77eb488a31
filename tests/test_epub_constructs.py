"""A book of every construct that docutils, Sphinx and octavo know, in all four editions."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html

from building import WHOLE, built, octavo
from octavo.production.linting import sources
from octavo.proof.epub_lint import lint
from octavo.proof.expected import ChapterNumbers, Expectation

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("constructs")]

BOOK = WHOLE / "constructs"
ROOT = BOOK.parents[2]

#: Directives and roles that the book shows, besides those of its own rooms.
SHOWN = """
    admonition attention caution centered code-block compound container contents csv-table danger doctest
    epigraph error figure glossary highlights hint hlist image important index list-table literalinclude math
    note only option parsed-literal part productionlist pull-quote py:class py:function role rubric rst-class
    seealso sidebar table tabularcolumns timeline tip toctree topic versionadded versionchanged deprecated
    versionremoved warning back-matter front-matter bibliography appendices letter table-notes
""".split()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "constructs", BOOK)


@pytest.fixture(scope="module")
def epub(out: Path) -> Path:
    return out / "epub" / "constructs.epub"


@pytest.fixture(scope="module")
def texts(epub: Path) -> dict[str, str]:
    """Every file of the EPUB that is text, by its path."""
    with zipfile.ZipFile(epub) as archive:
        names = [n for n in archive.namelist() if n.endswith((".xhtml", ".opf", ".css", ".ncx"))]
        return {name: archive.read(name).decode() for name in names}


def test_the_book_shows_what_it_promises() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(BOOK.rglob("*.rst")))
    missing = {name for name in SHOWN if not re.search(rf"^ *\.\. (?:\|\w+\| )?{name}::", text, re.MULTILINE)}
    assert missing - {"doctest"} == set() and ">>> " in text


def test_every_edition_is_made_without_a_finding(out: Path) -> None:
    said = out.with_suffix(".done").read_text(encoding="utf-8")
    assert {path.name for path in out.iterdir() if not path.name.startswith(".")} >= {
        "web", "epub", "print", "handouts", "report",
    }  # fmt: skip
    assert not re.search(r"\b[A-Z]\d{3} ", said), said


@pytest.mark.parametrize("book", ["book", "tests/whole/constructs"])
def test_our_own_check_finds_nothing(book: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    name = {"book": "flagship"}.get(book, Path(book).name)
    (found,) = (built(tmp_path_factory, name, ROOT / book) / "epub").glob("*.epub")
    docs = tuple(p.relative_to(ROOT / book).with_suffix("").as_posix() for p in (ROOT / book).rglob("*.rst"))
    places = dict(sources(ROOT / book, Expectation((), (), (ChapterNumbers("", 0, docs=docs),))))
    assert lint(found, places) == ()


def test_a_formula_has_one_number_in_every_edition(out: Path, texts: dict[str, str]) -> None:
    assert re.search(r'class="formula-number">\(4\.1\)<', texts["text/figures.xhtml"])
    assert re.search(r'href="#equation-lanchester"[^>]*>\(4\.1\)</a>', texts["text/figures.xhtml"])
    with pypdfium2.PdfDocument(out / "print/constructs.pdf") as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("(4.1)") == 2 and "As (4.1) says" in text


def test_the_printed_book_is_named_by_its_isbn(texts: dict[str, str]) -> None:
    assert '<meta property="pageBreakSource">urn:isbn:9783161484100</meta>' in texts["content.opf"]


def test_decoration_says_that_it_is_none(texts: dict[str, str]) -> None:
    page = etree.fromstring(texts["text/figures.xhtml"].encode())
    silent = [image for image in page.iter("{*}img") if not image.get("alt")]
    assert [image.get("role") for image in silent] == ["presentation"]


def classed(page: str, tag: str, name: str) -> list[etree._Element]:
    """Return the elements of a page that have a class."""
    root = etree.fromstring(page.encode())
    return [e for e in root.iter(f"{{*}}{tag}") if name in (e.get("class") or "").split()]


def words(element: etree._Element) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def test_the_pages_before_the_contents_say_what_they_are(texts: dict[str, str]) -> None:
    epigraph = etree.fromstring(texts["epigraph.xhtml"].encode()).find(".//{*}section")
    assert epigraph is not None and epigraph.get("role") == "doc-epigraph"
    assert words(epigraph) == "Everything that can be written will be. A proverb"
    assert "Volume 1" in texts["series.xhtml"]
    (picture,) = etree.fromstring(texts["frontispiece.xhtml"].encode()).iter("{*}img")
    assert picture.get("alt") == "A black dot on a white ground."
    spine = re.findall(r'<itemref idref="([^"]*)"', texts["content.opf"])
    hrefs = dict(re.findall(r'<item id="([^"]*)" href="([^"]*)"', texts["content.opf"]))
    order = [hrefs[name] for name in spine]
    front = "series frontispiece title-page copyright dedication epigraph nav".split()
    assert order[1:8] == [f"{name}.xhtml" for name in front]
    assert order[-2:] == ["book-index.xhtml", "text/colophon.xhtml"]


def test_lists_of_maps_figures_and_tables_lead_to_them(texts: dict[str, str]) -> None:
    nav = etree.fromstring(texts["nav.xhtml"].encode())
    lists = {e.get("id"): e for e in nav.iter("{*}nav") if (e.get("id") or "").startswith("list-")}
    assert list(lists) == ["list-maps", "list-figures", "list-tables"]
    types = [e.get("{http://www.idpf.org/2007/ops}type") for e in lists.values()]
    assert types == ["loi", "loi", "lot"]
    (map_one,) = lists["list-maps"].iter("{*}a")
    assert (map_one.get("href"), words(map_one)) == (
        "text/figures-and-tables.xhtml#map-one",
        "B.2 A map of the Mikasa’s dot",
    )
    said = {words(link): link.get("href") for link in lists["list-figures"].iter("{*}a")}
    assert said["B.1 A figure with a credit"] == "text/figures-and-tables.xhtml#fig-appendix"
    assert (
        said["11.2 The second picture of the chapter, after Fig. 11.1"]
        == "text/nested/first.xhtml#fig-nested-two"
    )
    assert not any("note" in (link.get("role") or "") for e in lists.values() for link in e.iter("{*}a"))


def test_a_part_opens_with_its_epigraph_and_what_it_is_about(texts: dict[str, str]) -> None:
    (epigraph,) = classed(texts["text/part-1.xhtml"], "blockquote", "epigraph")
    assert epigraph.get("role") == "doc-epigraph"
    assert "What the part is about, in a paragraph of two lines." in texts["text/part-1.xhtml"]


def test_appendices_have_letters_and_their_role(out: Path, texts: dict[str, str]) -> None:
    section = etree.fromstring(texts["text/figures-and-tables.xhtml"].encode()).find(".//{*}section")
    assert section is not None and section.get("role") == "doc-appendix"
    (label,) = classed(texts["text/figures-and-tables.xhtml"], "span", "chapter-number")
    assert words(label) == "Appendix B"
    assert 'epub:type="backmatter"' in texts["text/figures-and-tables.xhtml"]
    assert ">B. Figures and Tables of an Appendix</a>" in texts["nav.xhtml"]
    web = (out / "web/figures-and-tables.html").read_text(encoding="utf-8")
    assert "Appendix B" in web and "Table B.1" in web and "Fig. B.2" in web


def test_a_letter_has_its_parts_and_a_poem_its_source(texts: dict[str, str]) -> None:
    page = texts["text/documents.xhtml"]
    letter, telegram = classed(page, "blockquote", "letter")
    assert letter.get("id") == "letter-one"
    parts = [(p.get("class") or "").removeprefix("letter-") for p in letter if p.tag.endswith("}p")]
    assert [p for p in parts if p] == [
        "dateline", "addressee", "salutation", "closing", "signature", "postscript", "attribution"
    ]  # fmt: skip
    assert words(telegram) == "Sailed."
    (poem,) = classed(page, "blockquote", "poem")
    assert words(poem[-1]) == "A Poet, “A Poem”" and "attribution" in poem[-1].get("class", "")


@pytest.mark.parametrize("edition", ["web", "epub"])
def test_a_tables_notes_stand_below_it_and_link_back(edition: str, out: Path, texts: dict[str, str]) -> None:
    page = texts["text/figures-and-tables.xhtml"]
    if edition == "web":
        page = (out / "web/figures-and-tables.html").read_text(encoding="utf-8")
    root = html.document_fromstring(page.encode())
    (notes,) = root.xpath('//div[@class="table-notes"]')
    assert notes.get("role") == "note"
    calls = root.xpath('//sup[@class="table-call"]/a')
    assert [words(call) for call in calls] == ["a", "a", "b"]
    for call in calls:
        (note,) = root.xpath(f'//*[@id="{call.get("href")[1:]}"]')
        assert words(note).startswith(words(call)) and note.getparent() is notes
    back = [link.get("href") for link in notes.xpath(".//sup/a[@aria-label]")]
    assert back == [f"#{calls[0].get('id')}", f"#{calls[2].get('id')}"]
    assert words(notes[-1]) == "Source: A list of ships."


def test_a_table_keeps_its_notes_on_paper(out: Path) -> None:
    with pypdfium2.PdfDocument(out / "print/constructs.pdf") as document:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    (page,) = [text for text in pages if "Of the old pattern" in text]
    assert re.search(
        r"Beta 6 ?b 30 a ?Of the old pattern\.1? b ?With the spare ones\. Source: A list", page
    ), page
    assert "Origins of a War (Longman, 1985), 31." in page, "a note of a note of a table is at the foot"


def test_a_credit_stands_below_the_legend(out: Path, texts: dict[str, str]) -> None:
    credits_ = [words(line) for line in classed(texts["text/figures-and-tables.xhtml"], "p", "credit")]
    assert credits_ == ["Drawn by Ann, for this book", "Survey of Dots"]
    with pypdfium2.PdfDocument(out / "print/constructs.pdf") as document:
        text = " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in document)
    assert "A figure with a credit A legend above it. Drawn by Ann, for this book" in text


def test_an_event_shown_twice_has_its_id_once(texts: dict[str, str]) -> None:
    assert texts["text/timelines.xhtml"].count('id="event-second"') == 1
    assert texts["text/timelines.xhtml"].count("The later event") == 2


def test_every_class_has_a_style_and_every_style_a_class(texts: dict[str, str]) -> None:
    styled = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}", "", texts["css/book.css"])))
    used = {
        c for text in texts.values() for found in re.findall(r' class="([^"]*)"', text) for c in found.split()
    }
    assert styled == used - {"citation"}


def test_the_same_bytes_wherever_and_however_it_is_built(tmp_path: Path) -> None:
    digests = set()
    for number, (zone, seed, mask) in enumerate([("UTC", "0", 0o022), ("Asia/Tokyo", "7", 0o077)]):
        book = Path(shutil.copytree(BOOK, tmp_path / f"folder {number}" / "book"))
        environment = {"TZ": zone, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1767225600"}
        before = os.umask(mask)
        try:
            with pytest.MonkeyPatch.context() as patch:
                for key, value in environment.items():
                    patch.setenv(key, value)
                run = octavo("build", book, "--out", book.parent / "out", "--edition", "epub")
        finally:
            os.umask(before)
        assert run.returncode == 0, run.stdout + run.stderr
        digests.add((book.parent / "out/epub/constructs.epub").read_bytes())
    assert len(digests) == 1
