"""What the EPUB is packed with and what it says of itself: styles, files, metadata (E14x)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.epub_lint_book import Book, Item, target, types
from octavo.proof.page import links

#: Classes that need no style: the proof knows a citation in the text by the first.
UNSTYLED = frozenset({"citation"})

LARGEST = 1_500_000  #: Bytes of a picture that every reading system shows without delay.

_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_FEATURE, _MODE = "schema:accessibilityFeature", "schema:accessMode"


def classes_without_style(book: Book) -> Iterator[Finding]:
    """Yield E140, a warning, for each class that no style sheet knows.

    Bad: ``<p class="foo">`` without ``.foo`` in the CSS. Good: neither, or both.
    """
    styled = _styled(book) | UNSTYLED
    told: set[str] = set()
    for page in book.pages:
        for element in page.root.iter(etree.Element):
            for name in (element.get("class") or "").split():
                if name not in styled and name not in told:
                    told.add(name)
                    message = f"no style sheet knows the class {name!r}"
                    yield book.fault(page, element, "E140", message, "give it a style, or leave it out")


def unused_styles(book: Book) -> Iterator[Finding]:
    """Yield E141, a warning, for each class in a style sheet that no page has.

    Bad: ``.foo {}`` in the CSS and no element of that class. Good: neither, or both.
    """
    used = {
        name
        for page in book.pages
        for element in page.root.iter(etree.Element)
        for name in (element.get("class") or "").split()
    }
    sheet = next((item.path for item in book.items if item.media_type == "text/css"), "css")
    for name in sorted(_styled(book) - used):
        yield book.fault(sheet, None, "E141", f"nothing has the class {name!r}", "delete its style")


def styles_in_elements(book: Book) -> Iterator[Finding]:
    """Yield E142, a warning, for each element with a style of its own, but for the width of a picture.

    Bad: ``<p style="color: red">``. Good: a class with a style.
    """
    for page in book.pages:
        for element in page.root.iter(etree.Element):
            if element.get("style") and element.tag not in {"img", "col", "figure"}:
                message = f"{element.tag} has a style of its own: {element.get('style')!r}"
                yield book.fault(page, element, "E142", message, "give it a class")


def dead_files(book: Book) -> Iterator[Finding]:
    """Yield E143 for each file that is packed and that nothing leads to.

    Bad: a script or a picture of Sphinx's that no page shows. Good: only what is reached.
    """
    reached = set(book.spine)
    for page in book.pages:
        reached |= {target(page, href)[0] for _, href in links(page)}
    for item in book.items:
        if item.media_type == "text/css":
            folder = posixpath.dirname(item.path)
            found = _URL.findall(book.files[item.path].decode())
            reached |= {posixpath.normpath(posixpath.join(folder, unquote(path))) for path in found}
    for item in book.items:
        is_own = item.properties & {"nav", "cover-image"} or item.media_type == "application/x-dtbncx+xml"
        if item.path not in reached and not is_own:
            message, remedy = "nothing leads to the file", "pack only what is reached"
            yield book.fault(item.path, None, "E143", message, remedy, Severity.ERROR)


def heavy_pictures(book: Book) -> Iterator[Finding]:
    """Yield E144, a warning, for each picture of more than 1.5 MB.

    Bad: a photograph straight from the camera. Good: the same at 2,000 pixels and quality 80.
    """
    for item in _pictures(book):
        size = len(book.files.get(item.path, b""))
        if size > LARGEST:
            message = f"the picture has {size / 1e6:.1f} MB"
            yield book.fault(item.path, None, "E144", message, "make it smaller than 1.5 MB")


def drawings_with_text(book: Book) -> Iterator[Finding]:
    """Yield E145, a warning, for each drawing with text that is not outlined.

    Bad: ``<text>`` in an SVG shown by ``<img>``, which does not see the book's fonts. Good: paths.
    The cover names faces for its few words and is left alone.
    """
    for item in _pictures(book):
        if item.media_type != "image/svg+xml" or "cover-image" in item.properties:
            continue
        if b"<text" in book.files.get(item.path, b""):
            message = "the drawing's words are text, set in whatever face the device has"
            yield book.fault(item.path, None, "E145", message, "outline them, as matplotlib and Inkscape can")


def missing_cover(book: Book) -> Iterator[Finding]:
    """Yield E146 for each book without a cover image.

    Bad: no item with ``properties="cover-image"``. Good: one, so that a library shows it.
    """
    if not any("cover-image" in item.properties for item in book.items):
        message = "no file is the cover image"
        yield book.fault("content.opf", None, "E146", message, "name one by its property", Severity.ERROR)


def untrue_metadata(book: Book) -> Iterator[Finding]:
    """Yield E147 for each claim about accessibility that the content does not bear out.

    Bad: ``alternativeText`` without pictures, MathML without ``describedMath``, a list of pages without
    ``pageBreakMarkers``. Good: what is there is said, and nothing else.
    """
    shown = [
        image
        for page in book.pages
        for image in page.root.iter("img", "svg")
        if not any("cover" in types(up) for up in image.iterancestors())
    ]
    described = all(i.get("alt") or i.get("role") in {"presentation", "none", "img"} for i in shown)
    formulas = [math for page in book.pages for math in page.root.iter("math")]
    breaks = any("pagebreak" in types(e) for page in book.pages for e in page.root.iter(etree.Element))
    features, modes = set(book.metas(_FEATURE)), set(book.metas(_MODE))
    for name, is_said, is_so in (
        ("accessMode visual", "visual" in modes, bool(shown)),
        # A picture without words is a finding of its own.
        ("alternativeText", "alternativeText" in features,
         bool(shown) and (described or "alternativeText" in features)),
        ("MathML", "MathML" in features, bool(formulas)),
        ("describedMath", "describedMath" in features,
         bool(formulas) and all(math.get("alttext") for math in formulas)),
        ("pageBreakMarkers", "pageBreakMarkers" in features, breaks),
        ("pageBreakSource", bool(book.metas("pageBreakSource")), breaks),
    ):  # fmt: skip
        if is_said != is_so:
            message = f"it claims {name}, which is not there" if is_said else f"it does not say {name}"
            yield book.fault("content.opf", None, "E147", message, "say what the content has", Severity.ERROR)


def _styled(book: Book) -> set[str]:
    """Return the classes that the style sheets name in their selectors."""
    selectors = re.sub(r"\{[^{}]*\}", " ", re.sub(r"@\w[^{};]*;", "", book.styles))
    return set(_CLASS.findall(selectors))


def _pictures(book: Book) -> Iterator[Item]:
    """Yield the pictures."""
    return (item for item in book.items if item.media_type.startswith("image/"))


#: Every generator of this file.
RULES = (
    classes_without_style, unused_styles, styles_in_elements, dead_files, heavy_pictures, drawings_with_text,
    missing_cover, untrue_metadata,
)  # fmt: skip
