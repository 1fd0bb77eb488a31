"""What is made of the pages of the web edition: what can be found in them, what is shown of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from octavo.editions.web_find import passages
from octavo.editions.web_pages import page_of_ids
from web_pages import ONE, printed_web, read, words

pytestmark = pytest.mark.xdist_group("reading-editions")


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed_web(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def pages(web: Path) -> dict[str, html.HtmlElement]:
    return read(web)


def test_passages_are_what_is_read(web: Path) -> None:
    article = html.fromstring(
        '<article><section id="s"><h1 id="h"><span class="chapter-number">Chapter 1</span>'
        '<span>Dawn</span><a class="headerlink" href="#s">¶</a></h1>'
        '<p id="p1">One <sup class="noteref"><a role="doc-noteref">1</a></sup>two.</p>'
        '<p id="p2"><span role="doc-pagebreak" data-page="7"></span>Three <span role="doc-pagebreak" '
        'data-page="8"></span>four.</p><ul><li>Five<p id="p3">six</p></li></ul>'
        "<table><tr><td>a</td><td>b</td></tr></table></section></article>"
    )
    found = [(p.anchor, p.text, p.page) for p in passages(article)]
    assert found == [
        ("h", "Chapter 1 Dawn", ""), ("p1", "One two.", ""), ("p2", "Three four.", "7"), ("p3", "six", "8"),
        ("s", "a b", "8"),
    ]  # fmt: skip


def test_a_note_is_found_on_the_printed_page_of_its_call() -> None:
    article = html.fromstring(
        '<article><p id="p1"><span role="doc-pagebreak" data-page="7"></span>One<sup><a role="doc-noteref" '
        'href="#n1">1</a></sup> two <span role="doc-pagebreak" data-page="8"></span>three.</p>'
        '<div role="doc-footnote" id="n1"><p>A note.</p></div><p id="p2">After.</p></article>'
    )
    assert [(p.anchor, p.page) for p in passages(article)] == [("p1", "7"), ("n1", "7"), ("p2", "8")]
    assert page_of_ids([("one", article)]) == {("one", "p1"): "7", ("one", "n1"): "7", ("one", "p2"): "8"}


def test_every_passage_leads_to_an_id(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    (words_file,) = (web / "_static").glob("words.*.js")
    text = words_file.read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("octavo.found(").removesuffix(");\n"))
    assert [uri for uri, _, _ in data] == [
        "preface.html", ONE, "chapters/two.html", "glossary.html", "bibliography.html",
    ]  # fmt: skip
    for uri, _, found in data:
        ids = set(pages[uri].xpath("//@id"))
        assert found and {anchor for anchor, _, _ in found} <= ids, uri
    assert any("三笠" in text for _, text, _ in {uri: found for uri, _, found in data}[ONE])


def test_every_source_and_term_linked_to_can_be_shown(web: Path, pages: dict[str, html.HtmlElement]) -> None:
    text = (web / "_static/shown.js").read_text(encoding="utf-8")
    shown = json.loads(text.removeprefix("octavo.shown(").removesuffix(");\n"))
    links = pages[ONE].xpath("//a[@role='doc-biblioref' or @role='doc-glossref']/@href")
    assert links and {href.removeprefix("../") for href in links} <= set(shown)
    term = html.fromstring(f"<div>{shown['glossary.html#term-fleet']}</div>")
    assert words(term) == "fleet Ships together."
    assert not term.xpath("//@id")
