"""What a page paints: each colour with what it colours, each picture with its size on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from octavo.press.recolour import components, content_of
from octavo.press.units import Box

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

#: Operators that make a page worth taking apart; others are text in black, rules, and states kept.
TELLING = re.compile(rb"(?<![^\s\]>)])(?:rg|RG|[kK]|cs|CS|scn?|SCN?|sh|gs|Do|BI|w|g|G)(?=\s|$)")
#: The same on a page of plain text: nothing but black, and no line too fine.
BLACK = re.compile(rb"(?<![^\s])(?:0 [gG]|(?:0?\.[2-9]\d*|[1-9][\d.]*) w)(?=\s|$)")

FILL = frozenset("f F f* B B* b b* sh".split())
STROKE = frozenset("S s B B* b b*".split())
TEXT = frozenset(["Tj", "TJ", "'", '"'])


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour, and what it is used for."""

    what: str  #: ``text``, ``fill`` or ``line``.
    space: str  #: ``grey``, ``rgb``, ``cmyk``, or the name of another space.
    values: tuple[float, ...]
    overprint: bool  #: Whether it is printed over what is below, which it then does not cover.
    weight: float = 0.0  #: Of a line, in points.


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture where it is placed."""

    name: str
    space: str  #: As of a paint.
    resolution: int  #: Pixels an inch, the lesser of both directions.
    box: Box


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state, as far as inks depend on it."""

    matrix: Matrix = UNIT
    fill: tuple[str, tuple[float, ...]] = ("grey", (0.0,))
    line: tuple[str, tuple[float, ...]] = ("grey", (0.0,))
    over_fill: bool = False
    over_line: bool = False
    mode: int = 0  #: Of text: filled, outlined, neither.
    weight: float = 1.0


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that applies ``one`` and then ``two``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def space_of(space: Any) -> str:
    """Return what a colour space is called here."""
    count = components(space)
    if count:
        return {1: "grey", 3: "rgb", 4: "cmyk"}[count]
    if isinstance(space, pikepdf.Array) and len(space) > 1 and str(space[0]) == "/Indexed":
        return space_of(space[1])
    return str(space[0] if isinstance(space, pikepdf.Array) and len(space) else space).removeprefix("/")


@dataclass(slots=True)
class Painter:
    """Follows the operators of a page and notes what they paint."""

    paints: list[Paint] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def page(self, page: pikepdf.Page) -> None:
        """Follow a page."""
        content = content_of(page)
        if not TELLING.search(BLACK.sub(b"", content)):
            self.paints.append(Paint("text", "grey", (0.0,), False))
            return
        self._follow(page, page.obj.get("/Resources", Dictionary()), State(), 0)

    def _follow(self, target: Any, resources: Any, state: State, depth: int) -> None:
        """Follow the operators of a page or a form."""
        kept: list[State] = []
        for item in pikepdf.parse_content_stream(target):
            if isinstance(item, pikepdf.ContentStreamInlineImage):
                self.paints.append(Paint("fill", "inline picture", (), False))
                continue
            name, values = str(item.operator), item.operands
            if name == "q":
                kept.append(state)
            elif name == "Q":
                state = kept.pop() if kept else state
            elif name == "Do":
                self._draw(str(values[0]), resources, state, depth)
            elif name in FILL or name in STROKE or name in TEXT:
                self._paint(name, state)
            else:
                state = _changed(state, name, values, resources)

    def _paint(self, name: str, state: State) -> None:
        """Note what an operator paints."""
        if name in TEXT:
            if state.mode in {0, 2, 4, 6}:
                self.paints.append(Paint("text", *state.fill, state.over_fill))
            if state.mode in {1, 2, 5, 6}:
                self.paints.append(Paint("text", *state.line, state.over_line))
            return
        if name in FILL:
            self.paints.append(Paint("fill", *state.fill, state.over_fill))
        if name in STROKE:
            a, b, c, d, _, _ = state.matrix
            weight = round(state.weight * abs(a * d - b * c) ** 0.5, 3)
            self.paints.append(Paint("line", *state.line, state.over_line, weight))

    def _draw(self, name: str, resources: Any, state: State, depth: int) -> None:
        """Note a picture, or follow a form."""
        item = resources.get("/XObject", Dictionary()).get(name)
        if item is None:
            return
        if item.get("/Subtype") == Name.Form and depth < 8:
            matrix = tuple(float(v) for v in item.get("/Matrix", UNIT))
            inner = replace(state, matrix=times(matrix, state.matrix))  # type: ignore[arg-type]
            self._follow(item, item.get("/Resources", resources), inner, depth + 1)
        elif item.get("/Subtype") == Name.Image:
            self.pictures.append(_picture(name.removeprefix("/"), item, state))


def _picture(name: str, item: Any, state: State) -> Picture:
    """Return a picture where it is placed."""
    a, b, c, d, e, f = state.matrix
    wide, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    dots = min(int(item.Width) / wide, int(item.Height) / high) * 72 if wide and high else 0
    xs, ys = [e, e + a, e + c, e + a + c], [f, f + b, f + d, f + b + d]
    space = "grey" if item.get("/ImageMask") else space_of(item.get("/ColorSpace"))
    return Picture(name, space, round(dots), Box(min(xs), min(ys), max(xs), max(ys)))


def _changed(state: State, name: str, values: Any, resources: Any) -> State:
    """Return the state after an operator that paints nothing."""
    match name:
        case "cm":
            a, b, c, d, e, f = (float(v) for v in values)
            return replace(state, matrix=times((a, b, c, d, e, f), state.matrix))
        case "w":
            return replace(state, weight=float(values[0]))
        case "Tr":
            return replace(state, mode=int(values[0]))
        case "g" | "rg" | "k":
            return replace(state, fill=_device(values))
        case "G" | "RG" | "K":
            return replace(state, line=_device(values))
        case "cs":
            return replace(state, fill=(_named(values[0], resources), (0.0,)))
        case "CS":
            return replace(state, line=(_named(values[0], resources), (0.0,)))
        case "sc" | "scn":
            return replace(state, fill=(state.fill[0], _numbers(values)))
        case "SC" | "SCN":
            return replace(state, line=(state.line[0], _numbers(values)))
        case "gs":
            return _with(state, resources.get("/ExtGState", Dictionary()).get(str(values[0]), Dictionary()))
    return state


def _device(values: Any) -> tuple[str, tuple[float, ...]]:
    """Return a colour of a device."""
    found = _numbers(values)
    return {1: "grey", 3: "rgb", 4: "cmyk"}[len(found)], found


def _numbers(values: Any) -> tuple[float, ...]:
    """Return the numbers among operands; a pattern has a name among them."""
    return tuple(round(float(v), 4) for v in values if not isinstance(v, Name))


def _named(name: Any, resources: Any) -> str:
    """Return what a colour space of a page is called here."""
    return space_of(resources.get("/ColorSpace", Dictionary()).get(str(name), name))


def _with(state: State, table: Any) -> State:
    """Return the state after an extended graphics state; ``OP`` speaks for ``op`` where that is missing."""
    line = bool(table.get("/OP", state.over_line))
    fill = bool(table.get("/op", table.get("/OP", state.over_fill)))
    return replace(state, over_line=line, over_fill=fill, weight=float(table.get("/LW", state.weight)))
