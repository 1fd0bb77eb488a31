"""The size of the EPUB by kind of content: what a reader's device has to hold, and what of it is text."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath


class Content(StrEnum):
    """A kind of content."""

    TEXT = "text"
    PICTURES = "pictures"
    FONTS = "fonts"
    STYLES = "styles"
    ORDER = "order of the book"  #: Package, contents and container.


_KINDS = {
    **dict.fromkeys((".xhtml", ".html"), Content.TEXT),
    **dict.fromkeys((".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"), Content.PICTURES),
    **dict.fromkeys((".otf", ".ttf", ".woff", ".woff2"), Content.FONTS),
    ".css": Content.STYLES,
}


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one kind of content in an EPUB."""

    content: Content
    files: int  #: How many files.
    size: int  #: Bytes when unpacked.
    compressed: int  #: Bytes in the EPUB.


def shares(archive: zipfile.ZipFile) -> tuple[Share, ...]:
    """Return the share of each kind of content that an EPUB holds."""
    found: dict[Content, list[zipfile.ZipInfo]] = defaultdict(list)
    for info in archive.infolist():
        kind = _KINDS.get(PurePosixPath(info.filename).suffix.lower(), Content.ORDER)
        found[Content.ORDER if Path(info.filename).stem == "nav" else kind].append(info)
    return tuple(
        Share(kind, len(infos), sum(i.file_size for i in infos), sum(i.compress_size for i in infos))
        for kind in Content
        if (infos := found[kind])
    )
