"""The anatomy of the printed book: what stands before, between and behind the chapters, read from the PDF."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from building import WHOLE, built, octavo

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("anatomy")]

BOOK = WHOLE / "anatomy"


def texts_of(path: Path) -> list[str]:
    """Return the text of each page on one line."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "anatomy", BOOK, "--edition", "print") / "print" / "anatomy.pdf"


@pytest.fixture(scope="module")
def pages(file: Path) -> list[str]:
    return texts_of(file)


@pytest.fixture(scope="module")
def places(file: Path) -> dict[str, int]:
    """Return the page, from 0, of every named destination."""
    with pikepdf.open(file) as book:
        number = {page.obj.objgen: index for index, page in enumerate(book.pages)}
        tree = pikepdf.NameTree(book.Root.Names.Dests)
        return {str(name): number[p.get("/D", p)[0].objgen] for name, p in tree.items()}


@pytest.fixture(scope="module")
def labels(file: Path) -> list[str]:
    with pikepdf.open(file) as book:
        return [page.label for page in book.pages]


def links(file: Path) -> list[tuple[int, str]]:
    """Return the page and the goal of every link inside the book."""
    with pikepdf.open(file) as book:
        return [
            (number, str(link.A.D))
            for number, page in enumerate(book.pages)
            for link in page.obj.get("/Annots", [])
            if "/D" in link.get("/A", {})
        ]


def test_series_and_epigraph_have_pages_of_their_own_before_the_contents(
    pages: list[str], places: dict[str, int]
) -> None:
    assert pages[1] == "Studies in Books"
    assert places["own:series"] == 1, "the series faces the title page"
    assert pages[4] == "What is written stays. A proverb" and places["own:epigraph"] == 4
    assert pages[5] == "" and pages[6].startswith("Contents")


def test_the_list_of_tables_gives_number_title_and_page(
    file: Path, pages: list[str], places: dict[str, int], labels: list[str]
) -> None:
    page = places["own:lists"]
    assert page == 8
    assert pages[page] == f"Tables A.1 Sixty ships {labels[places['tables:tab-long']]} {labels[page]}"
    assert (page, "tables:tab-long") in links(file)


def test_a_parts_page_has_its_epigraph_and_no_running_head(pages: list[str], places: dict[str, int]) -> None:
    page = places["part-1"]
    assert page % 2 == 0, "a part opens on a recto"
    assert pages[page] == "Part One First Words In the beginning was the word. John 1:1"
    assert pages[page + 1] == ""


def test_chapters_open_on_the_next_page_where_the_book_says_so(places: dict[str, int]) -> None:
    opened = [places[name] for name in ("figures", "marked", "kanji", "short", "cited")]
    assert opened == list(range(opened[0], opened[0] + 5))


def test_an_appendix_has_a_letter_in_opening_contents_and_captions(
    pages: list[str], places: dict[str, int], labels: list[str]
) -> None:
    assert pages[places["tables"]].lower().startswith("appendix a lists of ships")
    contents = " ".join(pages[6:8])
    assert f"A Lists of Ships {labels[places['tables']]}" in contents
    assert contents.index("Many Entries") < contents.index("Lists of Ships") < contents.index("Bibliography")
    assert "table a.1" in pages[places["tables:tab-long"]].lower()


#: Chapter, its initial, and a letter of the words led in, with how often it came before on the page.
LEAD_INS = [
    ("quoted", "Q", "uoted"),
    ("accented", "É", "videmment"),
    ("marked", "A", "sahi"),
    ("figures", "", "was"),
    ("short", "", "War"),
    ("kanji", "", ""),
    ("cited", "", ""),
]


@pytest.mark.parametrize(("chapter", "initial", "led"), LEAD_INS, ids=[case[0] for case in LEAD_INS])
def test_a_chapter_is_led_in_as_its_first_words_ask(
    chapter: str, initial: str, led: str, file: Path, places: dict[str, int]
) -> None:
    """A figure and a short paragraph have no initial; kanji and a citation begin as they are."""
    with pypdfium2.PdfDocument(file) as document:
        page = document[places[chapter]].get_textpage()
        text = page.get_text_range()
        boxes = [page.get_charbox(i) for i in range(page.count_chars())]
    title = re.search(r"First\b|One Word", text)
    assert title
    begin = title.end()
    tall = {i for i in range(begin, len(text)) if text[i].strip() and boxes[i][3] - boxes[i][1] > 12}
    assert "".join(text[i] for i in sorted(tall)) == initial
    heights = {letter: [] for letter in "aeosw"}
    for i in range(begin, len(text)):
        if text[i] in heights:
            heights[text[i]].append(boxes[i][3] - boxes[i][1])
    if led:
        place = text.index(led, begin)
        letter = next(i for i in range(place, place + len(led)) if text[i] in heights)
        plain = min(heights[text[letter]])
        assert boxes[letter][3] - boxes[letter][1] > plain * 1.05, (
            "small capitals are higher than small letters"
        )


