"""Where the punctuation goes when a note's number takes the place of a citation in the text."""

from __future__ import annotations

import re

#: What a note's number stands behind, with the quotation marks and brackets that close with it.
_CLOSING = re.compile(r"[.,;:!?…]*[”’»)\]]*[.,;:!?…]*")

#: Quotation marks that a point or comma goes into, where the language wants it so.
_QUOTES = re.compile(r"[”’]+$")


def moved(before: str, after: str, language: str) -> tuple[str, str]:
    """Return the text before a note's number and the text behind it.

    Authors write a citation before the full stop; a note's number stands behind it (Chicago Manual
    of Style, 13.29). In American English a point or comma goes inside closing quotation marks (6.9).

    >>> moved("by ice-breakers” ", ". A squadron", "en")
    ('by ice-breakers.”', ' A squadron')
    >>> moved("by ice-breakers” ", ". A squadron", "en-GB")
    ('by ice-breakers”.', ' A squadron')
    """
    before = before.rstrip()
    match = _CLOSING.match(after)
    closing = match.group() if match else ""
    rest = after[len(closing) :]
    quotes = _QUOTES.search(before)
    if quotes and closing[:1] in {".", ","} and language.lower() in {"en", "en-us"}:
        return f"{before[: quotes.start()]}{closing[0]}{quotes.group()}{closing[1:]}", rest
    return before + closing, rest
