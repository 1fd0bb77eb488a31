"""A work: one entry of a bibliography, with the place that it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pybtex.database import Entry, Person

from octavo.bibliography.languages import tag
from octavo.bibliography.markup import plain_text

__all__ = ["PERSON_FIELDS", "Work", "plain_text"]

#: Fields that hold people; pybtex itself knows only the first two.
PERSON_FIELDS = (
    "author", "editor", "translator", "editora", "editorb", "editorc", "bookauthor", "recipient", "compiler",
    "introduction", "foreword", "afterword", "commentator", "annotator", "illustrator", "interviewer",
)  # fmt: skip

#: Name that stands for the people whom an entry leaves out, as in ``and others``.
OTHERS = "others"

_ARTICLE = re.compile(r"(?:The|An|A)\s+(?=\S)", re.IGNORECASE)


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
    def language(self) -> str:
        """Return the tag of the language that the work is written in; empty where the entry does not say."""
        return tag(self.fields.get("langid") or self.fields.get("language") or "")

    @property
    def short_title(self) -> str:
        """Return the title in its short form, still with markup; empty where it is the title itself.

        It is ``shorttitle``, else the title without subtitle and without an English article at its
        head (Chicago Manual of Style, 18th ed., chapter 13).
        """
        if given := self.fields.get("shorttitle", ""):
            return given
        title = self.fields.get("title", "")
        if self.fields.get("maintitle") and self.kind.startswith("mv"):
            title = self.fields["maintitle"]
        short = _main(title)
        if self.language.partition("-")[0] in {"", "en"}:
            short = _ARTICLE.sub("", short, count=1) if _ARTICLE.match(short) else short
        longer = any(
            self.fields.get(f) for f in ("subtitle", "titleoriginal", "titletranslated", "origtitle")
        )
        return short if longer or short != title else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return what a reader may know the work by: family names, else the first words of a title."""
        holders: list[str] = []
        families = [
            plain_text(" ".join(person.prelast_names + person.last_names))
            for role in PERSON_FIELDS[:2]
            for person in self.people.get(role, ())
        ]
        if not families:
            # Some styles put the newspaper or the encyclopaedia in the author's place.
            holders = [self.plain(field) for field in ("journaltitle", "journal", "booktitle")]
        families += [self.plain(field) for field in ("shortauthor", "shorteditor")]
        titles = [plain_text(self.short_title)]
        titles += [self.plain(field) for field in ("title", "maintitle") if field in self.fields]
        # A style may put its own quotation marks round a title: two words are enough to know it by.
        titles += [title.removeprefix("The ") for title in holders]
        heads = [" ".join(title.split()[:2]).strip(" ,:;.“”‘’\"'") for title in titles]
        return tuple(dict.fromkeys(name for name in families + heads if name and name != OTHERS))

    def entry(self) -> Entry:
        """Return the work as pybtex holds it, for the filters of ``.. bibliography::``."""
        entry = Entry(
            self.kind, fields=dict(self.fields), persons={r: list(p) for r, p in self.people.items()}
        )
        entry.key = self.key
        return entry


def _main(title: str) -> str:
    """Return a title up to the colon before its subtitle; a colon inside braces is the title's own."""
    depth = 0
    for i, character in enumerate(title):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == ":" and not depth and title[i + 1 : i + 2] == " ":
            return title[:i]
    return title
