"""The book's settings: one validated record, read from ``conf.py``."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal

from octavo.edition import Edition
from octavo.findings import BookFault, Finding

PREFIX = "octavo_"  #: What every setting of octavo's own begins with in ``conf.py``.

#: Trim sizes by name: width and height in millimetres.
TRIMS = {
    "5x8in": (127.0, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
}

#: Papers a handout can be made for: width and height in millimetres.
PAPERS = {"a4": TRIMS["a4"], "letter": TRIMS["letter"]}

#: What a release may ask the sources for: that each place cited was verified, or each work too.
REQUIRED = ("locators", "works")
#: What may be chosen of the printed book's anatomy: each setting, its values; for a list, of each item.
CHOICES = {
    "notes": ("foot", "chapter", "end"),
    "openings": ("recto", "next"),
    "lead_in": ("initial", "capitals", "plain"),
    "lists": ("maps", "figures", "tables"),
}
FRONTISPIECE = ("picture", "alt", "caption", "credit")  #: What is said of a frontispiece.

NOTES = "chicago-notes-bibliography"
MLA = "modern-language-association"


def _own(default: Any, rebuild: str, about: str) -> Any:
    """Declare a setting of octavo's own: its default, what it makes Sphinx do again, its meaning."""
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata={"rebuild": rebuild, "about": about})
    return field(default=default, metadata={"rebuild": rebuild, "about": about})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the author decided about the book; text is plain Unicode, never markup."""

    title: str  #: Sphinx's ``project``.
    authors: tuple[str, ...]  #: Sphinx's ``author``, split at `` and ``.
    language: str  #: Sphinx's ``language``, a BCP 47 tag.
    copyright: str  #: Sphinx's ``copyright``.
    slug: str = _own("", "", "File name of every edition; made from the title when empty.")
    subtitle: str = _own("", "", "Subtitle, printed under the title.")
    publisher: str = _own("", "", "Publisher, for the title page and the metadata.")
    place: str = _own("", "", "Place of publication.")
    year: str = _own("", "", "Year of publication.")
    edition_note: str = _own("", "", "Statement of edition on the copyright page.")
    licence: str = _own("", "", "Licence, one sentence, on the copyright page.")
    isbn_print: str = _own("", "", "ISBN of the printed book.")
    isbn_epub: str = _own("", "", "ISBN of the EPUB.")
    description: str = _own("", "", "Two or three sentences for catalogues.")
    subjects: tuple[str, ...] = _own((), "", "Subject headings for catalogues.")
    dedication: str = _own("", "", "Dedication, on a page of its own.")
    epigraph: str = _own("", "", "Epigraph of the book, on a page of its own.")
    epigraph_source: str = _own("", "", "Where the epigraph of the book is from.")
    series: tuple[str, ...] = _own((), "", "Lines of the series page: the series, its editors, its volumes.")
    frontispiece: Mapping[str, str] = _own({}, "", "Frontispiece: picture, alt, caption and credit.")
    lists: tuple[str, ...] = _own((), "", "Lists behind the contents: maps, figures, tables.")
    notes: str = _own("foot", "", "Place of the notes on paper: foot, chapter or end.")
    openings: str = _own("recto", "", "Page on which a chapter opens on paper: recto or next.")
    lead_in: str = _own("initial", "", "How a chapter's first words are set: initial, capitals or plain.")
    trim: str = _own("6x9in", "", "Trim size of the printed book.")
    design: str = _own("classic", "", "Design of the printed book, by name, or a folder of the book's own.")
    archive: bool = _own(False, "", "Whether a copy for archives is made too (PDF/A-2b).")
    tagged: bool = _own(False, "", "Whether LaTeX tags the pages, where it is of 2024 or later.")
    printers: tuple[str, ...] = _own((), "", "Printers: kdp, ingramspark, generic-pdfx, home.")
    papers: Mapping[str, str] = _own({}, "", "Paper by printer, where it is not the usual one.")
    spines: Mapping[str, float] = _own({}, "", "Width of the spine in mm by printer, from its own template.")
    inks: str = _own("black", "", "Inks of the pages at the press: black or colour.")
    price: str = _own("", "", "Price in the bar code, such as USD 19.99.")
    cover: str = _own("", "", "Front cover of the EPUB: an SVG, PNG or JPEG in the book's folder.")
    cover_alt: str = _own("", "", "What the front cover shows, in words.")
    epub_fonts: bool = _own(False, "", "Whether the EPUB brings the East Asian characters it uses.")
    azw3: bool = _own(False, "", "Whether calibre, where it is here, makes an AZW3 of the EPUB.")
    epub_conforms: str = _own("", "", "Who read the EPUB and says that it meets WCAG 2.2 AA; empty: nobody.")
    cover_art: str = _own("", "", "Picture of the cover; what is wider than the front wraps round.")
    cover_colours: Mapping[str, str] = _own({}, "", "Colours of the cover in CMYK, by what they colour.")
    handout_papers: tuple[str, ...] = _own(("a4", "letter"), "", "Papers of the handouts.")
    citation_style: str = _own(NOTES, "", "CSL style of the book, a name or a path.")
    citation_styles: Mapping[str, str] = _own({"handouts": MLA}, "", "CSL style by edition.")
    require_verified: str = _own("", "", "What must be verified: locators, or works too; none when empty.")
    accepted: str = _own("", "", "File of accepted findings; else the accepted.toml of the bibliography.")
    trusted: bool = _own(False, "env", "Whether chapters may use raw markup and files from outside.")

    @classmethod
    def from_config(cls, config: Any) -> Settings:
        """Read Sphinx's configuration.

        Raises :class:`BookFault` with every impossible value at once.
        """
        values: dict[str, Any] = {
            "title": str(config.project),
            "authors": tuple(name.strip() for name in str(config.author).split(" and ") if name.strip()),
            "language": str(config.language),
            "copyright": str(getattr(config, "copyright", "")),
        }
        for name in own_settings():
            value = config[PREFIX + name]
            values[name] = tuple(value) if isinstance(value, list) else value
        values["slug"] = values["slug"] or slugify(values["title"])
        settings = cls(**values)
        if found := list(settings._faults()):
            raise BookFault(found)
        return settings

    def style(self, edition: Edition) -> str:
        """Return the CSL style of an edition."""
        return self.citation_styles.get(edition.value, self.citation_style)

    @property
    def byline(self) -> str:
        """Return the authors as a title page names them."""
        *first, last = self.authors or ("",)
        return f"{', '.join(first)} and {last}" if first else last

    @property
    def identifier(self) -> str:
        """Return the EPUB's identifier: its ISBN, or a UUID made from title and slug (RFC 9562)."""
        if self.isbn_epub:
            return "urn:isbn:" + re.sub(r"[^0-9Xx]", "", self.isbn_epub)
        return uuid.uuid5(uuid.NAMESPACE_URL, f"octavo:{self.slug}:{self.title}").urn

    def _faults(self) -> list[Finding]:
        """Return what is wrong with the values."""
        found = []

        def fault(code: str, message: str, remedy: str) -> None:
            found.append(Finding("conf.py", 0, code, message, remedy))

        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.slug):
            fault("S001", f"octavo_slug {self.slug!r} is no file name", "use a-z, 0-9 and single hyphens")
        if self.trim not in TRIMS:
            fault("S002", f"octavo_trim {self.trim!r} is unknown", f"use one of {', '.join(TRIMS)}")
        for paper in self.handout_papers:
            if paper not in PAPERS:
                fault("S003", f"octavo_handout_papers names {paper!r}", f"use {' and '.join(PAPERS)}")
        if self.require_verified not in {"", *REQUIRED}:
            message = f"octavo_require_verified {self.require_verified!r} is unknown"
            fault("S014", message, f"use {' or '.join(map(repr, REQUIRED))}")
        for name, values in CHOICES.items():
            chosen = getattr(self, name)
            for value in (chosen,) if isinstance(chosen, str) else chosen:
                if value not in values:
                    fault("M011", f"octavo_{name} names {value!r}", f"use {', '.join(values)}")
        for name in self.frontispiece:
            if name not in FRONTISPIECE:
                fault("M012", f"octavo_frontispiece has {name!r}", f"use {', '.join(FRONTISPIECE)}")
        if self.frontispiece and not self.frontispiece.get("picture"):
            fault("M012", "octavo_frontispiece names no picture", "give the path of its file")
        if self.frontispiece and not self.frontispiece.get("alt"):
            fault("M012", "octavo_frontispiece has no alt", "say what one sees, as a sentence")
        for edition in self.citation_styles:
            if edition not in set(Edition):
                fault("S004", f"octavo_citation_styles names {edition!r}", f"use {', '.join(Edition)}")
        return found


def own_settings() -> dict[str, Any]:
    """Return octavo's own settings by name, each with its default."""
    return {
        f.name: f.default if f.default_factory is MISSING else f.default_factory()
        for f in fields(Settings)
        if "rebuild" in f.metadata
    }


def rebuild_of(name: str) -> Literal["", "env"]:
    """Return what Sphinx does again when a setting changes: ``env`` reads again, nothing writes again."""
    rebuild = next(f.metadata["rebuild"] for f in fields(Settings) if f.name == name)
    return "env" if rebuild == "env" else ""


def slugify(title: str) -> str:
    """Return a file name made of a title: ASCII letters and digits, single hyphens, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "book"
