"""The proof of pages: a small book as web edition and as EPUB, sound and with one fault seeded at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.edition import Edition
from octavo.proof.epub import prove_epub
from octavo.proof.expected import ChapterNumbers, Cited, Expectation, ExpectedSource
from octavo.proof.reading import Reading, State
from octavo.proof.web import prove_web

NISH, TOGO, ROUEN = ("Nish",), ("Tōgō",), ("Rouen", "Chronicle")

CITATIONS = (
    Cited("chapters/one.rst", 4, "chapters/one", 1, 1, 1, "nish-1985", "12", NISH),
    Cited("chapters/one.rst", 9, "chapters/one", 1, 2, 1, "nish-1985", "15", NISH),
    Cited("chapters/one.rst", 14, "chapters/one", 1, 3, 1, "nish-1985", "20", NISH),
    Cited("chapters/one.rst", 14, "chapters/one", 1, 3, 2, "togo-1930", "", TOGO),
    Cited("chapters/one.rst", 20, "chapters/one", 1, 4, 1, "chronicle", "", ROUEN, called=False),
)

EXPECTATION = Expectation(
    CITATIONS,
    (
        ExpectedSource("chronicle", ROUEN, "source-chronicle"),
        ExpectedSource("nish-1985", NISH, "source-nish-1985"),
        ExpectedSource("togo-1930", TOGO, "source-togo-1930"),
    ),
    (
        ChapterNumbers("chapters/one", 1, ("1.1",), ("1.1",), 4),
        ChapterNumbers("back/sources", 0),
    ),
)

ONE = """\
<h1 id="heading-one"><span class="chapter-number">Chapter 1</span> <span class="chapter-title">One</span></h1>
<p>Ice.<sup class="noteref"><a id="cite-1" role="doc-noteref" href="#note-1">1</a></sup>
A port.<a class="footnote-reference" href="#note-2" id="id7">2<span id="cite-2"></span></a>
(See <a href="../back/sources.{ext}">the sources</a>.)
Two.<sup id="cite-3"><a id="id9" role="doc-noteref" href="#note-3">3</a></sup>
The author's own.<a role="doc-noteref" id="call-4" href="#note-4">4</a> <code>f(x)[]</code></p>
<figure id="fig"><p>x</p><figcaption><span class="caption-number">Fig. 1.1 </span>A map</figcaption></figure>
<table id="tab"><caption><span class="caption-number">Table 1.1. </span>Ships</caption>
<tr><td>1</td></tr></table>
<section class="notes">
<div id="note-1" role="doc-footnote"><p><a href="#cite-1">1.</a> Ian Nish,
<a href="../back/sources.{ext}#source-nish-1985"><em>Origins</em></a>, 12.</p></div>
<div id="note-2" role="doc-footnote"><p><a href="#id7">2.</a> <a
href="../back/sources.{ext}#source-nish-1985">Ibid</a>., 15.</p></div>
<div id="note-3" role="doc-footnote"><p><a href="#id9">3.</a> NISH,
<a href="../back/sources.{ext}#source-nish-1985">Origins</a>, 20;
To\u0304go\u0304, <a href="../back/sources.{ext}#source-togo-1930">Diary</a>.</p></div>
<div id="note-4" role="doc-footnote"><p><a href="#call-4">4.</a> So says
<span class="citation" id="cite-4">the <a href="../back/sources.{ext}#source-chronicle">Rouen
Chronicle</a></span>, and https://example.org/nish-1985 too.</p></div>
</section>
"""

SOURCES = """\
<h1>Sources</h1>
<p><a href="../chapters/one.{ext}#fig">Map</a></p>
<ul>
<li id="source-chronicle"><em>The Rouen Chronicle</em>, 1904.</li>
<li id="source-nish-1985">Nish, Ian. <em>Origins</em>. Longman, 1985.</li>
<li id="source-togo-1930">Tōgō, Heihachirō. <em>Diary</em>. 1930.</li>
</ul>
"""

Pages = dict[str, str]
Build = Callable[[Pages, Path], Path]


def web(pages: Pages, folder: Path) -> Path:
    """Write the pages as a folder of HTML."""
    root = folder / "web"
    for docname, body in pages.items():
        path = root / f"{docname}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = (
            "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>nish-1985</title></head>\n"
        )
        path.write_text(f"{head}<body><main>\n{body}</main></body></html>", encoding="utf-8")
    return root


OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>{items}</manifest>
<spine>{refs}</spine></package>"""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def epub_parts(pages: Pages) -> dict[str, str]:
    """Return the files of the EPUB."""
    items = "".join(
        f'<item id="p{i}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for i, name in enumerate(pages)
    )
    refs = "".join(f'<itemref idref="p{i}"/>' for i in range(len(pages)))
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    parts["OEBPS/book.opf"] = OPF.format(items=items, refs=refs)
    for name, body in pages.items():
        parts[f"OEBPS/{name}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en">'
            f"<head><title>t</title></head>\n<body>\n{body}</body></html>"
        )
    return parts


