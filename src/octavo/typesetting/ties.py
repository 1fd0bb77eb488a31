"""Gaps that no line may end with: inside a measure, a name, a reference."""

from __future__ import annotations

import re

#: Each matches the gap alone, so that whoever replaces it keeps the words.
_BETWEEN = (
    # An abbreviation and its number (Chicago Manual of Style, 6.121): p. 12, vol. 3, no. 7.
    r"(?<=\b(?:p|l|f)\.)[ \n](?=\d)",
    r"(?<=\b(?:pp|ch|no|ff|ll)\.)[ \n](?=\d)",
    r"(?<=\b(?:chs|vol|nos|art|fol|fig|sec)\.)[ \n](?=\d)",
    r"(?<=\b(?:vols|arts|fols|figs)\.)[ \n](?=\d)",
    r"(?<=§)[ \n](?=\d)",
    # A number and its unit.
    r"(?<=\d)[ \n](?=(?:km|cm|mm|m|ha|kg|g|t|lb|oz|ft|mi|kn|hp|°C|°F|per cent|percent|million|billion)\b)",
    # Initials, and what they belong to: A. N. Other.
    r"(?<=\b[A-ZÀ-ÞА-Я]\.)[ \n](?=[A-ZÀ-ÞА-Я])",
    # A title and its name.
    r"(?<=\b(?:St|Mr|Dr|Lt)\.)[ \n](?=[A-ZÀ-ÞŌ])",
    r"(?<=\bMrs\.)[ \n](?=[A-ZÀ-ÞŌ])",
    # A ruler and the number: Henry VIII.
    r"(?<=[a-zà-ÿ])[ \n](?=(?:I{2,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3})\b(?![.’'-]))",
)
_TIE = re.compile("|".join(f"(?:{pattern})" for pattern in _BETWEEN))


def tied(text: str, tie: str = "\u00a0") -> str:
    """Return text with a tie for each gap that no line may end with.

    >>> tied("See p. 12 of A. N. Other’s Henry VIII, 40 km off", "~")
    'See p.~12 of A.~N.~Other’s Henry~VIII, 40~km off'
    >>> tied("Plan B. They went 40 times on p. x; so did I in V.", "~")
    'Plan B.~They went 40 times on p. x; so did I in V.'
    """
    return _TIE.sub(tie, text)
