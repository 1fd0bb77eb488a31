"""Imposition: sheets are folded here as a hand folds them, and the pages must follow one another."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.cli.main import main
from octavo.press.folding import Fold, Scheme, Side, sides
from octavo.press.imposition import SHEETS, Plan, impose


def at(side: Side, column: int, row: int) -> int:
    """Return the page in a cell."""
    return next(cell.page for cell in side.cells if (cell.column, cell.row) == (column, row))


def halves(front: Side, back: Side) -> tuple[list[int], list[int]]:
    """Fold a sheet; return the pages before its middle and those behind it, in the order of turning.

    The back is turned over along its upright axis, as a printer does. The upper half is folded away from
    us, then the left half, so that the lower right page stays in front. A pile holds leaves from front to
    back, each as the page that faces us and the page that faces away.
    """
    right = [(at(front, 1, 0), at(back, 0, 0))]
    left = [(at(front, 0, 0), at(back, 1, 0))]
    if front.rows == 2:
        # Folded away, a leaf shows its other side.
        right.append((at(back, 0, 1), at(front, 1, 1)))
        left.append((at(back, 1, 1), at(front, 0, 1)))
    behind = [(away, towards) for towards, away in reversed(left)]
    return [page for leaf in right for page in leaf], [page for leaf in behind for page in leaf]


def folded(printed: list[Side]) -> list[int]:
    """Return the pages of a section, its sheets laid into one another, as a reader turns them."""
    before: list[int] = []
    behind: list[int] = []
    for i in range(0, len(printed), 2):
        first, last = halves(printed[i], printed[i + 1])
        before, behind = before + first, last + behind
    return before + behind


@pytest.mark.parametrize("fold", list(Fold))
@pytest.mark.parametrize("pages", [4, 5, 8, 16, 37, 38, 62, 96, 100])
@pytest.mark.parametrize("section", [8, 16, 32])
def test_folded_sections_read_in_order(pages: int, section: int, fold: Fold) -> None:
    printed = list(sides(pages, Scheme.SECTION, section, fold))
    starts = [i for i, side in enumerate(printed) if side.first]
    read = []
    for start, end in zip(starts, [*starts[1:], len(printed)], strict=True):
        read += folded(printed[start:end])
    assert read == list(range(len(read)))
    assert pages <= len(read) < pages + (4 if fold is Fold.FOLIO else 8)


@pytest.mark.parametrize("pages", [1, 4, 7, 62])
def test_a_booklet_is_one_section(pages: int) -> None:
    printed = list(sides(pages, Scheme.BOOKLET))
    assert sum(side.first for side in printed) == 1
    assert folded(printed) == list(range(-(-pages // 4) * 4))


def test_pages_head_to_head_stand_on_their_heads() -> None:
    side = next(iter(sides(16, Scheme.SECTION, 16, Fold.QUARTO)))
    assert {cell.row: cell.turned for cell in side.cells} == {0: False, 1: True}


@pytest.mark.parametrize(("scheme", "first"), [(Scheme.TWO_UP, [0, 1]), (Scheme.FOUR_UP, [0, 1, 2, 3])])
def test_flat_schemes_read_from_the_upper_left(scheme: Scheme, first: list[int]) -> None:
    printed = list(sides(10, scheme))
    cells = sorted(printed[0].cells, key=lambda cell: (-cell.row, cell.column))
    assert [cell.page for cell in cells] == first
    assert sum(cell.page < 10 for side in printed for cell in side.cells) == 10


def numbered(path: Path, pages: int) -> Path:
    """Write a PDF whose pages are grey of their own number."""
    with pikepdf.new() as pdf:
        for number in range(pages):
            page = pdf.add_blank_page(page_size=(360, 576))
            page.obj.Contents = pdf.make_stream(f"{number / 100:.2f} g 0 0 360 576 re f".encode())
        pdf.save(path)
    return path


def shade(path: Path, side: int, x: float, y: float) -> int:
    """Return the number of the page that covers a point of a side, in fractions of the sheet."""
    document = pypdfium2.PdfDocument(path)
    image = document[side].render(scale=0.5).to_pil().convert("L")
    document.close()
    value = image.getpixel((int(x * image.width), int((1 - y) * image.height)))
    assert isinstance(value, int)
    return round(value / 255 * 100)


def test_the_pages_are_drawn_in_their_cells(tmp_path: Path) -> None:
    made = impose(numbered(tmp_path / "a.pdf", 8), tmp_path / "b.pdf", Plan(Scheme.BOOKLET, "a4"))
    assert (made.pages, made.sides) == (8, 4)
    assert [shade(tmp_path / "b.pdf", 0, x, 0.5) for x in (0.45, 0.55)] == [7, 0]
    assert [shade(tmp_path / "b.pdf", 3, x, 0.5) for x in (0.45, 0.55)] == [3, 4]


def edge(path: Path, side: int) -> int:
    """Return how many points of a side are printed to the left of the fold at half its height."""
    document = pypdfium2.PdfDocument(path)
    image = document[side].render(scale=1).to_pil().convert("L")
    document.close()
    row = [image.getpixel((x, image.height // 2)) for x in range(image.width // 2)]
    return sum(value != 255 for value in row)


def test_creep_moves_inner_leaves_towards_the_fold(tmp_path: Path) -> None:
    source = numbered(tmp_path / "a.pdf", 32)
    impose(source, tmp_path / "b.pdf", Plan(Scheme.SECTION, "a4", 32, creep=1.0))
    outer, inner = edge(tmp_path / "b.pdf", 0), edge(tmp_path / "b.pdf", 14)
    # Seven leaves of a millimetre each; the right page covers what goes beyond the fold.
    assert outer - inner == pytest.approx(7 * 72 / 25.4, abs=1.5)


@pytest.mark.parametrize("sheet", sorted(SHEETS))
def test_pages_fit_every_sheet(tmp_path: Path, sheet: str) -> None:
    made = impose(numbered(tmp_path / "a.pdf", 4), tmp_path / "b.pdf", Plan(Scheme.FOUR_UP, sheet))
    assert 0 < made.scale <= 1


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("size", [(595.28, 841.89), (612.0, 792.0), (360.0, 576.0)])
def test_every_page_of_any_size_is_printed_once_and_whole(
    scheme: Scheme, size: tuple[float, float], tmp_path: Path
) -> None:
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    with pikepdf.new() as pdf:
        for number in range(11):
            page = pdf.add_blank_page(page_size=size)
            # A frame inside the page, so that one that is cut would lose a side of it.
            frame = f"1 0 0 RG 2 w 3 3 {size[0] - 6} {size[1] - 6} re S {number / 100:.2f} g 40 40 90 90 re f"
            page.obj.Contents = pdf.make_stream(frame.encode())
        pdf.save(source)
    impose(source, target, Plan(scheme, "letter", 8))
    with pikepdf.open(target) as made:
        drawn = [form for page in made.pages for form in page.obj.Resources.XObject.values()]
        assert len({form.objgen for form in drawn}) == len(drawn) == 11
        for page in made.pages:
            sheet = [float(value) for value in page.obj.MediaBox]
            for matrix, box in placed(page):
                corners = [at_of(matrix, x, y) for x in box[::2] for y in box[1::2]]
                assert all(-0.1 <= x <= sheet[2] + 0.1 and -0.1 <= y <= sheet[3] + 0.1 for x, y in corners)


def placed(page: pikepdf.Page) -> list[tuple[list[float], list[float]]]:
    """Return the matrix and the box of each page that is drawn on a side."""
    found, matrix = [], [1.0, 0, 0, 1, 0, 0]
    for operands, operator in pikepdf.parse_content_stream(page):  # type: ignore[misc]
        if str(operator) == "cm":
            matrix = [float(value) for value in operands]
        elif str(operator) == "Do":
            form = page.obj.Resources.XObject[str(operands[0])]
            found.append((matrix, [float(value) for value in form.BBox]))
    return found


def at_of(matrix: list[float], x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def test_the_command_imposes_and_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = numbered(tmp_path / "a.pdf", 20)
    for name in ("one.pdf", "two.pdf"):
        call = ["impose", str(source), "--scheme", "section", "--pages", "16", "--sheet", "letter"]
        assert main([*call, "--creep-mm", "0.1", "--out", str(tmp_path / name)]) == 0
    assert "20 pages on 10 sides of letter" in capsys.readouterr().out
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_pages_of_many_sizes_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = numbered(tmp_path / "a.pdf", 2)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page(page_size=(100, 100))
        pdf.save(source)
    assert main(["impose", str(source)]) == 1
    assert "R031 page 3 is not of the size of page 1" in capsys.readouterr().err
