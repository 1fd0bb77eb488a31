"""The check of the prose: citations that nobody converted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from octavo.bibliography.work import PERSON_FIELDS, Work, plain_text
from octavo.citations.prose import Parenthesis
from octavo.findings import Finding, Severity

_REMEDY = "write it as :cite:p:`key{locator}`"


def unconverted(found: Iterable[Parenthesis], families: Set[str]) -> Iterator[Finding]:
    """Yield C013 for each parenthesis that looks like a citation and names an author of the bibliography.

    Bad: ``(Nish,22)``, ``(see Nish 1985: 45)``, ``Nish (1985, 45)``. Good: ``:cite:p:`nish-1985{45}```.

    Years, dates and lives, as in (1904), (15 March 1898) and (1848–1913), are left alone, and so is
    what is in italics.
    """
    for one in found:
        if any(_is_known(name, families) for name in one.names):
            yield Finding(one.path, one.line, "C013", f"({one.text}) is no citation yet", _REMEDY)


def doubtful(found: Iterable[Parenthesis], families: Set[str], places: Set[str]) -> Iterator[Finding]:
    """Yield C014, a warning, for each parenthesis that looks like a citation of an author nobody knows.

    Bad: ``(Smith, 2004)``, ``(Smith 2004: 45)``. Good: the work in a ``.bib`` file, cited by its key.

    A name and a number alone, as in (Apollo 11), are left alone, and so is a place of publication
    with a year.
    """
    for one in found:
        if one.is_plain or any(_is_known(name, families) for name in one.names):
            continue
        if not any(name.casefold() in places for name in one.names):
            message = f"({one.text}) looks like a citation, and no bibliography knows the author"
            yield Finding(one.path, one.line, "C014", message, _REMEDY, Severity.WARNING)


def families(works: Iterable[Work]) -> set[str]:
    """Return the family names of every author, editor and translator, folded; institutions have none."""
    people = (
        person
        for work in works
        for role in PERSON_FIELDS
        for person in work.people.get(role, ())
        if person.first_names
    )
    names = {(" ".join(p.prelast_names), " ".join(p.last_names)) for p in people}
    return {
        _fold(plain_text(name)) for small, family in names for name in (family, f"{small} {family}".strip())
    }


def places(works: Iterable[Work]) -> set[str]:
    """Return the places of publication that the bibliography names, folded."""
    fields = {work.fields.get("address", "") or work.fields.get("location", "") for work in works}
    return {
        part.strip().casefold()
        for text in fields
        for part in plain_text(text).replace(" and ", ",").split(",")
    }


def _is_known(name: str, families: Set[str]) -> bool:
    """Return whether a name ends in a family name: forenames may stand before it."""
    words = _fold(name).split()
    return any(" ".join(words[i:]) in families for i in range(len(words)))


def _fold(text: str) -> str:
    """Return a name for comparison."""
    return text.replace("’", "'").casefold()


#: Every generator of this file.
RULES = (unconverted, doubtful)
