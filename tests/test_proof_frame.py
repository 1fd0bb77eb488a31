"""Our own check of the web edition: one fault planted at a time; and what the EPUB is made of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from octavo.proof.packed import Content, shares
from octavo.proof.web import open_folder
from octavo.proof.web_frame import MOST, heavy, leaving, unframed
from octavo.proof.weight import by_kind, weigh

SOUND = """<!DOCTYPE html>
<html lang="en"><head><title>A Page</title><link rel="stylesheet" href="a.css">
<script defer src="a.js"></script></head>
<body><nav>Contents of the book</nav><main id="text"><section class="opening chapter"><h1>One</h1>
<img src="a.png" alt="A ship."><p>Words.</p></section></main></body></html>"""


def site(folder: Path, text: str = SOUND) -> Path:
    (folder / "a.css").write_text("p { color: black }", encoding="utf-8")
    (folder / "a.js").write_text("// Nothing.", encoding="utf-8")
    (folder / "a.png").write_bytes(b"12345")
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def test_a_sound_page_has_no_finding(tmp_path: Path) -> None:
    found = open_folder(site(tmp_path))
    weights = weigh(tmp_path, found)
    assert [*unframed(found), *leaving(found, weights), *heavy(found, weights)] == []


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        (' lang="en"', "", "the page names no language"),
        ("A Page", " ", "the page has no title"),
        ("<h1>One</h1>", "", "the page has 0 first headings (<h1>)"),
        ("<h1>One</h1>", "<h1>One</h1><h1>Two</h1>", "the page has 2 first headings (<h1>)"),
        ("<h1>One</h1>", "<h1></h1>", "<h1> is empty"),
        ("<main ", "<div ", "the page has 0 main parts (<main>)"),
        (' alt="A ship."', "", "the picture 'a.png' has no words (alt)"),
    ],
)
def test_a_page_without_its_frame_is_found(tmp_path: Path, good: str, bad: str, message: str) -> None:
    assert good in SOUND
    root = site(tmp_path, SOUND.replace(good, bad))
    for _ in range(2):
        assert [(f.code, f.message) for f in unframed(open_folder(root))] == [("P046", message)]


def test_a_first_page_that_is_too_heavy_is_found_and_no_other(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "a.png").write_bytes(b"x" * (MOST + 1))
    (root / "two.html").write_text(SOUND, encoding="utf-8")
    found = open_folder(root)
    (finding,) = heavy(found, weigh(root, found))
    assert (finding.code, finding.path) == ("P044", f"{root.name}/index.html")


def test_a_page_that_asks_another_site_is_found(tmp_path: Path) -> None:
    found = open_folder(site(tmp_path, SOUND.replace("a.png", "https://example.org/a.png")))
    (finding,) = leaving(found, weigh(tmp_path, found))
    assert (finding.code, finding.message) == ("P045", "it fetches 'https://example.org/a.png'")


def test_what_is_waited_for_before_the_first_word_is_counted(tmp_path: Path) -> None:
    root = site(tmp_path, SOUND.replace("</main>", "word " * 20_000 + "</main>"))
    (page,) = weigh(root, open_folder(root))
    assert (page.kind, page.requests, page.fonts) == ("chapter", 4, 0)
    light = page.first
    assert light < page.compressed
    (root / "a.css").write_bytes(bytes(range(256)) * 40)
    (page,) = weigh(root, open_folder(root))
    heavier = page.first - light
    (root / "a.js").write_bytes(bytes(range(256)) * 40)  # It is deferred.
    assert heavier > 200 and weigh(root, open_folder(root))[0].first == page.first


FACES = """
@font-face { font-family: S; src: url("regular.woff"); unicode-range: U+0020-007E, U+00E9; }
@font-face { font-family: S; src: url("cyrillic.woff"); unicode-range: U+0400-04FF; }
@font-face { font-family: S; font-style: italic; src: url("italic.woff"); unicode-range: U+0020-007E; }
@font-face { font-family: S; font-weight: 600 700; src: url("bold.woff"); unicode-range: U+0020-007E; }
@font-face { font-family: S; font-style: italic; src: url("italic-more.woff"); unicode-range: U+0100-017F; }
.book .byline, aside var:hover { font-style: italic } [lang$="-Latn"] { font-style: italic }
article :is(h5, h6) { font-weight: 700 }
"""


@pytest.mark.parametrize(
    ("markup", "more"),
    [
        ("<p>Words.</p>", set()),
        ("<p>Слово</p>", {"cyrillic"}),
        ("<p><em>Words</em></p>", {"italic"}),
        ("<p><em>Tōgō</em></p>", {"italic", "italic-more"}),
        ('<p class="byline">Words</p>', {"italic"}),
        ('<p><span lang="ja-Latn">Togo</span> <span lang="ja">Togo</span></p>', {"italic"}),
        ("<h6>Words</h6>", {"bold"}),
        ("<p><strong>Words</strong></p>", {"bold"}),
        ("<p><em></em>Tōgō</p>", set()),
    ],
)
def test_a_face_is_counted_where_a_letter_asks_for_it(tmp_path: Path, markup: str, more: set[str]) -> None:
    root = site(tmp_path, SOUND.replace("<p>Words.</p>", markup))
    (root / "a.css").write_text(FACES, encoding="utf-8")
    for name in ("regular", "cyrillic", "italic", "bold", "italic-more"):
        (root / f"{name}.woff").write_bytes(b"1" * 100)
    (page,) = weigh(root, open_folder(root))
    assert page.fonts == 100 * len({"regular"} | more)


def test_the_heaviest_page_of_each_kind_is_told(tmp_path: Path) -> None:
    root = site(tmp_path)
    longer = SOUND.replace("</main>", "<p>" + " ".join(map(str, range(2000))) + "</p></main>")
    (root / "two.html").write_text(longer, encoding="utf-8")
    (root / "index.html").write_text(SOUND.replace("opening chapter", "title-page"), encoding="utf-8")
    (root / "three.html").write_text(SOUND, encoding="utf-8")
    told = [(weight.path, weight.kind, count) for weight, count in by_kind(weigh(root, open_folder(root)))]
    assert told == [("two.html", "chapter", 2), ("index.html", "title-page", 1)]


def test_an_epub_is_shared_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.epub", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("mimetype", "nav.xhtml", "text/one.xhtml", "fonts/a.otf", "css/a.css", "images/a.png"):
            archive.writestr(name, "x" * 1000)
    with zipfile.ZipFile(tmp_path / "a.epub") as archive:
        told = {share.content: (share.files, share.size) for share in shares(archive)}
        assert sum(share.compressed for share in shares(archive)) < 600
    assert told == {
        Content.TEXT: (1, 1000), Content.PICTURES: (1, 1000), Content.FONTS: (1, 1000),
        Content.STYLES: (1, 1000), Content.ORDER: (2, 2000),
    }  # fmt: skip
