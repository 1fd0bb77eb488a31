"""The index of sources: its words, its order, and each place in every built edition."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from building import WHOLE, built, octavo
from citing import shown
from judging import works
from octavo.bibliography.csl import item
from octavo.citations.index_places import Cited, tokens
from octavo.citations.short_forms import filed, short_forms
from octavo.edition import Edition
from octavo.editions.pages import printed_places
from octavo.findings import Finding
from octavo.production.folders import Folders
from octavo.production.progress import Progress
from octavo.production.source import check
from octavo.proof.epub import prove_epub
from octavo.proof.expected import Cited as CitedWork
from octavo.proof.expected import Expectation, ExpectedIndex, ExpectedSource
from octavo.proof.indexed import Claim, Standing, judged
from octavo.proof.print import prove_print
from octavo.proof.web import prove_web

# Places

PLACES = [
    ([("12", 3)], "12n3"),
    ([("12", 3), ("12", 5)], "12n3, 12n5"),
    ([("14", 7), ("14", 8), ("14", 9), ("15", 10)], "14nn7–9, 15n10"),
    ([("14", 7), ("14", 7)], "14n7"),
    ([("xii", 3)], "xii\u00a0n3"),
    ([("Preface", 3), ("Preface", 4)], "Preface\u00a0nn3–4"),
    ([("45", 0)], "45"),
    ([("45", 0), ("45", 0)], "45"),
    ([("45", 0), ("46", 0), ("47", 0)], "45–47"),
    ([("45", 0), ("47", 0)], "45, 47"),
    ([("xi", 0), ("xii", 0)], "xi, xii"),
    ([("45", 0), ("45", 3), ("46", 0)], "45, 45n3, 46"),
    ([("45", 0), ("46", 2), ("47", 0)], "45, 46n2, 47"),
    ([("4", 1), ("7", 0), ("8", 0)], "4n1, 7–8"),
]


@pytest.mark.parametrize(("found", "printed"), PLACES)
def test_places_are_printed_as_an_index_has_them(found: list[tuple[str, int]], printed: str) -> None:
    cited = [Cited(label, note, "one", i) for i, (label, note) in enumerate(found, 1)]
    made = list(tokens(cited))
    assert ", ".join(token.text for token in made) == printed
    assert made[0].first == cited[0]


# Short forms

WORKS = """
@book{nish, author = {Nish, Ian}, title = {The Origins of a War: A Study}, year = {1985}}
@book{mary, author = {Nish, Mary}, title = {Ice}, year = {1990}}
@book{okuma, editor = {Ōkuma, Shigenobu}, title = {Fifty Years of New {Japan}}, year = {1909}}
@book{two, author = {Brinkley, F. and Kikuchi, Dairoku}, title = {A History},
  shorttitle = {The \\emph{Mikasa}}, year = {1915}}
@article{piece, author = {Żeromski, Stefan}, title = {Neutral ``Reporting''}, journal = {J}, year = {1991}}
@treaty{first, title = {Agreement between Two}, year = {1902}}
@treaty{second, title = {Agreement between Two}, year = {1905}}
@book{crown, author = {{The Crown}}, title = {Papers}, year = {1900}}
@book{togo, author = {Tōgō, Heihachirō}, authororiginal = {東郷平八郎}, nameorder = {family},
  langid = {japanese}, title = {Nikki}, titleoriginal = {日記}, year = {1930}}
