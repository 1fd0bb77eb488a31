"""Our own check of the EPUB: a sound small EPUB, and one fault planted at a time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from octavo.findings import Severity, rules_of
from octavo.proof.epub_lint import RULES, lint

HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"><head>'
    '<title>{}</title><link rel="stylesheet" type="text/css" href="{}css/book.css"/></head><body>'
)

COVER = '<item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>'

CALL = '<sup class="noteref"><a epub:type="noteref" href="#n2" id="c2">2</a></sup>'

OPF = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>A Book</dc:title>
<meta property="pageBreakSource">urn:isbn:9783161484100</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">MathML</meta>
<meta property="schema:accessibilityFeature">describedMath</meta>
<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="css/book.css" media-type="text/css"/>
<item id="map" href="images/map.svg" media-type="image/svg+xml"/>
{COVER}
</manifest>
<spine toc="ncx"><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine>
</package>"""

NAV = f"""{HEAD.format("Contents", "")}
<nav epub:type="toc"><h1>Contents</h1><ol>
<li><a href="text/one.xhtml">One</a><ol><li><a href="text/one.xhtml#after">After</a></li></ol></li>
<li><a href="text/two.xhtml">Two</a></li>
</ol></nav>
<nav epub:type="page-list"><ol>
<li><a href="text/one.xhtml#page-1">1</a></li>
<li><a href="text/one.xhtml#page-2">2</a></li>
</ol></nav></body></html>"""

