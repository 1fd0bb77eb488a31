"""The preflight finds what is wrong: one fault is planted at a time, and its rule alone must speak."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from octavo.cli.main import main
from octavo.press.job import Part
from octavo.press.preflight import hold, lines, preflight, rules
from octavo.press.reading import read_file
from pressing import SLUG, codes, job, pressed

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("press")]

PAGE = 8  #: The page that is spoilt, from 0: a right page.
Spoil = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="session")
def interior(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pressed(tmp_path_factory) / f"{SLUG}-ingramspark-interior.pdf"


def add(pdf: pikepdf.Pdf, content: str) -> None:
    pdf.pages[PAGE].contents_add(f"\nq {content} Q\n".encode())


def picture(pdf: pikepdf.Pdf, space: Name, pixels: int, points: float) -> None:
    """Draw a picture of some pixels so many points wide."""
    depth = {Name.DeviceGray: 1, Name.DeviceRGB: 3}[space]
    image = pikepdf.Stream(
        pdf, zlib.compress(b"\x80" * pixels * pixels * depth),
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=pixels, Height=pixels, BitsPerComponent=8,
            ColorSpace=space, Filter=Name.FlateDecode,
        ),
    )  # fmt: skip
    pdf.pages[PAGE].add_resource(pdf.make_indirect(image), Name.XObject, Name.Spoilt)
    add(pdf, f"{points} 0 0 {points} 100 300 cm /Spoilt Do")


def state(pdf: pikepdf.Pdf, table: Dictionary) -> None:
    pdf.pages[PAGE].add_resource(table, Name.ExtGState, Name.Spoilt)


def letters(pdf: pikepdf.Pdf, x: float, y: float, before: str = "0 g") -> None:
    """Set a few letters that the page sets already, in their own face."""
    content = pdf.pages[PAGE].obj.Contents.read_bytes().decode("latin-1")
    face = re.search(r"(/F\d+) [\d.]+ Tf[^/]*?(<[0-9A-Fa-f]{4,}>)", content, re.DOTALL)
    assert face
    add(pdf, f"{before} BT {face[1]} 9 Tf 1 0 0 1 {x} {y} Tm {face[2]} Tj ET")


def loose(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[PAGE].add_resource(font, Name.Font, Name.Loose)


def link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]), A=action)
    pdf.pages[PAGE].obj.Annots = Array([pdf.make_indirect(note)])


def trim(pdf: pikepdf.Pdf) -> None:
    for box in (Name.MediaBox, Name.TrimBox, Name.BleedBox):
        pdf.pages[PAGE].obj[box] = Array([0, 0, 420, 648])


def white_over(pdf: pikepdf.Pdf) -> None:
    state(pdf, Dictionary(OP=True, op=True))
    add(pdf, "0 g 100 300 50 50 re f /Spoilt gs 1 g 110 310 20 20 re f")


def faint(pdf: pikepdf.Pdf) -> None:
    state(pdf, Dictionary(ca=0.5))
    add(pdf, "/Spoilt gs 0 g 100 300 50 50 re f")


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def screens_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = String("sRGB IEC61966-2.1")


def screens_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"", N=3)


def two_intents(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def no_conformance(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/GTS_PDFXConformance"]


def curve(pdf: pikepdf.Pdf) -> None:
    table = pdf.make_indirect(
        Dictionary(Type=Name.ExtGState, TR=pdf.make_stream(b"{1 exch sub}", FunctionType=4))
    )
    state(pdf, table)


def postscript(pdf: pikepdf.Pdf) -> None:
    code = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[PAGE].add_resource(code, Name.XObject, Name.Spoilt)


def stand_in(pdf: pikepdf.Pdf) -> None:
    picture(pdf, Name.DeviceGray, 400, 72)
    pdf.pages[PAGE].obj.Resources.XObject.Spoilt.OPI = Dictionary()


def dim(pdf: pikepdf.Pdf) -> None:
    picture(pdf, Name.DeviceGray, 400, 72)
    mask = pdf.make_stream(b"\x80" * 16, Type=Name.XObject, Subtype=Name.Image, Width=4, Height=4,
                           BitsPerComponent=8, ColorSpace=Name.DeviceGray)  # fmt: skip
    pdf.pages[PAGE].obj.Resources.XObject.Spoilt.SMask = mask


def no_version(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/GTS_PDFXVersion"]


def no_box(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[PAGE].obj.TrimBox


def room(pdf: pikepdf.Pdf) -> None:
    pdf.pages[PAGE].obj.MediaBox = Array([-30, -30, 462, 678])


def full(pdf: pikepdf.Pdf) -> None:
    letters(pdf, 100, 300)
    pdf.pages[-1].contents_add(b"0 g 100 300 50 50 re f")


def few(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2:-8]


FAULTS: dict[str, tuple[Spoil, list[str]]] = {
    "RGB picture": (lambda pdf: picture(pdf, Name.DeviceRGB, 400, 72), ["R009"]),
    "150 dpi picture": (lambda pdf: picture(pdf, Name.DeviceGray, 150, 72), ["R010"]),
    "RGB colour": (lambda pdf: add(pdf, "1 0 0 rg 100 300 50 50 re f"), ["R008"]),
    "four inks": (lambda pdf: add(pdf, "1 1 1 1 k 100 300 50 50 re f"), ["R008", "R018"]),
    "black text in four inks": (
        lambda pdf: letters(pdf, 150, 300, "0.1 0.1 0.1 0.9 k"),
        ["R008", "R019"],
    ),
    "unembedded font": (loose, ["R007"]),
    "text in the gutter": (lambda pdf: letters(pdf, 10, 300), ["R011"]),
    "text in the safe margin": (lambda pdf: letters(pdf, 405, 300), ["R012"]),
    "text at the foot": (lambda pdf: letters(pdf, 200, 12), ["R012"]),
    "live link": (link, ["R013"]),
    "bookmarks": (lambda pdf: pdf.Root.__setitem__("/Outlines", Dictionary(Type=Name.Outlines)), ["R013"]),
    "wrong trim": (trim, ["R005"]),
    "no trim box": (no_box, ["R006"]),
    "room for marks": (room, ["R021"]),
    "white overprinting": (white_over, ["R017"]),
    "transparency": (faint, ["R016"]),
    "no output intent": (no_intent, ["R014"]),
    "output intent of a screen": (screens_intent, ["R014"]),
    "profile of a screen": (screens_profile, ["R014"]),
    "two output intents": (two_intents, ["R014"]),
    "no version": (no_version, ["R015"]),
    "no conformance": (no_conformance, ["R015"]),
    "no date": (lambda pdf: pdf.docinfo.__delitem__("/ModDate"), ["R015"]),
    "transfer curve": (curve, ["R020"]),
    "code of PostScript": (postscript, ["R020"]),
    "stand-in for a picture": (stand_in, ["R020"]),
    "soft mask": (dim, ["R016"]),
    "hairline": (lambda pdf: add(pdf, "0.05 w 100 300 m 200 300 l S"), ["R022"]),
    "odd number of pages": (lambda pdf: pdf.pages.append(pdf.pages[-1]), ["R003"]),
    "last page not blank": (full, ["R004"]),
    "too few pages": (few, ["R002"]),
}  # fmt: skip


def spine_words(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    left, _, right, _ = (float(v) for v in page.TrimBox)
    content = page.Contents.read_bytes().decode("latin-1")
    face = re.search(r"(/F\d+) [\d.]+ Tf[^/]*?(<[0-9A-Fa-f]{4,}>)", content, re.DOTALL)
    assert face
    words = f"q 0 g BT {face[1]} 4 Tf 1 0 0 1 {(left + right) / 2} 300 Tm {face[2]} Tj ET Q"
    pdf.pages[0].contents_add(words.encode())


def bleed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.BleedBox = pdf.pages[0].obj.TrimBox


def width(pdf: pikepdf.Pdf) -> None:
    left, bottom, right, top = (float(v) for v in pdf.pages[0].obj.TrimBox)
    pdf.pages[0].obj.TrimBox = Array([left, bottom, right - 4, top])


COVER_FAULTS: dict[str, tuple[Spoil, str]] = {
    "words on a thin spine": (spine_words, "R024"),
    "no bleed": (bleed, "R006"),
    "another width": (width, "R005"),
    "too much ink": (lambda pdf: pdf.pages[0].contents_add(b"\nq 1 1 1 1 k 0 0 9 9 re f Q"), "R018"),
    "RGB colour": (lambda pdf: pdf.pages[0].contents_add(b"\nq 1 0 0 rg 0 0 9 9 re f Q"), "R008"),
}


@pytest.mark.parametrize("name", COVER_FAULTS)
def test_a_fault_of_a_cover_is_found(interior: Path, tmp_path: Path, name: str) -> None:
    spoil, expected = COVER_FAULTS[name]
    cover = interior.with_name(f"{SLUG}-ingramspark-cover.pdf")
    with pikepdf.open(interior) as pdf:
        asked = job("ingramspark", Part.COVER, len(pdf.pages))
    assert codes(cover, asked) == []
    with pikepdf.open(cover) as pdf:
        spoil(pdf)
        pdf.save(tmp_path / "spoilt.pdf", force_version="1.3")
    assert expected in codes(tmp_path / "spoilt.pdf", asked)


def test_a_file_without_an_identifier_is_no_pdf_x(interior: Path) -> None:
    file = replace(read_file(interior), has_identifier=False)
    told = [f.message for r in hold(file, job("ingramspark")) for f in r.findings]
    assert told == ["the file has no ID in its trailer"]


def test_each_rule_has_a_fault_that_it_finds() -> None:
    found = {code for _, expected in FAULTS.values() for code in expected}
    found |= {code for _, code in COVER_FAULTS.values()} | {"R001"}
    assert found == {rule.code for rule in rules()}


def test_a_section_too_small_for_its_fold_and_a_file_that_is_missing_are_told(
    interior: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["impose", str(interior), "--fold", "quarto", "--pages", "4", "--scheme", "section"]) == 1
    assert "R032 a sheet folded twice has eight pages" in capsys.readouterr().err
    for command in (["impose"], ["preflight", "--profile", "kdp"]):
        assert main([*command, str(tmp_path / "nowhere.pdf")]) == 1
        assert "R030 no file is here (name a PDF)" in capsys.readouterr().err


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(interior: Path, tmp_path: Path, name: str) -> None:
    spoil, expected = FAULTS[name]
    target = tmp_path / "spoilt.pdf"
    with pikepdf.open(interior) as pdf:
        spoil(pdf)
        pdf.save(target, force_version="1.3", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert codes(target, job("ingramspark")) == expected


def test_a_fault_is_told_with_page_and_object(interior: Path, tmp_path: Path) -> None:
    target = tmp_path / "spoilt.pdf"
    with pikepdf.open(interior) as pdf:
        picture(pdf, Name.DeviceRGB, 150, 72)
        pdf.save(target, force_version="1.3")
    told = list(lines(preflight(target, job("ingramspark"))))
    assert "FAIL  R009  page 9: picture Spoilt is in rgb (turn it into grey)" in told
    assert any(line.startswith("look  R010  page 9: picture Spoilt has 150 pixels an inch") for line in told)
    assert len(told) == len(rules())


def test_a_locked_file_and_one_that_is_none_are_told(interior: Path, tmp_path: Path) -> None:
    locked, none = tmp_path / "locked.pdf", tmp_path / "none.pdf"
    with pikepdf.open(interior) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    none.write_text("no PDF", encoding="ascii")
    assert codes(locked, job("kdp")) == ["R001"]
    assert codes(none, job("kdp")) == ["R001"]