def test_notes_stand_by_chapter_in_the_back_matter_and_link_both_ways(
    file: Path, pages: list[str], places: dict[str, int]
) -> None:
    first = places["own:endnotes"]
    called = {name for name in places if name.startswith("notecall:")}
    ended = {name for name in called if not name.startswith("notecall:bibliography:")}
    assert len(ended) == 30
    there = links(file)
    for call in ended:
        note = call.removeprefix("notecall:")
        page = places[f"note:{note}"]
        assert first <= page < places["bibliography"], note
        assert (places[call], f"note:{note}") in there
        assert (page, call) in there
    text = " ".join(pages[first : places["bibliography"]])
    heads = ["Notes", "Preface", "Chapter One A Quotation First", "Chapter Two An Accent First"]
    found = [text.index(head) for head in heads]
    assert found == sorted(found)


def test_pages_of_notes_are_headed_by_the_pages_that_call_them(
    pages: list[str], places: dict[str, int], labels: list[str]
) -> None:
    page = places["own:endnotes"] + 1
    here = [n for n in places if n.startswith("note:") and places[n] == page]
    called = sorted(int(labels[places[n.replace("note:", "notecall:")]]) for n in here)
    assert here
    assert f"Notes to pages {called[0]}–{called[-1]}" in pages[page]
    assert "Notes to page" not in pages[page - 1], "an opening has no running head"


def test_a_note_behind_the_notes_stands_at_the_foot(pages: list[str], places: dict[str, int]) -> None:
    assert places["note:bibliography:1"] == places["notecall:bibliography:1"] == places["bibliography"]
    assert "It stands at the foot." in pages[places["bibliography"]]


def test_a_long_table_repeats_its_head_and_says_that_it_goes_on(
    pages: list[str], places: dict[str, int]
) -> None:
    first = places["tables:tab-long"]
    assert "(continued)" not in pages[first]
    for page in pages[first + 1 : places["own:endnotes"]]:
        assert re.search(r"table a\.1 \(continued\) Ship Guns Ship \d+", page, re.IGNORECASE), page
    rows = re.findall(r"Ship (\d+) (\d+)", " ".join(pages[first : places["own:endnotes"]]))
    assert [int(ship) for ship, _ in rows] == list(range(1, 61))
    assert pages[places["own:endnotes"] - 1].endswith("Source: The navy’s own list.")


def test_an_entry_that_breaks_is_named_again_and_one_that_ends_is_not(
    pages: list[str], places: dict[str, int]
) -> None:
    text = " ".join(pages[places["index"] :])
    assert text.count("(continued)") == text.count("fleets of the world (continued)") == 1
    squadrons = re.findall(r"squadron (\d+), \d+", text)
    assert [int(number) for number in squadrons] == list(range(1, 70))
    assert re.search(r"fleets of the world \(continued\) squadron \d+", text)


def test_the_columns_of_the_last_page_of_the_index_are_of_one_height(
    file: Path, places: dict[str, int]
) -> None:
    with pypdfium2.PdfDocument(file) as document:
        page = document[places["colophon"] - 1]
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        middle = page.get_width() / 2
        left = min(bottom for x, bottom, _, _ in boxes if x < middle)
        right = min(bottom for x, bottom, _, _ in boxes if x > middle)
    assert abs(left - right) < 24, "two lines at most"


def test_the_colophon_is_the_last_page_and_in_no_contents(pages: list[str], places: dict[str, int]) -> None:
    assert places["colophon"] == len(pages) - 1 > places["index"]
    assert pages[-1] == "Colophon Set by a program."
    assert "Colophon" not in " ".join(pages[6:8])


@pytest.mark.parametrize("place", ["chapter", "foot"])
def test_notes_at_the_end_of_the_chapter_or_at_the_foot(place: str, tmp_path: Path) -> None:
    book = Path(shutil.copytree(BOOK, tmp_path / "book"))
    conf = book / "conf.py"
    settings = conf.read_text(encoding="utf-8").replace('octavo_notes = "end"', f'octavo_notes = "{place}"')
    conf.write_text(settings, encoding="utf-8")
    run = octavo("build", book, "--out", tmp_path / "out", "--edition", "print")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "30 of 30 citations proved" in run.stdout
    pages = texts_of(tmp_path / "out/print/anatomy.pdf")
    text = " ".join(pages)
    assert "Notes to page" not in text
    chapter = " ".join(page for page in pages if "Diary" in page and "Bibliography" not in page)
    assert ("Notes 1. Jane Smith" in chapter) is (place == "chapter")
