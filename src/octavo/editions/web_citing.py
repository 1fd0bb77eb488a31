"""How a reader cites the book or a chapter of it: for the citation engine, for BibTeX, in RIS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from octavo.bibliography.markup import escape
from octavo.settings import Settings, slugify

#: Words of a family name that are written small, and stand before the rest of it.
_PARTICLE = re.compile(r"[a-zà-ÿ'’]+")

#: What BibTeX would take for markup.
_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "#$%&_{}"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citable:
    """The book, or one chapter of it, as others cite it."""

    settings: Settings
    title: str = ""  #: Title of the chapter; empty for the book itself.
    label: str = ""  #: Number of the chapter, letter of the appendix; empty when it has none.
    pages: tuple[str, str] | None = None  #: First and last printed page, where they are known.
    url: str = ""  #: Address of the page, where the site has one.

    @property
    def book(self) -> str:
        """Return title and subtitle of the book."""
        return ": ".join(filter(None, (self.settings.title, self.settings.subtitle)))

    @property
    def span(self) -> str:
        """Return the printed pages, as a range."""
        first, last = self.pages or ("", "")
        return first if first == last else f"{first}–{last}"

    @property
    def key(self) -> str:
        """Return the name of the entry and of its files."""
        part = self.label.lower() or (slugify(self.title) if self.title else "")
        return f"{self.settings.slug}-{part}" if part else self.settings.slug


def inverted(name: str) -> str:
    """Return a name with the family name first; one that has no such order as it is.

    Institutions (``The …``, ``… & Sons``), single words and names in scripts that put the family
    first stay.
    """
    words = name.split()
    if len(words) < 2 or words[0] == "The" or {"&", ","} & set(name) or _is_east_asian(name):
        return name
    last = len(words) - 1
    while last > 1 and _PARTICLE.fullmatch(words[last - 1]):
        last -= 1
    return f"{' '.join(words[last:])}, {' '.join(words[:last])}"


def as_csl(work: Citable, key: str) -> dict[str, Any]:
    """Return the book or the chapter as the citation engine reads it."""
    known = work.settings
    authors = [_csl_name(name) for name in known.authors]
    out = {
        "id": key,
        "type": "chapter" if work.title else "book",
        "title": escape(work.title or work.book),
        "container-title": escape(work.book) if work.title else "",
        "author": authors,
        "publisher": escape(known.publisher),
        "publisher-place": escape(known.place),
        "issued": {"date-parts": [[int(known.year)]]} if known.year.isdigit() else {"literal": known.year},
        "page": work.span,
        "URL": work.url,
        "language": known.language,
    }
    return {name: value for name, value in out.items() if value and value != {"literal": ""}}


def as_bibtex(work: Citable) -> str:
    """Return the entry for BibTeX and biblatex; both know a chapter with an author as ``incollection``."""
    known = work.settings
    fields = {
        "author": " and ".join(_tex_name(name) for name in known.authors),
        "title": _tex(work.title or work.book),
        "booktitle": _tex(work.book) if work.title else "",
        "chapter": work.label,
        "pages": work.span.replace("–", "--"),
        "publisher": _tex(known.publisher),
        "address": _tex(known.place),
        "year": _tex(known.year),
        "isbn": known.isbn_print,
        "url": work.url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{'incollection' if work.title else 'book'}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def as_ris(work: Citable) -> str:
    """Return the entry in RIS; its lines end as the format asks."""
    known = work.settings
    first, last = work.pages or ("", "")
    fields = [
        ("TY", "CHAP" if work.title else "BOOK"),
        *(("AU", inverted(name)) for name in known.authors),
        ("TI", work.title or work.book),
        ("T2", work.book if work.title else ""),
        ("SE", work.label),
        ("SP", first),
        ("EP", last),
        ("PB", known.publisher),
        ("CY", known.place),
        ("PY", known.year),
        ("SN", known.isbn_print),
        ("LA", known.language),
        ("UR", work.url),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def _csl_name(name: str) -> dict[str, str]:
    """Return a name for the citation engine; one without an order of its parts is kept whole."""
    family, comma, given = inverted(name).partition(", ")
    return {"family": family, "given": given} if comma and "," not in name else {"literal": name}


def _is_east_asian(name: str) -> bool:
    """Return whether a name is written in a script that puts the family first."""
    return any("\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af" for letter in name)


def _tex_name(name: str) -> str:
    """Return a name for BibTeX; one without an order of its parts is kept whole."""
    turned = inverted(name)
    return _tex(turned) if ", " in turned else f"{{{_tex(turned)}}}"


def _tex(text: str) -> str:
    """Return a text that BibTeX and TeX read as it stands."""
    return "".join(_TEX.get(letter, letter) for letter in text)
