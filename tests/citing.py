"""Citations printed in a style from a bibliography in memory, as text that a test can compare."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docutils import nodes

from octavo.bibliography.csl import item
from octavo.bibliography.load import Library, load
from octavo.citations.cluster import Cluster, targets
from octavo.citations.engine import Engine, Repeats, Style, find_style
from octavo.citations.inlines import to_nodes, works
from octavo.citations.printed import Inlines

NOTES, DATE, MLA, APA = (
    "chicago-notes-bibliography",
    "chicago-author-date",
    "modern-language-association",
    "apa",
)
STYLES = (NOTES, DATE, MLA, APA)


@dataclass(frozen=True)
class Printed:
    """What a style prints: citations in order, and the list."""

    citations: list[str]
    entries: dict[str, str]
    raw: list[Inlines]
    dashes: dict[str, str]


def shown(inlines: Inlines, language: str = "") -> str:
    """Return inlines with italics as *…* and words of another script as ‹language: …›."""

    def text(node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return str(node)
        inside = "".join(text(child) for child in node.children)
        if isinstance(node, nodes.emphasis):
            return f"*{inside}*"
        if isinstance(node, nodes.superscript):
            return f"^{inside}^"
        if isinstance(node, nodes.inline) and node["classes"][0].startswith("language-"):
            return f"‹{node['classes'][0].removeprefix('language-')}: {inside}›"
        return inside

    return "".join(text(node) for node in to_nodes(inlines, language))


def read(folder: Path, text: str) -> Library:
    (folder / "a.bib").write_text(text, encoding="utf-8")
    library = load([folder / "a.bib"], folder)
    assert library.findings == []
    return library


def cluster(serial: int, text: str, form: str = "p", note: str = "") -> Cluster:
    return Cluster("one", serial, "one.rst", serial, form, tuple(targets(text)), note)


def engine(folder: Path, bib: str, style: str, repeats: Repeats = Repeats.AS_STYLED) -> Engine:
    library = read(folder, bib)
    found: Style = find_style(style, folder)
    return Engine(found, {k: item(w) for k, w in library.works.items()}, "en", folder / "cache", repeats)


def printed(
    folder: Path,
    bib: str,
    style: str,
    *chapters: list[Cluster],
    repeats: Repeats = Repeats.AS_STYLED,
) -> Printed:
    """Return what a style prints for chapters of citations."""
    library = read(folder, bib)
    rendered, entries, dashes = engine(folder, bib, style, repeats).render(chapters)
    languages = {key: work.language for key, work in library.works.items()}
    citations, raw = [], []
    for one, parts in zip(
        [c for chapter in chapters for c in chapter], [r for c in rendered for r in c], strict=True
    ):
        inlines = parts.note or parts.text
        raw.append(inlines)
        keys = [target.key for target in one.targets]
        pieces = [shown(part, languages[keys[at[0] - 1]]) for at, part in works(inlines, keys)]
        citations.append("".join(pieces))
    return Printed(
        citations,
        {key: shown(x, languages[key]) for key, x in entries.items()},
        raw,
        {k: shown(x) for k, x in dashes.items()},
    )
