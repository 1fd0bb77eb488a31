"""What a finished file is held against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from octavo.press.colour import Inks
from octavo.press.profiles import Marks, Paper, Profile, Standard
from octavo.press.units import MM


class Part(StrEnum):
    """Which of a book's files it is."""

    INTERIOR = "interior"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class Job:
    """What a finished file is held against; lengths in millimetres."""

    profile: Profile
    part: Part
    trims: tuple[tuple[float, float], ...]  #: Trim sizes that are right; any where there is none.
    inks: Inks
    pages: int = 0  #: Pages of the interior, for a cover; 0 where they are not known.
    spine: float | None = None  #: Width of the spine, for a cover.
    paper: Paper | None = None  #: Paper of the interior, where it is known.

    @property
    def standard(self) -> Standard:
        """Return the kind of PDF that is asked for."""
        return self.profile.interior.standard if self.inside else self.profile.cover.standard

    @property
    def marks(self) -> Marks:
        """Return the marks that are asked for."""
        return self.profile.interior.marks if self.inside else self.profile.cover.marks

    @property
    def inside(self) -> bool:
        """Return whether the file is an interior."""
        return self.part is Part.INTERIOR

    @property
    def spaces(self) -> frozenset[str]:
        """Return the colour spaces that are allowed."""
        if self.standard is Standard.PLAIN:
            return frozenset({"grey", "rgb", "cmyk"})
        return frozenset({"grey"}) if self.inside and self.inks is Inks.BLACK else frozenset({"grey", "cmyk"})

    @property
    def resolution(self) -> int:
        """Return the fewest pixels an inch."""
        return self.profile.interior.resolution if self.inside else self.profile.cover.resolution

    @property
    def ink_limit(self) -> int:
        """Return the most ink in one place, in per cent."""
        return self.profile.interior.ink_limit if self.inside else self.profile.cover.ink_limit

    def sizes(self) -> list[tuple[float, float]]:
        """Return the trimmed sizes that are right, in points; of a flat cover with its spine."""
        if self.inside:
            return [(width * MM, height * MM) for width, height in self.trims]
        if self.spine is None:
            return []
        return [((2 * width + self.spine) * MM, height * MM) for width, height in self.trims]