def pack(parts: dict[str, str], folder: Path) -> Path:
    """Write files as an EPUB, in their order, the first stored."""
    path = folder / "epub" / "book.epub"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as archive:
        for i, (name, text) in enumerate(parts.items()):
            archive.writestr(name, text, zipfile.ZIP_DEFLATED if i else zipfile.ZIP_STORED)
    return path


def epub(pages: Pages, folder: Path) -> Path:
    """Write the pages as an EPUB."""
    return pack(epub_parts(pages), folder)


def sound(extension: str) -> Pages:
    """Return the pages of the sound book."""
    return {
        "chapters/one": ONE.replace("{ext}", extension),
        "back/sources": SOURCES.replace("{ext}", extension),
    }


KINDS = {
    Edition.WEB: ("html", web, prove_web),
    Edition.EPUB: ("xhtml", epub, prove_epub),
}


def proved(edition: Edition, folder: Path, old: str = "", new: str = "") -> Reading:
    """Build the book with one stretch of its pages changed, and prove it."""
    extension, build, prove = KINDS[edition]
    pages = sound(extension)
    if old:
        old, new = old.replace("{ext}", extension), new.replace("{ext}", extension)
        assert sum(old in body for body in pages.values()) == 1, old
        pages = {name: body.replace(old, new) for name, body in pages.items()}
    return prove(build(pages, folder), EXPECTATION)


@pytest.mark.parametrize("edition", KINDS)
def test_a_sound_book_has_no_findings(edition: Edition, tmp_path: Path) -> None:
    reading = proved(edition, tmp_path)
    assert reading.findings == []
    assert [proof.state for proof in reading.proofs] == [State.PROVED] * 5
    wheres = ["note 1", "note 2", "note 3", "note 3", "in the text"]
    assert [proof.where for proof in reading.proofs] == wheres
    assert [proof.cited for proof in reading.proofs] == list(CITATIONS)
    assert reading.proofs[0].text == "1. Ian Nish, Origins, 12."
    assert reading.artefacts[0].pages == 2


PLACE = "chapters/one.rst"

