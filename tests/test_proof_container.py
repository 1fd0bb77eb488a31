"""The proof of the EPUB's container and package, with one fault seeded at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.proof.epub import prove_epub
from octavo.proof.reading import State
from test_proof_pages import EXPECTATION, epub_parts, pack, sound


def drop(name: str) -> Callable[[dict[str, str]], dict[str, str]]:
    """Return what leaves a file out."""
    return lambda parts: {key: text for key, text in parts.items() if key != name}


def change(name: str, old: str, new: str) -> Callable[[dict[str, str]], dict[str, str]]:
    """Return what changes a file."""
    return lambda parts: {key: text.replace(old, new) if key == name else text for key, text in parts.items()}


#: What is done to the files, and the findings as file and code.
CONTAINERS = {
    "mimetype late": (lambda parts: dict(sorted(parts.items())), [("book.epub", "P012")]),
    "mimetype wrong": (change("mimetype", "epub", "pub"), [("book.epub", "P012")]),
    "stray file": (
        lambda parts: parts | {"OEBPS/x.css": ""},
        [("book.epub/OEBPS/book.opf", "P011")],
    ),
    "file not packed": (
        change("OEBPS/book.opf", "<manifest>", '<manifest><item id="c" href="c.css" media-type="text/css"/>'),
        [("book.epub/OEBPS/book.opf", "P011")],
    ),
    "spine into nothing": (
        change("OEBPS/book.opf", '<itemref idref="p1"/>', '<itemref idref="p9"/>'),
        [("book.epub/OEBPS/book.opf", "P011")],
    ),
    "not well-formed": (
        lambda parts: parts
        | {"OEBPS/x.xhtml": "<p>", "OEBPS/book.opf": parts["OEBPS/book.opf"].replace(
            "</manifest>", '<item id="x" href="x.xhtml" media-type="application/xhtml+xml"/></manifest>')},
        [("book.epub/OEBPS/x.xhtml", "P013")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", CONTAINERS)
def test_a_faulty_container_is_found(fault: str, tmp_path: Path) -> None:
    change_parts, expected = CONTAINERS[fault]
    reading = prove_epub(pack(change_parts(epub_parts(sound("xhtml"))), tmp_path), EXPECTATION)
    assert [(f.path, f.code) for f in reading.findings] == expected, [str(f) for f in reading.findings]


def test_a_compressed_mimetype_is_found(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in epub_parts(sound("xhtml")).items():
            archive.writestr(name, text)
    assert [f.code for f in prove_epub(path, EXPECTATION).findings] == ["P012"]


@pytest.mark.parametrize("lost", ["META-INF/container.xml", "OEBPS/book.opf"])
def test_an_epub_without_its_package_fails_everything(lost: str, tmp_path: Path) -> None:
    reading = prove_epub(pack(drop(lost)(epub_parts(sound("xhtml"))), tmp_path), EXPECTATION)
    assert reading.count(State.FAILED) == 5
    assert ("book.epub/META-INF/container.xml", "P011") in [(f.path, f.code) for f in reading.findings]
