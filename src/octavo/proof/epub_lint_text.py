"""Typography in the EPUB: quotation marks, dashes, spaces, numbers, doubled words (E15x)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.findings import Finding
from octavo.proof.epub_lint_book import Book, short, within

#: Words that may stand twice in a row.
_TWICE = frozenset("had that is do very so well no ha bye hear there now long far".split())

_STRAIGHT = re.compile(r"[\"']")
_HYPHENS = re.compile(r"(?<![-<\w])--(?!>)|(?<=\w)--(?=\w)|\.\.\.|,,|;;|::|(?<![.…])\.\.(?!\.)|,\.")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})[ \n]+(?:\1)\b(?![-’'])", re.IGNORECASE)
_SPACES = re.compile(r"(?<=[^\s\ufffc]) {2,}(?=[^\s\ufffc])| \u00a0|\u00a0 |\u00a0{2,}")
_RANGE = re.compile(r"(?<![\w/.:#\u2013-])\d{1,4}(?:-| ?\u2013 | \u2013 ?)\d{1,4}(?![\w/:-]|\.\d)")
_UNIT = re.compile(r"\d (?:km|cm|mm|kg|kW|ha|lb|yd|mph|hp|°[CF])\b")
_DEGREE = re.compile(r"\d\s?º|\d°\s?\d+\s?[’']|[’'′]\s?\d+\s?[”\"](?=\s?[NSEW]\b)")
_TIMES = re.compile(r"\d [xX] \d|\d[xX]\d")
_THOUSANDS = re.compile(r"(?<![\w.,/:№#\u2013-])\d{5,}(?![\w/:-]|\.\d)")
_ROMAN = re.compile(r"[\u2160-\u2188]")


def straight_quotes(book: Book) -> Iterator[Finding]:
    """Yield E150, a warning, for each text with a straight quotation mark or apostrophe.

    Bad: ``the Czar's "word"``. Good: ``the Czar’s “word”``. Code is left alone.
    """
    yield from _each(book, _STRAIGHT, "E150", "a straight quotation mark", "write ‘ ’ “ ” or a prime")


def typed_dashes(book: Book) -> Iterator[Finding]:
    """Yield E151, a warning, for each text with two hyphens for a dash, dots for an ellipsis, twice a point.

    Bad: ``1904--1905``, ``and so on...``, ``end..``. Good: ``1904–1905``, ``and so on…``, ``end.``
    """
    remedy = "write – or — or …, and each point once"
    yield from _each(book, _HYPHENS, "E151", "hyphens, dots or points in a row", remedy)


def doubled_words(book: Book) -> Iterator[Finding]:
    """Yield E152, a warning, for each word that stands twice in a row.

    Bad: ``in the the harbour``. Good: ``in the harbour``. Words that may, such as "had had", are left alone.
    """
    for text in book.texts:
        for found in _DOUBLED.finditer(text.text):
            # A name that is two capitals, such as Pago Pago, is one.
            if found[1].lower() not in _TWICE and not found[0].split()[1][0].isupper():
                message = f"the word {found[1]!r} stands twice in {short(text.text, found.start())}"
                yield book.fault(text.page, text.block, "E152", message, "delete one of the two")


def doubled_spaces(book: Book) -> Iterator[Finding]:
    """Yield E153, a warning, for each two spaces in a row.

    Bad: ``one.  Two``. Good: ``one. Two``.
    """
    yield from _each(book, _SPACES, "E153", "two spaces in a row", "delete one of the two")


def hyphens_in_ranges(book: Book) -> Iterator[Finding]:
    """Yield E154, a warning, for each range of numbers with a hyphen, or with spaces round its dash.

    Bad: ``1904-1905``, ``12 – 15``. Good: ``1904–1905``, ``12–15``.
    """
    yield from _each(book, _RANGE, "E154", "a range of numbers without a plain en dash", "write it as 12–15")


def loose_units(book: Book) -> Iterator[Finding]:
    """Yield E155, a warning, for each number that a line may end before its unit.

    Bad: ``40 km`` with a plain space. Good: ``40 km`` with a no-break space (U+00A0).
    """
    remedy = "join them by a no-break space (U+00A0)"
    yield from _each(book, _UNIT, "E155", "a number that a line may part from its unit", remedy)


def wrong_signs(book: Book) -> Iterator[Finding]:
    """Yield E156, a warning, for each sign that only looks right: º for °, ’ for ′, x for ×, Ⅷ for VIII.

    Bad: ``38º``, ``38° 48’ N``, ``3 x 4``, ``Ⅷ``. Good: ``38°``, ``38° 48′ N``, ``3 × 4``, ``VIII``.
    """
    remedy = (
        "write ° for degrees, ′ and ″ for minutes and seconds, × for dimensions, letters for Roman numerals"
    )
    for pattern in (_DEGREE, _TIMES, _ROMAN):
        yield from _each(book, pattern, "E156", "a sign that only looks right", remedy)


def long_numbers(book: Book) -> Iterator[Finding]:
    """Yield E157, a warning, for each number of five digits or more without separators, in running text.

    Bad: ``80000 men``. Good: ``80,000 men``. Notes and sources, where numbers name files, are left alone.
    """
    for text in book.texts:
        is_text = text.block.tag == "p" and not within(text.block, {"footnotes", "bibliography"})
        if is_text and not any(up.tag in {"table", "li"} for up in text.block.iterancestors()):
            for found in _THOUSANDS.finditer(text.text):
                message = f"a number without separators: {found[0]}"
                yield book.fault(text.page, text.block, "E157", message, "separate its thousands")


def _each(book: Book, pattern: re.Pattern[str], code: str, what: str, remedy: str) -> Iterator[Finding]:
    """Yield one finding for each block of text that a pattern is in."""
    for text in book.texts:
        if found := pattern.search(text.text):
            message = f"{what} in {short(text.text, found.start())}"
            yield book.fault(text.page, text.block, code, message, remedy)


#: Every generator of this file.
RULES = (
    straight_quotes, typed_dashes, doubled_words, doubled_spaces, hyphens_in_ranges, loose_units, wrong_signs,
    long_numbers,
)  # fmt: skip
