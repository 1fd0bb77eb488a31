"""The citation domain: all that octavo remembers of citations, sources and lists of sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain

from octavo.bibliography.load import Library, bibtex_state, load
from octavo.bibliography.work import Work
from octavo.citations.cluster import Cluster
from octavo.citations.engine import Engine, Repeats
from octavo.citations.items import items
from octavo.citations.reading import Reading, makes_note, read
from octavo.citations.rendering import Rendering
from octavo.citations.roles import CiteRole
from octavo.citations.sources import SourceList, goals, listed
from octavo.citations.style import Style, find_style
from octavo.edition import Edition
from octavo.matter.domain import book_structure
from octavo.settings import Settings


class CitationDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, with octavo's roles and memory."""

    name = "cite"
    label = "Citations"
    data_version = 107
    initial_data: ClassVar[dict[str, Any]] = {
        **BibtexDomain.initial_data,
        "readings": {},  # docname -> Reading
        "lists": {},  # docname -> list of SourceList
        "indexes": {},  # docname -> list of SourceList
        "library": Library(),
        "stamp": (),
    }
    roles = {name: CiteRole(name) for name in BibtexDomain._role_names}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._renderings: dict[Edition, Rendering] = {}

    @property
    def readings(self) -> dict[str, Reading]:
        """What each document holds, by its name."""
        return cast("dict[str, Reading]", self.data["readings"])

    @property
    def lists(self) -> dict[str, list[SourceList]]:
        """The lists of sources in each document, by its name."""
        return cast("dict[str, list[SourceList]]", self.data["lists"])

    @property
    def indexes(self) -> dict[str, list[SourceList]]:
        """The indexes of sources in each document, by its name: what each asks for."""
        return cast("dict[str, list[SourceList]]", self.data["indexes"])

    @property
    def library(self) -> Library:
        """Every work of the book's ``.bib`` files."""
        return cast("Library", self.data["library"])

    def load_library(self, paths: list[Path], confdir: Path) -> None:
        """Read the ``.bib`` files when one of them has changed, and tell sphinxcontrib-bibtex."""
        stamp = tuple(
            (str(path), hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
            for path in paths
        )
        if self.data["stamp"] != stamp:
            self.data["library"] = load(paths, confdir)
            self.data["stamp"] = stamp
        self.data["bibdata"] = bibtex_state(paths)

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        super().clear_doc(docname)
        self.readings.pop(docname, None)
        self.lists.pop(docname, None)
        self.indexes.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        super().merge_domaindata(docnames, otherdata)
        for table in ("readings", "lists", "indexes"):
            self.data[table].update({d: v for d, v in otherdata[table].items() if d in docnames})

    def note_document(self, docname: str, document: nodes.document) -> None:
        """Remember the citations and notes of a document just read."""
        self.readings[docname] = read(document, docname, Path(self.env.srcdir))

    def env_updated(self) -> Iterable[str]:
        """Leave to the writing of an edition what sphinxcontrib-bibtex would format here."""
        return []

    def clusters(self) -> list[Cluster]:
        """Return every citation of the book, in reading order."""
        docs = book_structure(self.env).docnames
        rest = sorted(self.readings.keys() - set(docs))
        return [c for d in (*docs, *rest) if d in self.readings for c in self.readings[d].clusters]

    def cited(self) -> dict[str, set[str]]:
        """Return the documents in which each key is cited, only for works that are known."""
        out: dict[str, set[str]] = {}
        for cluster in self.clusters():
            for target in cluster.targets:
                if target.key in self.library.works:
                    out.setdefault(target.key, set()).add(cluster.docname)
        return out

    def work(self, key: str) -> Work:
        """Return a work."""
        return self.library.works[key]

    def contents(self) -> dict[SourceList, tuple[str, ...]]:
        """Return the keys of each list of sources; a list of a later document comes later."""
        cited = self.cited()
        docs = book_structure(self.env).docnames
        order = [*docs, *sorted(self.lists.keys() - set(docs))]
        works = self.library.works.values()
        return {
            s: self._of_chapter(s, cited) if s.is_of_chapter else listed(s, works, cited)
            for d in order
            for s in self.lists.get(d, [])
        }

    def indexed(self) -> dict[SourceList, tuple[str, ...]]:
        """Return the keys that each index of sources may hold: those of them that are cited in the book."""
        cited = self.cited()
        works = [work for key, work in self.library.works.items() if key in cited]
        return {s: listed(s, works, cited) for found in self.indexes.values() for s in found}

    def _of_chapter(self, wanted: SourceList, cited: Mapping[str, set[str]]) -> tuple[str, ...]:
        """Return the keys that a list at a chapter's end repeats."""
        docs = set(self.chapter_docs(wanted.docname))
        return tuple(key for key in self.library.works if docs & cited.get(key, set()))

    def chapter_docs(self, docname: str) -> tuple[str, ...]:
        """Return the documents of the chapter that a document belongs to."""
        chapter = book_structure(self.env).chapter_of(docname)
        return chapter.docs if chapter else (docname,)

    def style(self, edition: Edition) -> Style:
        """Return the style of an edition.

        Raises :class:`octavo.findings.BookFault` when it is not installed.
        """
        return find_style(Settings.from_config(self.env.config).style(edition), Path(self.env.srcdir))

    def rendering(self, edition: Edition) -> Rendering:
        """Return the citations of the book as an edition prints them, made once a builder."""
        if edition not in self._renderings:
            # In the order of first citation, by which some styles number them; then what is only listed.
            contents = self.contents()
            uncited = sorted({key for keys in contents.values() for key in keys})
            cache = Path(self.env.doctreedir) / "citations"
            order = list(dict.fromkeys([*self.cited(), *uncited]))
            works = items(self.library.works, order, self.data["stamp"], cache)
            style = self.style(edition)
            chapters = [list(chapter) for chapter in self._chapters()]
            # On a screen a note pops up alone: "ibid." would send the reader to nowhere.
            repeats = Repeats.SHORT if edition in {Edition.EPUB, Edition.WEB} else Repeats.AS_STYLED
            engine = Engine(style, works, str(self.env.config.language), cache, repeats)
            made, entries, dashes = engine.render(chapters)
            texts = {
                (c.docname, c.serial): r
                for chapter, results in zip(chapters, made, strict=True)
                for c, r in zip(chapter, results, strict=True)
            }
            self._renderings[edition] = Rendering(
                style, texts, entries, dashes, self._numbers(style),
                {key: self.work(key).language for key in works}, contents, goals(contents, self.chapter_docs),
            )  # fmt: skip
        return self._renderings[edition]

    def _chapters(self) -> list[list[Cluster]]:
        """Return the clusters that a style prints, chapter by chapter."""
        chapters = book_structure(self.env).chapters
        groups = [chapter.docs for chapter in chapters]
        rest = self.readings.keys() - {doc for docs in groups for doc in docs}
        groups += [(doc,) for doc in sorted(rest)]
        return [
            [
                c
                for d in docs
                if d in self.readings
                for c in self.readings[d].clusters
                if not c.is_silent and all(t.key in self.library.works for t in c.targets)
            ]
            for docs in groups
        ]

    def _numbers(self, style: Style) -> dict[tuple[str, int | str], int]:
        """Return the number of each note, counted through its chapter: by serial or by the note's id."""
        numbers: dict[tuple[str, int | str], int] = {}
        chapters = [c.docs for c in book_structure(self.env).chapters]
        rest = self.readings.keys() - {doc for docs in chapters for doc in docs}
        for docs in (*chapters, *((doc,) for doc in sorted(rest))):
            count = 0
            for docname in docs:
                for entry in self.readings[docname].order if docname in self.readings else ():
                    if isinstance(entry, Cluster) and not (style.has_notes and makes_note(entry)):
                        continue
                    count += 1
                    numbers[docname, entry.serial if isinstance(entry, Cluster) else entry.note] = count
        return numbers


class FootCitationDomain(BibtexFootDomain):
    """``:footcite:`` taken as ``:cite:``: whether a citation is a note is the style's affair."""

    roles = {name: CiteRole(name) for name in ("p", "ps", "t", "ts", "ct", "cts")}


def citation_domain(env: BuildEnvironment) -> CitationDomain:
    """Return the citation domain of an environment."""
    return cast("CitationDomain", env.get_domain("cite"))


def fingerprint(env: BuildEnvironment, docname: str, edition: Edition) -> str:
    """Return a digest of what an edition prints for the citations and the lists of a document."""
    domain = citation_domain(env)
    rendering = domain.rendering(edition)
    reading = domain.readings.get(docname, Reading())
    parts: list[object] = [rendering.texts.get((docname, c.serial)) for c in reading.clusters]
    parts += [number for key, number in rendering.numbers.items() if key[0] == docname]
    if domain.lists.get(docname):
        parts += [
            rendering.entries,
            [(s, keys) for s, keys in rendering.contents.items() if s.docname == docname],
        ]
    if domain.indexes.get(docname):
        parts += [
            domain.clusters(),
            sorted(rendering.numbers.items(), key=repr),
            domain.indexed(),
            rendering.contents,
        ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()
