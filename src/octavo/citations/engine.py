"""The citation engine: pandoc's citeproc, called once for what no cache holds.

What goes in are chapters of clusters and the works as CSL-JSON; what comes out are pandoc's
inlines for each cluster and each work. The engine knows no document tree.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pypandoc

from octavo.citations.cluster import AUTHOR_ONLY, IN_TEXT, NO_AUTHOR, NO_BRACKETS, Cluster
from octavo.citations.mentions import names, year
from octavo.citations.printed import Inlines, author_only, entry, first_citation, tidy, without_brackets
from octavo.citations.request import CHAPTER, MARK, OTHER, asked_of, census, document, paragraph
from octavo.citations.store import FORMAT, read, write
from octavo.citations.style import Form, Style, find_style
from octavo.findings import MachineFault

__all__ = ["MARK", "Engine", "Inlines", "Rendered", "Repeats", "Style", "find_style"]


#: Roles that print a part of a citation.
PARTIAL = AUTHOR_ONLY | NO_AUTHOR


class Repeats(StrEnum):
    """What a second citation of the same work in a row becomes."""

    AS_STYLED = "as-styled"  #: What the style says: ``Ibid.``, or the short form.
    SHORT = "short"  #: The short form, where a note is read without the one before it.


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a style printed for one cluster."""

    text: Inlines  #: What stands in the text: all of it, or the author's name before a note.
    note: Inlines  #: What stands in the note; empty for a style without notes.


