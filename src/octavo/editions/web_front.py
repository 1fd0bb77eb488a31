"""What the web edition's title page shows besides the contents: frontispiece, openings of parts, lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from octavo.editions.frontispiece import SCREEN, frontispiece
from octavo.editions.html_lists import lines


def front_context(builder: Any) -> dict[str, Any]:
    """Return what the title page's template needs; the frontispiece is copied with the other pictures."""
    front = frontispiece(builder.settings, Path(builder.srcdir), SCREEN)
    if front:
        builder.images.setdefault(front.path, front.name)
    return {
        "lists": lines(builder, builder.settings),
        "frontispiece": front,
        "frontispiece_uri": f"{builder.imagedir}/{builder.images[front.path]}" if front else "",
        "part_openings": {builder.part_uri(part.number): part.opening for part in builder.structure.parts},
    }
