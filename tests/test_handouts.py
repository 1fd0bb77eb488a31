"""The handouts of a small whole book, read from their PDFs."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from filelock import FileLock

from building import session_folder
from octavo.editions.handouts import pdfs
from test_print import written

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("handouts")]
PAPERS = {"a4": (595.28, 841.89), "letter": (612, 792)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the finished handouts, made once for every worker."""
    shared = session_folder(tmp_path_factory) / "handouts-of-small"
    with FileLock(shared.with_suffix(".lock")):
        if not (shared / "files").exists():
            made = pdfs(written(shared, "handouts"), PAPERS, shared / "files", shared / "cache")
            assert made.run.passes == 1
    return shared / "files"


def text(path: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def test_each_numbered_chapter_is_a_file_on_each_paper(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{n}-{paper}.pdf" for n in ("01-one", "02-two", "03-three") for paper in PAPERS]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_is_the_one_named(folder: Path, paper: str) -> None:
    with pikepdf.open(folder / f"01-one-{paper}.pdf") as book:
        left, bottom, right, top = (float(x) for x in book.pages[0].mediabox.as_list())
    size = [right - left, top - bottom]
    assert size == pytest.approx(PAPERS[paper], abs=0.5)


@pytest.mark.parametrize("name", ["01-one", "02-two", "03-three"])
def test_a_handout_is_whole_in_itself(folder: Path, name: str) -> None:
    book = pikepdf.open(folder / f"{name}-a4.pdf")
    tree = pikepdf.NameTree(book.Root.Names.Dests)
    own = {page.obj.objgen for page in book.pages}
    assert all(
        (p["/D"] if isinstance(p, pikepdf.Dictionary) else p)[0].objgen in own for _, p in tree.items()
    )
    links = [link for page in book.pages for link in page.obj.get("/Annots", [])]
    goals = {str(link.A.D) for link in links if "/D" in link.get("/A", {})}
    assert goals <= {str(key) for key, _ in tree.items()}
    assert any(goal.startswith("source:") for goal in goals)
    assert str(book.Root.Lang) == "en"
    with book.open_outline() as outline:
        assert len(outline.root) == 1


def test_a_handout_names_book_chapter_and_author_and_leaves_room_for_a_name(folder: Path) -> None:
    first = " ".join(text(folder / "02-two-a4.pdf")[0].split())
    for words in (
        r"A Small Book of # $ % & _ { } ~ ^ \ and 東郷",
        "東郷, Макаров and 旅順",
        "Ā. Author and B. Second",
    ):
        assert words.lower() in first.lower()
    assert "name" in first.lower()
    assert "date" in first.lower()


def test_a_handout_lists_its_own_sources_only(folder: Path) -> None:
    words = " ".join("".join(text(folder / "03-three-a4.pdf")).split())
    assert "A Diary" in words
    assert "Origins of a War" not in words


def test_pages_are_counted_from_one(folder: Path) -> None:
    last = text(folder / "03-three-a4.pdf")[0]
    assert last.split()[-1] == "1" or " 1" in last


def test_the_same_book_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    made = pdfs(written(tmp_path, "handouts"), ["a4"], tmp_path / "files", folder.parent / "cache")
    for path in made.files:
        assert path.read_bytes() == (folder / path.name).read_bytes()
