"""People and institutions as the names of CSL.

Where a name's own order is family name first, the field ``nameorder`` says so: ``family`` for
authors and editors, or a list of roles such as ``author, translator``; the keyword
``family-first`` means the same as ``family``. Names in their own script stand in
``authororiginal`` (``editororiginal`` ...), in the order of the field that they belong to.
"""

from __future__ import annotations

from typing import Any

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person

from octavo.bibliography.marks import FAMILY_END, GIVEN, GIVEN_END, SCRIPT, SCRIPT_END, SHORT, SHORT_END
from octavo.bibliography.markup import plain_text
from octavo.bibliography.work import PERSON_FIELDS, Work

#: CSL's variable for each role; the rest have the same name.
_VARIABLES = {"bookauthor": "container-author"}

#: Roles that no style knows as such, and the words for them; see :func:`contributions`.
CONTRIBUTIONS = {
    "introduction": "introduction by",
    "foreword": "foreword by",
    "afterword": "afterword by",
    "commentator": "commentary by",
    "annotator": "annotated by",
}

#: biblatex's ``editortype`` and CSL's variable.
_EDITORS = {
    "editor": "editor",
    "compiler": "compiler",
    "director": "director",
    "founder": "editorial-director",
    "organizer": "organizer",
    "illustrator": "illustrator",
}

_FAMILY_FIRST = frozenset({"author", "editor", "editora", "editorb", "editorc", "bookauthor", "compiler"})


def people(work: Work) -> dict[str, list[dict[str, Any]]]:
    """Return the people of a work by CSL's variables."""
    out: dict[str, list[dict[str, Any]]] = {}
    for role in PERSON_FIELDS:
        found = work.people.get(role, ())
        if not found or role in CONTRIBUTIONS:
            continue
        variable = _VARIABLES.get(role, role)
        if role.startswith("editor"):
            variable = _EDITORS.get(work.fields.get(f"{role}type", "editor"), "contributor")
        originals = [plain_text(name) for name in split_name_list(work.fields.get(f"{role}original", ""))]
        family_first = role in _roles_with_family_first(work)
        short = work.plain(f"short{role}") if len(found) == 1 else ""
        for i, one in enumerate(found):
            original = originals[i] if i < len(originals) else ""
            name = person(one)
            if original:
                name = _with_original(name, original)
            if family_first:
                name = _family_first(name)
            out.setdefault(variable, []).append(_institution(name, short) if short else name)
    return out


def contributions(work: Work) -> str:
    """Return who wrote the introduction and the like, as words: ``introduction by A. B``."""
    out = []
    for role, words in CONTRIBUTIONS.items():
        names = [plain_text(" ".join(_natural(one))) for one in work.people.get(role, ())]
        if names:
            several = ", ".join(names[:-1]) + (", and " if len(names) > 2 else " and ")
            out.append(f"{words} {several if names[:-1] else ''}{names[-1]}")
    return ", ".join(out)


def person(name: Person) -> dict[str, Any]:
    """Return a person as CSL's name, or an institution as one literal."""
    given = plain_text(" ".join(name.first_names + name.middle_names))
    particles, last = list(name.prelast_names), list(name.last_names)
    if particles and particles[0].lstrip("{")[:1].isupper():
        # BibTeX takes all before a small "van" for a particle, a first family name too.
        particles, last = [], particles + last
    family = " ".join(last)
    if not given and not particles and not name.lineage_names:
        return {"literal": plain_text(family)}
    parts = {
        "family": plain_text(family),
        "given": given,
        "non-dropping-particle": plain_text(" ".join(particles)),
        "suffix": plain_text(" ".join(name.lineage_names)),
    }
    return {part: text for part, text in parts.items() if text}


def _roles_with_family_first(work: Work) -> frozenset[str]:
    """Return the roles whose names keep the family name in front."""
    order = work.plain("nameorder")
    if order == "family" or (not order and "family-first" in work.keywords):
        return _FAMILY_FIRST
    return frozenset(role.strip() for role in order.split(","))


def _family_first(name: dict[str, Any]) -> dict[str, Any]:
    """Mark a name so that it is printed with the family name in front and no comma."""
    if "given" not in name or "family" not in name:
        return name
    given = str(name["given"])
    return name | {
        "family": f"{name['family']}{FAMILY_END}",
        "given": f"{given[:1]}{GIVEN}{given[1:]}{GIVEN_END}",
    }


def _with_original(name: dict[str, Any], original: str) -> dict[str, Any]:
    """Put a name in its own script behind the romanised one."""
    run = f"{SCRIPT}{original}{SCRIPT_END}"
    if "literal" in name:
        return {"literal": f"{name['literal']} {run}"}
    return name | {"suffix": f"{name['suffix']} {run}" if "suffix" in name else run}


def _institution(name: dict[str, Any], short: str) -> dict[str, Any]:
    """Give an institution a short name for where styles print the family name alone."""
    if "literal" not in name:
        return name
    return {"family": f"{GIVEN}{name['literal']}{SHORT}{short}{SHORT_END}", "given": GIVEN_END}


def _natural(name: Person) -> list[str]:
    """Return the parts of a name in the order in which it is spoken."""
    parts = name.first_names + name.middle_names + name.prelast_names + name.last_names + name.lineage_names
    return [str(part) for part in parts]
