"""Pictures compared with a tolerance: what another machine changes passes, a missing part does not."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

FOLDER = Path(__file__).parent / "pictures"

#: Width of a reference in pixels: letters are no longer seen, lines and blocks are.
WIDTH = 240

#: Tiles across and down, over which what is there is compared.
TILES = 8

#: Largest difference of luminance that is let through, of 255: over all, and in the worst tile. Heavier
#: letters make 0.6 and 3.4; side notes that vanish make 0.5 and 8.4, a missing style sheet 7 and 21.
WHOLE, TILE = 3.0, 6.0

#: Largest difference of the height, of one: text that runs otherwise makes a page longer.
HEIGHT = 0.03


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are apart."""

    whole: float  #: Mean difference of luminance, of 255.
    tile: float  #: The same in the tile that differs most.
    place: tuple[int, int]  #: That tile, across and down, from 0.
    height: float  #: Difference of the heights, of one.

    @property
    def is_slight(self) -> bool:
        """Return whether a reader sees the same."""
        return self.whole <= WHOLE and self.tile <= TILE and self.height <= HEIGHT

    def __str__(self) -> str:
        """Tell it in a message."""
        across, down = self.place
        return (
            f"over all {self.whole:.1f} of {WHOLE}, in tile {across + 1}/{down + 1} of {TILES} "
            f"{self.tile:.1f} of {TILE}, height {self.height:.3f} of {HEIGHT}"
        )


def small(data: bytes) -> Image.Image:
    """Return a screenshot as it is compared and kept: its luminance alone, small."""
    picture = Image.open(io.BytesIO(data)).convert("L")
    height = round(picture.height * WIDTH / picture.width)
    return picture.resize((WIDTH, height), Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Return how far two small pictures are apart, blurred, so that a pixel more or less is none."""
    height = abs(one.height - other.height) / max(one.height, other.height)
    size = (WIDTH, min(one.height, other.height))
    blurred = [picture.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other)]
    apart = ImageChops.difference(*blurred)
    tiles = {}
    for across in range(TILES):
        for down in range(TILES):
            left, top = across * size[0] // TILES, down * size[1] // TILES
            right, foot = (across + 1) * size[0] // TILES, (down + 1) * size[1] // TILES
            tiles[across, down] = ImageStat.Stat(apart.crop((left, top, right, foot))).mean[0]
    place = max(tiles, key=lambda tile: tiles[tile])
    return Difference(ImageStat.Stat(apart).mean[0], tiles[place], place, height)


def reference(name: str) -> Path:
    """Return the file of a reference."""
    return FOLDER / f"{name}.png"


def held(name: str, data: bytes, folder: Path, config: pytest.Config) -> None:
    """Hold a picture against its reference, or make it the reference where that was asked for."""
    path, now = reference(name), small(data)
    if config.getoption("--renew-pictures"):
        path.parent.mkdir(exist_ok=True)
        now.save(path, optimize=True)
        return
    assert path.is_file(), f"no reference {path.name}: pytest --renew-pictures"
    (folder / "now.png").write_bytes(data)
    apart = difference(Image.open(path), now)
    assert apart.is_slight, f"{name}: {apart}; see {folder / 'now.png'}"