NCX = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><pageList>
<pageTarget id="p1"><navLabel><text>1</text></navLabel><content src="text/one.xhtml#page-1"/></pageTarget>
<pageTarget id="p2"><navLabel><text>2</text></navLabel><content src="text/one.xhtml#page-2"/></pageTarget>
</pageList></ncx>"""

ONE = f"""{HEAD.format("One", "../")}
<section id="one"><h1><span class="chapter-title">One</span></h1>
<p id="p"><span epub:type="pagebreak" id="page-1"/>The ice held in 1904–1905, 40\u00a0km out, and 80,000 men
knew.<sup class="noteref"><a epub:type="noteref" href="#n1" id="c1">1</a></sup>
Admiral <span lang="ja">東郷</span>, or <i lang="ja-Latn">Tōgō</i>, saw it at 38° 48′ N.
“So be it,” he said—twice.
<a epub:type="glossref" href="two.xhtml#term-fleet">Fleets</a> are 3 × 4 ships. Had he had more, he’d have
gone.{CALL}
Type <code>print("a--b  c")</code>.</p>
<figure><img src="../images/map.svg" alt="A map of the harbour."/><figcaption>A map.</figcaption></figure>
<table><thead><tr><th scope="col">Ship</th></tr></thead><tbody><tr><td>Alpha</td></tr></tbody></table>
<section id="after"><h2>After</h2>
<p><span epub:type="pagebreak" id="page-2"/>It ended:
<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math>.</p></section>
<section epub:type="footnotes"><h2>Notes</h2>
<div epub:type="footnote" id="n1"><p><a epub:type="backlink" href="#c1">1.</a> Nish, 12–15.</p></div>
<div epub:type="footnote" id="n2"><p><a epub:type="backlink" href="#c2">2.</a> File 80123.</p></div>
</section></section></body></html>"""

TWO = f"""{HEAD.format("Two", "../")}
<section id="two"><h1>Two</h1>
<dl><div id="term-fleet"><dt><dfn>fleet</dfn></dt>
<dd epub:type="glossdef"><p>Ships together.</p></dd></div></dl>
</section></body></html>"""

BOOK = {
    "content.opf": OPF,
    "nav.xhtml": NAV,
    "toc.ncx": NCX,
    "text/one.xhtml": ONE,
    "text/two.xhtml": TWO,
    "css/book.css": "/* .none */ .noteref { font-size: .7em; } .chapter-title, p { margin: 0; }\n",
    "images/map.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "cover.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text>A Book</text></svg>',
}

SOURCES = {"text/one.xhtml": "one.rst", "text/two.xhtml": "back/two.rst"}

#: Code, file, what is replaced, by what.
SEEDS = [
    ("E101", "text/one.xhtml", 'alt="A map of the harbour."', 'alt=""'),
    ("E102", "text/one.xhtml", "A map of the harbour.", "../images/map.svg"),
    ("E102", "text/one.xhtml", "A map of the harbour.", "map"),
    ("E103", "text/one.xhtml", "harbour.", "harbour"),
    ("E104", "text/one.xhtml", '<span lang="ja">東郷</span>', "東郷"),
    ("E104", "text/one.xhtml", 'lang="ja"', 'lang="ru"'),
    ("E104", "text/two.xhtml", "Ships together", "Ships together, Макаров"),
    ("E105", "text/one.xhtml", 'lang="ja-Latn"', 'lang="ja"'),
    ("E106", "text/two.xhtml", "Ships together", '<em lang="ru">Флот</em>'),
    ("E110", "text/one.xhtml", '<th scope="col">Ship</th>', "<td>Ship</td>"),
    ("E110", "text/one.xhtml", ' scope="col"', ""),
    ("E111", "text/one.xhtml", "<figure>", '<figure id="p">'),
    ("E112", "text/two.xhtml", "Two</", "One</"),
    ("E113", "text/two.xhtml", "<title>Two", "<title>two.xhtml"),
    ("E114", "text/two.xhtml", "<dl>", "<h2>Unlisted</h2><dl>"),
    ("E115", "text/one.xhtml", '<a epub:type="glossref" href="two.xhtml#term-fleet">Fleets</a>', "Fleets"),
    ("E115", "text/two.xhtml", "<dfn>fleet</dfn>", "fleet"),
    ("E120", "text/one.xhtml", '<a epub:type="noteref" href="#n1"', '<a href="#n1"'),
    ("E121", "text/one.xhtml", '<a epub:type="backlink" href="#c1">1.</a>', "1."),
    ("E121", "text/one.xhtml", '<a epub:type="backlink" href="#c1">1.</a> Nish', '1. Nish'),
    ("E123", "text/one.xhtml", f"gone.{CALL}", f"gone{CALL}."),
    ("E123", "text/one.xhtml", "gone.<sup", "gone. <sup"),
    ("E124", "text/one.xhtml", "File 80123.", "Ibid., 13."),
    ("E130", "toc.ncx", "<text>2</text>", "<text>3</text>"),
    ("E130", "nav.xhtml", '#page-2">2<', '#page-1">2<'),
    ("E140", "text/one.xhtml", '<p id="p">', '<p id="p" class="first">'),
    ("E141", "css/book.css", ".noteref {", ".unused, .noteref {"),
    ("E142", "text/one.xhtml", '<p id="p">', '<p id="p" style="color: red">'),
    ("E143", "text/one.xhtml", '<figure><img src="../images/map.svg" alt="A map of the harbour."/>',
     '<figure><img src="../cover.svg" alt="A map of the harbour."/>'),
    ("E144", "images/map.svg", "M0 0", "M0 0 " * 400_000),
    ("E145", "images/map.svg", "</svg>", "<text>Harbour</text></svg>"),
    ("E146", "content.opf", COVER, ""),
    ("E147", "content.opf", "MathML", "index"),
    ("E147", "content.opf", ">visual<", ">textual<"),
    ("E147", "content.opf", '<meta property="pageBreakSource">urn:isbn:9783161484100</meta>', ""),
    ("E147", "text/one.xhtml", ' alttext="x"', ""),
    ("E150", "text/one.xhtml", "he’d", "he'd"),
    ("E150", "text/one.xhtml", "“So be it,”", '"So be it,"'),
    ("E151", "text/one.xhtml", "said—twice", "said--twice"),
    ("E151", "text/one.xhtml", "It ended:", "It ended..."),
    ("E152", "text/one.xhtml", "The ice held", "The ice held held"),
    ("E153", "text/one.xhtml", "The ice held", "The ice  held"),
    ("E154", "text/one.xhtml", "1904–1905", "1904-1905"),
    ("E154", "text/one.xhtml", "12–15", "12 – 15"),
    ("E155", "text/one.xhtml", "40\u00a0km", "40 km"),
    ("E156", "text/one.xhtml", "48′", "48’"),
    ("E156", "text/one.xhtml", "3 × 4", "3 x 4"),
    ("E156", "text/two.xhtml", "Ships", "Henry Ⅷ and ships"),
    ("E157", "text/one.xhtml", "80,000 men", "80000 men"),
]  # fmt: skip


def packed(folder: Path, **changed: str) -> Path:
    """Write the sound EPUB, some of its files changed."""
    path = folder / "tiny.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**BOOK, **changed}.items():
            archive.writestr(name, text)
    return path


def test_a_sound_epub_has_no_finding(tmp_path: Path) -> None:
    assert lint(packed(tmp_path), SOURCES) == ()


@pytest.mark.parametrize(("code", "name", "good", "bad"), SEEDS)
def test_a_planted_fault_is_found_and_nothing_else(
    tmp_path: Path, code: str, name: str, good: str, bad: str
) -> None:
    assert good in BOOK[name]
    found = lint(packed(tmp_path, **{name: BOOK[name].replace(good, bad)}), SOURCES)
    assert [finding.code for finding in found] == [code], found
    assert found[0].message and found[0].remedy


def test_notes_that_stand_in_another_order_are_found(tmp_path: Path) -> None:
    first, second = (
        ONE.index('<div epub:type="footnote" id="n1">'),
        ONE.index('<div epub:type="footnote" id="n2">'),
    )
    end = ONE.index("</section></section>")
    swapped = ONE[:first] + ONE[second:end] + ONE[first:second] + ONE[end:]
    assert [f.code for f in lint(packed(tmp_path, **{"text/one.xhtml": swapped}), SOURCES)] == ["E122"]


def test_a_list_of_pages_out_of_order_is_found_and_its_labels_too(tmp_path: Path) -> None:
    lines = [line for line in NAV.splitlines() if "#page-" in line]
    changed = NAV.replace("\n".join(lines), "\n".join(reversed(lines)))
    found = lint(packed(tmp_path, **{"nav.xhtml": changed}), SOURCES)
    # It is not the order of the breaks, its numbers fall, and the NCX differs.
    assert [f.code for f in found] == ["E130"] * 3


def test_a_printed_page_begins_once_in_the_whole_book(tmp_path: Path) -> None:
    two = TWO.replace("<dl>", '<div epub:type="pagebreak" id="page-2"/><dl>')
    assert "E111" in {f.code for f in lint(packed(tmp_path, **{"text/two.xhtml": two}), SOURCES)}


def test_every_rule_explains_itself_and_has_a_seed() -> None:
    codes = [rule.code for rule in rules_of(RULES)]
    assert len(codes) == len(set(codes)) == len(RULES)
    assert set(codes) == {code for code, *_ in SEEDS} | {"E122"}


def test_a_rule_weighs_what_it_says(tmp_path: Path) -> None:
    said = {rule.code: rule.severity for rule in rules_of(RULES)}
    for code, name, good, bad in SEEDS:
        (found,) = lint(packed(tmp_path, **{name: BOOK[name].replace(good, bad)}), SOURCES)
        assert found.severity is said[code], code


def test_a_finding_is_told_at_its_source_or_at_its_file(tmp_path: Path) -> None:
    changed = {"text/two.xhtml": TWO.replace("Ships together", "Ships' together")}
    (found,) = lint(packed(tmp_path, **changed), SOURCES)
    assert (found.path, found.severity) == ("back/two.rst", Severity.WARNING)
    assert found.message.startswith("epub: ") and found.message.endswith("near #term-fleet")
    changed["text/one.xhtml"] = ONE
    (found,) = lint(packed(tmp_path, **changed), {})
    assert found.path == "tiny.epub/text/two.xhtml#term-fleet"
