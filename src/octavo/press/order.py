"""What is ordered from printers: profiles, papers, inks, bar code, all tried before anything is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from octavo.findings import BookFault, Finding
from octavo.press.barcode import Barcode, barcode
from octavo.press.colour import Inks
from octavo.press.metadata import About
from octavo.press.profiles import Paper, Profile, load_all
from octavo.press.wrap import spine_width
from octavo.settings import TRIMS, Settings


@dataclass(frozen=True, slots=True)
class Order:
    """A book for its printers."""

    profiles: tuple[Profile, ...]
    papers: Mapping[str, Paper]  #: By profile.
    spines: Mapping[str, float]  #: Widths in millimetres that a printer's own template gave, by profile.
    inks: Inks
    code: Barcode | None  #: None for a book without ISBN.
    trim: tuple[float, float]  #: Width and height in millimetres.
    about: About

    @classmethod
    def of(cls, settings: Settings) -> Order:
        """Return what a book's settings order.

        Raises :class:`BookFault` for a printer, a paper, inks or a bar code that there is not.
        """
        profiles = load_all(settings.printers)
        papers = {p.name: p.paper(settings.papers.get(p.name, "")) for p in profiles}
        if settings.inks not in {Inks.BLACK, Inks.PROCESS}:
            remedy = f"use {Inks.BLACK} or {Inks.PROCESS}"
            raise BookFault(
                [Finding("conf.py", 0, "S009", f"octavo_inks {settings.inks!r} is unknown", remedy)]
            )
        code = barcode(settings.isbn_print, settings.price) if settings.isbn_print else None
        about = About(
            settings.title, settings.authors, settings.language, settings.description, settings.subjects,
            settings.licence, settings.publisher,
        )  # fmt: skip
        inks = Inks(settings.inks)
        return cls(profiles, papers, settings.spines, inks, code, TRIMS[settings.trim], about)

    def spine(self, profile: Profile, pages: int) -> float:
        """Return the width of the spine at a printer, in millimetres."""
        given = self.spines.get(profile.name)
        return given if given is not None else spine_width(self.papers[profile.name], pages)

    def notes(self) -> Iterator[str]:
        """Yield what the author should know of the order."""
        for profile in self.profiles:
            if self.papers[profile.name].estimated and profile.name not in self.spines:
                yield (
                    f"{profile.title} does not publish the thickness of its papers: take the width of the "
                    f'spine from its cover template, and set octavo_spines = {{"{profile.name}": <mm>}}'
                )


def faults(settings: Settings) -> list[Finding]:
    """Return what is wrong with an order."""
    try:
        Order.of(settings)
    except BookFault as fault:
        return list(fault.findings)
    return []
