"""What the proof expects: every citation, source and number of the book, as its sources have them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """One work cited at one place."""

    path: str  #: Source file, relative to the book.
    line: int  #: Line of the citation, from 1.
    docname: str  #: Document that holds it.
    chapter: int  #: Number of its chapter; 0 where the chapter has none.
    serial: int  #: Number of the citation in its document, from 1.
    position: int  #: Place of the work in the citation, from 1.
    key: str  #: Bibliography key.
    locator: str  #: Locator as the author wrote it; empty for none.
    names: tuple[str, ...]  #: Words one of which stands wherever the work is named: short title, family name.
    called: bool = True  #: Whether a style of notes gives it a call: not inside an author's note.
    verified: str = ""  #: How its place, or the work where it names none, was verified: ``text`` ...

    @property
    def place(self) -> str:
        """Return where it stands in the sources, as an editor jumps to it."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class ExpectedSource:
    """One work of the bibliography."""

    key: str  #: Bibliography key.
    names: tuple[str, ...]  #: Words one of which stands in its entry.
    anchor: str = ""  #: Id of its entry in every list of sources; empty where any id will do.
    verified: str = ""  #: How the work was verified: ``text`` ...


@dataclass(frozen=True, slots=True, order=True)
class ChapterNumbers:
    """The numbers of one chapter."""

    docname: str  #: Document that opens it.
    chapter: int  #: Its number; 0 for none.
    figures: tuple[str, ...] = ()  #: Numbers of its figures, as ``2.1``, in reading order.
    tables: tuple[str, ...] = ()  #: Numbers of its tables, in reading order.
    notes: int = 0  #: How many notes it has in a style of notes, citations and the author's own together.
    docs: tuple[str, ...] = ()  #: Every document of it in reading order; empty where it is one document.
    own_notes: int = 0  #: How many of the notes are the author's own: all that a style without notes leaves.

    @property
    def documents(self) -> tuple[str, ...]:
        """Return its documents in reading order."""
        return self.docs or (self.docname,)


@dataclass(frozen=True, slots=True, order=True)
class ExpectedIndex:
    """One index of sources."""

    docname: str  #: Document that holds it.
    keys: tuple[str, ...]  #: Works that it holds.


@dataclass(frozen=True)
class Expectation:
    """Everything that an edition is held against."""

    citations: tuple[Cited, ...]  #: Every work cited, in reading order.
    sources: tuple[ExpectedSource, ...]  #: Every work of the bibliography, cited or not.
    numbers: tuple[ChapterNumbers, ...]  #: The chapters in reading order.
    indexes: tuple[ExpectedIndex, ...] = ()  #: The indexes of sources.

    @cached_property
    def by_key(self) -> dict[str, ExpectedSource]:
        """Return the works by their key."""
        return {source.key: source for source in self.sources}

    @cached_property
    def clusters(self) -> dict[tuple[str, int], Cited]:
        """Return the first work of each citation, by document and serial."""
        return {(c.docname, c.serial): c for c in reversed(self.citations)}

    @cached_property
    def works(self) -> dict[tuple[str, int, int], Cited]:
        """Return the works cited, by document, serial and position."""
        return {(c.docname, c.serial, c.position): c for c in self.citations}

    def source(self, cited: Cited) -> ExpectedSource:
        """Return the work that is cited; one that no bibliography holds goes by the citation's own words."""
        return self.by_key.get(cited.key) or ExpectedSource(cited.key, cited.names)

    def dump(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Expectation:
        """Read what :meth:`dump` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            tuple(Cited(**_frozen(item)) for item in data["citations"]),
            tuple(ExpectedSource(**_frozen(item)) for item in data["sources"]),
            tuple(ChapterNumbers(**_frozen(item)) for item in data["numbers"]),
            tuple(ExpectedIndex(**_frozen(item)) for item in data["indexes"]),
        )


def _frozen(item: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values with lists made tuples, as JSON knows no tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in item.items()}
