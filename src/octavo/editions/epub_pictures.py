"""Pictures on their way into the EPUB."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

SVG = "http://www.w3.org/2000/svg"

#: Namespaces under the prefixes that readers of the file expect.
PREFIXES = {"": SVG, "xlink": "http://www.w3.org/1999/xlink"}


def packed(path: Path) -> bytes:
    """Return the bytes of a picture as it is packed.

    An SVG gives each path its data, which SVG 1.1 and EPUBCheck ask for: drawing programs leave
    it out for a path that draws nothing, such as the glyph of a space.
    """
    data = path.read_bytes()
    if path.suffix.lower() != ".svg":
        return data
    root = ElementTree.fromstring(data)
    bare = [element for element in root.iter(f"{{{SVG}}}path") if "d" not in element.attrib]
    if not bare:
        return data
    for element in bare:
        element.set("d", "")
    for prefix, namespace in PREFIXES.items():
        ElementTree.register_namespace(prefix, namespace)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def as_jpeg(path: Path, width: int) -> bytes:
    """Return a picture as a JPEG no wider than this, in pixels; its other facts stay behind."""
    with Image.open(path) as whole:
        picture = whole.convert("RGB")
    if picture.width > width:
        picture = picture.resize(
            (width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS
        )
    out = BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
