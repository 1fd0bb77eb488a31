"""Locators: the place in a work that a citation points to."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Labels that a locator may begin with, singular and plural, and the label that the engine reads.
LABELS = {
    "p": "p.", "pp": "pp.", "page": "p.", "pages": "pp.",
    "ch": "ch.", "chs": "chs.", "chap": "ch.", "chaps": "chs.", "chapter": "ch.",
    "art": "art.", "arts": "arts.", "article": "art.", "articles": "arts.",
    "sec": "sec.", "secs": "secs.", "section": "sec.", "§": "sec.", "§§": "secs.",
    "vol": "vol.", "vols": "vols.", "volume": "vol.",
    "fol": "fol.", "fols": "fols.", "folio": "fol.", "folios": "fols.", "f": "fol.", "ff": "fols.",
    "leaf": "fol.", "leaves": "fols.", "list": "fol.", "listy": "fols.", "l": "fol.", "ll": "fols.",
    "л": "fol.", "лл": "fols.", "line": "l.", "lines": "ll.",
    "n": "n.", "nn": "nn.", "note": "n.", "no": "no.", "nos": "nos.",
    "col": "col.", "cols": "cols.", "fig": "fig.", "figs": "figs.", "para": "para.", "paras": "paras.",
    "bk": "bk.", "pt": "pt.", "v": "v.", "vv": "vv.",
}  # fmt: skip

#: Labels that are printed as the author has them, since no style knows them: leaves of an archive's file.
SHOWN = {
    "leaf": "leaf", "leaves": "leaves", "list": "l.", "listy": "ll.", "l": "l.", "ll": "ll.",
    "л": "л.", "лл": "лл.",
}  # fmt: skip

_NUMBER = r"(?:\d+[a-z]?|[ivxlcdm]+)"
_PAGES = re.compile(rf"(?:\d+:)?{_NUMBER}(?:–{_NUMBER})?(?:, ?{_NUMBER}(?:–{_NUMBER})?)*", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^\W\d_]+|§§?)\.?[\s\u00a0]*(?P<value>[\dIVXLCDMivxlcdm].*)")
_VOLUME_PAGE = re.compile(
    r"vol\.?[\s\u00a0]*(?P<volume>\d+)(?:,[\s\u00a0]*pp?\.?[\s\u00a0]*|:)(?P<pages>\S.*)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work."""

    label: str  #: Label as the engine reads it, ``p.`` or ``arts.``; empty when the text is no locator.
    value: str  #: Number or range with en dashes; or the text as it stands.
    shown: str = ""  #: Label to print in place of the style's own word for it; empty for the style's.

    @property
    def text(self) -> str:
        """Return the locator as one reads it aloud."""
        return f"{self.shown or self.label} {self.value}".strip()


def parse(text: str) -> Locator:
    """Return the locator in what follows a key.

        A bare number, range or list is pages; ``vol. 2, p. 40`` becomes ``2:40`` (Chicago Manual of
        Style, 14.116). What is no locator, such as ``passim``, keeps its words. ``l. 14``, ``list 14`` and
    ``л. 14`` are leaves of a file in an archive; a line of verse is ``line 14``.
    """
    text = dashed(" ".join(text.split(" ")).strip())
    if match := _VOLUME_PAGE.fullmatch(text):
        return Locator("p.", f"{match['volume']}:{match['pages']}")
    if _PAGES.fullmatch(text):
        return Locator("pp." if re.search("[–,]", text) else "p.", text)
    match = _LABELLED.fullmatch(text)
    if match and (label := LABELS.get(match["label"].lower())):
        return Locator(label, match["value"].strip(), SHOWN.get(match["label"].lower(), ""))
    return Locator("", text)


def dashed(text: str) -> str:
    """Return text with en dashes in ranges of numbers (Chicago Manual of Style, 6.83)."""
    return re.sub(r"(?<=[\dIVXLCDMivxlcdm])\s*(?:---?|--|-|–)\s*(?=[\dIVXLCDMivxlcdm])", "–", text).replace(
        "--", "–"
    )
