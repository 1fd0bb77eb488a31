"""The EPUB: a small book with hostile titles, read as XHTML."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fire import (
    DC,
    HOSTILE,
    LANG,
    NCX,
    TYPE,
    H,
    by_id,
    classed,
    pages_of,
    printed_epub,
    words,
)
from octavo.editions.epub_package import Page
from octavo.editions.html_translator import tag_case

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
