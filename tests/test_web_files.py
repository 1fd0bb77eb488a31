"""The files of the web edition: few, named after what is in them, light, from nowhere else."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from fire import BOOK, make, write_book
from octavo.proof.web import open_folder
from octavo.proof.weight import heaviest, weigh
from web_pages import ONE, printed_web, read

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_web(tmp_path_factory.mktemp("printed"))


def test_files_are_few_and_named_after_what_is_in_them(web: Path) -> None:
    found = {path.name for path in (web / "_static").iterdir()}
    hashed = {name for name in found if re.search(r"\.[0-9a-f]{10}\.(js|css|woff)$", name)}
    plain = {name.partition(".")[0] for name in hashed}
    assert {name for name in plain if not name.startswith("serif-")} == {"book", "find", "words"}
    assert found - hashed == {"shown.js", "cover.png"}
    for name in hashed:
        data = (web / "_static" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(name.split(".")[1])


def test_listings_bring_their_own_style(tmp_path: Path) -> None:
    two = BOOK["chapters/two.rst"] + "\n.. code-block:: python\n\n   import this\n"
    make(write_book(tmp_path / "book", **{"chapters/two.rst": two}), "web", tmp_path / "out/web")
    found = read(tmp_path / "out/web")
    (style,) = found["chapters/two.html"].xpath("//link[contains(@href, '/code.')]/@href")
    assert (tmp_path / "out/web/chapters" / style).is_file()
    assert not found[ONE].xpath("//link[contains(@href, '/code.')]")


def test_the_first_page_is_light_and_nothing_comes_from_elsewhere(web: Path) -> None:
    weights = {weight.path: weight for weight in weigh(web, open_folder(web))}
    first = weights["index.html"]
    # The page, its style and script; of the face the parts for English, and for the Cyrillic in its title.
    assert first.requests == 7
    assert first.compressed < 150_000 and first.compressed < first.size
    assert heaviest(tuple(weights.values())).compressed >= first.compressed
    assert [weight.elsewhere for weight in weights.values() if weight.elsewhere] == []


def test_what_is_fetched_is_counted_once_and_through_style_sheets(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<link rel="stylesheet" href="s.css"><link rel="next" href="b.html"><img src="p.png">'
        '<img src="p.png"><script src="https://example.org/x.js"></script>'
        '<img src="data:image/gif;base64,AA">'
    )
    (tmp_path / "s.css").write_text("body { background: url('q.png') }")
    for name in ("p.png", "q.png", "b.html"):
        (tmp_path / name).write_bytes(b"12345")
    weight = weigh(tmp_path, open_folder(tmp_path))[0]
    total = sum((tmp_path / name).stat().st_size for name in ("a.html", "s.css", "p.png", "q.png"))
    assert (weight.requests, weight.size, weight.elsewhere) == (4, total, ("https://example.org/x.js",))


def test_a_face_is_fetched_for_the_letters_that_a_page_has(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<link rel="stylesheet" href="s.css"><p>Tōgō</p>', encoding="utf-8")
    (tmp_path / "b.html").write_text('<link rel="stylesheet" href="s.css"><p>Togo</p>', encoding="utf-8")
    face = "@font-face {{ src: url('{0}.woff'); unicode-range: {1}; }} "
    style = face.format("latin", "U+0020-007E, U+00A0") + face.format("more", "U+0100-017F")
    (tmp_path / "s.css").write_text(style + "@font-face { src: url(any.woff); }", encoding="utf-8")
    for name in ("latin", "more", "any"):
        (tmp_path / f"{name}.woff").write_bytes(b"12345")
    assert [weight.requests for weight in weigh(tmp_path, open_folder(tmp_path))] == [5, 4]
