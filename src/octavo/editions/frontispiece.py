"""The frontispiece: the picture that faces the title page, for every edition in the form it can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.findings import BookFault, Finding
from octavo.settings import Settings

PAPER = (".pdf", ".png", ".jpg", ".jpeg")  #: Endings of pictures for TeX, the best first.
SCREEN = (".svg", ".png", ".jpg", ".jpeg")  #: Endings of pictures for reading editions, the best first.


@dataclass(frozen=True, slots=True)
class Frontispiece:
    """A picture, and what is said of it."""

    path: str  #: File, relative to the book's folder.
    alt: str  #: What one sees, in words.
    caption: str = ""
    credit: str = ""  #: Who drew or keeps it.

    @property
    def name(self) -> str:
        """Return the file's name."""
        return Path(self.path).name


def frontispiece(settings: Settings, folder: Path, endings: Sequence[str]) -> Frontispiece | None:
    """Return the frontispiece of a book whose folder this is; nothing where it has none.

    ``map.*`` takes the first ending that is there. Raises :class:`BookFault` where the file is missing.
    """
    said = settings.frontispiece
    if not said:
        return None
    plain = said["picture"].lstrip("/")
    stem = plain.removesuffix(".*")
    for name in [f"{stem}{ending}" for ending in endings] if stem != plain else [plain]:
        if Path(name).suffix in endings and (folder / name).is_file():
            return Frontispiece(name, said["alt"], said.get("caption", ""), said.get("credit", ""))
    remedy = f"put it there, as one of {', '.join(endings)}"
    raise BookFault([Finding("conf.py", 0, "M012", f"the frontispiece {said['picture']} is missing", remedy)])
