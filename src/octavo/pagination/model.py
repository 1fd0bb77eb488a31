"""The set page as an eye takes it in: words on lines, lines on pages. Lengths in points, from the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: What ends a line in the middle of a word: a hyphen, or what pdfium writes for one.
HYPHENS = ("-", "\u2010", "\ufffe", "\x02")

#: Words of a line that a message quotes.
QUOTED = 9


class Kind(StrEnum):
    """What a line is."""

    FURNITURE = "furniture"  #: A running head, a running foot, a folio.
    TEXT = "text"  #: Running text.
    INITIAL = "initial"  #: A large first letter beside the text.
    HEADING = "heading"  #: A heading between paragraphs.
    EXTRACT = "extract"  #: A quotation set off from the text.
    NOTE = "note"  #: A note at the foot.
    OTHER = "other"  #: A table, a caption, a list, an index, what stands before the text.


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them."""

    text: str
    left: float
    right: float
    kept: float  #: Right edge of its last letter or figure; what follows may hang in the margin.
    base: float  #: Height of the line that it stands on.
    size: float  #: Of the type.
    face: str  #: Name of the font.


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, one column of it."""

    words: tuple[Word, ...]
    widest: Word  #: Its widest word, which speaks for the line as superior figures do not.

    @classmethod
    def of(cls, words: Iterable[Word]) -> Line:
        """Return the line of some words."""
        row = tuple(words)
        return cls(row, max(row, key=lambda word: word.right - word.left))

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.words[-1].right

    @property
    def base(self) -> float:
        """Return its height."""
        return self.widest.base

    @property
    def size(self) -> float:
        """Return the size of its type."""
        return self.widest.size

    @property
    def text(self) -> str:
        """Return its words, a hyphen at its end as a hyphen."""
        return re.sub(r"[\ufffe\x02]", "-", " ".join(word.text for word in self.words))

    @property
    def is_broken(self) -> bool:
        """Return whether it ends in a hyphen."""
        return self.words[-1].text.endswith(HYPHENS)

    @property
    def gaps(self) -> list[float]:
        """Return the spaces between its words."""
        return [after.left - word.right for word, after in zip(self.words, self.words[1:], strict=False)]

    @property
    def quoted(self) -> str:
        """Return its words for a message, the middle of many left out."""
        words = self.text.split()
        if len(words) > QUOTED:
            words = [*words[: QUOTED // 2], "…", *words[-(QUOTED // 2) :]]
        return f"“{' '.join(words)}”"


@dataclass(frozen=True, slots=True)
class Block:
    """A picture, or anything drawn that is no hairline."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the file, as it was read."""

    number: int  #: From 1.
    label: str  #: Page label of the file; its number where the file has none.
    lines: tuple[Line, ...]  #: In the order in which they were set.
    blocks: tuple[Block, ...] = ()
    rules: tuple[Block, ...] = ()  #: Level hairlines.

    @property
    def side(self) -> int:
        """Return 1 for a right page, 0 for a left one."""
        return self.number % 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area, as most pages have it."""

    size: float  #: Of the text type.
    leading: float  #: From one line of text to the next.
    top: float  #: Height of the first line of a full page.
    foot: float  #: Height of its last line.
    lefts: tuple[float, float]  #: Left edge of left pages and of right pages.
    rights: tuple[float, float]  #: Right edge of both.
    indent: float  #: Of the first line of a paragraph; 0 where paragraphs have none.
    heads: frozenset[int]  #: Heights at which running heads stand, rounded.
    ragged: bool = False  #: Whether lines end where their words do, as in a book for weak eyes.

    @property
    def measure(self) -> float:
        """Return the length of a line."""
        return self.rights[1] - self.lefts[1]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in the book: what it is, and where."""

    line: Line
    kind: Kind
    sheet: int  #: Page of the file, from 1.
    place: int  #: Number of its line on the page, from 1, furniture left out.
    begins: bool = False  #: Whether it begins a paragraph.
    ends: bool = False  #: Whether it ends one.


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page with its lines sorted."""

    sheet: Sheet
    folio: str  #: Number that is printed on it; empty where none is.
    opens: bool  #: Whether a chapter, a part or a matter begins on it.
    lines: tuple[Placed, ...]

    def of(self, *kinds: Kind) -> list[Placed]:
        """Return its lines of some kinds."""
        return [line for line in self.lines if line.kind in kinds]

    @property
    def texts(self) -> list[Placed]:
        """Return its lines of running text."""
        return self.of(Kind.TEXT)

    @property
    def matter(self) -> list[Placed]:
        """Return its lines without head, folio and notes."""
        return [line for line in self.lines if line.kind not in {Kind.FURNITURE, Kind.NOTE}]

    @property
    def is_blank(self) -> bool:
        """Return whether nothing stands on it."""
        return not self.lines and not self.sheet.blocks

    @property
    def called(self) -> str:
        """Return what a person calls it."""
        return f"p. {self.folio or self.sheet.label}"


@dataclass(frozen=True, slots=True)
class Pages:
    """A set book."""

    name: str  #: The file, as findings tell it.
    frame: Frame
    leaves: tuple[Leaf, ...]

    @property
    def turns(self) -> list[tuple[Leaf, Leaf]]:
        """Return each page with text beside the next with text, in the same chapter."""
        pairs = []
        before: Leaf | None = None
        for leaf in self.leaves:
            if leaf.opens:
                before = None
            if leaf.texts:
                if before is not None:
                    pairs.append((before, leaf))
                before = leaf
        return pairs

    @property
    def chapters(self) -> list[list[Leaf]]:
        """Return the pages of each chapter, blank ones left out."""
        found: list[list[Leaf]] = []
        for leaf in self.leaves:
            if leaf.is_blank:
                continue
            if leaf.opens or not found:
                found.append([])
            found[-1].append(leaf)
        return found


def most(values: Counter[float], default: float) -> float:
    """Return the most frequent value, the smaller of two alike."""
    return min(values.items(), key=lambda pair: (-pair[1], pair[0]))[0] if values else default
