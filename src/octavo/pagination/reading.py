"""Reading a typeset PDF into words, lines and pages."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from octavo.findings import BookFault, Finding
from octavo.pagination.model import HYPHENS, Block, Line, Sheet, Word

#: A word, with the hyphen that may break it at the end of a line.
_WORD = re.compile(r"[^\s\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
#: What may hang in the margin after the last letter of a line.
_HANGING = re.compile(r"[^\w]+$")

HAIRLINE = 1.5  #: Points up to which a level stroke is a rule and no picture.
COLUMN = 2.5  #: Ems of space that divide two columns.


def read(path: Path, first: int = 1, last: int | None = None) -> tuple[Sheet, ...]:
    """Read the pages of a PDF, or those from the first to the last that are asked for, counted from 1.

    Raises :class:`BookFault` where it is none, or locked.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise BookFault([unreadable(str(path), str(error))]) from error
    try:
        reader = _Reader(document)
        end = len(document) if last is None else min(last, len(document))
        return tuple(reader.sheet(index) for index in range(first - 1, end))
    finally:
        document.close()


def unreadable(name: str, why: str) -> Finding:
    """Return the finding of a file that is no PDF that can be read."""
    return Finding(name, 0, "L030", f"the file cannot be read: {why}", "build the print edition again")


class _Reader:
    """Reads pages, and keeps what is the same on all of them at hand."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box = raw.FS_RECTF()
        self.name = ctypes.create_string_buffer(256)

    def sheet(self, index: int) -> Sheet:
        """Read one page."""
        page = self.document[index]
        text = page.get_textpage()
        try:
            lines = tuple(_lines(self._words(text)))
            blocks, rules = _drawn(page)
        finally:
            text.close()
            page.close()
        label = self.document.get_page_label(index) or str(index + 1)
        return Sheet(index + 1, label, lines, blocks, rules)

    def _words(self, page: Any) -> Iterator[Word]:
        """Yield the words of a page, in the order in which they were set."""
        text = page.get_text_range()
        if len(text) != page.count_chars():
            # Beyond the first plane a letter is two units of the text and one character of the page.
            text = "".join(chr(raw.FPDFText_GetUnicode(page.raw, i)) for i in range(page.count_chars()))
        styles: dict[int, tuple[float, str]] = {}
        for match in _WORD.finditer(text):
            first, last = match.start(), match.end() - 1
            raw.FPDFText_GetCharOrigin(page.raw, first, self.x, self.y)
            left, base = self.x.value, self.y.value
            right = self._right(page, last)
            hanging = _HANGING.search(match[0])
            letter = first + hanging.start() - 1 if hanging else last
            kept = self._right(page, letter) if first <= letter < last else right
            size, face = self._style(page, first, styles)
            yield Word(match[0], left, right, min(kept, right), base, size, face)

    def _right(self, page: Any, index: int) -> float:
        """Return the right edge of a character."""
        raw.FPDFText_GetLooseCharBox(page.raw, index, self.box)
        return float(self.box.right)

    def _style(self, page: Any, index: int, known: dict[int, tuple[float, str]]) -> tuple[float, str]:
        """Return the size and the font of a character; all of one stretch of text have the same."""
        holder = raw.FPDFText_GetTextObject(page.raw, index)
        key = ctypes.addressof(holder.contents) if holder else 0
        if key not in known:
            size = round(raw.FPDFText_GetFontSize(page.raw, index), 2)
            raw.FPDFText_GetFontInfo(page.raw, index, self.name, 256, None)
            known[key] = size, self.name.value.decode("utf-8", "replace").partition("+")[2]
        return known[key]


def _lines(words: Iterable[Word]) -> Iterator[Line]:
    """Yield the lines that words stand on, in the order in which they were set."""
    line: list[Word] = []
    main: Word | None = None
    for word in words:
        if main is not None and not _joins(line[-1], main, word):
            yield Line.of(line)
            line, main = [], None
        line.append(word)
        if main is None or word.right - word.left > main.right - main.left:
            main = word
    if line:
        yield Line.of(line)


def _joins(before: Word, main: Word, word: Word) -> bool:
    """Return whether a word goes on with the line of the word before."""
    large, small = max(main.size, word.size), min(main.size, word.size)
    if before.text.endswith(HYPHENS[2:]) or large > 1.6 * small and abs(word.base - main.base) < 0.1 * large:
        return False
    gap = word.left - before.right
    level = abs(word.base - main.base) < 0.55 * small
    return level and -0.4 * large < gap < COLUMN * large


def _drawn(page: Any) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the pictures of a page and its level hairlines."""
    blocks, rules = [], []
    for item in page.get_objects(max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            continue
        left, bottom, right, top = item.get_bounds()
        box = Block(left, bottom, right, top)
        if top - bottom > HAIRLINE:
            if right - left > HAIRLINE:
                blocks.append(box)
        elif right - left > HAIRLINE:
            rules.append(box)
    return tuple(blocks), tuple(rules)
