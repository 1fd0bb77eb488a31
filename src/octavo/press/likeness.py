"""What a page is made of, as one digest: pages with the same digest look the same to whoever reads them."""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf

#: What leads from a page to the rest of its file, and says nothing of how it looks.
AWAY = frozenset({"/Parent", "/StructParents", "/StructParent", "/P", "/Dest", "/D", "/A"})


class Likeness:
    """Gives the digests of one file's pages; a font or a picture of many pages is looked at once."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def of(self, item: Any) -> bytes:
        """Return the digest of an object with all that it is made of."""
        place = item.objgen if isinstance(item, pikepdf.Object) and item.is_indirect else (0, 0)
        if place in self.known:
            return self.known[place]
        if place != (0, 0):
            # What leads back to itself stands for itself.
            self.known[place] = b"circle"
        digest = hashlib.sha256(self._told(item)).digest()
        if place != (0, 0):
            self.known[place] = digest
        return digest

    def _told(self, item: Any) -> bytes:
        """Return what an object is, its parts as their digests."""
        if isinstance(item, pikepdf.Array):
            return b"[" + b" ".join(self.of(part) for part in item.as_list())
        if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
            return repr(item).encode()
        parts = [key.encode() + b" " + self.of(item[key]) for key in sorted(set(item.keys()) - AWAY)]
        if isinstance(item, pikepdf.Stream):
            parts.append(item.read_raw_bytes())
        return b"<" + b" ".join(parts)
