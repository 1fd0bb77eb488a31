"""The rule about figures and tables: near the text that speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.findings import Finding
from octavo.pagination.model import Kind, Leaf, Pages, Placed
from octavo.pagination.rules_turn import told

#: Pages by which a figure may stand before or after its mention.
NEAR = 1
#: How a caption begins: a word and a number, such as ``Figure 2.1`` or ``Table A.3``.
_LABEL = re.compile(r"([^\W\d_a-z][^\W\d_]*\.?) ((?:[A-Z]\.)?\d{1,3}(?:\.\d+)*)\.?(?=\s|$)")


def far_float(pages: Pages) -> Iterator[Finding]:
    """Yield L013, a warning, for each figure or table more than a page away from its first mention.

    Bad: Table 2.1 on page 30, and "Table 2.1" in the text of page 26. Good: the table on page 27.
    """
    captions = list(_captions(pages))
    texts = [(leaf, _text(leaf)) for leaf in pages.leaves]
    for leaf, line, label in captions:
        mention = re.compile(rf"(?<!\w){re.escape(label)}(?![\w.]*\d)", re.IGNORECASE)
        first = next((other for other, text in texts if mention.search(text)), None)
        if first is None:
            continue
        away = leaf.sheet.number - first.sheet.number
        if abs(away) > NEAR:
            where = "after" if away > 0 else "before"
            fault = f"{label} stands {abs(away)} pages {where} its mention on {first.called}"
            yield told(
                pages, "L013", leaf, line, fault, "move it in the chapter, to the paragraph that names it"
            )


def _captions(pages: Pages) -> Iterator[tuple[Leaf, Placed, str]]:
    """Yield the captions of the book: page, line, and what they are called."""
    seen: set[str] = set()
    for leaf in pages.leaves:
        lines = leaf.of(Kind.OTHER, Kind.EXTRACT, Kind.HEADING)
        for above, line in zip([None, *lines], lines, strict=False):
            match = _LABEL.match(line.line.text)
            if match is None or match[0].casefold() in seen or _goes_on(above, line):
                continue
            if match.end() == len(line.line.text) or line.line.size < 0.96 * pages.frame.size:
                seen.add(match[0].casefold())
                yield leaf, line, match[0]


def _goes_on(above: Placed | None, line: Placed) -> bool:
    """Return whether a line is the next of a paragraph, which may break before a word and a number."""
    if above is None or above.line.size != line.line.size:
        return False
    return 0 < above.line.base - line.line.base < 1.5 * line.line.size


def _text(leaf: Leaf) -> str:
    """Return the running text and the notes of a page, words broken at the ends of lines joined."""
    lines = [placed.line for placed in leaf.of(Kind.TEXT, Kind.NOTE, Kind.EXTRACT)]
    # A caption may have been taken for an extract.
    told = (line for line in lines if not _LABEL.match(line.text))
    text = "".join(line.text[:-1] if line.is_broken else f"{line.text} " for line in told)
    return text.replace("\u00a0", " ")


RULES = (far_float,)
