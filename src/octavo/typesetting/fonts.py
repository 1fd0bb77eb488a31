"""The fonts of the printed editions: found on the machine, prepared once, copied beside the TeX file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.otlLib import builder as otl
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

from octavo.findings import MachineFault

RECIPE = "2"  #: Raised when the preparation changes, so that no cached font of the old kind is used.
FOLDER = "fonts"  #: Folder of the prepared fonts, beside the TeX file.
WANTED = "fonts.json"  #: What a builder leaves beside the TeX file: the characters of each script.

TEXT_FACES = {
    "octavo-regular.otf": "EBGaramond12-Regular.otf",
    "octavo-italic.otf": "EBGaramond12-Italic.otf",
}
TEXT_FAMILY = "EB Garamond"
OWN_FAMILY = "Octavo Serif"  #: The Open Font License keeps the name of a changed font for its author.
CJK_FILE = "NotoSerifCJK-Regular.ttc"
CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3}  #: Number of each language's face in the collection.

REMEDY = {
    "EBGaramond12-Regular.otf": "install EB Garamond (Debian: fonts-ebgaramond)",
    "EBGaramond12-Italic.otf": "install EB Garamond (Debian: fonts-ebgaramond)",
    CJK_FILE: "install Noto Serif CJK (Debian: fonts-noto-cjk)",
}
KNOWN_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype",
    "/usr/share/texlive/texmf-dist/fonts/opentype", "~/.fonts", "~/.local/share/fonts",
    "~/Library/Fonts", "/Library/Fonts",
)  # fmt: skip

FIGURES = "zero one two three four five six seven eight nine".split()
TABLE_FEATURE = "ss19"  #: Our own feature, one that the face leaves free.
#: Ligatures of the text faces, longest first; the two faces name the glyphs differently.
LIGATURES = {
    "f f i": ("f_f_i", "uniFB03"),
    "f f l": ("f_f_l", "uniFB04"),
    "f f": ("f_f", "uniFB00"),
    "f i": ("f_i", "uniFB01"),
    "f l": ("f_l", "uniFB02"),
    "f j": ("f_j",),
    "T h": ("T_h",),
}


def cjk_name(language: str, characters: Iterable[str]) -> str:
    """Return the file name of the face that holds just these characters."""
    text = "".join(sorted(set(characters)))
    return f"octavo-{language}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.otf"


def wanted(characters: Mapping[str, Iterable[str]]) -> str:
    """Return, as JSON, the CJK characters that a TeX file uses, by language."""
    record = {language: "".join(sorted(set(text))) for language, text in sorted(characters.items()) if text}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def install(folder: Path, cache: Path) -> None:
    """Put the fonts that ``folder/fonts.json`` asks for into ``folder/fonts``, prepared once in ``cache``.

    Raises :class:`MachineFault` naming the font, the editions and what to install.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    kept = cache / "fonts"
    kept.mkdir(parents=True, exist_ok=True)
    for name, source in TEXT_FACES.items():
        _provide(kept, target / name, find(source), name, flatten)
    asked = json.loads((folder / WANTED).read_text(encoding="utf-8")) if (folder / WANTED).is_file() else {}
    for language, text in asked.items():
        name = cjk_name(language, text)
        _provide(kept, target / name, find(CJK_FILE), text, _subsetter(language, text))


def _provide(
    kept: Path, target: Path, source: Path, about: str, prepare: Callable[[Path, Path], None]
) -> None:
    """Copy one prepared font into place, preparing it when the cache has none of the same make."""
    stat = source.stat()
    make = f"{RECIPE}|{source.name}|{stat.st_size}|{about}"
    ready = kept / f"{hashlib.sha256(make.encode()).hexdigest()[:16]}-{target.name}"
    if not ready.is_file():
        handle, unfinished = tempfile.mkstemp(dir=kept, suffix=".part")
        os.close(handle)
        prepare(source, Path(unfinished))
        Path(unfinished).replace(ready)
    if target.is_file() and target.stat().st_size == ready.stat().st_size:
        return
    # Whole or not at all: two papers of the handouts may be set beside each other.
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    shutil.copyfile(ready, unfinished)
    # One time for every copy, or luaotfload takes the font for a new one and reads it again.
    os.utime(unfinished, (0, 0))
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(target)


