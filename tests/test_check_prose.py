"""Parentheses in the prose: what is a citation is told, and what is none is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging import codes, works
from octavo.citations import check_prose as prose
from octavo.citations.prose import Parenthesis, candidates

PROSE = [
    # Of an author whom the bibliography knows.
    ("So it was (Nish, 22).", "C013"),
    ("So it was (Nish 22).", "C013"),
    ("So it was (Nish 1985).", "C013"),
    ("So it was (Nish 1985: 45).", "C013"),
    ("So it was (Nish, 1985, pp. 3–4).", "C013"),
    ("So it was (see Nish 1985).", "C013"),
    ("So it was (see also Ian Nish, 1985, p. 3).", "C013"),
    ("So it was (Nish 1985a; Brown 2004).", "C013"),
    ("So it was (Smith and Brown 1990, 12).", "C013"),
    ("So it was (van der Oye 2001).", "C013"),
    ("So it was (O’Neill 1921).", "C013"),
    ("So it was (Nish et al. 1985).", "C013"),
    ("So it was (Nish\n1985).", "C013"),
    ("So it was (Nish,22).", "C013"),
    ("So it was (Nish, 22, 24–26).", "C013"),
    ("So it was (Nish 22f.).", "C013"),
    ("So it was (Nish, 22 ff.).", "C013"),
    ("So it was (Nish, ch. 3).", "C013"),
    ("So it was (Nish, I, 74).", "C013"),
    ("So it was (Nish, vol. 1, 74).", "C013"),
    ("So it was (Nish 1:74).", "C013"),
    ("As Nish (1985: 45) says.", "C013"),
    ("As Nish (1985, 45) says.", "C013"),
    # Of one whom it does not know.
    ("So it was (Brown, 2004).", "C014"),
    ("So it was (Brown 2004: 45).", "C014"),
    ("So it was (Brown, p. 45).", "C014"),
    ("So it was (Brown, 45).", "C014"),
    ("So it was (cf. Brown 2004).", "C014"),
    ("So it was (Brown and White 2004).", "C014"),
    ("So it was (Brown et al. 2004).", "C014"),
    # Of nobody.
    ("It began (1904).", ""),
    ("It began (1904–1905).", ""),
    ("It began (15 March 1898).", ""),
    ("It began (March 1898).", ""),
    ("It began (15 March, Old Style).", ""),
    ("It began (9 February New Style).", ""),
    ("The painter (1848–1913) came.", ""),
    ("The painter (born 1848) came.", ""),
    ("The tsar (Nicholas, 1894–1917) came.", ""),
    ("The ship (battleship, 1902) came.", ""),
    ("The ship (\ufffc, 1902) came.", ""),
    ("The ship (6,500 tons) came.", ""),
    ("The ships (7 and 6) came.", ""),
    ("A map (Chapter 3) and another (Figure 2).", ""),
    ("The year (Meiji 37) ended.", ""),
    ("The mission (Apollo 11) ended.", ""),
    ("The guns (Armstrong, 6, 12) fired.", ""),
    ("The ratio (Brown 5:12) held.", ""),
    ("A king (Charles I, 1625) fell.", ""),
    ("The score (Harbor, 3, 1) stood.", ""),
    ("The rifle (Type 30) was new.", ""),
    ("A book (London, 1904) came out.", ""),
    ("The report (Library of Congress, 1904) is lost.", ""),
    ("The harbor (modern Nampo) froze.", ""),
    ("He went (as Brown says).", ""),
    ("Brown (1904) was a year of ice.", ""),
    ("It fell (Brown, the fleet’s captain, 1904).", ""),
]


@pytest.mark.parametrize(("text", "expected"), PROSE, ids=[text for text, _ in PROSE])
def test_a_parenthesis_is_told_where_it_is_a_citation(text: str, expected: str, tmp_path: Path) -> None:
    known = works(tmp_path).values()
    found = [Parenthesis("one.rst", 1, inside, names, plain) for _, inside, names, plain in candidates(text)]
    families, places = prose.families(known), prose.places(known)
    told = [*prose.unconverted(found, families), *prose.doubtful(found, families, places)]
    assert codes(told) == ([expected] if expected else [])
    assert all(f.severity == {"C013": "error", "C014": "warning"}[f.code] for f in told)


def test_an_institution_is_no_family_name(tmp_path: Path) -> None:
    assert prose.families(works(tmp_path).values()) == {
        "nish",
        "smith",
        "oye",
        "van der oye",
        "o'neill",
        "jones",
    }
