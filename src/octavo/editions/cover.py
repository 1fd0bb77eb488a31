"""The covers: one wrap for each printer and the front alone, written for TeX as sheets of one file."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo import templates
from octavo.editions.latex_template import copy_styles, fill
from octavo.editions.latex_text import Scripts
from octavo.findings import BookFault, Finding
from octavo.press.barcode import Barcode
from octavo.press.wrap import Wrap
from octavo.settings import Settings
from octavo.typesetting import fonts
from octavo.typesetting.design import Design

JOB = "cover"  #: Name of the TeX file.
ROOM = "cover"  #: Folder of the looks among the templates.
#: Cream on ink blue, for a cover without art; each colour in CMYK, in per cent.
COLOURS = {
    "ground": "100 70 25 40",
    "title": "2 4 13 0",
    "byline": "2 4 13 0",
    "spine": "2 4 13 0",
    "text": "2 4 13 0",
    "accent": "5 45 80 5",
}
LARGEST, FEWEST = 62.0, 46.0  #: Sizes of a title in points: the largest; a smaller one takes a line more.
WIDTH = 130.0  #: Of a title in millimetres, beyond which its type grows with it.
LETTER = 0.455  #: Mean width of a letter in ems.
TAIL = 0.5  #: Size of a title's tail as a part of the title's.
TAIL_LETTER = 0.6  #: Mean width of its letters in ems, which are set apart.
ARTICLES = frozenset("The A An Der Die Das Le La Les El Los Il Lo".split())  #: They lead a title in, small.


@dataclass(frozen=True, slots=True)
class Title:
    """A title, broken for the front."""

    article: str  #: An article with which it begins, set small above; empty where it has no line of its own.
    lines: tuple[str, ...]
    tail: str  #: What follows its last comma or colon, set small.
    size: float  #: Of the type, in points.
    is_beside: bool  #: Whether the tail has room beside the last line.
    tail_size: float  #: Of the tail, in points.


def broken(title: str, width: float) -> Title:
    """Return a title broken for a width in millimetres.

    >>> broken("Winter, 1812", 130)
    Title(article='', lines=('Winter',), tail='1812', size=62.0, is_beside=True, tail_size=31.0)
    >>> broken("The Extraordinarily Long Winter: A Life", 130).lines
    ('Extraordinarily', 'Long Winter')
    """
    found = re.fullmatch(r"(?P<main>.+?)[,:] (?P<tail>.{1,40})", title)
    main, tail = (found["main"], found["tail"]) if found else (title, "")
    words = main.split()
    points = width / 25.4 * 72.27
    largest = LARGEST * max(1.0, width / WIDTH)
    best: tuple[float, tuple[str, ...]] = (0.0, (main,))
    for count in range(1, min(4, len(words)) + 1):
        lines = _lines(words, count)
        size = round(min(largest, points / (max(map(len, lines)) * LETTER)), 1)
        if size > best[0]:
            best = (size, lines)
        if size >= FEWEST:
            break
    size, lines = best
    article = lines[0] if len(lines) > 1 and lines[0] in ARTICLES else ""
    lines = lines[1:] if article else lines
    room = points - len(lines[-1]) * LETTER * size - size * 0.4
    is_beside = 0 < len(tail) * TAIL_LETTER * TAIL * size <= room
    fitting = points / (max(len(tail), 1) * TAIL_LETTER)
    tail_size = TAIL * size if is_beside else min(TAIL * size, max(16.0, fitting))
    return Title(article, lines, tail, size, is_beside, round(tail_size, 1))


def _lines(words: Sequence[str], count: int) -> tuple[str, ...]:
    """Return words on a number of lines, the longest of them as short as can be."""
    if count == 1:
        return (" ".join(words),)
    ways = [(" ".join(words[:i]), *_lines(words[i:], count - 1)) for i in range(1, len(words) - count + 2)]
    return min(ways, key=lambda lines: max(len(line) for line in lines))


def write_cover(
    folder: Path,
    settings: Settings,
    design: Design,
    wraps: Sequence[Wrap],
    code: Barcode | None,
    art: Path | None,
) -> None:
    """Write ``cover.tex`` and all that its run needs: one sheet for each wrap, in order.

    Raises :class:`BookFault` for art that is not there, and for a colour that is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    scripts = Scripts()
    front = wraps[-1].front
    side = max(wraps[-1].safe + 4.0, front.width * 0.075)
    title = broken(settings.title, front.width - 2 * side)
    description = [part.strip() for part in settings.description.split("\n\n") if part.strip()]
    said = [settings.licence] if settings.licence else []
    texts = [settings.title, settings.subtitle, settings.byline, settings.publisher, *description, *said]
    for text in texts:
        scripts.tex(text)
    values = {
        "sheets": wraps, "code": code, "art": _art(folder, art), "colours": colours(settings.cover_colours),
        "title": settings.title, "broken": title, "head": max(15.0, front.height * 0.07), "side": side,
        "subtitle": settings.subtitle, "byline": settings.byline,
        "publisher": settings.publisher, "description": description, "notes": said,
        "identifier": hashlib.sha256(repr([texts, wraps]).encode()).hexdigest()[:32].upper(),
        "faces": [(tag, fonts.cjk_name(tag, used)) for tag, used in sorted(scripts.used.items())],
    }  # fmt: skip
    for room in (templates.folder("latex"), design.folder, templates.folder(ROOM)):
        copy_styles(folder, room)
    (folder / fonts.WANTED).write_text(fonts.wanted(design.faces, scripts.used), encoding="utf-8")
    (folder / f"{JOB}.tex").write_text(fill("cover.tex.jinja", scripts.tex, values, ROOM), encoding="utf-8")


def colours(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the colours of a cover as TeX reads them.

    Raises :class:`BookFault` for one that is not four percentages.
    """
    out = {}
    for name, value in {**COLOURS, **asked}.items():
        figures = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", value)]
        if name not in COLOURS or len(figures) != 4 or max(figures) > 100:
            message = f"octavo_cover_colours has {name!r}: {value!r}"
            remedy = f"give {', '.join(COLOURS)} as four percentages, such as '100 72 28 42'"
            raise BookFault([Finding("conf.py", 0, "S010", message, remedy)])
        out[name] = ",".join(f"{figure / 100:g}" for figure in figures)
    return out


def _art(folder: Path, art: Path | None) -> str:
    """Put the art beside the TeX file and return its name there."""
    if art is None:
        return ""
    if not art.is_file():
        remedy = "name a file in the book's folder, or leave the setting out"
        raise BookFault(
            [Finding("conf.py", 0, "S011", f"octavo_cover_art {art.name!r} is not there", remedy)]
        )
    target = folder / f"art{art.suffix.lower()}"
    shutil.copyfile(art, target)
    return target.name
