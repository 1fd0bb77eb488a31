"""The font that the EPUB may bring: the book's East Asian characters, each language in its own shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO

from fontTools import subset

from octavo.findings import MachineFault
from octavo.typesetting.fonts import CJK_FACES, CJK_FILE, CJK_REMEDY, find

PATH = "fonts/octavo-cjk.otf"  #: Of the font in the package; Kobo takes no WOFF2.

_TAGS = re.compile(r"<[^<>]*>")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3105-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee\U00020000-\U0003ffff]"
)


def characters(pages: Iterable[str]) -> str:
    """Return the East Asian characters of pages, each once, in order."""
    return "".join(sorted({c for page in pages for c in _EAST_ASIAN.findall(_TAGS.sub("", page))}))


def font(text: str) -> bytes:
    """Return a font of just these characters, the same bytes for the same characters.

    One face serves every language: ``locl`` (OpenType, Localized Forms) gives each its own shapes by the
    language of the words. Raises :class:`MachineFault` where the machine has no such face.
    """
    try:
        source = find(CJK_FILE, CJK_REMEDY)
    except MachineFault as error:
        raise MachineFault(f"octavo_epub_fonts needs the font {CJK_FILE}: {CJK_REMEDY}") from error
    options = subset.Options()
    options.font_number = CJK_FACES["ja"]
    options.layout_features = ["locl"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    face = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(face)
    out = BytesIO()
    subset.save_font(face, out, options)
    return out.getvalue()
