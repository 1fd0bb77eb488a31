"""What the citation domain remembers of a document: its clusters and its notes in reading order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.util.nodes import get_node_line

from octavo.bibliography.load import relative
from octavo.citations.cluster import AUTHOR_ONLY, NO_AUTHOR, Cluster, Target
from octavo.citations.nodes import citation_cluster
from octavo.citations.prose import Parenthesis, candidates, prose
from octavo.citations.sentences import sentences


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The first call of an author's own note."""

    note: str  #: Id of the note in its document.


@dataclass(frozen=True, slots=True)
class Reading:
    """Citations and notes of one document, in the order in which a reader meets them."""

    clusters: tuple[Cluster, ...] = ()
    order: tuple[Cluster | NoteCall, ...] = ()  #: What can have a number; a citation in a note has none.
    uncalled: tuple[tuple[str, int], ...] = ()  #: Notes that nothing calls: label and line.
    malformed: tuple[tuple[str, int, str], ...] = ()  #: Path, line and rest of what is no citation.
    parentheses: tuple[Parenthesis, ...] = ()  #: What may be a citation that nobody converted.


def makes_note(item: Cluster | NoteCall) -> bool:
    """Return whether a note style gives this a number of its own."""
    return isinstance(item, NoteCall) or not (item.is_silent or item.form in AUTHOR_ONLY | NO_AUTHOR)


def read(document: nodes.document, docname: str, srcdir: Path) -> Reading:
    """Walk a document in reading order, number its clusters and remember them.

    A citation inside an author's note comes where the note is first called.
    """
    return _Reader(document, docname, srcdir).read()


class _Reader:
    """Reads one document."""

    def __init__(self, document: nodes.document, docname: str, srcdir: Path) -> None:
        self.document = document
        self.docname = docname
        self.srcdir = srcdir
        self.lines: dict[str, list[str]] = {}
        self.claimed: Counter[tuple[str, str, int]] = Counter()
        self.clusters: list[Cluster] = []
        self.order: list[Cluster | NoteCall] = []
        self.malformed: list[tuple[str, int, str]] = []
        self.sentences = sentences(document)

    def read(self) -> Reading:
        """Return what the document holds."""
        notes = {note["ids"][0]: note for note in self.document.findall(nodes.footnote) if note["ids"]}
        called: set[str] = set()
        for node in self.document.findall():
            if not isinstance(node, citation_cluster | nodes.footnote_reference) or _inside_note(node):
                continue
            if isinstance(node, citation_cluster):
                if cluster := self.cluster(node, ""):
                    self.order.append(cluster)
            elif (name := node.get("refid", "")) in notes and name not in called:
                called.add(name)
                self.order.append(NoteCall(name))
                self.inside(notes[name], name)
        for name in notes.keys() - called:
            self.inside(notes[name], name)
        uncalled = tuple((_label(notes[name]), notes[name].line or 0) for name in notes if name not in called)
        return Reading(
            tuple(self.clusters),
            tuple(self.order),
            uncalled,
            tuple(self.malformed),
            tuple(self.parentheses()),
        )

    def inside(self, note: nodes.Element, name: str) -> None:
        """Remember the citations inside an author's note."""
        for node in note.findall(citation_cluster):
            self.cluster(node, name)

    def cluster(self, node: citation_cluster, note: str) -> Cluster | None:
        """Number a citation and remember it; a malformed one is only reported."""
        # From the key on: Markdown names a role otherwise than reStructuredText.
        wanted = (node.rawsource[max(node.rawsource.find("`"), 0) :].split() or [""])[0]
        path, line = self.place(node.source, node.line or 1, wanted)
        if node["fault"]:
            self.malformed.append((path, line, node["fault"]))
            return None
        node["serial"] = len(self.clusters) + 1
        found = tuple(Target(*target) for target in node["targets"])
        sentence = self.sentences.get(id(node), 0)
        cluster = Cluster(self.docname, node["serial"], path, line, node["form"], found, note, sentence)
        self.clusters.append(cluster)
        return cluster

    def parentheses(self) -> Iterator[Parenthesis]:
        """Yield the parentheses that may be citations."""
        for block, text in prose(self.document):
            for offset, inside, names, is_plain in candidates(text):
                start = (get_node_line(block) or 1) + text.count("\n", 0, offset)
                # The line of a title may be that of the rule below it.
                start -= isinstance(block, nodes.title)
                path, line = self.place(block.source, start, text[offset:].split()[0])
                yield Parenthesis(path, line, inside, names, is_plain)

    def place(self, file: str | None, line: int, wanted: str) -> tuple[str, int]:
        """Return path and line of a word; the parser knows only the line of its paragraph."""
        # A docstring names its object behind its file; an included file is named from the working folder.
        name = (file or self.document["source"]).partition(":docstring of ")[0]
        source = Path(os.path.normpath(Path.cwd() / name))
        path = relative(source, self.srcdir)
        if path not in self.lines:
            is_file = source.is_file()
            text = source.read_text(encoding="utf-8-sig", errors="replace") if is_file else ""
            self.lines[path] = text.splitlines()
        lines = self.lines[path]
        start = max(line, 1)
        # The line of a table's cell may be that below it.
        for number in (*range(max(start - 1, 1), len(lines) + 1), *range(start - 2, 0, -1)):
            # The same citation twice in one paragraph stands on two lines, or twice on one.
            if wanted and lines[number - 1].count(wanted) > self.claimed[path, wanted, number]:
                self.claimed[path, wanted, number] += 1
                return path, number
        return path, start


def _inside_note(node: nodes.Node) -> bool:
    """Return whether a node stands in a footnote."""
    return any(isinstance(parent, nodes.footnote) for parent in _ancestors(node))


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node's ancestors, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _label(note: nodes.Element) -> str:
    """Return what the author called a note."""
    return str(next(iter(note.get("names", [])), "") or note["ids"][0])