class Engine:
    """Renders clusters and works in one style, remembering what it rendered.

    :param style: the style.
    :param works: every work that the book cites, as CSL-JSON, by key, in the order of first citation.
    :param language: the book's language, a BCP 47 tag.
    :param cache: folder of what was rendered before.
    :param repeats: what becomes of citations that repeat the one before.
    """

    def __init__(
        self,
        style: Style,
        works: Mapping[str, Any],
        language: str,
        cache: Path,
        repeats: Repeats = Repeats.AS_STYLED,
    ) -> None:
        self.style = style
        # Only numbers depend on the order; for other styles a moved citation leaves the cache whole.
        order = list(works) if style.form in {Form.NUMERIC, Form.LABEL} else sorted(works)
        self.works = {key: asked_of(style, works[key]) for key in order}
        self.language = {"en": "en-US"}.get(language, language)
        self.cache = cache
        self.repeats = repeats
        told = [FORMAT, self.works, self.language, repeats, pypandoc.__version__]
        seed = json.dumps(told, ensure_ascii=False)
        self.seed = hashlib.sha256(style.path.read_bytes() + seed.encode()).hexdigest()

    def render(
        self, chapters: Sequence[Sequence[Cluster]]
    ) -> tuple[list[list[Rendered]], dict[str, Inlines], dict[str, Inlines]]:
        """Return each chapter's clusters rendered, the entry of each work, and entries under a dash.

        Entries come in the style's order. Some styles have a dash for the author of the entry
        before; which entry is before is known to each list only.

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
                write(parts[i], blocks)
            write(entries, made[1])
        rendered = [
            [self._rendered(b, c) for b, c in zip(read(path), chapter, strict=True)]
            for path, chapter in zip(parts, chapters, strict=True)
        ]
        found = [(key, entry(whole), entry(dashed)) for key, whole, dashed in read(entries)]
        dashes = {key: dashed for key, whole, dashed in found if dashed != whole}
        return rendered, {key: whole for key, whole, _ in found}, dashes

    def _path(self, chapter: Sequence[Cluster] | None) -> Path:
        """Return the file in which a chapter's rendering is kept, or that of the entries."""
        what = "entries" if chapter is None else [self._asked(c) for c in chapter]
        text = json.dumps([self.seed, what], ensure_ascii=False)
        return self.cache / f"{hashlib.sha256(text.encode()).hexdigest()}.json"

    def _run(self, chapters: Sequence[Sequence[Cluster]]) -> tuple[list[list[Any]], list[Any]]:
        """Call pandoc; return the blocks of each chapter and the entries of the bibliography."""
        asked: list[tuple[Any, bool]] = [(census([*self.works, OTHER]), False)]
        for chapter in chapters:
            for part in _split(chapter):
                asked.append((CHAPTER, True))
                for cluster in part:
                    asked += self._asked(cluster)
        out = self._pandoc([block for block, _ in asked], self.style.path.read_text(encoding="utf-8"))
        entries = self._entries(out)
        parts: list[list[Any]] = []
        for block, (_, is_wanted) in zip(out, asked, strict=True):
            if block["t"] == "Header":
                parts.append([])
            elif is_wanted:
                parts[-1].append(block["c"])
        made = []
        for chapter, whole, partial in zip(chapters, parts[::2], parts[1::2], strict=True):
            first, second = iter(whole), iter(partial)
            made.append([next(second if cluster.form in PARTIAL else first) for cluster in chapter])
        return made, self._whole(entries)

    def _asked(self, cluster: Cluster) -> list[tuple[Any, bool]]:
        """Return the blocks for a cluster, each with whether what comes back is wanted."""
        block = (paragraph(cluster, self.style.volumes), True)
        if cluster.form in PARTIAL:
            # The second time a style gives the family name alone.
            return [(block[0], False), block]
        other = (census([OTHER]), False)
        if self.style.has_notes and (cluster.note or self.repeats is Repeats.SHORT):
            # Words of the author's stand between this citation and its neighbours: no "ibid."
            return [other, block, other]
        return [block]

    def _entries(self, out: list[Any]) -> list[Any]:
        """Take the list of sources from the end of a document; return key and entry of each work.

        What a style leaves out of its list, such as a letter, has its first citation as its entry:
        every citation leads to one.
        """
        entries: dict[str, Inlines] = {}
        if out and out[-1]["t"] == "Div":
            for block in out.pop()["c"][1]:
                found = [inline for para in block["c"][1] for inline in para["c"]]
                entries[block["c"][0][0].removeprefix("ref-")] = found
        cited = [inline for inline in out[0]["c"] if inline["t"] == "Cite"]
        for key, cite in zip(self.works, cited, strict=False):
            if not entries.get(key):
                entries[key] = first_citation(cite)
        return [[key, inlines] for key, inlines in entries.items() if key in self.works]

    def _whole(self, dashed: list[Any]) -> list[Any]:
        """Return key, entry with every author, and entry with the style's dashes."""
        rules = self.style.path.read_text(encoding="utf-8")
        bare = re.sub(r'\ssubsequent-author-substitute(-rule)?="[^"]*"', "", rules)
        if bare == rules:
            return [[key, inlines, inlines] for key, inlines in dashed]
        whole = dict(self._entries(self._pandoc([census(self.works)], bare)))
        return [[key, whole[key], inlines] for key, inlines in dashed]

    def _pandoc(self, blocks: Sequence[Any], rules: str) -> list[Any]:
        """Return the blocks that pandoc's citeproc makes of these by the rules of a style."""
        works = [*self.works.values(), {"id": OTHER, "type": "document", "title": OTHER}]
        with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
            references = Path(folder, "references.json")
            references.write_text(json.dumps(works, ensure_ascii=False), encoding="utf-8")
            style = Path(folder, "style.csl")
            style.write_text(rules, encoding="utf-8")
            asked = document(blocks, str(style), str(references), self.language)
            try:
                program = pypandoc.get_pandoc_path()
            except OSError as error:
                raise MachineFault(f"pandoc is missing ({error}); install pypandoc-binary") from error
            run = subprocess.run(
                [program, "-f", "json", "-t", "json", "--citeproc"],
                input=json.dumps(asked, ensure_ascii=False),
                capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
        if run.returncode:
            last = run.stderr.strip().splitlines()[-1:] or ["no message"]
            raise MachineFault(f"pandoc could not format the citations in {self.style.name}: {last[0]}")
        return list(json.loads(run.stdout)["blocks"])

    def _rendered(self, inlines: Inlines, cluster: Cluster) -> Rendered:
        """Split what pandoc made of a cluster into text and note."""
        if cluster.note:
            # Behind the word that stands for the author's; a style of raised numbers has no space there.
            inside = tidy(inlines[0]["c"][0]["c"][1:])
            if inside and inside[0]["t"] == "Str":
                inside[0] = _str(str(inside[0]["c"]).lstrip())
            return Rendered(self._shortened(inside, cluster), [])
        flat = [
            part for inline in inlines for part in (inline["c"][1] if inline["t"] == "Cite" else [inline])
        ]
        text = tidy([inline for inline in flat if inline["t"] != "Note"])
        note = [part for inline in flat if inline["t"] == "Note" for part in inline["c"][0]["c"]]
        if self.style.has_notes and cluster.form not in PARTIAL:
            return Rendered(text, tidy(note))
        if cluster.form in IN_TEXT and text and not author_only(text):
            space = "" if text[0]["t"] == "Superscript" else " "
            return Rendered([_str(self._named(cluster) + space), *text], [])
        return Rendered(self._shortened(text, cluster), [])

    def _shortened(self, text: Inlines, cluster: Cluster) -> Inlines:
        """Return the part of a citation that its role asks for."""
        if cluster.form in AUTHOR_ONLY:
            name = author_only(text) or [_str(self._named(cluster))]
            return [_str("("), *name, _str(")")] if cluster.form.startswith("authorpar") else name
        if cluster.form in NO_AUTHOR:
            bare = self._year(text, cluster)
            return bare if cluster.form == "year" else [_str("("), *bare, _str(")")]
        if cluster.form in NO_BRACKETS and not self.style.has_notes:
            return without_brackets(text)
        return text

    def _named(self, cluster: Cluster) -> str:
        """Return who wrote a cluster's first work, where the style prints only a number."""
        return names(self.works[cluster.targets[0].key], self.language)

    def _year(self, text: Inlines, cluster: Cluster) -> Inlines:
        """Return the years of a cluster's works: the style's own, with its letters, where it has years."""
        if self.style.form is Form.AUTHOR_DATE and len(cluster.targets) == 1:
            return without_brackets(text)
        return [_str(", ".join(dict.fromkeys(year(self.works[t.key]) for t in cluster.targets)))]


def _split(chapter: Sequence[Cluster]) -> tuple[list[Cluster], list[Cluster]]:
    """Return the citations of works, and those of a mere name or year, which no position heeds."""
    mere = [cluster for cluster in chapter if cluster.form in PARTIAL]
    return [cluster for cluster in chapter if cluster.form not in PARTIAL], mere


def _str(text: str) -> dict[str, Any]:
    """Return text as an inline."""
    return {"t": "Str", "c": text}
