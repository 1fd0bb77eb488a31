"""Attacks by a chapter: each is refused, or stands in the book as the text it is.

None reads, writes, deletes or runs anything outside the book, whatever the machine has.
"""

from __future__ import annotations

import re
import shutil
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from _pytest.mark import ParameterSet
from filelock import FileLock
from lxml import etree, html
from playwright.sync_api import Browser

import hostile
from browsing import Reader
from building import WHOLE, octavo, session_folder
from hostile import SECRET
from octavo.cli.main import main
from octavo.matter.addresses import is_harmless
from octavo.matter.drawings import activity

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}<path d="M0 0h9v9"/></svg>'
#: Each a chapter, the files and the links beside it, and what must be said of it.
ATTACKS = sorted((Path(__file__).parent / "attacks").glob("*.toml"))


def attack_of(path: Path) -> ParameterSet:
    """Return an attack as a test case, under the marker of what it needs."""
    marks = [pytest.mark.latex] if path.read_text(encoding="utf-8").startswith("edition") else []
    return pytest.param(path, id=path.stem, marks=marks)


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine, and the list of what is asked of it."""
    paths: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"a,{SECRET}\n".encode())

        def log_message(self, *values: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


@pytest.mark.parametrize("case", [attack_of(path) for path in ATTACKS])
def test_an_attack_is_refused_twice_and_nothing_of_it_is_kept(
    case: Path, tmp_path: Path, asked: tuple[str, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    server, paths = asked
    text = case.read_text(encoding="utf-8").replace("@room@", str(tmp_path)).replace("@server@", server)
    attack = tomllib.loads(text)
    book, edition = planted(tmp_path, attack), attack.get("edition", "web")
    for _ in range(2):
        assert main(["build", str(book), "--out", str(tmp_path / "out"), "--edition", edition]) == 1
        said = capsys.readouterr()
        found = [line for line in (said.out + said.err).splitlines() if attack["says"] in line]
        assert found, said.err
        assert re.match(r"\S+\.(rst|yaml|py)(:\d+)?: [A-Z]\d{3} ", found[0])
    assert holding(tmp_path / "out") == []
    assert not (tmp_path / "mark").exists()
    assert paths == []


def planted(room: Path, attack: dict[str, Any]) -> Path:
    """Write a secret of every kind, and a book beside it that holds the attack."""
    book = Path(shutil.copytree(WHOLE / "small", room / "book"))
    (room / "outside").mkdir()
    for folder in (room, room / "outside"):
        (folder / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    (room / "secret.yaml").write_text(f"- date: 1904\n  title: {SECRET}\n", encoding="utf-8")
    (room / "secret.png").write_bytes((book / "dot.png").read_bytes() + SECRET.encode())
    for name, content in attack.get("files", {}).items():
        (book / name).write_text(content, encoding="utf-8")
    for name, goal in attack.get("links", {}).items():
        (book / name).unlink(missing_ok=True)
        (book / name).symlink_to(goal)
    with (book / "one.rst").open("a", encoding="utf-8") as chapter:
        chapter.write("\n\n" + attack["chapter"])
    return book


def holding(folder: Path) -> list[Path]:
    """Return the files that hold the secret, those inside packages and PDFs too."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        texts = [path.read_bytes()]
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as package:
                texts += [package.read(name) for name in package.namelist()]
        if path.suffix == ".pdf":
            texts.append(words(path).encode())
        found += [path] if any(SECRET.encode() in text for text in texts) else []
    return found


def words(path: Path) -> str:
    """Return the text of a PDF."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_the_search_for_the_secret_finds_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xhtml", f"<p>{SECRET}</p>" * 50)
    (tmp_path / "b.txt").write_text("nothing", encoding="utf-8")
    assert [path.name for path in holding(tmp_path)] == ["a.epub"]


# A book whose every word attacks


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a hostile book with all its editions."""
    folder = session_folder(tmp_path_factory) / "hostile"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            folder.mkdir()
            run = octavo("build", hostile.write(folder), "--out", folder / "out")
            # Its words are too long for a page, and straight-quoted; that is all that is wrong with it.
            codes = set(re.findall(r": ([A-Z]\d{3}) ", run.stderr + run.stdout))
            assert not {code for code in codes if code[:2] not in {"R0", "E1"}}, run.stderr
    return folder


