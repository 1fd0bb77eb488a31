"""The print edition of a small whole book, read from its PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from filelock import FileLock
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from building import session_folder
from octavo.editions.pages import Opening, PrintedPages
from octavo.editions.print import pdf
from octavo.typesetting import engine

SMALL = Path(__file__).parent / "whole" / "small"


#: Macros of Sphinx's writer in visitors that our translator replaces, or in its own template.
REPLACED = set(
    """
    sphinxhyphen sphinxfootnotemark sphinxincludegraphics sphinxcite sphinxhref sphinxurl
    sphinxnolinkurl sphinxcrossref sphinxsamedocref sphinxtermref sphinxthebibliography
    sphinxtheindex sphinxhline sphinxcline sphinxfixclines sphinxvlinecrossing DUlineblock
    DUlineblockindent sphinxtablestrut sphinxmultirow sphinxstartmulticolumn sphinxstopmulticolumn
    sphinxcolwidth sphinxbeforeendvarwidth sphinxfigcaption sphinxlegend
    sphinxunactivateextrasandspace sphinxstyleindexentry sphinxstyleindexextra
    sphinxstyleindexpageref sphinxstyleindexlettergroup sphinxleftcurlybrace sphinxrightcurlybrace
    sphinxfigure sphinxsetup sphinxLiteralBlockLabel sphinxstyleliteralemphasis
    sphinxstyleliteralstrong
    """.split()
)


def written(folder: Path, builder: str = "print", book: Path = SMALL) -> Path:
    """Write an edition's TeX and return its folder."""
    with docutils_namespace():
        app = Sphinx(book, book, folder / builder, folder / "doctrees", builder, status=None, freshenv=True)
        app.build(force_all=True)
    return folder / builder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the finished print edition, made once for every worker."""
    shared = session_folder(tmp_path_factory) / "print-of-small"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "print" / "small-book.pdf").exists():
            run = pdf(written(shared), "small-book", shared / "cache")
            assert run.passes == 2
    return shared / "print"


@pytest.fixture(scope="module")
def book(folder: Path) -> pikepdf.Pdf:
    return pikepdf.open(folder / "small-book.pdf")


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[str]:
    opened = pypdfium2.PdfDocument(folder / "small-book.pdf")
    return [page.get_textpage().get_text_range() for page in opened]


@pytest.fixture(scope="module")
def places(book: pikepdf.Pdf) -> dict[str, int]:
    """Return the page, from 0, of every named destination."""
    number = {page.obj.objgen: index for index, page in enumerate(book.pages)}
    found = {}
    for name, place in pikepdf.NameTree(book.Root.Names.Dests).items():
        goal = place["/D"] if isinstance(place, pikepdf.Dictionary) else place
        found[str(name)] = number[goal[0].objgen]
    return found


def labels(book: pikepdf.Pdf) -> list[str]:
    return [page.label for page in book.pages]


pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("print")]


def test_the_trim_is_the_settings(book: pikepdf.Pdf) -> None:
    for page in book.pages:
        assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, 432, 648], abs=0.1)


def test_front_matter_has_roman_numerals_and_chapter_one_opens_on_a_recto(
    book: pikepdf.Pdf, places: dict[str, int]
) -> None:
    assert labels(book)[:4] == ["i", "ii", "iii", "iv"]
    for name in ("preface", "one", "two", "three", "bibliography", "index", "part-1", "part-2"):
        assert places[name] % 2 == 0, f"{name} opens on a verso"
    assert labels(book)[places["part-1"]] == "1"
    assert labels(book)[places["one"]] == "3"


def test_titles_with_every_special_character_are_printed_as_they_are(
    pages: list[str], places: dict[str, int]
) -> None:
    title = r"A Small Book of # $ % & _ { } ~ ^ \ and 東郷"
    for number in (0, 2):
        assert title in " ".join(pages[number].split())
    assert r"Costs of # $ % & _ { } ~ ^ \ and <tags>" in " ".join(pages[places["one"]].split())


def test_bookmarks_and_metadata_hold_the_same_titles(book: pikepdf.Pdf) -> None:
    assert str(book.docinfo["/Title"]) == r"A Small Book of # $ % & _ { } ~ ^ \ and 東郷"
    with book.open_outline() as outline:
        tops = [item.title for item in outline.root]
        chapters = [item.title for part in outline.root for item in part.children]
    assert tops == ["Preface", r"The First of # $ % & _ { } ~ ^ \\", "Макаров", "Bibliography", "Index"]
    assert {r"Costs of # $ % & _ { } ~ ^ \ and <tags>", "東郷, Макаров and 旅順", "Three"} <= set(chapters)


def test_contents_give_the_pages_on_which_chapters_open(
    book: pikepdf.Pdf, pages: list[str], places: dict[str, int]
) -> None:
    contents = next(text for text in pages if text.lstrip().startswith("Contents"))
    for name, title in (("preface", "Preface"), ("three", "Three"), ("bibliography", "Bibliography")):
        label = labels(book)[places[name]]
        assert re.search(rf"{title}\s+{label}\b", contents), (title, label, contents)


def test_blank_pages_are_blank_and_openings_have_no_running_head(
    pages: list[str], places: dict[str, int]
) -> None:
    assert pages[1].strip() == ""
    assert pages[places["part-1"] + 1].strip() == ""
    assert pages[places["one"]].lstrip().lower().startswith("chapter one")


def test_every_citation_has_its_destination_and_leads_to_its_entry(
    book: pikepdf.Pdf, places: dict[str, int]
) -> None:
    cites = [name for name in places if name.startswith("cite:")]
    assert cites
    links = [link for page in book.pages for link in page.obj.get("/Annots", [])]
    goals = {str(link.A.D) for link in links if "/D" in link.get("/A", {})}
    assert goals <= places.keys()
    sources = {name for name in places if name.startswith("source:")}
    assert sources & goals == sources
    for name in cites:
        document, serial = name.split(":")[1:3]
        assert f"call:{document}:{serial}" in places, name


def test_a_note_stands_at_the_foot_of_the_page_that_calls_it(places: dict[str, int]) -> None:
    notes = [name for name in places if name.startswith("note:")]
    assert len(notes) >= 8
    for name in notes:
        assert places[name] == places["notecall:" + name.removeprefix("note:")], name


def test_the_index_gives_the_page_of_an_entry_and_links_to_it(
    book: pikepdf.Pdf, pages: list[str], places: dict[str, int]
) -> None:
    text = " ".join(pages[places["index"]].split())
    label = labels(book)[places["one:a-section-with-a-citation"]]
    assert f"Makarov, {label}" in text
    assert places[f"page:{label}"] == places["one:a-section-with-a-citation"]


def test_every_font_is_embedded_and_none_is_bold_or_computer_modern(book: pikepdf.Pdf) -> None:
    names = set()
    for page in book.pages:
        for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
            names.add(str(font.BaseFont))
    assert names
    assert all("Octavo" in name or "NotoSerifCJK" in name for name in names), names


def test_nothing_is_set_wider_than_the_line(folder: Path) -> None:
    log = (folder / "small-book.log").read_text(encoding="utf-8", errors="replace")
    assert "Overfull \\hbox" not in log


def test_the_harvest_names_the_word_that_opens_each_page(folder: Path, book: pikepdf.Pdf) -> None:
    harvest = PrintedPages.load(folder / "small-book.pages")
    assert harvest is not None
    assert [page.label for page in harvest.pages] == labels(book)
    assert "3" in harvest.at_sections("one").values()
    first, last = harvest.span(["one"]) or ("", "")
    assert first == "3"
    assert last in {"3", "4"}
    blank = [page.label for page in harvest.pages if page.opening is Opening.BLANK]
    assert "ii" in blank
    assert harvest.span(["three"]) == ("9", "9")


def test_the_tex_of_the_same_book_is_the_same(folder: Path, tmp_path: Path) -> None:
    again = written(tmp_path)
    assert (again / "small-book.tex").read_bytes() == (folder / "small-book.tex").read_bytes()
    assert engine.fingerprint(again) == engine.fingerprint(folder)


def test_no_printed_edition_no_pages(tmp_path: Path) -> None:
    assert PrintedPages.load(tmp_path / "none.pages") is None


def test_every_macro_that_the_writer_can_name_is_ours_or_latexs() -> None:
    """Sphinx's writer names macros of sphinx.sty, which our class does not load."""
    import sphinx.writers.latex as writer

    from octavo import templates

    source = Path(writer.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"\\\\?((?:sphinx|pysig|DU)[A-Za-z]+)", source))
    named |= set(
        re.findall(r"\\\\?(?:begin|end)\{(sphinx[A-Za-z]+|DU[a-z]+|fulllineitems|savenotes)", source)
    )
    styles = "".join(path.read_text(encoding="utf-8") for path in templates.folder("latex").glob("*.sty"))
    assert {name for name in named if name not in styles} <= REPLACED
