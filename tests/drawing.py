"""Books drawn letter by letter, so that a fault of setting stands where a test wants it.

A page is a string, a letter for each line from the head to the foot:

====  =====================================================
" "   nothing
F     a full line
I     a full line, indented
S     a short line, as the last of a paragraph
P     a line that is a paragraph of its own
B     a full line whose last word is broken
D     the same, indented
H     a heading, in the middle
w     a full line of seven words, far apart
g     a full line three points too low
t     a full line that speaks of Table 1.100
c     the caption of Table 1.100
x     a line beyond the measure
o     "on", alone
a     a full line that begins with "along"
k     a full line less its last word
n     a note that begins here
m     the next line of a note
====  =====================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

WIDTH, HEIGHT = 432.0, 648.0
LEFT, TOP, LEADING, SIZE, INDENT = 60.0, 560.0, 14.0, 11.0, 14.0
LETTER = 0.6 * SIZE  #: Every letter of Courier is as wide.
LINES = 20
MEASURE = 8 * 5 * LETTER + 7 * 4.0  #: Eight words of five letters, four points apart.
SMALL = 8.0

#: Five pages without a fault: an opening, three full pages, the end of the chapter.
CLEAN = (
    "    H IFFFFFFFFFFFFF",
    "FSIFFFFFFFFSIFFFFFFF",
    "FFFSIFFFFFFFSIFFFFFF",
    "FFFFFSIFFFFFFFFFFFFF",
    "FFFFSIFFFS",
)


class Draughtsman:
    """Draws the lines of a book, no two words alike."""

    def __init__(self) -> None:
        self.numbers = count(11_111_111)

    def words(self, number: int = 8) -> list[str]:
        """Return some words of five letters that stand nowhere else."""
        digits = str.maketrans("0123456789", "abcdefghij")
        return [str(next(self.numbers))[::-1][:5].translate(digits) for _ in range(number)]

    def line(self, letter: str, base: float, shift: float) -> Iterator[tuple[str, float, float, float]]:
        """Yield the words of a line: text, left edge, height, size."""
        left = LEFT + shift
        match letter:
            case "F" | "I" | "B" | "D" | "a" | "x":
                words = self.words()
                if letter == "a":
                    words[0] = "along"
                if letter in "BD":
                    words[-1] = words[-1][:4] + "-"
                indent = INDENT if letter in "ID" else 0.0
                measure = MEASURE - indent + (9.0 if letter == "x" else 0.0)
                yield from filled(words, left + indent, measure, base)
            case "w":
                yield from filled(self.words(7), left, MEASURE, base)
            case "g":
                yield from filled(self.words(), left, MEASURE, base - 3)
            case "t":
                yield from filled([*self.words(6), "Table", "1.100"], left, MEASURE, base)
            case "k":
                yield from filled(self.words()[:-1], left, MEASURE - 5 * LETTER - 4.0, base)
            case "S" | "P":
                indent = INDENT if letter == "P" else 0.0
                yield from filled(self.words(5), left + indent, 5 * 5 * LETTER + 4 * 4.0, base)
            case "o":
                yield "on.", left, base, SIZE
            case "H":
                yield "SIEGE", left + MEASURE / 2 - 2.5 * LETTER, base, SIZE
            case "n" | "m" | "c":
                first = {"n": ["1."], "m": [], "c": ["Table", "1.100"]}[letter]
                x = left
                for word in [*first, *self.words(6)]:
                    yield word, x, base, SMALL
                    x += len(word) * 0.6 * SMALL + 3.0

    def page(self, lines: str, number: int, folio: str) -> str:
        """Return the content of a page; an opening has its folio at the foot and no head."""
        shift = 6.0 if number % 2 else 0.0
        drawn = [
            word
            for place, letter in enumerate(lines)
            for word in self.line(letter, TOP - LEADING * place, shift)
        ]
        if lines.startswith(" "):
            drawn.append((folio, LEFT + MEASURE / 2, TOP - LEADING * (LINES + 1.5), SIZE))
        elif lines:
            drawn.append((folio, LEFT + shift, TOP + 28, SIZE))
            drawn.append(("Head", LEFT + MEASURE / 2, TOP + 28, SIZE))
        return "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {x:.3f} {y:.3f} Tm ({text}) Tj ET" for text, x, y, size in drawn if text
        )


def filled(
    words: Sequence[str], left: float, measure: float, base: float
) -> Iterator[tuple[str, float, float, float]]:
    """Yield words spread over a measure."""
    gap = (measure - sum(map(len, words)) * LETTER) / (len(words) - 1)
    for word in words:
        yield word, left, base, SIZE
        left += len(word) * LETTER + gap


def drawn(path: Path, pages: Sequence[str], folios: Sequence[str] = (), more: str = "") -> Path:
    """Draw a book; more content goes onto its second page."""
    pen = Draughtsman()
    with pikepdf.new() as pdf:
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding
        )
        table = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        for number, lines in enumerate(pages, 1):
            folio = folios[number - 1] if folios else str(number)
            content = pen.page(lines, number, folio) + (more if number == 2 else "")
            page = Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, WIDTH, HEIGHT]), Resources=table,
                Contents=pdf.make_stream(content.encode()),
            )  # fmt: skip
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        pdf.save(path)
    return path
