"""Make the fonts of the web edition from EB Garamond, as Debian's fonts-ebgaramond installs it.

Run with ``.venv/bin/python docs/fonts/make.py``. What it writes is kept beside the style sheets, so that
a book looks the same wherever it is built, and its pages are the same bytes. Each face comes in parts
by script, of which a browser fetches only those that a page has letters of.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/opentype/ebgaramond")
STATIC = Path(__file__).parents[2] / "templates/html/static"
SHEET = STATIC / "styles/fonts.css"

#: Letters of each part. Those of ``latin`` are all that most pages in English need.
PARTS = {
    "latin": "U+0020-007E, U+00A0-00FF, U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+2032-2033,"
    " U+2044, U+20AC, U+2116, U+2212",
    "latin-more": "U+0100-017F, U+018F, U+0192, U+01CD-01DC, U+0218-021B, U+02B9-02BF",
    "latin-rare": "U+01A0-01A1, U+01AF-01B0, U+0300-0304, U+0306-030C, U+0323, U+0327-0328, U+1E00-1EFF",
    "cyrillic": "U+0400-045F, U+0462-0463, U+0472-0475, U+0490-0491",
    "greek": "U+0370-03FF, U+1F00-1FFF",
}  # fmt: skip

#: File of each face with its parts. The bold face is drawn for Latin alone.
FACES = {
    "regular": ("EBGaramond12-Regular.otf", tuple(PARTS)),
    "italic": ("EBGaramond12-Italic.otf", tuple(PARTS)),
    "bold": ("EBGaramond12-Bold.otf", ("latin",)),
}

#: Kerning, marks, ligatures, kinds of figures.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "onum", "lnum", "pnum", "tnum"]
SMALL_CAPITALS = ["smcp", "c2sc"]

#: The licence reserves the name for the author's own fonts.
NAMES = {"EB Garamond": "Octavo Serif", "EBGaramond": "OctavoSerif"}


#: How a style sheet asks for each face; the others are the usual.
ASKED = {"regular": "", "italic": "font-style: italic; ", "bold": "font-weight: 600 700; "}

RULE = """@font-face {{
  font-family: "Octavo Serif"; {asked}font-display: swap; src: url("fonts/{name}") format("woff");
  unicode-range: {letters};
}}
"""


def main() -> None:
    """Write every part of every face, and the style sheet that says which letters each has."""
    rules = ["/* Written by docs/fonts/make.py. */\n"]
    for face, (source, parts) in FACES.items():
        for part in parts:
            features = FEATURES + (SMALL_CAPITALS if face == "regular" else [])
            name = f"serif-{face}-{part}.woff"
            write(SOURCE / source, STATIC / "fonts" / name, PARTS[part], features)
            rules.append(RULE.format(asked=ASKED[face], name=name, letters=PARTS[part]))
    SHEET.write_text("".join(rules), encoding="utf-8")


def write(source: Path, target: Path, letters: str, features: list[str]) -> None:
    """Write the letters of one part, with the notice of its author and its licence inside."""
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["FFTM"]
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = True  # Larger, and smaller when compressed.
    options.recalc_timestamp = False
    options.flavor = "woff"
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters))
    subsetter.subset(font)
    rename(font)
    subset.save_font(font, str(target), options)


def rename(font: TTFont) -> None:
    """Give a changed font a name of its own, but leave the notice whose it is."""
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            text = str(record)
            for name, own in NAMES.items():
                text = text.replace(name, own)
            record.string = text
    cff = font["CFF "].cff
    cff.fontNames = [name.replace("EBGaramond", "OctavoSerif") for name in cff.fontNames]


if __name__ == "__main__":
    main()
