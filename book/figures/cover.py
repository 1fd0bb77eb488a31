"""Draw the map of the cover: the coasts between Manchuria and Kyushu, the railway, the way of the fleet.

Run from this directory: ``python cover.py`` (it needs shapely, fontTools and pikepdf). It writes
``cover.pdf`` beside itself: two inks on cream, the land blue, the sea left as paper with the engraver's lines
of water, 342 mm wide, so that it reaches from the front round the spine to the back. ``cover-coast.json``
holds the coasts, taken from Natural Earth at 1:10,000,000, which is in the public domain. Railway and track
are drawn from the places they touch.
"""

import json
import math
from pathlib import Path

import pikepdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from shapely.geometry import LineString, Polygon, box
from shapely.ops import unary_union

HERE = Path(__file__).parent
REGULAR = Path("/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf")
ITALIC = REGULAR.with_name("EBGaramond12-Italic.otf")
MM = 72 / 25.4  # a millimeter in points

WIDTH, HEIGHT = 342.0, 234.95  # millimeters, bleed included
EAST, NORTH = 133.9, 50.5  # what the upper right corner shows
SCALE = 9.2  # millimeters to a degree of longitude

PAPER = "0.02 0.04 0.13 0"
INK = "1 0.7 0.25 0.4"
RED = "0 0.82 0.9 0"
# Lines of water round the coast: distance in millimeters, strength of the ink.
LINES = (
    (0.75, 0.9),
    (1.6, 0.78),
    (2.6, 0.66),
    (3.75, 0.55),
    (5.1, 0.45),
    (6.7, 0.36),
    (8.6, 0.28),
    (10.8, 0.2),
)

RAILWAY = (
    (124.95, 43.6),
    (124.35, 43.15),
    (123.43, 41.8),
    (123.17, 41.27),
    (122.72, 40.86),
    (122.5, 40.62),
    (122.02, 39.63),
    (121.72, 39.1),
    (121.26, 38.81),
)
TRACK = (
    (129.68, 33.16),
    (128.6, 33.35),
    (126.7, 33.75),
    (125.3, 34.3),
    (124.6, 35.3),
    (124.2, 36.6),
    (123.3, 37.9),
    (122.3, 38.45),
    (121.35, 38.62),
)
BRANCH = ((124.2, 36.6), (124.9, 37.15), (126.2, 37.28), (126.5, 37.4))
PLACES = (
    ("Port Arthur", 121.26, 38.81, -1.9, -3.6, "end"),
    ("Mukden", 123.43, 41.8, -2.0, 0.6, "end"),
    ("Chemulpo", 126.6, 37.46, 2.4, -0.2, "start"),
    ("", 129.72, 33.16, 0, 0, "start"),  # Sasebo
    ("Vladivostok", 131.9, 43.12, -1.4, 3.4, "end"),
)
ON_LAND = {"Mukden", "Chemulpo", "Vladivostok"}
SEAS = (("Yellow Sea", 122.75, 34.45, 15.0), ("Sea of Japan", 131.1, 39.6, 15.0))
LANDS = (("KOREA", 127.95, 36.55, 8.5), ("MANCHURIA", 127.7, 42.9, 9.0))


