"""The press's files of a small book: boxes, inks, metadata, covers, copies, and a clean preflight."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from pikepdf import Dictionary, Name

from building import octavo
from octavo.findings import BookFault, Severity
from octavo.press.archive import faults, make_archive
from octavo.press.job import Part
from octavo.press.profiles import Standard, load
from octavo.press.reading import read_file
from pressing import ISBN, SLUG, codes, job, pressed

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("press")]
PRINTERS = ("kdp", "ingramspark", "generic-pdfx", "home")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pressed(tmp_path_factory)


def made(folder: Path, rest: str) -> Path:
    return folder / f"{SLUG}-{rest}"


def pages(folder: Path, name: str) -> int:
    with pikepdf.open(made(folder, f"{name}-interior.pdf")) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("name", PRINTERS)
def test_the_preflight_of_both_files_is_clean(folder: Path, name: str) -> None:
    interior, cover = made(folder, f"{name}-interior.pdf"), made(folder, f"{name}-cover.pdf")
    assert codes(interior, job(name)) == []
    assert codes(cover, job(name, Part.COVER, pages(folder, name))) == []
    report = made(folder, f"{name}-preflight.txt").read_text(encoding="utf-8")
    assert "FAIL" not in report
    assert len(re.findall("^pass  R", report, re.MULTILINE)) == 41


@pytest.mark.parametrize("name", PRINTERS)
def test_an_interior_has_the_pages_and_boxes_of_its_printer(folder: Path, name: str) -> None:
    asked = load(name).interior
    with (
        pikepdf.open(folder / f"{SLUG}.pdf") as book,
        pikepdf.open(made(folder, f"{name}-interior.pdf")) as pdf,
    ):
        assert len(book.pages) <= len(pdf.pages) < len(book.pages) + asked.multiple + 1
        assert len(pdf.pages) % asked.multiple == 0
        for page in pdf.pages:
            left, bottom, right, top = (float(v) for v in page.obj.TrimBox)
            assert (right - left, top - bottom) == (432, 648)
            assert "/Annots" not in page.obj
        assert pypdfium2.PdfDocument(made(folder, f"{name}-interior.pdf"))[0].get_textpage().get_text_range()


@pytest.mark.parametrize(("name", "version"), [("kdp", "1.3"), ("generic-pdfx", "1.6")])
def test_a_pdf_x_says_what_it_is(folder: Path, name: str, version: str) -> None:
    file = read_file(made(folder, f"{name}-interior.pdf"))
    assert file.version == version
    said = {"kdp": "PDF/X-1:2001", "generic-pdfx": "PDF/X-4"}[name]
    assert file.info["GTS_PDFXVersion"] == said
    assert file.info["Trapped"] == "/False"
    (intent,) = file.intents
    assert (intent.kind, intent.condition) == ("/GTS_PDFX", "FOGRA39")
    assert intent.components == (4 if load(name).interior.standard is Standard.X4 else 0)
    assert file.has_identifier and file.forbidden == ()


def test_the_text_of_a_page_is_the_same_in_every_file(folder: Path) -> None:
    def words(path: Path, number: int) -> str:
        document = pypdfium2.PdfDocument(path)
        return str(document[number].get_textpage().get_text_range())

    book = words(folder / f"{SLUG}.pdf", 10)
    assert len(book) > 100
    assert all(words(made(folder, f"{name}-interior.pdf"), 10) == book for name in PRINTERS)
    # The screen's has the cover before it.
    assert words(made(folder, "screen.pdf"), 11) == words(made(folder, "archive.pdf"), 11) == book


@pytest.mark.parametrize("name", PRINTERS)
def test_the_bar_code_can_be_read(folder: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(made(folder, f"{name}-cover.pdf"))
    image = document[0].render(scale=300 / 72).to_pil().convert("L")
    found = zxingcpp.read_barcodes(image, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Require)
    assert [code.text.replace(" ", "") for code in found] == [ISBN.replace("-", "") + "51999"]


def test_the_screen_copy_leads_where_the_book_leads(folder: Path) -> None:
    with pikepdf.open(folder / f"{SLUG}.pdf") as book, pikepdf.open(made(folder, "screen.pdf")) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert len(pdf.pages) == len(book.pages) + 1
        links = [sum(len(page.obj.get("/Annots", [])) for page in file.pages) for file in (book, pdf)]
        assert links[0] == links[1] > 0
        with pdf.open_outline() as outline, book.open_outline() as old:
            titles = [item.title for item in outline.root]
            assert titles == ["Cover", *(item.title for item in old.root)]
        with pdf.open_metadata() as record:
            assert "Small Book" in record["dc:title"]
            assert list(record["dc:creator"]) == ["Ā. Author", "B. Second"]
    document = pypdfium2.PdfDocument(made(folder, "screen.pdf"))
    plain = pypdfium2.PdfDocument(folder / f"{SLUG}.pdf")
    assert document.get_page_label(0) == "Cover"
    assert [document.get_page_label(i + 1) for i in range(len(plain))] == [
        plain.get_page_label(i) for i in range(len(plain))
    ]


def test_the_archive_copy_is_pdf_a(folder: Path) -> None:
    assert faults(made(folder, "archive.pdf")) == []


def test_a_copy_that_would_not_be_pdf_a_is_not_made(folder: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "screen.pdf", tmp_path / "archive.pdf"
    with pikepdf.open(made(folder, "screen.pdf")) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[3].add_resource(font, Name.Font, Name.Loose)
        pdf.pages[3].contents_add(b"q BT /Loose 9 Tf 1 0 0 1 100 300 Tm (a) Tj ET Q")
        pdf.save(source)
    with pytest.raises(BookFault) as caught:
        make_archive(source, target)
    (found,) = caught.value.findings
    assert (found.path, found.code, found.severity) == ("archive.pdf", "R029", Severity.WARNING)
    assert not target.exists()


def test_the_front_is_a_picture_for_a_shop(folder: Path) -> None:
    from PIL import Image

    with Image.open(made(folder, "front.jpg")) as image:
        assert image.height == 2560
        assert image.width / image.height == pytest.approx(6 / 9, abs=0.002)


def test_the_command_says_every_rule(folder: Path) -> None:
    run = octavo("preflight", made(folder, "kdp-interior.pdf"), "--profile", "kdp", "--trim", "6x9in")
    assert run.returncode == 0, run.stdout
    assert len(re.findall(r"^pass  R\d{3}", run.stdout, re.MULTILINE)) >= 20
    wrong = octavo("preflight", folder / f"{SLUG}.pdf", "--profile", "kdp")
    assert wrong.returncode == 1
    assert re.search(r"^FAIL  R013  page \d+: \d+ of kind Link alive on the page", wrong.stdout, re.MULTILINE)
