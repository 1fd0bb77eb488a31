"""What a drawing paints with no opacity at all is not painted: so no transparency is left of it.

Programs that draw charts leave the edges of bars and legends in the file, at an opacity of nothing.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Dictionary, Operator

#: Painting operators, without their lines and without their areas (ISO 32000-1, 8.5.3).
NO_LINE = {"S": "n", "s": "n", "B": "f", "B*": "f*", "b": "f", "b*": "f*"}
NO_AREA = {"f": "n", "F": "n", "f*": "n", "B": "S", "B*": "S", "b": "s", "b*": "s"}


def unpaint(form: Any) -> None:
    """Take out of a drawing what is painted at an opacity of nothing."""
    states = form.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
    opacity = {str(name): _opacity(state) for name, state in states.items()}
    if not any(0.0 in pair for pair in opacity.values()):
        return
    out: list[Any] = []
    line, area = 1.0, 1.0
    kept: list[tuple[float, float]] = []
    for item in pikepdf.parse_content_stream(form):
        name = str(item.operator)
        if name == "q":
            kept.append((line, area))
        elif name == "Q" and kept:
            line, area = kept.pop()
        elif name == "gs":
            line, area = opacity.get(str(item.operands[0]), (line, area))
        if line == 0:
            name = NO_LINE.get(name, name)
        if area == 0:
            name = NO_AREA.get(name, name)
        out.append(item if name == str(item.operator) else (item.operands, Operator(name)))
    form.write(pikepdf.unparse_content_stream(out))
    for state in states.values():
        for key in ("/CA", "/ca"):
            if float(state.get(key, 1)) == 0:
                state[key] = 1


def _opacity(state: Any) -> tuple[float, float]:
    """Return the opacity of lines and areas in a graphics state."""
    return float(state.get("/CA", 1)), float(state.get("/ca", 1))
