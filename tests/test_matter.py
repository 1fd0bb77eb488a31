"""The book's structure: appendices by letters, openings of parts, captions for the lists."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from docutils import nodes

from building import WHOLE, octavo
from octavo.citations.nodes import citation_cluster
from octavo.matter.captions import bare
from octavo.matter.extracts import is_poem
from octavo.matter.structure import Listing, Matter, PartOpening, lettered, structure

TITLES = {name: name.title() for name in "one two docs ships notes".split()}


def test_appendices_are_counted_by_letters_and_stand_before_the_back_matter() -> None:
    listings = [
        Listing(Matter.BACK, "", ("notes",)),
        Listing(Matter.APPENDIX, "", ("docs", "ships")),
        Listing(Matter.MAIN, "Part", ("one", "two"), PartOpening("Words.", "Somebody", "About.")),
    ]
    book = structure(listings, TITLES, {})
    assert [(c.docname, c.number, c.letter, c.label) for c in book.chapters] == [
        ("one", 1, "", "1"), ("two", 2, "", "2"), ("docs", 0, "A", "A"), ("ships", 0, "B", "B"),
        ("notes", 0, "", ""),
    ]  # fmt: skip
    assert [c.counted for c in book.chapters] == [(1,), (2,), ("A",), ("B",), ()]
    assert book.parts[0].opening.epigraph == "Words."
    assert book.appendices[0].matter.division is Matter.BACK


@pytest.mark.parametrize(("number", "letter"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")])
def test_letters_go_on_past_z(number: int, letter: str) -> None:
    assert lettered(number) == letter


def test_a_caption_in_a_list_calls_nothing_and_ends_without_a_stop() -> None:
    caption = nodes.caption(
        "", "The fleet of the ", nodes.emphasis("", "Asahi", ids=["x"]), nodes.Text(" at sea.")
    )
    caption.insert(1, citation_cluster())
    caption += nodes.footnote_reference("", "3")
    copy = bare(caption)
    assert copy.astext() == "The fleet of the Asahi at sea"
    assert not any(node["ids"] for node in copy.findall(nodes.Element))
    assert caption.astext().startswith("The fleet") and len(caption.children) == 5


def test_a_caption_keeps_a_stop_inside_it() -> None:
    assert bare(nodes.caption("", "Lt. Col. X. A map.")).astext() == "Lt. Col. X. A map"


def test_an_extract_of_verses_alone_is_a_poem() -> None:
    verses, source = nodes.line_block("", nodes.line("", "x")), nodes.attribution("", "y")
    assert is_poem(nodes.block_quote("", verses, source))
    assert not is_poem(nodes.block_quote("", nodes.paragraph("", "x"), source.deepcopy()))
    assert not is_poem(nodes.block_quote("", source.deepcopy()))


@pytest.mark.latex
@pytest.mark.parametrize(("lead_in", "initials"), [("capitals", 0), ("plain", 0), ("initial", 1)])
def test_the_lead_in_is_the_settings(lead_in: str, initials: int, tmp_path: Path) -> None:
    book = Path(shutil.copytree(WHOLE / "anatomy", tmp_path / "book"))
    with (book / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'octavo_lead_in = "{lead_in}"\noctavo_openings = "recto"\n')
    run = octavo("build", book, "--out", tmp_path / "out", "--edition", "print")
    assert run.returncode == 0, run.stdout + run.stderr
    with pypdfium2.PdfDocument(tmp_path / "out/print/anatomy.pdf") as document:
        texts = [page.get_textpage() for page in document]
        number, page = next(
            (n, p) for n, p in enumerate(texts) if "An Accent First" in p.get_text_range()[:40]
        )
        text = page.get_text_range()
        start = text.index("First") + 5
        tall = [i for i in range(start, len(text)) if page.get_charbox(i)[3] - page.get_charbox(i)[1] > 12]
        assert len(tall) == initials, text[start : start + 40]
        assert number % 2 == 0, "a chapter opens on a recto"
