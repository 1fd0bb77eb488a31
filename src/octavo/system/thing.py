"""One thing that octavo may need: what it is, who needs it, how each package manager installs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from octavo.edition import Edition


class Task(StrEnum):
    """What needs programs besides an edition."""

    JUDGE = "judge"  #: ``octavo judge``
    TEST = "test"  #: ``make test``
    BENCH = "bench"  #: ``make bench``


Need = Edition | Task  #: Who can need a thing.


class Kind(StrEnum):
    """How a thing is looked for."""

    PROGRAM = "program"  #: On the search path.
    LIBRARY = "library"  #: Where the system loads libraries from.
    TEX_FILE = "TeX file"  #: With kpsewhich, TeX's own search.
    FONT = "font"  #: In the font folders and TeX's trees.
    NODE = "npm package"  #: In octavo's folder of the user's cache.


class Weight(StrEnum):
    """What happens where a thing is missing."""

    REQUIRED = "required"  #: What needs it cannot be made.
    ADVISED = "advised"  #: It is made all the same, and octavo says what is lost.


class Manager(StrEnum):
    """A package manager, by the name of its program."""

    APT = "apt-get"
    DNF = "dnf"
    PACMAN = "pacman"
    BREW = "brew"
    WINGET = "winget"


#: How each package manager is told to install; the packages follow.
INSTALL: Mapping[Manager, str] = {
    Manager.APT: "sudo apt-get install --no-install-recommends",
    Manager.DNF: "sudo dnf install",
    Manager.PACMAN: "sudo pacman -S --needed",
    Manager.BREW: "brew install",
    Manager.WINGET: "winget install --exact",
}


@dataclass(frozen=True, slots=True, eq=False)  # One row of the table is equal to itself alone.
class Thing:
    """One program, TeX file or font that something needs."""

    name: str  #: What a person calls it.
    kind: Kind
    files: tuple[str, ...]  #: File names, all of which it takes.
    purpose: str  #: What it is for, one clause.
    needed_by: frozenset[Need]
    packages: Mapping[Manager, tuple[str, ...]]  #: The packages that bring it; none where it has none.
    weight: Weight = Weight.REQUIRED
    by_hand: str = ""  #: What to do where the manager has no package for it, one clause.
