"""Work done once for things alike: pages of several printers, letters of an archive; and no fault hides."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from octavo.findings import BookFault
from octavo.press import reading
from octavo.press.archive import make_archive
from octavo.press.reading import Sheet, read_file
from octavo.press.thinning import thinned
from pressing import SLUG, pressed

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("press")]

PAGE = 13  #: A page of text in every file, from 0.


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pressed(tmp_path_factory)


def spoilt(source: Path, target: Path, content: str) -> Path:
    """Add something to a page."""
    with pikepdf.open(source) as pdf:
        pdf.pages[PAGE].contents_add(f"\nq {content} Q\n".encode())
        pdf.save(target)
    return target


def face(source: Path) -> str:
    """Return what chooses the face that a page begins with."""
    with pikepdf.open(source) as pdf:
        found = re.search(rb"/F\d+ [\d.]+ Tf", pdf.pages[PAGE].obj.Contents.read_bytes())
    assert found
    return found[0].decode()


class TestPages:
    def test_a_second_printer_costs_only_the_pages_of_its_own(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known: dict[bytes, Sheet] = {}
        first = read_file(folder / f"{SLUG}-kdp-interior.pdf", known)
        taken: list[int] = []
        original = reading._sheet

        def one(number: int, *rest: object) -> Sheet:
            taken.append(number)
            return original(number, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(reading, "_sheet", one)
        path = folder / f"{SLUG}-ingramspark-interior.pdf"
        second = read_file(path, known)
        assert len(taken) <= 2 < len(second.sheets)
        assert [sheet.number for sheet in second.sheets] == list(range(1, len(second.sheets) + 1))
        assert second == read_file(path)
        assert first.sheets[PAGE] == second.sheets[PAGE]

    @pytest.mark.parametrize("content", ["1 0 0 rg 9 9 9 9 re f", "0.1 w 0 0 m 90 90 l S"])
    def test_a_page_that_differs_is_read_as_it_is(self, folder: Path, tmp_path: Path, content: str) -> None:
        known: dict[bytes, Sheet] = {}
        good = read_file(folder / f"{SLUG}-kdp-interior.pdf", known)
        path = spoilt(folder / f"{SLUG}-kdp-interior.pdf", tmp_path / "bad.pdf", content)
        bad = read_file(path, known)
        assert bad.sheets == read_file(path).sheets
        assert bad.sheets[PAGE] != good.sheets[PAGE]


class TestLetters:
    def test_a_letter_stands_once_for_each_font(self, folder: Path) -> None:
        with pikepdf.open(folder / f"{SLUG}-screen.pdf") as pdf:
            seen: set[tuple[tuple[int, int], bytes]] = set()
            page = pdf.pages[PAGE]
            whole, first, again = page.obj.Contents.read_bytes(), thinned(page, seen), thinned(page, seen)
        assert first
        assert again
        assert seen
        assert whole.count(b"]TJ") == first.count(b"]TJ") == again.count(b"]TJ")
        shown = set(re.findall(rb"<([0-9A-F]{4})", whole))
        assert shown
        assert len(first) < len(whole)
        assert not re.search(rb"<[0-9A-F]", again)
        assert {code for _, code in seen} >= shown

    def test_a_page_with_a_picture_stays_whole(self, folder: Path, tmp_path: Path) -> None:
        path = spoilt(folder / f"{SLUG}-screen.pdf", tmp_path / "picture.pdf", "/Im0 Do")
        with pikepdf.open(path) as pdf:
            assert thinned(pdf.pages[PAGE], set()) is None

    def test_a_letter_that_no_font_has_is_found_among_letters_that_were_seen(
        self, folder: Path, tmp_path: Path
    ) -> None:
        screen = folder / f"{SLUG}-screen.pdf"
        make_archive(screen, tmp_path / "good.pdf")
        choice = face(screen)
        path = spoilt(screen, tmp_path / "bad.pdf", f"BT {choice} 1 0 0 1 99 99 Tm [<00460000>-9<0046>]TJ ET")
        for _ in range(2):
            with pytest.raises(BookFault, match=r"PDF/A-2b"):
                make_archive(path, tmp_path / "archive.pdf")
            assert not (tmp_path / "archive.pdf").exists()