def find(name: str) -> Path:
    """Return where the machine keeps a font file.

    Raises :class:`MachineFault` when it has none.
    """
    for folder in KNOWN_FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(name)):
            return path
    fontconfig = shutil.which("fc-list")
    if fontconfig:
        listed = subprocess.run([fontconfig, ":", "file"], capture_output=True, text=True, check=False).stdout
        for line in listed.splitlines():
            path = Path(line.rstrip(": "))
            if path.name == name:
                return path
    raise MachineFault(f"the print and handout editions need the font {name}: {REMEDY[name]}")


def flatten(source: Path, target: Path) -> None:
    """Write a text face whose ligatures and table figures are plain lookups, as base mode needs them."""
    font = TTFont(source, recalcTimestamp=False)
    table = font["GSUB"].table
    keep = [
        number
        for number, record in enumerate(table.FeatureList.FeatureRecord)
        if record.FeatureTag not in ("liga", "clig", "calt")
    ]
    moved = {old: new for new, old in enumerate(keep)}
    table.FeatureList.FeatureRecord = [table.FeatureList.FeatureRecord[number] for number in keep]
    systems = [
        system
        for script in table.ScriptList.ScriptRecord
        for system in (script.Script.DefaultLangSys, *(r.LangSys for r in script.Script.LangSysRecord))
        if system
    ]
    for system in systems:
        system.FeatureIndex = [moved[number] for number in system.FeatureIndex if number in moved]
    _add_feature(table, systems, "liga", _ligatures(font))
    _add_feature(table, systems, TABLE_FEATURE, _table_figures(font))
    _rename(font)
    font.save(target)


def _ligatures(font: TTFont) -> Any:
    """Return the ligatures of a face as one plain lookup."""
    known = set(font.getGlyphOrder())
    mapping = {}
    for letters, names in LIGATURES.items():
        made = next((name for name in names if name in known), None)
        if made and all(letter in known for letter in letters.split()):
            mapping[tuple(letters.split())] = made
    return otl.buildLookup([otl.buildLigatureSubstSubtable(mapping)])


def _table_figures(font: TTFont) -> Any:
    """Return the lining figures of one width as one plain lookup.

    The face goes to them in two steps, and base mode takes only the last.
    """
    known = set(font.getGlyphOrder())
    pairs = {name: f"{name}.tablining" for name in FIGURES if f"{name}.tablining" in known}
    return otl.buildLookup([otl.buildSingleSubstSubtable(pairs)])


def _add_feature(table: Any, systems: list[Any], tag: str, lookup: Any) -> None:
    """Add a feature of one lookup to every language of the font."""
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag = tag
    record.Feature = otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    record.Feature.LookupCount = 1
    table.FeatureList.FeatureRecord.append(record)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for system in systems:
        system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)
        system.FeatureCount = len(system.FeatureIndex)


def _rename(font: TTFont) -> None:
    """Give the changed font a name of its own."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            name = str(record).replace(TEXT_FAMILY, OWN_FAMILY)
            record.string = name.replace(TEXT_FAMILY.replace(" ", ""), OWN_FAMILY.replace(" ", ""))
    # The name inside CFF is the one that a PDF shows.
    cff = font["CFF "].cff
    cff.fontNames = [name.replace("EBGaramond", "OctavoSerif") for name in cff.fontNames]


def _subsetter(language: str, text: str) -> Callable[[Path, Path], None]:
    """Return what writes the face of one language with just these characters."""

    def write(source: Path, target: Path) -> None:
        options = subset.Options()
        options.font_number = CJK_FACES[language]
        options.layout_features = []
        options.notdef_outline = True
        options.recalc_timestamp = False
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)

    return write
