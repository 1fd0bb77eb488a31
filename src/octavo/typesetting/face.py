"""A text face made ready for TeX: what base mode cannot follow is laid out as plain lookups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fontTools.otlLib import builder as otl
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

from octavo.typesetting import small_capitals

OWN_FAMILY = "Octavo"  #: The Open Font License keeps the name of a changed font for its author.
FIGURES = "zero one two three four five six seven eight nine".split()
SUPERIORS = (0x2070, 0xB9, 0xB2, 0xB3, *range(0x2074, 0x207A))  #: Superior figures, nought first.
TABLE_FEATURE = "ss19"  #: Our own feature, one that the faces leave free.
#: Features whose lookups ask for what stands around a letter, or call one another.
IN_STEPS = ("liga", "clig", "calt")
SINGLE, LIGATURE, EXTENSION = 1, 4, 7  #: Types of lookups (OpenType 1.9, GSUB).
#: Ligatures of the text faces, longest first; the faces name the glyphs differently.
LIGATURES = {
    "f f i": ("f_f_i", "uniFB03"),
    "f f l": ("f_f_l", "uniFB04"),
    "f f j": ("f_f_j", "f_f_j.liga"),
    "f f": ("f_f", "uniFB00"),
    "f i": ("f_i", "f_i.liga", "uniFB01"),
    "f l": ("f_l", "f_l.liga", "uniFB02"),
    "f j": ("f_j", "f_j.liga"),
    "T h": ("T_h",),
}


def prepare(cut: str, source: Path, target: Path) -> None:
    """Write a cut of a face whose ligatures, table figures and superiors are plain lookups, for base mode."""
    font = TTFont(source, recalcTimestamp=False)
    table = font["GSUB"].table
    figures, superiors = _table_figures(font), _superiors(font)
    _drop(table, IN_STEPS)
    _add(table, "liga", otl.buildLookup([otl.buildLigatureSubstSubtable(_ligatures(font))]))
    for tag, mapping in ((TABLE_FEATURE, figures), ("sups", superiors)):
        if mapping:
            _add(table, tag, otl.buildLookup([otl.buildSingleSubstSubtable(mapping)]))
    _complete_small_capitals(font)
    _rename(font, cut.title())
    font.save(target)


def substitutions(font: TTFont, tag: str) -> dict[str, str]:
    """Return which glyph a feature of a face puts for which, one for one."""
    return {name: put for inner in _singles(font, tag) for name, put in inner.mapping.items()}


def _singles(font: TTFont, tag: str) -> Iterator[Any]:
    """Yield the tables of a feature that put one glyph for one."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex if record.FeatureTag == tag else ():
            for subtable in table.LookupList.Lookup[index].SubTable:
                inner = subtable.ExtSubTable if subtable.LookupType == EXTENSION else subtable
                if inner.LookupType == SINGLE:
                    yield inner


def _ligatures(font: TTFont) -> dict[tuple[str, ...], str]:
    """Return the ligatures that a face has, by their letters."""
    known = set(font.getGlyphOrder())
    mapping = {}
    for letters, names in LIGATURES.items():
        made = next((name for name in names if name in known), None)
        if made and all(letter in known for letter in letters.split()):
            mapping[tuple(letters.split())] = made
    return mapping


def _table_figures(font: TTFont) -> dict[str, str]:
    """Return the lining figure of one width for each figure of the text.

    A face goes to them in two steps, and base mode takes only the last. A face whose figures are
    such by themselves needs none.
    """
    lining, equal = substitutions(font, "lnum"), substitutions(font, "tnum")
    steps = {name: lining.get(name, name) for name in FIGURES}
    return {name: equal.get(step, step) for name, step in steps.items() if equal.get(step, step) != name}


def _superiors(font: TTFont) -> dict[str, str]:
    """Return the superior figures of a face that has them without a feature that calls them."""
    if substitutions(font, "sups"):
        return {}
    glyphs = font.getBestCmap()
    return {name: glyphs[code] for name, code in zip(FIGURES, SUPERIORS, strict=True) if code in glyphs}


def _complete_small_capitals(font: TTFont) -> None:
    """Add to a face the small capitals that can be made of what it has."""
    for inner in _singles(font, "smcp"):
        if "a" in inner.mapping:
            inner.mapping = small_capitals.complete(font, inner.mapping)
            return


def _systems(table: Any) -> list[Any]:
    """Return the languages of a font's table of substitutions."""
    return [
        system
        for script in table.ScriptList.ScriptRecord
        for system in (script.Script.DefaultLangSys, *(r.LangSys for r in script.Script.LangSysRecord))
        if system
    ]


def _drop(table: Any, tags: tuple[str, ...]) -> None:
    """Take features out of every language of a font."""
    records = table.FeatureList.FeatureRecord
    keep = [number for number, record in enumerate(records) if record.FeatureTag not in tags]
    moved = {old: new for new, old in enumerate(keep)}
    table.FeatureList.FeatureRecord = [records[number] for number in keep]
    for system in _systems(table):
        system.FeatureIndex = [moved[number] for number in system.FeatureIndex if number in moved]


def _add(table: Any, tag: str, lookup: Any) -> None:
    """Add a feature of one lookup to every language of a font."""
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
    for system in _systems(table):
        system.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)
        system.FeatureCount = len(system.FeatureIndex)


def _rename(font: TTFont, cut: str) -> None:
    """Give the changed font a name of its own, made of its cut."""
    names: Mapping[int, str] = {
        1: OWN_FAMILY, 2: cut, 3: f"{OWN_FAMILY} {cut}", 4: f"{OWN_FAMILY} {cut}", 6: f"{OWN_FAMILY}-{cut}",
        16: OWN_FAMILY, 17: cut,
    }  # fmt: skip
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.string)
    if "CFF " in font:
        # The name inside CFF is the one that a PDF shows.
        font["CFF "].cff.fontNames = [names[6]]
