"""Numbers in words, as a chapter opening spells them."""

from __future__ import annotations

ONES = (
    "", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
    "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
)  # fmt: skip
TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")


def spelled(number: int, language: str) -> str:
    """Return a chapter number in words where we know the language's words, else in figures.

    >>> spelled(21, "en-GB"), spelled(3, "fr"), spelled(100, "en")
    ('Twenty-One', '3', '100')
    """
    if language.split("-")[0].lower() != "en" or not 0 < number < 100:
        return str(number)
    if number < 20:
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
