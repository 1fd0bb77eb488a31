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
from enum import StrEnum
from pathlib import Path
from typing import Any

import pypandoc

from octavo.citations.cluster import Cluster
from octavo.citations.printed import Inlines, entry, first_citation
from octavo.citations.rendered import PARTIAL, Parting, Rendered
from octavo.citations.request import CHAPTER, MARK, OTHER, asked_of, census, document, paragraph
from octavo.citations.store import read, recipe, write
from octavo.citations.style import Form, Style, find_style
from octavo.findings import MachineFault

__all__ = ["MARK", "Engine", "Inlines", "Rendered", "Repeats", "Style", "find_style"]


NUMBERED = frozenset({Form.NUMERIC, Form.LABEL})

#: Kinds of works some of which styles leave out of their lists; another costs one more run of pandoc.
SELDOM_LISTED = frozenset({
    "personal_communication", "document", "manuscript", "interview", "post", "legal_case", "legislation",
    "bill", "regulation", "treaty", "hearing", "classic", "entry-dictionary", "entry-encyclopedia",
})  # fmt: skip


class Repeats(StrEnum):
    """What a second citation of the same work in a row becomes."""

    AS_STYLED = "as-styled"  #: What the style says: ``Ibid.``, or the short form.
    SHORT = "short"  #: The short form, where a note is read without the one before it.


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
        self.rules = style.path.read_text(encoding="utf-8")
        # Only numbers depend on the order; for other styles a moved citation leaves the cache whole.
        order = list(works) if style.form in NUMBERED else sorted(works)
        self.works = {key: asked_of(style, works[key]) for key in order}
        self.language = {"en": "en-US"}.get(language, language)
        self.cache = cache
        self.repeats = repeats
        self.parting = Parting(style, self.works, self.language)
        told = [recipe(), self.rules, self.works, self.language, pypandoc.__version__]
        self.seed = hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()

    def render(
        self, chapters: Sequence[Sequence[Cluster]]
    ) -> tuple[list[list[Rendered]], dict[str, Inlines], dict[str, Inlines]]:
        """Return each chapter's clusters rendered, the entry of each work, and entries under a dash.

        Entries come in the style's order. Some styles have a dash for the author of the entry
        before; which entry is before is known to each list only.

        Positions (first, subsequent, ibid.) begin anew in each chapter. Every run cites each work
        of the book at least once, so that names and years are told apart in the same way whatever
        else is rendered.
        """
        parts = [self._path(chapter, self.repeats) for chapter in chapters]
        entries = self._path(None, Repeats.AS_STYLED)
        missing = [chapter for chapter, path in zip(chapters, parts, strict=True) if not path.is_file()]
        if missing or not entries.is_file():
            self._run(missing, None if entries.is_file() else entries)
        rendered = [[Rendered(*made) for made in read(path)] for path in parts]
        found = list(read(entries))
        dashes = {key: dashed for key, whole, dashed in found if dashed != whole}
        return rendered, {key: whole for key, whole, _ in found}, dashes

    def _path(self, chapter: Sequence[Cluster] | None, repeats: Repeats) -> Path:
        """Return the file in which a chapter's rendering is kept, or that of the entries."""
        what: Any = "entries"
        if chapter is not None:
            kept = repeats if repeats in self._variants(chapter) else Repeats.AS_STYLED
            what = [[c.form, bool(c.note), self._asked(c, kept)] for c in chapter]
        text = json.dumps([self.seed, what], ensure_ascii=False)
        return self.cache / f"{hashlib.sha256(text.encode()).hexdigest()}.json"

    def _variants(self, chapter: Sequence[Cluster]) -> list[Repeats]:
        """Return the ways to render a chapter that differ: one, where nothing repeats what is before it."""
        whole = _split(chapter)[0]
        pairs = zip(whole, whole[1:], strict=False)
        repeat = any({t.key for t in a.targets} & {t.key for t in b.targets} for a, b in pairs)
        # A style may look further back than to the citation before.
        matters = self.style.has_notes and (repeat or "near-note" in self.rules)
        return list(Repeats) if matters else [Repeats.AS_STYLED]

    def _run(self, chapters: Sequence[Sequence[Cluster]], entries: Path | None) -> None:
        """Call pandoc for chapters, in every way that an edition may want, and for the entries."""
        told = [(chapter, repeats) for chapter in chapters for repeats in self._variants(chapter)]
        counted = self._counted(chapters)
        asked: list[tuple[Any, bool]] = [(census([*counted, OTHER]), False)]
        for chapter, repeats in told:
            for part in _split(chapter):
                asked.append((CHAPTER, True))
                for cluster in part:
                    asked += self._asked(cluster, repeats)
        out = self._pandoc([block for block, _ in asked], self.rules)
        listed = self._listed(out)
        parts: list[list[Any]] = []
        for block, (_, is_wanted) in zip(out, asked, strict=True):
            if block["t"] == "Header":
                parts.append([])
            elif is_wanted:
                parts[-1].append(block["c"])
        for (chapter, repeats), whole, partial in zip(told, parts[::2], parts[1::2], strict=True):
            first, second = iter(whole), iter(partial)
            made = [
                self.parting.of(next(second if cluster.form in PARTIAL else first), cluster)
                for cluster in chapter
            ]
            write(self._path(chapter, repeats), [[rendered.text, rendered.note] for rendered in made])
        if entries:
            write(entries, self._entries(listed, dict(zip(counted, _cites(out[0]), strict=False))))

    def _counted(self, chapters: Sequence[Sequence[Cluster]]) -> list[str]:
        """Return the works that a run must cite besides its chapters, in their order."""
        if self.style.form in NUMBERED:
            return list(self.works)
        cited = {t.key for chapter in chapters for c in _split(chapter)[0] for t in c.targets}
        return [key for key, work in self.works.items() if key not in cited or work["type"] in SELDOM_LISTED]

    def _asked(self, cluster: Cluster, repeats: Repeats) -> list[tuple[Any, bool]]:
        """Return the blocks for a cluster, each with whether what comes back is wanted."""
        block = (paragraph(cluster, self.style.volumes), True)
        if cluster.form in PARTIAL:
            # The second time a style gives the family name alone.
            return [(block[0], False), block]
        other = (census([OTHER]), False)
        if self.style.has_notes and (cluster.note or repeats is Repeats.SHORT):
            # Words of the author's stand between this citation and its neighbours: no "ibid."
            return [other, block, other]
        return [block]

    def _listed(self, out: list[Any]) -> dict[str, Inlines]:
        """Take the list of sources from the end of a document; return the entry of each work in it."""
        listed: dict[str, Inlines] = {}
        if out and out[-1]["t"] == "Div":
            for block in out.pop()["c"][1]:
                found = [inline for para in block["c"][1] for inline in para["c"]]
                listed[block["c"][0][0].removeprefix("ref-")] = found
        return listed

    def _entries(self, listed: dict[str, Inlines], cited: dict[str, Any]) -> list[Any]:
        """Return key, entry with every author, and entry with the style's dashes, of each work.

        What a style leaves out of its list, such as a letter, has its first citation as its entry:
        every citation leads to one.
        """
        left = [key for key in self.works if not listed.get(key)]
        if not set(left) <= cited.keys():
            cited = dict(
                zip(self.works, _cites(self._pandoc([census(self.works)], self.rules)[0]), strict=True)
            )
        listed |= {key: first_citation(cited[key]) for key in left}
        whole = self._whole()
        return [
            [key, entry(whole.get(key) or dashed), entry(dashed)]
            for key, dashed in listed.items()
            if key in self.works
        ]

    def _whole(self) -> dict[str, Inlines]:
        """Return the entries with every author, where the style has dashes for some."""
        bare = re.sub(r'\ssubsequent-author-substitute(-rule)?="[^"]*"', "", self.rules)
        return {} if bare == self.rules else self._listed(self._pandoc([], bare, list(self.works)))

    def _pandoc(self, blocks: Sequence[Any], rules: str, listed: Sequence[str] = ()) -> list[Any]:
        """Return what pandoc's citeproc makes of blocks by the rules of a style; list works besides."""
        works = [*self.works.values(), {"id": OTHER, "type": "document", "title": OTHER}]
        with tempfile.TemporaryDirectory(prefix="octavo-") as folder:
            references = Path(folder, "references.json")
            references.write_text(json.dumps(works, ensure_ascii=False), encoding="utf-8")
            style = Path(folder, "style.csl")
            style.write_text(rules, encoding="utf-8")
            asked = document(blocks, str(style), str(references), self.language, listed)
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


def _split(chapter: Sequence[Cluster]) -> tuple[list[Cluster], list[Cluster]]:
    """Return the citations of works, and those of a mere name or year, which no position heeds."""
    mere = [cluster for cluster in chapter if cluster.form in PARTIAL]
    return [cluster for cluster in chapter if cluster.form not in PARTIAL], mere


def _cites(block: Any) -> list[Any]:
    """Return the citations of a paragraph."""
    return [inline for inline in block["c"] if inline["t"] == "Cite"]
