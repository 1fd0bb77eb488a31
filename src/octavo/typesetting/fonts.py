"""The fonts of the printed editions: found on the machine, prepared once, copied beside the TeX file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from fontTools import subset

from octavo.findings import MachineFault
from octavo.typesetting import face
from octavo.typesetting.design import Faces

RECIPE = "4"  #: Raised when the preparation changes, so that no cached font of the old kind is used.
FOLDER = "fonts"  #: Folder of the prepared fonts, beside the TeX file.
WANTED = "fonts.json"  #: What a builder leaves beside the TeX file: the faces, the characters of each script.

CJK_FILE = "NotoSerifCJK-Regular.ttc"
CJK_FAMILY = "Noto Serif CJK"  #: Its name, for the copyright page.
CJK_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-hant": 3}  #: Number of each language's face in the collection.
CJK_REMEDY = "install Noto Serif CJK (Debian: fonts-noto-cjk)"
KNOWN_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype",
    "/usr/share/texlive/texmf-dist/fonts/opentype", "~/.fonts", "~/.local/share/fonts",
    "~/Library/Fonts", "/Library/Fonts",
)  # fmt: skip


def face_name(file: str) -> str:
    """Return the name of a prepared face; TeX keeps what it knows of a font by its name."""
    return f"octavo-{file}"


def cjk_name(language: str, characters: Iterable[str]) -> str:
    """Return the file name of the face that holds just these characters."""
    text = "".join(sorted(set(characters)))
    return f"octavo-{language}-{hashlib.sha256(text.encode()).hexdigest()[:10]}.otf"


def wanted(faces: Faces, characters: Mapping[str, Iterable[str]]) -> str:
    """Return, as JSON, the faces of a design and the CJK characters that a TeX file uses, by language."""
    used = {language: "".join(sorted(set(text))) for language, text in sorted(characters.items()) if text}
    record = {"faces": dict(faces.files), "remedy": faces.remedy, "characters": used}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def install(folder: Path, cache: Path) -> None:
    """Put the fonts that ``folder/fonts.json`` asks for into ``folder/fonts``, prepared once in ``cache``.

    Raises :class:`MachineFault` naming the font, the editions and what to install.
    """
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    kept = cache / "fonts"
    kept.mkdir(parents=True, exist_ok=True)
    asked = json.loads((folder / WANTED).read_text(encoding="utf-8"))
    for cut, source in asked["faces"].items():
        name = face_name(source)
        _provide(kept, target / name, find(source, asked["remedy"]), cut, partial(face.prepare, cut))
    for language, text in asked["characters"].items():
        name = cjk_name(language, text)
        _provide(kept, target / name, find(CJK_FILE, CJK_REMEDY), text, _subsetter(language, text))


def _provide(
    kept: Path, target: Path, source: Path, about: str, prepare: Callable[[Path, Path], None]
) -> None:
    """Copy one prepared font into place, preparing it when the cache has none of the same make."""
    stat = source.stat()
    make = f"{RECIPE}|{source.name}|{stat.st_size}|{about}"
    ready = kept / f"{hashlib.sha256(make.encode()).hexdigest()[:16]}-{target.name}"
    if not ready.is_file():
        handle, unfinished = tempfile.mkstemp(dir=kept, suffix=".part")
        os.close(handle)
        prepare(source, Path(unfinished))
        Path(unfinished).replace(ready)
    if target.is_file() and target.stat().st_size == ready.stat().st_size:
        return
    # Whole or not at all: two papers of the handouts may be set beside each other.
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    shutil.copyfile(ready, unfinished)
    # One time for every copy, or luaotfload takes the font for a new one and reads it again.
    os.utime(unfinished, (0, 0))
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(target)


def find(name: str, remedy: str) -> Path:
    """Return where the machine keeps a font file.

    Raises :class:`MachineFault` with the remedy when it has none.
    """
    for folder in KNOWN_FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(name)):
            return path
    fontconfig = shutil.which("fc-list")
    if fontconfig:
        listed = subprocess.run([fontconfig, ":", "file"], capture_output=True, text=True, check=False).stdout
        for line in listed.splitlines():
            path = Path(line.rstrip(": "))
            if path.name == name:
                return path
    raise MachineFault(f"the print and handout editions need the font {name}: {remedy}")


def _subsetter(language: str, text: str) -> Callable[[Path, Path], None]:
    """Return what writes the face of one language with just these characters."""

    def write(source: Path, target: Path) -> None:
        options = subset.Options()
        options.font_number = CJK_FACES[language]
        options.layout_features = []
        options.notdef_outline = True
        options.recalc_timestamp = False
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        subset.save_font(font, str(target), options)

    return write
