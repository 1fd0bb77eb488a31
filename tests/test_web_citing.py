"""How a page of the web edition is cited: as text, by BibTeX and RIS, by programs that read the page."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote

import pytest
from lxml import html
from PIL import Image
from pybtex.database import parse_string

from fire import BOOK, HOSTILE, make, pages_of, write_book
from octavo.bibliography.markup import plain_text
from octavo.citations.engine import Engine
from octavo.citations.inlines import to_nodes
from octavo.citations.style import alone, find_style
from octavo.editions.web_assets import picture
from octavo.editions.web_citing import Citable, as_bibtex, as_csl, as_ris, inverted
from octavo.editions.web_metadata import highwire, present
from octavo.settings import Settings
from web_pages import ONE, printed_web, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_web(tmp_path_factory.mktemp("printed"))


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


#: What each style makes of a chapter, and of the book itself.
STYLES = {
    "chicago-notes-bibliography": (
        "O’Neill, Ann, and Ludwig van Beethoven. “Siege <1>.” In Fire & 100% {Water}: A_B. Press, 2026. "
        "https://x.y/.",
        "O’Neill, Ann, and Ludwig van Beethoven. Fire & 100% {Water}: A_B. Press, 2026.",
    ),
    # Two works of the same authors in the same year: each is cited alone, so no letter tells them apart.
    "apa": (
        "O’Neill, A., & van Beethoven, L. (2026). Siege <1>. In Fire & 100% {Water}: A_B (pp. 41–78). Press. "
        "https://x.y/",
        "O’Neill, A., & van Beethoven, L. (2026). Fire & 100% {Water}: A_B. Press.",
    ),
    "modern-language-association": (
        "O’Neill, Ann, and Ludwig van Beethoven. “Siege <1>.” Fire & 100% {Water}: A_B, Press, 2026, "
        "pp. 41–78, https://x.y/.",
        "O’Neill, Ann, and Ludwig van Beethoven. Fire & 100% {Water}: A_B. Press, 2026.",
    ),
    "ieee": (
        "A. O’Neill and L. van Beethoven, “Siege <1>,” in Fire & 100% {Water}: A_B, Paris: Press, 2026, "
        "pp. 41–78. Available: https://x.y/",
        "A. O’Neill and L. van Beethoven, Fire & 100% {Water}: A_B. Paris: Press, 2026.",
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_page_is_cited_in_the_style_of_the_book(style: str, tmp_path: Path) -> None:
    known = settings(publisher="Press", place="Paris", year="2026", subtitle="A_B")
    cited = {"one": Citable(known, "Siege <1>", "3", ("41", "78"), "https://x.y/"), "index": Citable(known)}
    rules = alone(find_style(style, tmp_path), tmp_path)
    engine = Engine(rules, {key: as_csl(work, key) for key, work in cited.items()}, "en", tmp_path)
    entries = engine.render(())[1]
    text = tuple("".join(node.astext() for node in to_nodes(entries[key])) for key in cited)
    assert text == STYLES[style]


def test_bibtex_reads_what_we_write() -> None:
    title = "Ships # $ % & _ { } 東郷"
    work = Citable(settings(year="2026", subtitle="A_B"), title, "3", ("41", "78"))
    (entry,) = parse_string(as_bibtex(work), "bibtex").entries.values()
    assert (entry.key, entry.type) == ("fire-3", "incollection")
    assert entry.fields["pages"] == "41--78"
    assert [person.last_names for person in entry.persons["author"]] == [["O'Neill"], ["Beethoven"]]
    assert plain_text(entry.fields["booktitle"]) == "Fire & 100% {Water}: A_B"
    assert plain_text(entry.fields["title"]) == title


def test_no_two_pages_of_a_book_have_one_key() -> None:
    pages = [("", ""), ("Preface", ""), ("Siege", "1"), ("Ships", "A"), ("Sources & Works", "")]
    keys = [Citable(settings(), title, label).key for title, label in pages]
    assert keys == ["fire", "fire-preface", "fire-1", "fire-a", "fire-sources-works"]
    assert "chapter = {A}" in as_bibtex(Citable(settings(), "Ships", "A"))


def test_ris_has_a_line_for_each_fact_and_an_end() -> None:
    work = Citable(settings(year="2026", isbn_print="978"), "Siege", "3", ("41", "78"))
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
    title = f"Fire & <Water> {HOSTILE}: A & B <C>"
    note, entry = map(words, offer.xpath(".//div[@class='citation-text']"))
    assert note == (
        f"Ann O’Neill & Sons and 東郷 <Editor>, “{HOSTILE},” in {title} (Press & Co., 2026), 1–2, "
        f"https://example.org/book/{ONE}."
    )
    assert entry.startswith("Ann O’Neill & Sons, and 東郷 <Editor>. “")
    assert offer.xpath(".//div[@class='citation-text']//em")[0].text.startswith("Fire & <Water>")
    shown = offer.xpath(".//pre")
    kept = offer.xpath(".//a[@download]")
    assert [link.get("download") for link in kept] == ["fire-1.bib", "fire-1.ris"]
    for link, pre in zip(kept, shown, strict=True):
        file = unquote(link.get("href").partition(",")[2])
        assert file.replace("\r\n", "\n") == pre.text_content().replace("\r\n", "\n")


# For programs


#: What Zotero (its translator "Embedded Metadata", 2026) takes a page for by the tags in its head.
KINDS = {"citation_inbook_title": "bookSection", "citation_book_title": "bookSection"}
GUESSES = {"citation_title": "journalArticle", "citation_isbn": "book"}


def taken_for(tags: list[tuple[str, str]]) -> str:
    """Return what Zotero makes of a page: what a tag says, else what the last one hints at."""
    said = [KINDS[name] for name, _ in tags if name in KINDS]
    guessed = [GUESSES[name] for name, _ in tags if name in GUESSES]
    return (said or guessed or [""])[-1]


def test_reference_managers_read_a_section_of_a_book(pages: dict[str, html.HtmlElement]) -> None:
    for path in (ONE, "index.html"):
        tags = pages[path].xpath("//meta[starts-with(@name, 'citation_')]")
        told = [(tag.get("name"), tag.get("content")) for tag in tags]
        assert taken_for(told) == ("bookSection" if path == ONE else "book")
        assert all(value for _, value in told)
        # Zotero's translator for COinS goes before the one that reads these tags.
        assert not pages[path].xpath("//*[@class='Z3988']")
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


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Ludwig van Beethoven",), ["van Beethoven, Ludwig"]),
        # At the comma between two words and two words Zotero would part them into two people.
        (("Johann Wolfgang von Goethe",), ["Johann Wolfgang von Goethe"]),
        (("Johann Wolfgang von Goethe", "Ann O'Neill"), ["von Goethe, Johann Wolfgang", "O'Neill, Ann"]),
    ],
)
def test_one_author_is_not_taken_for_two(names: tuple[str, ...], told: list[str]) -> None:
    work = Citable(Settings("T", names, "en", ""), "Siege")
    assert [value for name, value in highwire(work) if name == "citation_author"] == told


def test_json_ld_can_be_read_and_closes_no_script(pages: dict[str, html.HtmlElement]) -> None:
    (script,) = pages[ONE].xpath("//script[@type='application/ld+json']")
    said = json.loads(script.text)
    assert (said["@type"], said["name"], said["isPartOf"]["@type"]) == ("Chapter", HOSTILE, "Book")
    assert "<" not in script.text
    assert {"@context", "@type", "name", "author", "pageStart", "pageEnd", "isPartOf"} <= set(said)
    assert said["author"] == said["isPartOf"]["author"] and all(a["@type"] for a in said["author"])
    assert said["isPartOf"]["isbn"] == "978-3-16-148410-0"
    (script,) = pages["index.html"].xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["@type"] == "Book"


def test_a_shown_link_has_title_and_picture(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    tags = {
        t.get("property"): t.get("content") for t in pages[ONE].xpath("//meta[starts-with(@property, 'og:')]")
    }
    assert tags["og:title"] == HOSTILE
    assert tags["og:url"] == f"https://example.org/book/{ONE}"
    assert tags["og:image"] == "https://example.org/book/_static/cover.png"
    assert tags["og:image:alt"].startswith("Cover: Fire & <Water>")
    assert (web / "_static/cover.png").is_file()


def test_the_front_of_the_printed_book_is_the_picture_where_the_author_keeps_none(tmp_path: Path) -> None:
    Image.new("RGB", (1600, 2400), "#203040").save(tmp_path / "fire-front.jpg")
    (tmp_path / "book").mkdir()
    found = picture(tmp_path / "book", tmp_path / "fire-front.jpg")
    assert found and found.path == "_static/cover.jpg"
    with Image.open(BytesIO(found.data)) as shown:
        assert shown.size == (800, 1200)
    assert picture(tmp_path / "book", tmp_path / "nothing.jpg") is None


def test_only_the_bibliography_gives_its_works_away(pages: dict[str, html.HtmlElement]) -> None:
    works = {path: page.xpath("//*[@class='Z3988']/@title") for path, page in pages.items()}
    assert [path for path, found in works.items() if found] == ["bibliography.html"]
    fields = [parse_qs(found) for found in works["bibliography.html"]]
    assert [(f["rft.btitle"], f["rft.au"], f["rft.date"]) for f in fields] == [
        (["The Conflict"], ["Asakawa, Kan’ichi"], ["1904"]),
        (["The Origins of the War"], ["Nish, Ian"], ["1985"]),
    ]


@pytest.mark.parametrize(("edition", "path"), [("web", "web/chapters/two.html"), ("epub", "")])
def test_no_note_on_a_screen_refers_to_the_one_before(tmp_path: Path, edition: str, path: str) -> None:
    conf = BOOK["conf.py"] + '\noctavo_citation_style = "chicago-notes-bibliography-subsequent-ibid"\n'
    two = "Two\n===\n\nOne :cite:p:`nish-1985{1}`. Another :cite:p:`nish-1985{2}`.\n"
    book = write_book(tmp_path / "book", **{"conf.py": conf, "chapters/two.rst": two})
    make(book, edition, tmp_path / edition)
    if path:
        text = words(read(tmp_path / "web")["chapters/two.html"])
    else:
        text = "".join(pages_of(tmp_path / "epub/fire.epub")["text/chapters/two.xhtml"].root.itertext())
    assert text.count("Nish, Origins of the War, 2") == 1 and "Ibid" not in text


def test_a_chapter_may_say_what_it_is_about(tmp_path: Path) -> None:
    two = ":description: Of fire & water.\n\n" + BOOK["chapters/two.rst"]
    conf = BOOK["conf.py"] + '\noctavo_description = "All of it."\n'
    book = write_book(tmp_path / "book", **{"conf.py": conf, "chapters/two.rst": two})
    make(book, "web", tmp_path / "web")
    found = read(tmp_path / "web")
    told = {path: page.xpath("//meta[@name='description']/@content") for path, page in found.items()}
    assert told["index.html"] == ["All of it."]
    assert told["chapters/two.html"] == ["Of fire & water."] and told[ONE] == []