@book{vera, author = {Вера, А.}, title = {Порт}, langid = {russian}, year = {1907}}
"""


def test_short_forms_are_the_authors_and_the_short_title_in_the_order_of_an_index(tmp_path: Path) -> None:
    items = {key: item(work) for key, work in works(tmp_path, WORKS).items()}
    forms = short_forms(items, "en")
    assert [shown(inlines) for inlines in forms.values()] == [
        "Agreement between Two (1902)",
        "Agreement between Two (1905)",
        "Brinkley and Kikuchi, *The *Mikasa",
        "The Crown, *Papers*",
        "Nish, Ian, *Origins of a War*",
        "Nish, Mary, *Ice*",
        "Ōkuma, *Fifty Years of New Japan*",
        "Tōgō, *Nikki*",
        "Żeromski, “Neutral ‘Reporting’”",
        "‹ru: Вера›, ‹ru: Порт›",
    ]


@pytest.mark.parametrize(
    "ordered",
    [
        ["Agreement", "The Crown", "Ōkuma", "O’Neill", "Zulu", "Вера", "日露"],
        ["de Gaulle", "Müller", "Œuvres", "Øster", "van der Oye"],
        ["Nish, Ian", "Nish, Mary", "Nishi"],
    ],
)
def test_letters_are_filed_under_their_plain_forms(ordered: list[str]) -> None:
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=filed) == ordered


# The proof: each fault planted

CITED = CitedWork("one.rst", 4, "one", 1, 1, 1, "nish", "12", ("Nish",))
OTHER = replace(CITED, serial=2, line=9)
ON_12 = Standing(CITED, frozenset({"12"}), 3)
ON_13 = Standing(OTHER, frozenset({"13"}), 0)


def proved(claims: list[Claim], *standings: Standing) -> list[Finding]:
    return list(judged(Edition.WEB, "web/index.html", "nish", claims, standings))


def test_an_index_that_says_what_is_so_has_no_finding() -> None:
    assert proved([Claim("12n3", ("one", 1)), Claim("13", ("one", 2))], ON_12, ON_13) == []
    assert proved([Claim("12nn2–4", ("one", 1)), Claim("12–14", ("one", 2))], ON_12, ON_13) == []
    # A table stands on a page that nobody can tell, and paper tells no number.
    assert proved([Claim("99n3", ("one", 1))], replace(ON_12, labels=frozenset())) == []
    assert proved([Claim("98–99", ("one", 2))], replace(ON_13, labels=frozenset())) == []
    assert proved([Claim("12n99", ("one", 1))], replace(ON_12, note=None)) == []


@pytest.mark.parametrize(
    ("claims", "codes"),
    [
        ([], ["P031"]),
        ([Claim("13n3", ("one", 1))], ["P032", "P031"]),
        ([Claim("12n4", ("one", 1))], ["P032", "P031"]),
        ([Claim("12", ("one", 1))], ["P032", "P031"]),
        ([Claim("12n3", ("one", 7))], ["P032"]),
        ([Claim("12n3", None)], ["P032"]),
        ([Claim("12n3", ("one", 1)), Claim("40", ("two", 1))], ["P032"]),
    ],
)
def test_each_fault_of_an_index_is_found(claims: list[Claim], codes: list[str]) -> None:
    assert [finding.code for finding in proved(claims, ON_12)] == codes


def test_a_place_that_the_index_does_not_name_is_told_where_it_stands() -> None:
    found = proved([Claim("12n3", ("one", 1))], ON_12, ON_13)
    assert [str(f) for f in found] == [
        "one.rst:9: P031 web: the index of sources does not name this place of 'nish' "
        "(see what the index of sources holds in this edition)"
    ]


# Built editions

STYLES = {"notes": "chicago-notes-bibliography", "date": "chicago-author-date"}


def book_with_index(folder: Path, style: str) -> Path:
    """Return the small book with an index of sources and a style."""
    shutil.copytree(WHOLE / "small", folder)
    conf = folder / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + f'octavo_citation_style = "{style}"\n', encoding="utf-8"
    )
    root = folder / "index.rst"
    root.write_text(
        root.read_text(encoding="utf-8").replace("   bibliography\n", "   bibliography\n   sources-index\n"),
        encoding="utf-8",
    )
    text = "Index of Sources\n================\n\n.. sources-index::\n"
    (folder / "sources-index.rst").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=STYLES)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return book and editions of the small book with an index, in a style with notes and in one without."""
    book = book_with_index(tmp_path_factory.mktemp(request.param) / "book", STYLES[request.param])
    return book, built(tmp_path_factory, f"sources-index-{request.param}", book)


def expectation(book: Path) -> Expectation:
    """Return what a book's editions are held against."""
    with (book.parent / "progress").open("w", encoding="utf-8") as stream:
        return check(Folders.of(book, book.parent / "out"), Progress(stream=stream)).expectation


def lines(markup: bytes) -> list[str]:
    """Return the works of an index as a reader sees them."""
    root = etree.fromstring(markup, etree.HTMLParser(encoding="utf-8"))
    found = root.xpath("//*[@class='sources-index']/li")
    return [" ".join("".join(element.itertext()).split()) for element in found]


