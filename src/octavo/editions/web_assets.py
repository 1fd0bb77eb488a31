"""The style sheets and scripts of the web edition: few files, named after what is in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import furo

from octavo.editions.epub_pictures import as_jpeg
from octavo.templates import folder

STATIC = "_static"  #: Folder of the site that holds them.

#: The parts of each file, in the order in which they count.
PARTS = {
    "book.css": (
        "styles/fonts.css", "styles/meanwhile.css", "styles/colours.css", "styles/base.css",
        "styles/frame.css", "styles/text.css", "styles/apparatus.css", "styles/boxes.css",
        "styles/blocks.css", "styles/timelines.css", "styles/pages.css", "styles/print.css",
    ),
    "book.js": (
        "scripts/colours.js", "scripts/contents.js", "scripts/sidenotes.js", "scripts/popover.js",
        "scripts/turning.js", "scripts/place.js", "scripts/citing.js",
    ),
    "find.js": ("scripts/folding.js", "scripts/find.js"),
}  # fmt: skip

#: What Sphinx and furo would link on every page, and ours replace.
REPLACED = frozenset(
    "pygments.css documentation_options.js doctools.js sphinx_highlight.js translations.js "
    "styles/furo.css styles/furo-extensions.css scripts/furo.js".split()
)

#: Names under which a book may keep a picture of its cover.
PICTURES = ("cover.jpg", "cover.jpeg", "cover.png")

WIDTH = 800  #: Of a picture made from the front of the printed book, in pixels.

#: How the style sheets refer to a font.
_FONT = re.compile(r"fonts/([a-z-]+\.woff)")

_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages refer to."""

    path: str  #: From the root of the site; the name holds a digest of the content.
    data: bytes

    @property
    def name(self) -> str:
        """Return the name of the file in its folder."""
        return self.path.rpartition("/")[2]


def named(name: str, content: str | bytes) -> Asset:
    """Return a file under a name that changes with its content, so that a browser may keep it for good."""
    data = content.encode() if isinstance(content, str) else content
    stem, ending = name.rsplit(".", 1)
    return Asset(f"{STATIC}/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}", data)


def assets() -> Mapping[str, Asset]:
    """Return the files that every site has, by their plain names."""
    faces = fonts()
    files = {name: "\n".join(map(_part, parts)) for name, parts in PARTS.items()}
    return {
        **{name: named(name, _FONT.sub(lambda m: faces[m[1]].name, text)) for name, text in files.items()},
        **faces,
    }


def fonts() -> Mapping[str, Asset]:
    """Return the parts of the book face by their plain names; a page fetches those it has letters of."""
    paths = sorted((folder("html") / "static" / "fonts").glob("*.woff"))
    return {path.name: named(path.name, path.read_bytes()) for path in paths}


def code_style() -> Asset:
    """Return the style sheet for listings, which only pages with listings refer to."""
    return named("code.css", furo.get_pygments_stylesheet())


def picture(book: Path, front: Path) -> Asset | None:
    """Return the picture for those who show links to the book.

    It is the one that the author keeps beside ``conf.py``, else the front of the printed book. Its name
    does not change with it: pages that are not written again refer to it.
    """
    kept = next((path for name in PICTURES if (path := book / name).is_file()), None)
    if kept:
        return Asset(f"{STATIC}/{kept.name}", kept.read_bytes())
    return Asset(f"{STATIC}/cover.jpg", as_jpeg(front, WIDTH)) if front.is_file() else None


def is_replaced(asset: Any) -> bool:
    """Return whether a style sheet or script of Sphinx's context is one that ours replace."""
    name = str(getattr(asset, "filename", asset) or "").removeprefix(f"{STATIC}/")
    return name in REPLACED or name.startswith("styles/octavo")


def _part(name: str) -> str:
    """Return one part without the comments that only its editor needs."""
    root = folder("html") / "static"
    return _COMMENT.sub("", (root / name).read_text(encoding="utf-8")).strip() + "\n"
