"""A design of the printed book: its faces, its proportions, and the folder with its TeX."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from octavo import templates
from octavo.findings import BookFault, Finding
from octavo.typesetting.page import Layout, TypeSize

ROOM = "latex/designs"  #: Folder of the designs that octavo brings, among the templates.
DATA = "design.toml"  #: What Python must know of a design.
STYLES = ("octavo-faces.sty", "octavo-design.sty")  #: What TeX must know of it.
CUTS = ("regular", "italic")  #: Faces that a design cannot do without.


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a design, and where they come from."""

    family: str  #: Name of the family, for the copyright page and for messages.
    files: Mapping[str, str]  #: Font file by cut, such as ``italic``.
    remedy: str  #: What to do where a file is not on the machine.


@dataclass(frozen=True, slots=True)
class Design:
    """A design: a folder of files that decide how the printed book looks."""

    name: str  #: As ``octavo_design`` gives it.
    folder: Path
    faces: Faces
    book: Layout  #: Proportions of the book's page.
    handout: TypeSize  #: Type of the handouts.

    @classmethod
    def load(cls, name: str, folder: Path) -> Self:
        """Read a design from its folder.

        Raises :class:`BookFault` with everything that its folder lacks or says wrong.
        """
        lacking = [file for file in (DATA, *STYLES) if not (folder / file).is_file()]
        if lacking:
            raise BookFault([_fault(name, f"its folder has no {', '.join(lacking)}")])
        try:
            said = tomllib.loads((folder / DATA).read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BookFault([_fault(name, f"{DATA} cannot be read: {error}")]) from error
        if wrong := [_fault(name, f"{DATA}: {message}") for message in _faults(said)]:
            raise BookFault(wrong)
        faces = Faces(said["family"], said["faces"], said["remedy"])
        return cls(name, folder, faces, Layout.of(said["page"]), TypeSize.of(said["handout"]))


def names() -> tuple[str, ...]:
    """Return the designs that octavo brings."""
    return tuple(sorted(path.parent.name for path in templates.folder(ROOM).glob(f"*/{DATA}")))


def find(name: str, book: Path) -> Design:
    """Return a design of octavo's own by its name, or one of the book's by its folder.

    Raises :class:`BookFault` where there is none.
    """
    if name in names():
        return Design.load(name, templates.folder(ROOM) / name)
    if (book / name).is_dir():
        return Design.load(name, book / name)
    message = f"octavo_design {name!r} is neither a design nor a folder of the book"
    raise BookFault([Finding("conf.py", 0, "S020", message, f"use {', '.join(names())} or a folder")])


def _fault(name: str, message: str) -> Finding:
    """Return the finding of a design that is not whole."""
    return Finding("conf.py", 0, "S021", f"octavo_design {name!r}: {message}", "see docs/designs.md")


def _faults(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the data of a design lack or say wrong."""
    for key, kind in (("family", str), ("remedy", str), ("faces", dict), ("page", dict), ("handout", dict)):
        if not isinstance(said.get(key), kind):
            yield f"{key!r} is missing or no {'text' if kind is str else 'table'}"
    faces = said.get("faces")
    if isinstance(faces, dict):
        yield from (f"'faces' has no {cut!r}" for cut in CUTS if cut not in faces)
        yield from (f"face {cut!r} is no file name" for cut, file in faces.items() if not _is_file_name(file))
    if isinstance(said.get("page"), dict):
        yield from Layout.faults(said["page"])
    if isinstance(said.get("handout"), dict):
        yield from TypeSize.faults(said["handout"])


def _is_file_name(value: object) -> bool:
    """Return whether a value names a font file and no path."""
    return isinstance(value, str) and Path(value).name == value and Path(value).suffix in (".otf", ".ttf")