def printed_text(path: Path) -> str:
    """Return the text of a PDF without its line ends."""
    document = pypdfium2.PdfDocument(path)
    text = " ".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    document.close()
    return " ".join(text.replace("\ufffe", "").split())


@pytest.mark.latex
@pytest.mark.xdist_group("sources-index")
class TestBuilt:
    def test_the_three_editions_say_the_same(self, small: tuple[Path, Path]) -> None:
        _, out = small
        web = lines((out / "web" / "sources-index.html").read_bytes())
        epub = next((out / "epub").glob("*.epub"))
        with zipfile.ZipFile(epub) as archive:
            inside = lines(archive.read("text/sources-index.xhtml"))
        assert web == inside
        assert web
        text = printed_text(out / "print" / f"{epub.stem}.pdf")
        for line in web:
            assert line in text

    def test_every_place_is_proved_in_every_edition(self, small: tuple[Path, Path]) -> None:
        book, out = small
        expected = expectation(book)
        assert [index.docname for index in expected.indexes] == ["sources-index"]
        assert set(expected.indexes[0].keys) == {cited.key for cited in expected.citations}
        slug = next((out / "epub").glob("*.epub")).stem
        for reading in (
            prove_web(out / "web", expected),
            prove_epub(out / "epub" / f"{slug}.epub", expected),
            prove_print(out / "print" / f"{slug}.pdf", expected),
        ):
            assert reading.findings == [], reading.edition

    def test_a_work_that_the_index_lacks_is_found_in_every_edition(self, small: tuple[Path, Path]) -> None:
        book, out = small
        found = expectation(book)
        ghost = ExpectedSource("ghost-1900", ("Ghost",), "source-ghost-1900")
        index = ExpectedIndex("sources-index", ("ghost-1900",))
        wrong = replace(found, sources=(*found.sources, ghost), indexes=(index,))
        slug = next((out / "epub").glob("*.epub")).stem
        for reading in (
            prove_web(out / "web", wrong),
            prove_epub(out / "epub" / f"{slug}.epub", wrong),
            prove_print(out / "print" / f"{slug}.pdf", wrong),
        ):
            assert [finding.code for finding in reading.findings] == ["P031"], reading.edition

    def test_a_handout_has_none(self, small: tuple[Path, Path]) -> None:
        _, out = small
        for path in (out / "handouts").glob("*-a4.pdf"):
            assert "Numbers are pages" not in printed_text(path)


@pytest.mark.latex
@pytest.mark.xdist_group("sources-index")
def test_a_link_that_leads_astray_is_found(small: tuple[Path, Path], tmp_path: Path) -> None:
    book, out = small
    web = Path(shutil.copytree(out / "web", tmp_path / "web"))
    page = web / "sources-index.html"
    text = page.read_text(encoding="utf-8")
    first = re.search(r'<a class="place" href="[^"]*#cite-', text)
    assert first
    page.write_text(text.replace(first[0], first[0].replace("cite-", "cite-9")), encoding="utf-8")
    found = prove_web(web, expectation(book)).findings
    assert "P032" in {finding.code for finding in found}


@pytest.mark.latex
def test_without_a_printed_book_places_are_chapters(tmp_path: Path) -> None:
    book = book_with_index(tmp_path / "book", STYLES["notes"])
    run = octavo("build", book, "--out", tmp_path / "out", "--edition", "web", "--edition", "epub")
    assert run.returncode == 0, run.stderr
    page = (tmp_path / "out" / "web" / "sources-index.html").read_text(encoding="utf-8")
    assert "Numbers are chapters; n stands before that of a note." in page
    assert all(re.search(r", (?:\d+|Preface\s)n", line) for line in lines(page.encode()))


def test_a_file_of_places_that_tex_is_writing_costs_nothing(tmp_path: Path) -> None:
    pages = tmp_path / "book.pages"
    assert printed_places(pages) == {}
    (tmp_path / "book.places").write_text(
        "chapter-1\t3\ncall:chapters/one:1\t3\ncall:=E6=97=85:12\txii\ncall:one:2\t\ncall:on",
        encoding="utf-8",
    )
    assert printed_places(pages) == {("chapters/one", 1): "3", ("旅", 12): "xii"}
