"""HTML, XML, TeX and Markdown in the fields of a ``.bib`` file reach an edition as the text they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from octavo.bibliography.csl import item
from octavo.bibliography.load import load
from octavo.citations.cluster import Cluster, Target
from octavo.citations.engine import Engine
from octavo.citations.inlines import to_nodes
from octavo.citations.style import find_style

#: What a field holds, and what an edition must show: the same, but for TeX's own escapes and quotation marks.
HOSTILE = {
    "<script>alert(1)</script>": "<script>alert(1)</script>",
    "</p><img src=x onerror=y>": "</p><img src=x onerror=y>",
    "<i>no</i> <b>markup</b>": "<i>no</i> <b>markup</b>",
    "&amp; &#60; &nbsp;": "&amp; &#60; &nbsp;",
    "a & b": "a & b",
    r"a \& b": "a & b",
    "]]> <![CDATA[x]]>": "]]> <![CDATA[x]]>",
    "<!- c ->": "<!- c ->",
    r"\input{/etc/passwd}": r"\input/etc/passwd",
    r"\write18{ls}": r"\write18ls",
    r"\unknown{arg} rest": r"\unknownarg rest",
    "$x^2$ and ${x}": "$x^2$ and $x",
    r"50\% off": "50% off",
    "100% sure": "100% sure",
    r"\$5 \#1 \_u": "$5 #1 _u",
    r"\{br\}": "{br}",
    r"a \textbackslash b": "a \\b",
    "*a* _b_ **c**": "*a* _b_ **c**",
    "[x](http://y.example) ![x](y)": "[x](http://y.example) ![x](y)",
    "# h | t > q": "# h | t > q",
    "`code` ^sup^": "`code` ^sup^",
    "@k1 [@k1]": "@k1 [@k1]",
    "{{ jinja }} {% x %}": "jinja % x %",
    ":role:`x` |sub|_": ":role:`x` |sub|_",
}


def printed(tmp_path: Path, fields: list[str]) -> list[nodes.Element]:
    """Return the entry that Chicago's style makes of each field as a publisher's name."""
    bib = tmp_path / "a.bib"
    entries = [
        f"@book{{k{i}, author={{Nish, Ian}}, title={{T{i}}}, publisher={{Aa {text} zz}}, year=1985}}\n"
        for i, text in enumerate(fields)
    ]
    bib.write_text("".join(entries), encoding="utf-8")
    library = load([bib], tmp_path)
    assert [finding for finding in library.findings if finding.code == "B001"] == []
    works = {key: item(work) for key, work in library.works.items()}
    clusters = [Cluster("d", i + 1, "d.rst", 1, "p", (Target(key),)) for i, key in enumerate(works)]
    style = find_style("chicago-notes-bibliography", tmp_path)
    made = Engine(style, works, "en-US", tmp_path / "cache").render([clusters])[1]
    return [nodes.paragraph("", "", *to_nodes(made[f"k{i}"])) for i in range(len(fields))]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nodes.Element]:
    return dict(zip(HOSTILE, printed(tmp_path_factory.mktemp("hostile"), list(HOSTILE)), strict=True))


@pytest.mark.parametrize("markup", HOSTILE)
def test_what_looks_like_markup_is_text(shown: dict[str, nodes.Element], markup: str) -> None:
    text = " ".join(shown[markup].astext().split())
    assert f". Aa {HOSTILE[markup]} zz, 1985." in text


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_of_it_is_an_element(shown: dict[str, nodes.Element], markup: str) -> None:
    titles = [node.astext() for node in shown[markup].findall(nodes.Element) if node is not shown[markup]]
    assert [title for title in titles if not title.startswith("T")] == []


# A style makes one of two points side by side: there are none here.
ODD = st.text(st.sampled_from("ab<>&#/=*_[]()|^%$@+é中"), min_size=1, max_size=24)


@settings(
    derandomize=True, database=None, deadline=None, max_examples=6, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(fields=st.lists(ODD, min_size=20, max_size=20))
def test_no_character_is_lost(tmp_path: Path, fields: list[str]) -> None:
    for markup, entry in zip(fields, printed(tmp_path, fields), strict=True):
        assert f"Aa {markup} zz" in entry.astext(), markup
