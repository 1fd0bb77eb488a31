"""What a printer asks of a book: a profile, read from a file of data whose every figure has its source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from octavo import templates
from octavo.findings import BookFault, Finding

ROOM = "press"  #: Folder of the profiles among the templates.
MILLIMETRES = {"mm": 1.0, "in": 25.4}


class Standard(StrEnum):
    """The kind of PDF that a printer takes."""

    PLAIN = "pdf"
    X1A = "pdf/x-1a:2001"  #: ISO 15930-1: no transparency, grey, CMYK and spot inks alone.
    X4 = "pdf/x-4"  #: ISO 15930-7.


class Marks(StrEnum):
    """What stands outside the trimmed page."""

    NONE = "none"
    CROP = "crop"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the gutter."""

    first: int  #: Pages from which it counts.
    inner: float  #: Least distance of text from the spine, in millimetres.


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a printer offers."""

    name: str
    page: float  #: Millimetres of spine for each page.
    least: int  #: Fewest pages.
    most: int  #: Most pages.
    estimated: bool  #: Whether the printer does not publish the figure.


@dataclass(frozen=True, slots=True)
class Interior:
    """What a printer asks of the pages; lengths in millimetres."""

    standard: Standard
    safe: float  #: Free of text at head, foot and fore edge.
    marks: Marks
    least: int  #: Fewest pages.
    most: int  #: Most pages.
    multiple: int  #: The number of pages is a multiple of it.
    last_blank: bool  #: Whether the last page is to be blank.
    resolution: int  #: Fewest pixels an inch.
    ink_limit: int  #: Most ink in one place, in per cent.
    gutter: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a printer asks of the cover; lengths in millimetres."""

    standard: Standard
    bleed: float
    safe: float  #: Free of text along the trim.
    marks: Marks
    resolution: int
    ink_limit: int
    spine_text_pages: int  #: Fewest pages of a book with text on its spine.
    spine_clearance: float  #: Free of text along both edges of the spine.
    barcode: tuple[float, float]  #: Width and height of the field for the bar code.
    barcode_edge: float  #: Distance of that field from foot and spine of the back.


@dataclass(frozen=True, slots=True)
class Profile:
    """What a printer asks."""

    name: str  #: As in ``octavo_printers``.
    title: str
    interior: Interior
    cover: Cover
    papers: Mapping[str, Paper]  #: By name, the usual one first.
    sources: Mapping[str, str]  #: Where each figure is from.

    def paper(self, name: str = "") -> Paper:
        """Return a paper, the usual one where none is named.

        Raises :class:`BookFault` for one that the printer does not have.
        """
        if not name:
            return next(iter(self.papers.values()))
        if name not in self.papers:
            known = ", ".join(self.papers)
            message = f"{self.name} has no paper {name!r}"
            raise BookFault([Finding("conf.py", 0, "S013", message, f"use one of {known}")])
        return self.papers[name]


def names() -> tuple[str, ...]:
    """Return the profiles there are."""
    return tuple(sorted(path.stem for path in templates.folder(ROOM).glob("*.toml")))


def load(name: str) -> Profile:
    """Return a profile by name.

    Raises :class:`BookFault` for one that is not there.
    """
    path = templates.folder(ROOM) / f"{name}.toml"
    if name not in names():
        message = f"octavo_printers names {name!r}"
        raise BookFault([Finding("conf.py", 0, "S012", message, f"use {', '.join(names())}")])
    return read(path)


def load_all(asked: Iterable[str]) -> tuple[Profile, ...]:
    """Return profiles by name, in the order asked for."""
    return tuple(load(name) for name in asked)


def read(path: Path) -> Profile:
    """Return the profile that a file holds, its lengths in millimetres."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    unit = MILLIMETRES[data["unit"]]
    papers = {name: _paper(name, paper, unit) for name, paper in data["papers"].items()}
    inside, outside = _interior(data["interior"], unit), _cover(data["cover"], unit)
    return Profile(path.stem, data["title"], inside, outside, papers, data["sources"])


def _paper(name: str, data: Mapping[str, Any], unit: float) -> Paper:
    """Return what a file says of a paper."""
    least, most = data["pages"]
    return Paper(name, data["page"] * unit, least, most, data.get("estimated", False))


def _interior(data: Mapping[str, Any], unit: float) -> Interior:
    """Return what a file says of the pages."""
    steps = tuple(Step(step["from"], round(step["inner"] * unit, 3)) for step in data["gutter"])
    least, most = data["pages"]
    return Interior(
        Standard(data["standard"]), data["safe"] * unit, Marks(data["marks"]), least, most, data["multiple"],
        data["last_blank"], data["resolution"], data["ink_limit"], steps,
    )  # fmt: skip


def _cover(data: Mapping[str, Any], unit: float) -> Cover:
    """Return what a file says of the cover."""
    width, height = data["barcode"]
    return Cover(
        Standard(data["standard"]), data["bleed"] * unit, data["safe"] * unit, Marks(data["marks"]),
        data["resolution"], data["ink_limit"], data["spine_text_pages"], data["spine_clearance"] * unit,
        (width * unit, height * unit), data["barcode_edge"] * unit,
    )  # fmt: skip
