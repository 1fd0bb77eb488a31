"""What octavo needs beside Python: each program, TeX file and font, who needs it, which package brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from octavo.edition import Edition
from octavo.system import node
from octavo.system.thing import INSTALL, Kind, Manager, Need, Task, Thing, Weight

#: Who needs the judges from outside.
JUDGES = frozenset[Need]({Task.JUDGE, Task.TEST})

PAPER = frozenset[Need]({Edition.PRINT, Edition.HANDOUTS})

TEX = {
    Manager.APT: ("texlive-luatex",),
    Manager.DNF: ("texlive-collection-luatex",),
    Manager.PACMAN: ("texlive-luatex",),
    Manager.BREW: ("texlive",),
    Manager.WINGET: ("MiKTeX.MiKTeX",),
}
INDEX = TEX | {Manager.DNF: ("texlive-upmendex",), Manager.PACMAN: ("texlive-binextra",)}
LATEX_RECOMMENDED = TEX | {
    Manager.APT: ("texlive-latex-recommended",),
    Manager.DNF: ("texlive-collection-latexrecommended",),
    Manager.PACMAN: ("texlive-latexrecommended",),
}
LATEX_EXTRA = TEX | {
    Manager.APT: ("texlive-latex-extra",),
    Manager.DNF: ("texlive-collection-latexextra",),
    Manager.PACMAN: ("texlive-latexextra",),
}


def _tex_file(name: str, purpose: str, packages: Mapping[Manager, tuple[str, ...]]) -> Thing:
    """Describe a TeX file that the paper editions load."""
    return Thing(name, Kind.TEX_FILE, (name,), purpose, PAPER, packages)


THINGS: tuple[Thing, ...] = (
    Thing("LuaLaTeX", Kind.PROGRAM, ("lualatex",), "sets the pages", PAPER, TEX),
    Thing("kpsewhich", Kind.PROGRAM, ("kpsewhich",), "finds TeX's files", PAPER, TEX),
    Thing("upmendex", Kind.PROGRAM, ("upmendex",), "sorts the index", PAPER, INDEX),
    _tex_file("luaotfload.sty", "loads fonts", TEX),
    _tex_file("microtype.sty", "evens out the spaces", LATEX_RECOMMENDED),
    _tex_file("booktabs.sty", "sets the rules of tables", LATEX_RECOMMENDED),
    _tex_file("fancyvrb.sty", "sets text as it is typed", LATEX_RECOMMENDED),
    _tex_file("xcolor.sty", "sets colour", LATEX_RECOMMENDED),
    _tex_file("lettrine.sty", "sets drop capitals", LATEX_EXTRA),
    _tex_file("multirow.sty", "sets cells of several rows", LATEX_EXTRA),
    Thing(
        "EB Garamond",
        Kind.FONT,
        ("EBGaramond12-Regular.otf", "EBGaramond12-Italic.otf"),
        "is the book's typeface",
        PAPER,
        {Manager.APT: ("fonts-ebgaramond",)},
        by_hand="install the OpenType files of EB Garamond 0.016 by Georg Duffner",
    ),
    Thing(
        "Vollkorn",
        Kind.FONT,
        (
            "Vollkorn-Regular.ttf",
            "Vollkorn-Italic.ttf",
            "Vollkorn-SemiBold.ttf",
            "Vollkorn-SemiBoldItalic.ttf",
        ),
        "is the typeface of the modern design",
        PAPER,
        {Manager.APT: ("fonts-vollkorn",)},
        Weight.ADVISED,  # A book of another design does without.
        by_hand="install the TrueType files of Vollkorn 4.105 by Friedrich Althausen",
    ),
    Thing(
        "Charis SIL",
        Kind.FONT,
        ("CharisSIL-Regular.ttf", "CharisSIL-Italic.ttf", "CharisSIL-Bold.ttf"),
        "is the typeface of the large-print design",
        PAPER,
        {Manager.APT: ("fonts-sil-charis",), Manager.DNF: ("sil-charis-fonts",)},
        Weight.ADVISED,
        by_hand="install the TrueType files of Charis SIL 6 by SIL International",
    ),
    Thing(
        "Noto Serif CJK",
        Kind.FONT,
        ("NotoSerifCJK-Regular.ttc",),
        "sets Chinese, Japanese and Korean text",
        PAPER,
        {
            Manager.APT: ("fonts-noto-cjk",),
            Manager.DNF: ("google-noto-serif-cjk-fonts",),
            Manager.PACMAN: ("noto-fonts-cjk",),
        },
        by_hand="install NotoSerifCJK-Regular.ttc of the Noto CJK fonts",
    ),
    Thing(
        "bubblewrap",
        Kind.PROGRAM,
        ("bwrap",),
        "keeps TeX from reading or writing anything outside the book",
        PAPER,
        {
            Manager.APT: ("bubblewrap",),
            Manager.DNF: ("bubblewrap",),
            Manager.PACMAN: ("bubblewrap",),
        },
        Weight.ADVISED,
    ),
    Thing(
        "Java",
        Kind.PROGRAM,
        ("java",),
        "runs EPUBCheck",
        JUDGES,
        {
            Manager.APT: ("default-jre-headless",),
            Manager.DNF: ("java-latest-openjdk-headless",),
            Manager.PACMAN: ("jre-openjdk-headless",),
            Manager.BREW: ("openjdk",),
            Manager.WINGET: ("EclipseAdoptium.Temurin.21.JRE",),
        },
    ),
    Thing(
        "Chromium",
        Kind.PROGRAM,
        ("chromium",),
        "opens pages as a reader does",
        JUDGES,
        {
            Manager.APT: ("chromium",),
            Manager.DNF: ("chromium",),
            Manager.PACMAN: ("chromium",),
            Manager.BREW: ("chromium",),
        },
        Weight.ADVISED,  # Ubuntu has it as a snap alone, which a container cannot install.
    ),
    Thing(
        "libatomic",
        Kind.LIBRARY,
        ("libatomic.so.1",),
        "is needed by what drives Chromium",
        JUDGES,
        {
            Manager.APT: ("libatomic1",),
            Manager.DNF: ("libatomic",),
            Manager.PACMAN: ("gcc-libs",),
        },
        Weight.ADVISED,  # Only Linux has it under this name.
    ),
    Thing(
        "npm",
        Kind.PROGRAM,
        ("npm", "node"),
        "installs and runs Ace by DAISY",
        JUDGES,
        {
            Manager.APT: ("npm",),
            Manager.DNF: ("nodejs-npm",),
            Manager.PACMAN: ("npm",),
            Manager.BREW: ("node",),
            Manager.WINGET: ("OpenJS.NodeJS",),
        },
        Weight.ADVISED,  # The other judges do without it.
    ),
    Thing(
        "Ace by DAISY",
        Kind.NODE,
        (node.ACE,),
        "checks that everybody can read the EPUB",
        JUDGES,
        {},
        Weight.ADVISED,  # It comes over the network.
        by_hand="run octavo setup --for judge when npm is here",
    ),
    Thing(
        "latexmk",
        Kind.PROGRAM,
        ("latexmk",),
        "sets plain Sphinx's pages, to measure beside",
        frozenset({Task.BENCH}),
        {
            Manager.APT: ("latexmk",),
            Manager.DNF: ("latexmk",),
            Manager.PACMAN: ("texlive-binextra",),
            Manager.BREW: ("texlive",),
            Manager.WINGET: ("MiKTeX.MiKTeX",),
        },
    ),
    Thing(
        "GNU FreeFont",
        Kind.FONT,
        ("FreeSerif.otf", "FreeSans.otf", "FreeMono.otf"),
        "is the typeface of plain Sphinx's LuaLaTeX, to measure beside",
        frozenset({Task.BENCH}),
        {Manager.APT: ("fonts-freefont-otf",)},
        by_hand="install the OpenType files of GNU FreeFont",
    ),
    Thing(
        "TeX Gyre",
        Kind.TEX_FILE,
        ("tgtermes.sty",),
        "is plain Sphinx's typeface, to measure beside",
        frozenset({Task.BENCH}),
        TEX
        | {
            Manager.APT: ("tex-gyre", "texlive-fonts-recommended"),
            Manager.DNF: ("texlive-collection-fontsrecommended",),
            Manager.PACMAN: ("texlive-fontsrecommended",),
        },
    ),
)


def needed_by(needs: Iterable[Need]) -> tuple[Thing, ...]:
    """Return the things that any of the needs has, in the order of the table.

    The tests and the benchmark make the paper editions too, so they need what those need.
    """
    wanted = frozenset(needs)
    if wanted & {Task.TEST, Task.BENCH}:
        wanted |= PAPER
    return tuple(thing for thing in THINGS if thing.needed_by & wanted)


def packages(things: Iterable[Thing], manager: Manager) -> tuple[str, ...]:
    """Return the packages of a manager that bring the things, each once, in order."""
    return tuple(dict.fromkeys(name for thing in things for name in thing.packages.get(manager, ())))


def command(things: Iterable[Thing], manager: Manager) -> str:
    """Return the one command that installs the things; empty where the manager has none of them."""
    names = packages(things, manager)
    return f"{INSTALL[manager]} {' '.join(names)}" if names else ""