#: What is changed into what, and the findings as place, line and code; ``@`` is the built page.
FAULTS = {
    "citation lost": ('id="cite-1" role', "role", [(PLACE, 4, "P001"), ("@chapters/one", 0, "P010")]),
    "dead call": ('href="#note-2"', 'href="#note-22"', [(PLACE, 9, "P002")]),
    "dead call of two works": ('href="#note-3"', 'href="#note-33"', [(PLACE, 14, "P002")] * 2),
    "call without note": ('href="#note-2"', 'href="../back/sources.{ext}"', [(PLACE, 9, "P002")]),
    "note without name": ("Ian Nish,", "Ian,", [(PLACE, 4, "P003"), (PLACE, 9, "P003")]),
    "name inside a word": ("Ian Nish,", "Ian Nishi,", [(PLACE, 4, "P003"), (PLACE, 9, "P003")]),
    "diacritics lost": ("To\u0304go\u0304, <a", "Togo, <a", [(PLACE, 14, "P003")]),
    "ibid. after another work": (
        '<div id="note-2"',
        '<div id="n" role="doc-footnote"><a href="../back/sources.{ext}#source-togo-1930">Tōgō</a></div>'
        '<div id="note-2"',
        [(PLACE, 9, "P003"), (PLACE, 0, "P030")],
    ),
    "no way back": ('<a href="#id7">2.</a>', "2.", [(PLACE, 9, "P004")]),
    "way back to another call": ('<a href="#id7">', '<a href="#cite-1">', [(PLACE, 9, "P004")]),
    "no link": (
        '<a href="../back/sources.{ext}#source-chronicle">Rouen\nChronicle</a>',
        "Rouen\nChronicle",
        [(PLACE, 20, "P005")],
    ),
    "entry missing": ('<li id="source-togo-1930">', "<li>", [(PLACE, 14, "P006")]),
    "list of sources missing": (
        '{ext}#source-togo-1930">Diary',
        '{ext}x#source-togo-1930">Diary',
        [(PLACE, 14, "P006")],
    ),
    "entry of another work": (
        '<a href="../back/sources.{ext}#source-togo-1930">Diary',
        '<a href="../back/sources.{ext}#source-chronicle">Diary',
        [(PLACE, 14, "P007")],
    ),
    "entries changed over": (
        '<li id="source-togo-1930">Tōgō, Heihachirō. <em>',
        '<li id="source-togo-1930">Heihachi, Toru. <em>',
        [(PLACE, 14, "P007")],
    ),
    "id twice": ('<p>x</p>', '<p id="cite-2">x</p>', [(PLACE, 9, "P008")]),
    "dead fragment": ("one.{ext}#fig", "one.{ext}#figure", [("@back/sources", 4, "P010")]),
    "dead page": ("one.{ext}#fig", "two.{ext}", [("@back/sources", 4, "P010")]),
    "dead picture": ("<p>x</p>", '<p><img src="x.png" alt=""/></p>', [("@chapters/one", 9, "P010")]),
    "no address": ("one.{ext}#fig", "http://[", [("@back/sources", 4, "P010")]),
    "bare key in a note": (", 12.</p>", ", [nish-1985] 12.</p>", [(PLACE, 4, "P020")]),
    "bare key in the text": ("Ice.<sup", "Ice (togo-1930).<sup", [(PLACE, 14, "P020")]),
    "bare key beside": ("Longman, 1985", "togo-1930: 1985", [("@back/sources", 7, "P020")]),
    "bare key spoken": ("<p>x</p>", '<p aria-label="nish-1985">x</p>', [(PLACE, 4, "P020")]),
    "two question marks": ("<p>x</p>", "<p>see ??</p>", [("@chapters/one", 9, "P021")]),
    "question mark in brackets": (", 12.</p>", " [<b>?</b>], 12.</p>", [(PLACE, 4, "P021")]),
    "empty brackets": ("Ice.<sup", "Ice [].<sup", [("@chapters/one", 5, "P021")]),
    "empty parentheses": ("A port.", "A port ().", [("@chapters/one", 5, "P021")]),
    "chapter number": ("Chapter 1<", "Chapter 2<", [(PLACE, 0, "P030")]),
    "figure number": ("Fig. 1.1", "Fig. 1.2", [(PLACE, 0, "P030")]),
    "table number": ("Table 1.1.", "Table 2.1.", [(PLACE, 0, "P030")]),
    "way back to nothing": (
        '<a role="doc-noteref" id="call-4" href="#note-4">4</a>',
        "",
        [("@chapters/one", 0, "P010")],
    ),
    "number where none is": (
        "<h1>Sources",
        '<h1><span class="chapter-number">2</span>Sources',
        [("back/sources", 0, "P030")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("edition", KINDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found_at_its_place(fault: str, edition: Edition, tmp_path: Path) -> None:
    old, new, expected = FAULTS[fault]
    reading = proved(edition, tmp_path, old, new)
    extension = KINDS[edition][0]
    root = "web/" if edition is Edition.WEB else "book.epub/OEBPS/"
    found = [(f.path, 0 if f.path.startswith(root) else f.line, f.code) for f in reading.findings]
    wanted = [
        (f"{root}{path[1:]}.{extension}", 0, code) if path.startswith("@") else (path, line, code)
        for path, line, code in expected
    ]
    assert sorted(found) == sorted(wanted), [str(finding) for finding in reading.findings]
    assert all(finding.remedy for finding in reading.findings)
    failed = {proof.cited.line for proof in reading.proofs if proof.state is State.FAILED}
    assert failed == {line for _, line, code in expected if code < "P010"}
