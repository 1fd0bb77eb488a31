"""Inks: colours of the screen and of the press turned into those that a file may hold."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from octavo.findings import MachineFault

PRESS_PROFILE = "FOGRA39L_coated.icc"  #: Of TeX Live's colorprofiles, part of its smallest set.
CONDITION = "FOGRA39"  #: Its name in the registry of the International Color Consortium.

#: Operators that set a colour, with the number of their operands; upper case for lines.
SPACES = {"g": 1, "rg": 3, "k": 4}


class Inks(StrEnum):
    """What a file may be coloured with."""

    BLACK = "black"  #: Grey alone.
    PROCESS = "colour"  #: Grey and CMYK.
    SCREEN = "screen"  #: Grey and sRGB.


#: The modes of pictures that each allows.
MODES = {
    Inks.BLACK: frozenset({"1", "L"}),
    Inks.PROCESS: frozenset({"1", "L", "CMYK"}),
    Inks.SCREEN: frozenset({"1", "L", "RGB"}),
}


@functools.cache
def press_profile() -> Path:
    """Return the profile of the press.

    Raises :class:`MachineFault` where TeX has none.
    """
    program = shutil.which("kpsewhich")
    told = ""
    if program:
        call = [program, "-progname=lualatex", PRESS_PROFILE]
        told = subprocess.run(call, capture_output=True, text=True, check=False).stdout.strip()
    if not told:
        remedy = "install TeX Live's colorprofiles (Debian: texlive-base)"
        raise MachineFault(f"files for a press need the colour profile {PRESS_PROFILE}: {remedy}")
    return Path(told)


@functools.cache
def _transform(source: str, target: str) -> ImageCms.ImageCmsTransform:
    """Return what turns sRGB into the press's CMYK, or back; relative, with black kept black."""
    press, screen = str(press_profile()), ImageCms.createProfile("sRGB")
    ends: dict[str, Any] = {"RGB": screen, "CMYK": press}
    return ImageCms.buildTransform(
        ends[source], ends[target], source, target,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _one(source: str, target: str, values: tuple[int, ...]) -> tuple[float, ...]:
    """Turn a single colour."""
    pixel = Image.new(source, (1, 1), values)
    changed = ImageCms.applyTransform(pixel, _transform(source, target))
    assert changed is not None
    found = changed.getpixel((0, 0))
    assert isinstance(found, tuple)
    return tuple(round(value / 255, 4) for value in found)


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns colours and pictures into what some inks allow."""

    inks: Inks

    def colour(self, values: Sequence[float]) -> tuple[str, tuple[float, ...]]:
        """Return the operator and the operands for a colour given in grey, RGB or CMYK."""
        if len(values) == 1:
            return "g", (values[0],)
        if len(values) == 3:
            return self._of_screen(values)
        return self._of_press(values)

    def _of_screen(self, values: Sequence[float]) -> tuple[str, tuple[float, ...]]:
        red, green, blue = values
        if max(values) - min(values) < 0.004:
            # Grey of three lamps is grey of one ink: black text stays black alone.
            return "g", (red,)
        if self.inks is Inks.BLACK:
            return "g", (round(0.299 * red + 0.587 * green + 0.114 * blue, 4),)
        if self.inks is Inks.SCREEN:
            return "rg", (red, green, blue)
        return "k", _one("RGB", "CMYK", tuple(round(value * 255) for value in values))

    def _of_press(self, values: Sequence[float]) -> tuple[str, tuple[float, ...]]:
        cyan, magenta, yellow, black = values
        if max(cyan, magenta, yellow) == 0:
            return "g", (round(1 - black, 4),)
        if self.inks is Inks.PROCESS:
            return "k", (cyan, magenta, yellow, black)
        shown = _one("CMYK", "RGB", tuple(round(value * 255) for value in values))
        return self._of_screen(shown)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return a picture in a mode that the inks allow."""
        if image.mode in {"P", "PA", "RGBA", "LA"}:
            image = on_paper(image)
        if image.mode in MODES[self.inks]:
            return image
        if image.mode not in {"RGB", "CMYK"}:
            image = image.convert("RGB")
        if self.inks is Inks.BLACK:
            return (image if image.mode == "RGB" else _shown(image)).convert("L")
        if self.inks is Inks.SCREEN:
            return _shown(image)
        printed = ImageCms.applyTransform(image, _transform("RGB", "CMYK"))
        assert printed is not None
        return printed


def _shown(image: Image.Image) -> Image.Image:
    """Return a picture of the press as a screen shows it."""
    shown = ImageCms.applyTransform(image, _transform("CMYK", "RGB"))
    assert shown is not None
    return shown


def on_paper(image: Image.Image) -> Image.Image:
    """Return a picture with what is transparent in it laid on white."""
    clear = image.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")
