"""Invisible marks that travel through the engine inside names and titles.

CSL has no words for a family name that always comes first, for a name or a title in its own
script beside the romanised one, or for an institution's short name. So these are marked with
characters that no sorting heeds and no reader sees, and what the engine printed is put in order
by :mod:`octavo.citations.printed`.
"""

from __future__ import annotations

#: Behind the first letter of a given name that follows its family name: initials lose it, on purpose.
GIVEN = "\u2063"

#: Behind such a given name, and in place of an institution's given name.
GIVEN_END = "\u2062"

#: Behind a family name that comes first.
FAMILY_END = "\u2064"

#: Round the form of a name in its own script.
SCRIPT, SCRIPT_END = "\ue010", "\ue011"

#: Round the short name of an institution, behind its full name.
SHORT, SHORT_END = "\ue012", "\ue013"

#: Round what follows a title in roman letters: its own script, its translation in brackets.
TAIL, TAIL_END = "\ue014", "\ue015"

#: Before a locator that brings its own label.
LABELLED = "\ue016"

#: Round the leaves of a document in an archive's file.
LEAVES, LEAVES_END = "\ue017", "\ue018"

#: For the sign ``<``, with which the engine would see a tag begin.
LESS = "\ue019"

ALL = GIVEN + GIVEN_END + FAMILY_END + "".join(map(chr, range(0xE010, 0xE019)))
