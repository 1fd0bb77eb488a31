"""A work: one entry of a bibliography, with the place that it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pybtex.database import Entry, Person
from pybtex.richtext import Text

#: Fields that hold people; pybtex itself knows only the first two.
PERSON_FIELDS = ("author", "editor", "translator")


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of a ``.bib`` file."""

    key: str  #: Key, as written.
    kind: str  #: Entry type in lower case, ``book`` or ``article`` ...
    fields: Mapping[str, str]  #: Fields that hold text, by name in lower case, still with TeX's markup.
    people: Mapping[str, tuple[Person, ...]]  #: People by role.
    path: str  #: File, relative to the book.
    line: int  #: Line on which the entry begins.

    def plain(self, field: str) -> str:
        """Return a field as plain Unicode, without braces and commands; empty where it is missing."""
        return plain_text(self.fields.get(field, ""))

    @property
    def keywords(self) -> tuple[str, ...]:
        """Return the entry's keywords."""
        return tuple(word.strip() for word in self.fields.get("keywords", "").split(",") if word.strip())

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a reader may know the work by: family names, else the first words of a title."""
        families = [
            plain_text(" ".join(person.prelast_names + person.last_names))
            for role in PERSON_FIELDS[:2]
            for person in self.people.get(role, ())
        ]
        titles = [self.plain(field) for field in ("shorttitle", "title") if field in self.fields]
        # A style may put its own quotation marks round a title: two words are enough to know it by.
        heads = [" ".join(title.split()[:2]).strip(" ,:;.“”‘’\"'") for title in titles]
        return tuple(dict.fromkeys(name for name in families + heads if name))

    def entry(self) -> Entry:
        """Return the work as pybtex holds it, for the filters of ``.. bibliography::``."""
        entry = Entry(
            self.kind, fields=dict(self.fields), persons={r: list(p) for r, p in self.people.items()}
        )
        entry.key = self.key
        return entry


def plain_text(markup: str) -> str:
    """Return TeX's markup in a field as plain Unicode."""
    if not markup:
        return ""
    markup = re.sub(r"\\(?:emph|textit)\s*\{([^{}]*)\}", r"\1", markup)
    text = str(Text.from_latex(markup)) if re.search(r"[\\{}]", markup) else markup
    return typographic(text)


def typographic(text: str) -> str:
    """Return text with TeX's ligatures for dashes and quotation marks as the characters they mean."""
    for tex, character in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0")):
        text = text.replace(tex, character)
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", text)
