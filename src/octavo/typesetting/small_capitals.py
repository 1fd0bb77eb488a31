"""Small capitals that a face lacks, put together of a letter and a sign that it has."""

from __future__ import annotations

import unicodedata
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

#: Letters of transliteration that are looked for: Latin Extended-A and -B, and Additional.
RANGES = (range(0xE0, 0x250), range(0x1E00, 0x1F00))
GAP = 0.06  #: Ems between a sign and another below it.
BELOW = 200  #: Canonical combining classes of signs below end at 220 and begin here (Unicode 15, 4.3).


def complete(font: TTFont, mapping: dict[str, str]) -> dict[str, str]:
    """Return ``mapping``, from letters to small capitals, with those that can be put together.

    The glyphs are added to the font. Only faces with PostScript outlines are completed: those with others
    that octavo's designs use have all of them.
    """
    if "CFF " not in font:
        return mapping
    made = dict(mapping)
    glyphs = font.getBestCmap()
    for code in (code for block in RANGES for code in block if code in glyphs):
        if glyphs[code] in made or not chr(code).islower():
            continue
        base, mark = _parts(chr(code))
        if mark and glyphs.get(ord(base)) in made and ord(mark) in glyphs:
            name = f"uni{code:04X}.sc"
            _compose(font, name, made[glyphs[ord(base)]], glyphs[ord(mark)], unicodedata.combining(mark))
            made[glyphs[code]] = name
    return made


def _parts(letter: str) -> tuple[str, str]:
    r"""Return a letter without its last sign, and that sign; no sign where it has none.

    >>> _parts("ǚ") == ("ü", "\u030c"), _parts("e")
    (True, ('e', ''))
    """
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) == 1:
        return letter, ""
    return unicodedata.normalize("NFC", parts[:-1]), parts[-1]


def _compose(font: TTFont, name: str, base: str, mark: str, place: int) -> None:
    """Add a glyph of a small capital with a sign over or under it."""
    glyph_set, em = font.getGlyphSet(), font["head"].unitsPerEm
    left, low, right, high = _bounds(glyph_set, base)
    mark_left, mark_low, mark_right, mark_high = _bounds(glyph_set, mark)
    across = (left + right - mark_left - mark_right) / 2
    gap = GAP * em
    up = low - gap - mark_high if BELOW <= place <= 220 else high + gap - mark_low
    width = font["hmtx"][base][0]
    pen = T2CharStringPen(width, glyph_set)
    glyph_set[base].draw(pen)
    glyph_set[mark].draw(TransformPen(pen, (1, 0, 0, 1, round(across), round(up))))
    _append(font, name, pen, width, round(min(left, mark_left + across)))


def _bounds(glyph_set: Any, name: str) -> tuple[float, float, float, float]:
    """Return the box around a glyph's outlines."""
    pen = BoundsPen(glyph_set)
    glyph_set[name].draw(pen)
    return pen.bounds or (0, 0, 0, 0)


def _append(font: TTFont, name: str, pen: T2CharStringPen, width: int, left: int) -> None:
    """Put a drawn glyph at the end of a font."""
    order = [*font.getGlyphOrder(), name]
    top = font["CFF "].cff.topDictIndex[0]
    drawn = pen.getCharString(private=top.Private, globalSubrs=top.GlobalSubrs)
    top.CharStrings.charStrings[name] = len(top.CharStrings.charStringsIndex)
    top.CharStrings.charStringsIndex.append(drawn)
    if name not in top.charset:
        top.charset.append(name)
    font.setGlyphOrder(order)
    font["hmtx"][name] = (width, left)