def north(latitude):
    """Return Mercator's ordinate of a latitude, in degrees of the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def place(longitude, latitude):
    """Return a place on the sheet in millimeters."""
    return WIDTH - (EAST - longitude) * SCALE, HEIGHT - (north(NORTH) - north(latitude)) * SCALE


class Outline(BasePen):
    """Writes the outline of a glyph as PDF, at a place and a size."""

    def __init__(self, glyphs, left, bottom, scale):
        super().__init__(glyphs)
        self.out, self.left, self.bottom, self.scale = [], left, bottom, scale

    def _at(self, point):
        return f"{self.left + point[0] * self.scale:.3f} {self.bottom + point[1] * self.scale:.3f}"

    def _moveTo(self, point):  # noqa: N802
        self.out.append(f"{self._at(point)} m")

    def _lineTo(self, point):  # noqa: N802
        self.out.append(f"{self._at(point)} l")

    def _curveToOne(self, one, two, point):  # noqa: N802
        self.out.append(f"{self._at(one)} {self._at(two)} {self._at(point)} c")

    def _closePath(self):  # noqa: N802
        self.out.append("h")


def words(font, text, left, bottom, size, anchor="start", spaced=0.0):
    """Return words as outlines; lengths in millimeters, the size in points."""
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), size / MM / font["head"].unitsPerEm
    drawn = [glyphs[names[ord(letter)]] for letter in text]
    length = sum(glyph.width * scale + spaced for glyph in drawn) - spaced
    left -= {"start": 0, "middle": length / 2, "end": length}[anchor]
    out = []
    for glyph in drawn:
        pen = Outline(glyphs, left, bottom, scale)
        glyph.draw(pen)
        out += pen.out
        left += glyph.width * scale + spaced
    return " ".join(out) + " f"


def path(points, closing=""):
    """Return a line through points."""
    (x, y), *rest = points
    return " ".join([f"{x:.3f} {y:.3f} m", *(f"{a:.3f} {b:.3f} l" for a, b in rest), closing])


def shapes(area):
    """Return the outlines of an area, holes included."""
    parts = getattr(area, "geoms", [area])
    rings = [ring for part in parts if part.area for ring in (part.exterior, *part.interiors)]
    return "\n".join(path(ring.coords, "h") for ring in rings)


def smooth(points):
    """Return a curve through points (Chaikin's corner cutting), its ends kept."""
    for _ in range(4):
        cut = [points[0]]
        for (a, b), (c, d) in zip(points, points[1:], strict=False):
            cut += [(0.75 * a + 0.25 * c, 0.75 * b + 0.25 * d), (0.25 * a + 0.75 * c, 0.25 * b + 0.75 * d)]
        points = [*cut, points[-1]]
    return points


def tint(strength):
    """Return the blue ink at a strength, on the paper."""
    pairs = zip(INK.split(), PAPER.split(), strict=True)
    return " ".join(f"{float(ink) * strength + float(paper) * (1 - strength):.3f}" for ink, paper in pairs)


def draw():
    """Return what draws the map, in millimeters."""
    sheet = box(0, 0, WIDTH, HEIGHT)
    coasts = json.loads((HERE / "cover-coast.json").read_text(encoding="utf-8"))
    parts = [Polygon([place(*p) for p in ring]).buffer(0) for ring in coasts]
    land = unary_union(parts).intersection(sheet.buffer(20))
    font, upright = TTFont(ITALIC), TTFont(REGULAR)
    out = [f"{PAPER} k 0 0 {WIDTH} {HEIGHT} re f"]
    for distance, strength in reversed(LINES):
        ring = land.buffer(distance).intersection(sheet.buffer(15)).simplify(0.02)
        out += [f"{tint(strength)} K 0.17 w", shapes(ring), "S"]
    out += [f"{INK} k", shapes(land.simplify(0.02)), "f*"]
    for name, longitude, latitude, size in LANDS:
        out += [f"{tint(0.42)} k", words(upright, name, *place(longitude, latitude), size, "middle", 1.4)]
    for name, longitude, latitude, size in SEAS:
        out += [f"{tint(0.72)} k", words(font, name, *place(longitude, latitude), size, "middle", 1.1)]
    rails = smooth([place(*p) for p in RAILWAY])
    out += [f"{RED} K 1 J 1 j 0.7 w", path(rails), "S 0 J 1.9 w [0.38 1.7] 0 d", path(rails), "S [] 0 d"]
    for way in (TRACK, BRANCH):
        line = LineString(smooth([place(*p) for p in way]))
        out += [f"{RED} K 0 J 0.75 w [2.4 1.3] 0 d", path(line.coords), "S [] 0 d"]
    for name, longitude, latitude, right, up, anchor in PLACES:
        x, y = place(longitude, latitude)
        size = 1.7 if name == "Port Arthur" else 0.95
        out.append(dot(x, y, size))
        if not name:
            continue
        outline = words(font, name, x + right, y + up, 12.5 if size > 1 else 10.0, anchor)
        if name not in ON_LAND:
            # The lines of water stop short of the letters.
            out += [f"{PAPER} K 1.1 w 1 j", outline.removesuffix("f") + "S"]
        out += [f"{PAPER if name in ON_LAND else INK} k", outline]
    return "\n".join(out)


def dot(x, y, radius):
    """Return a round mark."""
    steps = (math.radians(30 * i) for i in range(12))
    return f"{RED} k {path([(x + radius * math.cos(a), y + radius * math.sin(a)) for a in steps], 'h f')}"


def main():
    """Write ``cover.pdf``, the same bytes each time."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(WIDTH * MM, HEIGHT * MM))
        page.Contents = pdf.make_stream(f"{MM:.6f} 0 0 {MM:.6f} 0 0 cm\n{draw()}".encode())
        pdf.save(HERE / "cover.pdf", deterministic_id=True)


if __name__ == "__main__":
    main()
