"""Short forms of works for an index: family names and the short title, alike in every style.

Where two people share a family name the given names stand behind it; where two works share all
of this, their years.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from octavo.bibliography.marks import ALL
from octavo.citations.mentions import names, year
from octavo.citations.printed import Inlines, tidy

#: CSL types whose titles stand in italics, and those without any dress; all others in quotation marks
#: (Chicago Manual of Style, 18th ed., chapter 8).
_ITALIC = frozenset(
    {"book", "pamphlet", "report", "periodical", "motion_picture", "graphic", "map", "dataset"}
)
_PLAIN = frozenset({"treaty", "legislation", "legal_case", "bill", "personal_communication", "interview"})
_TAG = re.compile(r"<[^>]*>")
_ITALICS = re.compile(r"(</?i>)")
_OTHER_TAG = re.compile(r"<(?!/?i>)[^>]*>")
#: Letters that Unicode does not take apart.
_FOLDED = str.maketrans({"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae",
                         "œ": "oe", "Œ": "oe", "ß": "ss", "ı": "i"})  # fmt: skip
_ARTICLE = re.compile(r"(?:the|an?|der|die|das|le|la|les|l|il)\s+")


def short_forms(items: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, Inlines]:
    """Return the short form of each work by key, in the order of an index.

    :param items: works as CSL-JSON.
    :param language: the book's, a BCP 47 tag.
    """
    shared = _shared_families(items)
    made = {key: (_name(work, shared, language), list(_title(work))) for key, work in items.items()}
    count = Counter(_text(name, title) for name, title in made.values())
    out = {}
    for key, (name, title) in made.items():
        inlines = [_str(f"{name}, "), *title] if name and title else title or [_str(name)]
        if count[_text(name, title)] > 1:
            inlines = [*inlines, _str(f" ({year(items[key])})")]
        out[key] = tidy(inlines)
    return dict(sorted(out.items(), key=lambda pair: (filed(_text("", pair[1])), year(items[pair[0]]))))


def filed(text: str) -> tuple[bool, str]:
    """Return under what a text is filed: Latin letters first, without case, accents and a leading article.

    >>> sorted(["Żeromski", "Œuvres", "The Sea", "Ōkuma", "Zulu", "Вера"], key=filed)
    ['Œuvres', 'Ōkuma', 'The Sea', 'Żeromski', 'Zulu', 'Вера']
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_FOLDED)).casefold()
                    if not unicodedata.combining(c))  # fmt: skip
    words = " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’‘ʻʼ]", "", plain)).split())
    words = _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words
    return not ("0" <= words[:1] <= "z"), words


def _shared_families(items: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Return the family names that several people have who come first in their works."""
    people: dict[str, set[str]] = {}
    for work in items.values():
        for person in (work.get("author") or work.get("editor") or [])[:1]:
            if family := person.get("family"):
                people.setdefault(family, set()).add(str(person.get("given", "")))
    return {family for family, given in people.items() if len(given) > 1}


def _name(work: Mapping[str, Any], shared: set[str], language: str) -> str:
    """Return who wrote or edited a work; nothing where nobody is named."""
    people = work.get("author") or work.get("editor") or []
    if not people:
        return ""
    told = names(work, language)
    first = people[0]
    if first.get("family") in shared and len(people) == 1 and first.get("given"):
        return f"{told}, {first['given']}".translate(dict.fromkeys(map(ord, ALL)))
    return told


def _title(work: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a work's short title in its dress."""
    markup = str(work.get("title-short") or work.get("title") or work.get("container-title") or "")
    if not markup:
        return
    kind = str(work["type"])
    if kind in _ITALIC:
        yield from _parts(markup)
    elif kind in _PLAIN:
        yield _str(_bare(markup))
    else:
        yield {
            "t": "Quoted",
            "c": [{"t": "DoubleQuote"}, [_str(_bare(markup).replace("“", "‘").replace("”", "’"))]],
        }


def _parts(markup: str) -> Iterator[dict[str, Any]]:
    """Yield a title in italics; what is in italics inside it stands upright."""
    upright = False
    for piece in _ITALICS.split(_OTHER_TAG.sub("", markup)):
        if piece in {"<i>", "</i>"}:
            upright = piece == "<i>"
        elif piece:
            text = _str(html.unescape(piece))
            yield text if upright else {"t": "Emph", "c": [text]}


def _bare(markup: str) -> str:
    """Return a title without its tags."""
    return html.unescape(_TAG.sub("", markup))


def _text(name: str, inlines: Inlines) -> str:
    """Return inlines as text, behind a name."""
    out = name
    for inline in inlines:
        content = inline["c"]
        out += (
            content
            if isinstance(content, str)
            else _text("", content[-1] if inline["t"] == "Quoted" else content)
        )
    return out


def _str(text: str) -> dict[str, Any]:
    """Return text as an inline."""
    return {"t": "Str", "c": text}
