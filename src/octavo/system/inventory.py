"""What this machine has of what octavo needs."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.edition import Edition
from octavo.system import node
from octavo.system.programs import THINGS, needed_by
from octavo.system.thing import Kind, Manager, Need, Thing, Weight


@dataclass(frozen=True, slots=True)
class Present:
    """A thing that is here."""

    thing: Thing
    path: Path  #: Where it was found.


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing that is not here, or is here and does not work."""

    thing: Thing
    reason: str = ""  #: Why it does not work where it is here; empty where it is not here.

    def __str__(self) -> str:
        """Name the thing and what it is for."""
        fault = f" ({self.reason})" if self.reason else ""
        return f"{self.thing.name}, which {self.thing.purpose}{fault}"


@dataclass(frozen=True, slots=True)
class Inventory:
    """What was looked for and found, and how this system installs what was not."""

    present: tuple[Present, ...]
    missing: tuple[Missing, ...]
    manager: Manager | None  #: The package manager of this system; nothing where none is known.

    def lacking(self, need: Need) -> list[Missing]:
        """Return what must be installed before an edition can be made or a task be done.

        What was not looked for counts as missing.
        """
        here = {present.thing for present in self.present}
        known = {missing.thing: missing for missing in self.missing}
        absent = [thing for thing in needed_by([need]) if thing not in here]
        return [known.get(thing, Missing(thing)) for thing in absent if thing.weight is Weight.REQUIRED]

    def path_of(self, name: str) -> Path | None:
        """Return where a thing was found, by its name in the table."""
        return next((here.path for here in self.present if here.thing.name == name), None)


def look(things: Iterable[Thing] = THINGS) -> Inventory:
    """Look for things on this machine."""
    present: list[Present] = []
    missing: list[Missing] = []
    wanted = tuple(things)
    tex_places, fonts = _tex_places(wanted), _font_places(wanted)
    for thing in wanted:
        path = _find(thing, tex_places, fonts)
        if path is None:
            missing.append(Missing(thing))
        elif reason := _fault(thing, path):
            missing.append(Missing(thing, reason))
        else:
            present.append(Present(thing, path))
    return Inventory(tuple(present), tuple(missing), manager())


def possible_editions(inventory: Inventory) -> dict[Edition, list[Missing]]:
    """Return for each edition what keeps it from being made; an empty list where nothing does."""
    return {edition: inventory.lacking(edition) for edition in Edition}


def manager() -> Manager | None:
    """Return the package manager of this system, or nothing where octavo knows none."""
    return next((m for m in Manager if shutil.which(m)), None)


def _find(thing: Thing, tex_places: Mapping[str, Path], fonts: Mapping[str, Path]) -> Path | None:
    """Return where a thing is, by its first file; nothing where any of its files is not here."""
    paths: list[Path] = []
    for name in thing.files:
        if thing.kind is Kind.PROGRAM:
            program = shutil.which(name)
            path = Path(program) if program else None
        elif thing.kind is Kind.LIBRARY:
            path = _library(name)
        elif thing.kind is Kind.NODE:
            path = node.find(name)
        else:
            path = fonts.get(name) or tex_places.get(name)
        if path is None:
            return None
        paths.append(path)
    return paths[0]


def _library(name: str) -> Path | None:
    """Return a library's name where the system can load it."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return None
    return Path(name)


def _tex_places(things: Iterable[Thing]) -> dict[str, Path]:
    """Return where TeX finds files and fonts; asked once for all, because each question costs 10 ms."""
    kinds = {Kind.TEX_FILE, Kind.FONT}
    names = [name for thing in things if thing.kind in kinds for name in thing.files]
    program = shutil.which("kpsewhich")
    if not names or program is None:
        return {}
    answer = subprocess.run([program, *names], capture_output=True, text=True, check=False, encoding="utf-8")
    return {Path(line).name: Path(line) for line in answer.stdout.splitlines()}


def font_folders() -> Iterator[Path]:
    """Yield the folders that this system keeps fonts in (XDG base directories; Apple, Microsoft: fixed)."""
    home = Path.home()
    if sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    elif sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "Microsoft/Windows/Fonts"
    else:
        yield Path(os.environ.get("XDG_DATA_HOME", home / ".local/share")) / "fonts"
        for folder in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":"):
            yield Path(folder) / "fonts"


def _font_places(things: Iterable[Thing]) -> dict[str, Path]:
    """Return where the fonts are, after one walk through this system's font folders."""
    names = {name for thing in things if thing.kind is Kind.FONT for name in thing.files}
    found: dict[str, Path] = {}
    for folder in font_folders() if names else ():
        for parent, _, files in os.walk(folder):
            found |= {name: Path(parent, name) for name in names.intersection(files)}
    return found


def _fault(thing: Thing, path: Path) -> str:
    """Return why a thing that is here does not work; empty where it does.

    Only the sandbox is tried: containers and some systems forbid what it is made of.
    """
    if thing.name != "bubblewrap":
        return ""
    trial = subprocess.run(
        [path, "--ro-bind", "/", "/", "--unshare-all", "true"], capture_output=True, text=True, check=False
    )
    return (
        ""
        if trial.returncode == 0
        else f"this system forbids it: {trial.stderr.strip() or 'no reason given'}"
    )
