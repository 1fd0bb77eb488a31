"""What a page of the web edition says of itself, what is made of the pages, and what they weigh."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from lxml import html
from pybtex.database import parse_string

from octavo.bibliography.markup import plain_text
from octavo.editions.web_citing import Citable, as_bibtex, as_ris, as_text, inverted
from octavo.editions.web_find import passages
from octavo.editions.web_metadata import highwire, present
from octavo.editions.web_pages import is_behind, page_of_ids
from octavo.proof.web import open_folder
from octavo.proof.weight import heaviest, weigh
from octavo.settings import Settings
from test_epub import BOOK, HOSTILE, make, write_book
from test_web import ONE, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")

#: The printed pages that a print edition would have written down.
PRINTED = (
    "vii\ttext\ts:preface:preface\t0\n"
    "1\ttext\tp:chapters/one:2\t3\n"
    "2\ttext\ts:chapters/one:afterwards\t0\n"
    "3\ttext\tp:chapters/two:1\t0\n"
)
CONF = (
    BOOK["conf.py"]
    + '\nhtml_baseurl = "https://example.org/book/"\noctavo_isbn_print = "978-3-16-148410-0"\n'
)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("printed")
    book = write_book(base / "book", **{"conf.py": CONF})
    (book / "cover.png").write_bytes(b"\x89PNG")
    (base / "out/print").mkdir(parents=True)
    (base / "out/print/fire.pages").write_text(PRINTED, encoding="utf-8")
    assert make(book, "web", base / "out/web") == ""
    return base / "out/web"


@pytest.fixture(scope="module")
def pages(web: Path) -> dict[str, html.HtmlElement]:
    return read(web)


def settings(**values: str) -> Settings:
    known = {
        "title": "Fire & 100% {Water}",
        "authors": ("Ann O'Neill", "Ludwig van Beethoven"),
        "language": "en",
    }
    return Settings(**{**known, "copyright": "", "slug": "fire", **values})  # type: ignore[arg-type]


# Citing


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("Ann O'Neill", "O'Neill, Ann"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("John Ronald Reuel Tolkien", "Tolkien, John Ronald Reuel"),
        ("The Society of Authors", "The Society of Authors"),
        ("Longmans, Green & Co.", "Longmans, Green & Co."),
        ("東郷 平八郎", "東郷 平八郎"),
        ("Voltaire", "Voltaire"),
        ("Ōe Kenzaburō, ed.", "Ōe Kenzaburō, ed."),
        ("", ""),
    ],
)
def test_family_names_lead_where_a_name_has_one(name: str, turned: str) -> None:
    assert inverted(name) == turned


def test_a_chapter_is_cited_with_its_pages() -> None:
    work = Citable(
        settings(publisher="Press", place="Paris", year="2026"), "Siege", 3, ("41", "78"), "https://x.y/"
    )
    text = "".join(piece for piece, _ in as_text(work))
    assert text == (
        "Ann O'Neill and Ludwig van Beethoven, “Siege,” chap. 3 in Fire & 100% {Water} "
        "(Paris: Press, 2026), 41–78, https://x.y/."
    )
    assert [piece for piece, is_title in as_text(work) if is_title] == ["Fire & 100% {Water}"]


def test_bibtex_reads_what_we_write() -> None:
    title = "Ships # $ % & _ { } 東郷"
    work = Citable(settings(year="2026", subtitle="A_B"), title, 3, ("41", "78"))
    (entry,) = parse_string(as_bibtex(work), "bibtex").entries.values()
    assert (entry.key, entry.type) == ("fire-3", "incollection")
    assert entry.fields["pages"] == "41--78"
    assert [person.last_names for person in entry.persons["author"]] == [["O'Neill"], ["Beethoven"]]
    assert plain_text(entry.fields["booktitle"]) == "Fire & 100% {Water}: A_B"
    assert plain_text(entry.fields["title"]) == title


def test_ris_has_a_line_for_each_fact_and_an_end() -> None:
    work = Citable(settings(year="2026", isbn_print="978"), "Siege", 3, ("41", "78"))
    assert as_ris(work).split("\r\n") == [
        "TY  - CHAP", "AU  - O'Neill, Ann", "AU  - van Beethoven, Ludwig", "TI  - Siege",
        "T2  - Fire & 100% {Water}",
        "SE  - 3", "SP  - 41", "EP  - 78", "PY  - 2026", "SN  - 978", "LA  - en", "ER  - ", "",
    ]  # fmt: skip


def test_a_book_without_an_isbn_is_not_taken_for_an_article() -> None:
    assert present(highwire(Citable(settings()))) == []
    tags = dict(present(highwire(Citable(settings(isbn_print="978")))))
    assert "citation_isbn" in tags and "citation_inbook_title" not in tags


def test_every_page_offers_its_citation(pages: dict[str, html.HtmlElement]) -> None:
    for path, page in pages.items():
        offered = page.xpath("//details[@class='cite-this']")
        assert len(offered) == (path not in {"genindex.html", "search.html"}), path
    (offer,) = pages[ONE].xpath("//details[@class='cite-this']")
    assert f"“{HOSTILE},” chap. 1 in Fire & <Water> {HOSTILE}: A & B <C> (Press & Co., 2026), 1–2" in words(
        offer
    )
    shown = offer.xpath(".//pre")
    kept = offer.xpath(".//a[@download]")
    assert [link.get("download") for link in kept] == ["fire-1.bib", "fire-1.ris"]
    for link, pre in zip(kept, shown, strict=True):
        file = unquote(link.get("href").partition(",")[2])
        assert file.replace("\r\n", "\n") == pre.text_content().replace("\r\n", "\n")


# For programs


def test_reference_managers_read_a_section_of_a_book(pages: dict[str, html.HtmlElement]) -> None:
    tags = pages[ONE].xpath("//meta[starts-with(@name, 'citation_')]")
    told = [(tag.get("name"), tag.get("content")) for tag in tags]
    assert ("citation_title", HOSTILE) in told
    assert ("citation_inbook_title", f"Fire & <Water> {HOSTILE}: A & B <C>") in told
    assert [value for name, value in told if name == "citation_author"] == [
        "Ann O'Neill & Sons",
        "東郷 <Editor>",
    ]
    assert ("citation_firstpage", "1") in told and ("citation_lastpage", "2") in told
    assert ("citation_fulltext_html_url", f"https://example.org/book/{ONE}") in told
    assert all(value for _, value in told)


def test_json_ld_can_be_read_and_closes_no_script(pages: dict[str, html.HtmlElement]) -> None:
    (script,) = pages[ONE].xpath("//script[@type='application/ld+json']")
    said = json.loads(script.text)
    assert (said["@type"], said["name"], said["isPartOf"]["@type"]) == ("Chapter", HOSTILE, "Book")
    assert "<" not in script.text
    (script,) = pages["index.html"].xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["@type"] == "Book"


def test_a_shown_link_has_title_and_picture(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    tags = {
        t.get("property"): t.get("content") for t in pages[ONE].xpath("//meta[starts-with(@property, 'og:')]")
    }
    assert tags["og:title"] == HOSTILE
    assert tags["og:url"] == f"https://example.org/book/{ONE}"
    assert tags["og:image"] == "https://example.org/book/_static/cover.png"
    assert (web / "_static/cover.png").is_file()


def test_only_the_bibliography_gives_its_works_away(pages: dict[str, html.HtmlElement]) -> None:
    works = {path: page.xpath("//*[@class='Z3988']/@title") for path, page in pages.items()}
    assert [path for path, found in works.items() if found] == ["bibliography.html"]
    fields = [parse_qs(found) for found in works["bibliography.html"]]
    assert [(f["rft.btitle"], f["rft.au"], f["rft.date"]) for f in fields] == [
        (["The Conflict"], ["Asakawa, Kan’ichi"], ["1904"]),
        (["The Origins of the War"], ["Nish, Ian"], ["1985"]),
    ]


# Printed pages


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


# Finding and showing


def test_passages_are_what_is_read(web: Path) -> None:
    article = html.fromstring(
        '<article><section id="s"><h1 id="h"><span class="chapter-number">Chapter 1</span>'
        '<span>Dawn</span><a class="headerlink" href="#s">¶</a></h1>'
        '<p id="p1">One <sup class="noteref"><a role="doc-noteref">1</a></sup>two.</p>'
        '<p id="p2"><span role="doc-pagebreak" data-page="7"></span>Three <span role="doc-pagebreak" '
        'data-page="8"></span>four.</p><ul><li>Five<p id="p3">six</p></li></ul>'
        "<table><tr><td>a</td><td>b</td></tr></table></section></article>"
    )
    found = [(p.anchor, p.text, p.page) for p in passages(article)]
    assert found == [
        ("h", "Chapter 1 Dawn", ""), ("p1", "One two.", ""), ("p2", "Three four.", "7"), ("p3", "six", "8"),
        ("s", "a b", "8"),
    ]  # fmt: skip


def test_a_note_is_found_on_the_printed_page_of_its_call() -> None:
    article = html.fromstring(
        '<article><p id="p1"><span role="doc-pagebreak" data-page="7"></span>One<sup><a role="doc-noteref" '
        'href="#n1">1</a></sup> two <span role="doc-pagebreak" data-page="8"></span>three.</p>'
        '<div role="doc-footnote" id="n1"><p>A note.</p></div><p id="p2">After.</p></article>'
    )
    assert [(p.anchor, p.page) for p in passages(article)] == [("p1", "7"), ("n1", "7"), ("p2", "8")]
    assert page_of_ids([("one", article)]) == {("one", "p1"): "7", ("one", "n1"): "7", ("one", "p2"): "8"}


def test_every_passage_leads_to_an_id(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    (words_file,) = (web / "_static").glob("words.*.js")
    text = words_file.read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("octavo.found(").removesuffix(");\n"))
    assert [uri for uri, _, _ in data] == [
        "preface.html", ONE, "chapters/two.html", "glossary.html", "bibliography.html",
    ]  # fmt: skip
    for uri, _, found in data:
        ids = set(pages[uri].xpath("//@id"))
        assert found and {anchor for anchor, _, _ in found} <= ids, uri
    assert any("三笠" in text for _, text, _ in {uri: found for uri, _, found in data}[ONE])


def test_every_source_and_term_linked_to_can_be_shown(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    text = (web / "_static/shown.js").read_text(encoding="utf-8")
    shown = json.loads(text.removeprefix("octavo.shown(").removesuffix(");\n"))
    links = pages[ONE].xpath("//a[@role='doc-biblioref' or @role='doc-glossref']/@href")
    assert links and {href.removeprefix("../") for href in links} <= set(shown)
    term = html.fromstring(f"<div>{shown['glossary.html#term-fleet']}</div>")
    assert words(term) == "fleet Ships together."
    assert not term.xpath("//@id")


# Files


def test_files_are_few_and_named_after_what_is_in_them(web: Path) -> None:
    found = {path.name for path in (web / "_static").iterdir()}
    hashed = {name for name in found if re.search(r"\.[0-9a-f]{10}\.(js|css|woff)$", name)}
    plain = {name.partition(".")[0] for name in hashed}
    assert {name for name in plain if not name.startswith("serif-")} == {"book", "find", "words"}
    assert found - hashed == {"shown.js", "cover.png"}
    for name in hashed:
        data = (web / "_static" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(name.split(".")[1])


def test_listings_bring_their_own_style(tmp_path: Path) -> None:
    two = BOOK["chapters/two.rst"] + "\n.. code-block:: python\n\n   import this\n"
    make(write_book(tmp_path / "book", **{"chapters/two.rst": two}), "web", tmp_path / "out/web")
    found = read(tmp_path / "out/web")
    (style,) = found["chapters/two.html"].xpath("//link[contains(@href, '/code.')]/@href")
    assert (tmp_path / "out/web/chapters" / style).is_file()
    assert not found[ONE].xpath("//link[contains(@href, '/code.')]")


def test_the_first_page_is_light_and_nothing_comes_from_elsewhere(web: Path) -> None:
    weights = {weight.path: weight for weight in weigh(web, open_folder(web))}
    first = weights["index.html"]
    # The page, its style and script; of the face the parts for English, and for the Cyrillic in its title.
    assert first.requests == 8
    assert first.compressed < 150_000 and first.compressed < first.size
    assert heaviest(tuple(weights.values())).compressed >= first.compressed
    assert [weight.elsewhere for weight in weights.values() if weight.elsewhere] == []


def test_what_is_fetched_is_counted_once_and_through_style_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<link rel="stylesheet" href="s.css"><link rel="next" href="b.html"><img src="p.png">'
        '<img src="p.png"><script src="https://example.org/x.js"></script>'
        '<img src="data:image/gif;base64,AA">'
    )
    (tmp_path / "s.css").write_text("body { background: url('q.png') }")
    for name in ("p.png", "q.png", "b.html"):
        (tmp_path / name).write_bytes(b"12345")
    weight = weigh(tmp_path, open_folder(tmp_path))[0]
    total = sum((tmp_path / name).stat().st_size for name in ("a.html", "s.css", "p.png", "q.png"))
    assert (weight.requests, weight.size, weight.elsewhere) == (4, total, ("https://example.org/x.js",))


def test_a_face_is_fetched_for_the_letters_that_a_page_has(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<link rel="stylesheet" href="s.css"><p>Tōgō</p>', encoding="utf-8")
    (tmp_path / "b.html").write_text('<link rel="stylesheet" href="s.css"><p>Togo</p>', encoding="utf-8")
    face = "@font-face {{ src: url('{0}.woff'); unicode-range: {1}; }} "
    style = face.format("latin", "U+0020-007E, U+00A0") + face.format("more", "U+0100-017F")
    (tmp_path / "s.css").write_text(style + "@font-face { src: url(any.woff); }", encoding="utf-8")
    for name in ("latin", "more", "any"):
        (tmp_path / f"{name}.woff").write_bytes(b"12345")
    assert [weight.requests for weight in weigh(tmp_path, open_folder(tmp_path))] == [5, 4]


def test_words_of_the_book_are_in_its_language(tmp_path: Path) -> None:
    conf = BOOK["conf.py"].replace('language = "en"', 'language = "de"')
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "web", tmp_path / "out/web")
    found = read(tmp_path / "out/web")
    assert words(found["genindex.html"].xpath("//h1")[0]) == "Stichwortverzeichnis"
    assert words(found["search.html"].xpath("//h1")[0]) == "Suche"
    assert words(found["index.html"].xpath("//h2[@id='contents-heading']")[0]) == "Inhalt"
