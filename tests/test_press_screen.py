"""The copy for a screen: its bookmarks, page labels and links are followed, its records read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from pressing import SLUG, pressed

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("press")]


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pressed(tmp_path_factory) / f"{SLUG}-screen.pdf"


@pytest.fixture(scope="session")
def texts(screen: Path) -> list[str]:
    with closing(pypdfium2.PdfDocument(screen)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def named(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return the places of a file by name."""
    return {str(name): place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


def page_of(pdf: pikepdf.Pdf, place: Any) -> int:
    """Return the number of the page that a place lies on, from 0."""
    found = place.D if isinstance(place, pikepdf.Dictionary) else place
    return pikepdf.Page(found[0]).index


def bookmarks(pdf: pikepdf.Pdf, item: Any, level: int = 0) -> Iterator[tuple[int, str, int]]:
    """Yield level, title and page of each bookmark below one."""
    places = named(pdf)
    child = item.get("/First")
    while child is not None:
        goal = child.get("/Dest", child.get("/A", {}).get("/D") if "/A" in child else None)
        place = places[str(goal)] if isinstance(goal, pikepdf.String) else goal
        yield level, str(child.Title), page_of(pdf, place)
        yield from bookmarks(pdf, child, level + 1)
        child = child.get("/Next")


def test_each_bookmark_leads_to_the_page_with_its_heading(screen: Path, texts: list[str]) -> None:
    with pikepdf.open(screen) as pdf:
        found = list(bookmarks(pdf, pdf.Root.Outlines))
    assert found[0] == (0, "Cover", 0)
    for _, title, page in found[1:]:
        words = re.findall(r"[A-Za-z]{4,}", title)
        assert all(word.lower() in texts[page].lower() for word in words), (title, page)
    levels = {level for level, _, _ in found}
    # Parts, their chapters, and the sections of these.
    assert levels == {0, 1, 2}
    pages = [page for _, _, page in found]
    assert pages == sorted(pages)


def test_the_label_of_a_page_is_the_number_that_is_printed_on_it(screen: Path, texts: list[str]) -> None:
    with closing(pypdfium2.PdfDocument(screen)) as document:
        labels = [document.get_page_label(number) for number in range(len(document))]
    assert labels[:3] == ["Cover", "i", "ii"]
    assert len(set(labels)) == len(labels)
    agreed = 0
    for label, text in zip(labels[1:], texts[1:], strict=True):
        ends = {text.split()[0], text.split()[-1]} if text else set()
        printed = {end for end in ends if re.fullmatch(r"\d{1,3}|[ivx]+", end)}
        if printed:
            assert label in printed, (label, printed)
            agreed += 1
    # Openings and blank pages bear none.
    assert agreed > len(labels) * 0.4


def test_every_link_leads_somewhere(screen: Path) -> None:
    inside = outside = 0
    with pikepdf.open(screen) as pdf:
        places = named(pdf)
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                assert note.Subtype == pikepdf.Name.Link
                action = note.get("/A", pikepdf.Dictionary())
                if "/URI" in action:
                    assert str(action.URI).startswith(("https://", "http://"))
                    outside += 1
                    continue
                goal = note.get("/Dest", action.get("/D"))
                assert 0 <= page_of(pdf, places[str(goal)]) < len(pdf.pages)
                inside += 1
    assert inside > 20
    assert outside > 0


def test_it_says_what_it_is_in_both_records(screen: Path) -> None:
    with pikepdf.open(screen) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/OpenAction" not in pdf.Root
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        with pdf.open_metadata() as record:
            assert record["dc:title"] == info["/Title"]
            assert list(record["dc:creator"]) == info["/Author"].split(", ")
            assert list(record["dc:language"]) == ["en"]
            assert record["dc:description"] == info["/Subject"] == "A small book."
            assert record["xmp:CreatorTool"] == info["/Creator"] == "octavo"
            assert record["xmp:CreateDate"][:10].replace("-", "") == info["/CreationDate"][2:10]
