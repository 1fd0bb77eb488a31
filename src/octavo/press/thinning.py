"""A page with each letter of each font once, for a validator that asks the same of it wherever it stands."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Dictionary, Name

from octavo.press.recolour import content_of

#: The choice of a font, and letters shown in it as LuaTeX writes them.
SHOWN = re.compile(rb"/(?P<font>[^\s/]+) [\d.]+ Tf|\[(?P<letters>[^\[\]()]*)\]TJ")
GLYPHS = re.compile(rb"<([0-9A-F]*)>")
#: What changes how letters are shown, or what a validator looks at besides: such a page stays as it is.
OTHER = re.compile(rb"(?<![^\s\])>])(?:Tr|Do|BI|gs|BDC|BMC|Tj|[\"'])(?=\s|$)")

Letters = set[tuple[tuple[int, int], bytes]]


def thinned(page: pikepdf.Page, seen: Letters) -> bytes | None:
    """Return the content of a page of text without the letters that were seen, and note those that it shows.

    Returns nothing for a page that shows anything else, or that has a font of another kind than TeX's.
    """
    content = content_of(page)
    fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
    is_plain = all(
        font.get("/Encoding") == Name("/Identity-H") and font.is_indirect for font in fonts.values()
    )
    if OTHER.search(content) or not is_plain:
        return None
    known = {str(name).encode(): font.objgen for name, font in fonts.items()}
    font = (0, 0)

    def shown(match: re.Match[bytes]) -> bytes:
        nonlocal font
        if match["font"] is not None:
            font = known.get(b"/" + match["font"], (0, 0))
            return match[0]
        codes = b"".join(GLYPHS.findall(match["letters"]))
        new = {(font, codes[at : at + 4]) for at in range(0, len(codes), 4)} - seen
        seen.update(new)
        return match[0] if new else b"[]TJ"

    return SHOWN.sub(shown, content)