@pytest.mark.latex
@pytest.mark.xdist_group("hostile")
def test_nothing_outside_the_book_was_read_written_or_run(room: Path) -> None:
    names = {path.name for path in room.iterdir()}
    assert names == {"hostile-book", "out", "secret", "secret.tex"}
    assert holding(room / "out") == []
    assert not list(room.rglob("mark"))


@pytest.mark.latex
@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("kind", ["print", "handouts"])
def test_what_attacks_is_printed_as_the_text_it_is(room: Path, kind: str) -> None:
    paths = [p for p in room.rglob("*.pdf") if kind in p.parts and "cover" not in p.name]
    assert paths
    shown = "".join(words(path) for path in paths)
    for text in (r"\directlua", r"\write18", "csname", "<script>", "^^5cinput"):
        assert text in re.sub(r"\s", "", shown), text


def pages(room: Path, edition: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the pages of an edition for a screen, parsed."""
    if edition == "web":
        for path in sorted((room / "out" / "web").rglob("*.html")):
            yield path.name, html.fromstring(path.read_bytes())
        return
    with zipfile.ZipFile(room / "out" / "epub" / "hostile.epub") as package:
        for name in package.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                yield name, etree.fromstring(package.read(name))


@pytest.mark.latex
@pytest.mark.xdist_group("hostile")
@pytest.mark.parametrize("edition", ["web", "epub"])
def test_no_page_for_a_screen_has_anything_alive_of_it(room: Path, edition: str) -> None:
    seen = 0
    for name, page in pages(room, edition):
        seen += 1
        for element in page.iter(etree.Element):
            here = (name, element.tag, dict(element.attrib))
            assert "hacked" not in "".join(v for k, v in element.attrib.items() if str(k).startswith("on")), (
                here
            )
            own = "download" in element.attrib  # The button that saves an entry as a file.
            assert own or is_harmless(element.get("href", "")), here
            if etree.QName(element).localname == "script":
                # Data is not run, and must not end its element.
                mark = "</" if element.get("type", "").endswith("json") else "hacked"
                assert mark not in (element.text or ""), here
            assert element.get("src") != "x", here
    assert seen > 8


@pytest.mark.latex
@pytest.mark.xdist_group("hostile")
@pytest.mark.browser
def test_no_page_runs_anything_in_a_browser(room: Path, browser: Browser) -> None:
    folder = room / "out" / "web"
    reader = Reader(browser, folder)
    for path in sorted(folder.rglob("*.html")):
        page = reader.open(path.relative_to(folder).as_posix())
        assert page.evaluate("window.hacked") is None, path.name
    page = reader.open("search.html?q=hacked")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    reader.close()


# The parts


@pytest.mark.parametrize(
    "address", ["https://a/", "mailto:a@b", "a/b#c:d", "#x", "", "//host/x", "urn:isbn:1"]
)
def test_an_address_that_leads_somewhere_passes(address: str) -> None:
    assert is_harmless(address)


@pytest.mark.parametrize(
    "address",
    [
        "JavaScript:x",
        "\x01javascript:x",
        "java\tscript:x",
        "vbscript:x",
        "data:text/html,x",
        "blob:x",
        "file:x",
    ],
)
def test_an_address_that_acts_does_not(address: str) -> None:
    assert not is_harmless(address)


@pytest.mark.parametrize(
    "inside",
    ["", '<image href="data:image/png;base64,AA"/>', '<use href="#a"/>', "<style>.a{fill:url(#b)}</style>",
     '<a href="https://example.org/"><path d="M0 0"/></a>'],
)  # fmt: skip
def test_a_drawing_that_lies_still_passes(inside: str) -> None:
    assert activity(SVG.format(inside).encode()) == ""


@pytest.mark.parametrize(
    "inside",
    ["<foreignObject/>", '<a href="javascript:x"/>', '<use href="http://a/#b"/>', '<path style="fill:url(http://a)"/>',
     '<style>@import "x"</style>', '<animate onbegin="x()"/>', "<script/>", "<"],
)  # fmt: skip
def test_a_drawing_that_is_alive_does_not(inside: str) -> None:
    assert activity(SVG.format(inside).encode())


def test_a_drawing_with_a_style_sheet_from_outside_does_not() -> None:
    assert (
        activity(('<?xml-stylesheet href="http://a/"?>' + SVG.format("")).encode())
        == "a style sheet from outside"
    )
