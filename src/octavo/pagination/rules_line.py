"""Rules about lines and paragraphs: how they are filled, broken and ended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from octavo.findings import Finding
from octavo.pagination.flow import RUNNING
from octavo.pagination.model import Kind, Leaf, Pages, Placed
from octavo.pagination.rules_turn import told

BEYOND = 0.2  #: Ems by which a letter may stand beyond the measure; an f reaches out, and so it should.
WIDE = 0.5  #: Ems of space between words from which a line is loose.
LADDER = 3  #: Hyphens under one another.
ALIKE = 3  #: Lines that begin or end alike.
CARRIED = 4  #: Letters that a last line has at least.


def running(pages: Pages) -> Iterator[tuple[Leaf, Placed]]:
    """Yield each line of running text and of extracts, with its page."""
    for leaf in pages.leaves:
        for line in leaf.lines:
            if line.kind in RUNNING:
                yield leaf, line


def overfull(pages: Pages) -> Iterator[Finding]:
    """Yield L002, a warning, for each line that reaches beyond the measure.

    Bad: an address in a note that stands out into the margin. Good: ``https://…`` where it may break.

    Stops, hyphens and quotation marks may hang. The line that reaches farthest is told first.
    """
    found = []
    for leaf in pages.leaves:
        right, left = (edges[leaf.sheet.side] for edges in (pages.frame.rights, pages.frame.lefts))
        for line in leaf.lines:
            beyond = max(line.line.words[-1].kept - right, left - line.line.left - pages.frame.size / 2)
            if beyond > BEYOND * pages.frame.size and line.kind is not Kind.INITIAL:
                found.append((beyond, leaf, line))
    for beyond, leaf, line in sorted(found, key=lambda entry: -entry[0]):
        yield told(
            pages, "L002", leaf, line, f"{beyond:.1f} points beyond the measure",
            "reword it, or let a long word break",
        )  # fmt: skip


def ladder(pages: Pages) -> Iterator[Finding]:
    """Yield L010, a warning, for each ladder of three hyphens or more at the ends of lines.

    Bad: "com-", "re-" and "bom-" under one another. Good: two of them at most.

    De Vinne, *Correct Composition* (1901), p. 139; Bringhurst, 2.4.3, lets three pass.
    """
    rungs: list[tuple[Leaf, Placed]] = []
    for leaf, line in [*running(pages), (None, None)]:
        if line is not None and leaf is not None and line.line.is_broken:
            rungs.append((leaf, line))
            continue
        if len(rungs) >= LADDER:
            words = f"a ladder of {len(rungs)} hyphens from here"
            yield told(
                pages,
                "L010",
                *rungs[0],
                words,
                "loosen the paragraph with .. rst-class:: loose, or reword it",
            )
        rungs = []


def underfull(pages: Pages) -> Iterator[Finding]:
    """Yield L011, a warning, for each line with spaces wider than half an em between its words.

    Bad: six long words spread over the measure. Good: a word more, or one that may break.

    Bringhurst, 2.1.1: a fifth of an em at least, a fourth as a rule, half an em at most. The loosest
    line is told first.
    """
    found = []
    for leaf, line in () if pages.frame.ragged else running(pages):
        gaps = line.line.gaps
        if not line.ends and gaps:
            space = sum(gaps) / len(gaps) / line.line.size
            if space > WIDE:
                found.append((space, leaf, line))
    for space, leaf, line in sorted(found, key=lambda entry: -entry[0]):
        yield told(
            pages, "L011", leaf, line, f"{space:.2f} em between the words",
            "reword the paragraph, or say where a long word breaks",
        )  # fmt: skip


def stub(pages: Pages) -> Iterator[Finding]:
    """Yield L012, a warning, for each last line of a paragraph that is a stub.

    Bad: "it." alone, the end of a broken word, or less than the indent below it. Good: two words.

    Bringhurst, 2.4.2; *Rules for Compositors and Readers at the University Press, Oxford*: more than five
    letters; Chicago (17th ed., 2.116): four letters of a broken word.
    """
    before: Placed | None = None
    for leaf, line in running(pages):
        if line.ends and not line.begins and line.kind is Kind.TEXT and _is_stub(pages, line, before):
            yield told(
                pages, "L012", leaf, line, "a paragraph ends in a stub",
                "tighten the paragraph with .. rst-class:: tight, or reword it",
            )  # fmt: skip
        before = line


def _is_stub(pages: Pages, line: Placed, before: Placed | None) -> bool:
    """Return whether a last line is one short word, the rest of a word, or narrower than the indent."""
    left = pages.frame.lefts[line.sheet % 2]
    if line.line.words[-1].right - left < pages.frame.indent:
        return True
    if len(line.line.words) > 1:
        return False
    # Behind a letter a figure is the call of a note.
    letters = len(re.sub(r"(?<=[^\W\d])\W*\d+$|[\W_]", "", line.line.text))
    return letters < CARRIED or (before is not None and before.line.is_broken)


def alike(pages: Pages) -> Iterator[Finding]:
    """Yield L015, a warning, for each three lines running that begin or end with the same word.

    Bad: three lines that begin with "the". Good: two of them.

    Bringhurst, 2.4.7.
    """
    ends: tuple[tuple[str, Callable[[Placed], str]], ...] = (
        ("begin", lambda line: _plain(line.line.words[0].text)),
        ("end", lambda line: "" if line.line.is_broken else _plain(line.line.words[-1].text)),
    )
    lines = list(running(pages))
    for verb, word in ends:
        start = 0
        for index in range(1, len(lines) + 1):
            first = word(lines[start][1])
            if index < len(lines) and first and word(lines[index][1]) == first:
                continue
            if index - start >= ALIKE and first:
                leaf, line = lines[start]
                fault = f"{index - start} lines running {verb} with “{first}”"
                yield told(pages, "L015", leaf, line, fault, "reword the paragraph")
            start = index


def _plain(text: str) -> str:
    """Return a word without stops and quotation marks, small and great letters alike."""
    return re.sub(r"^\W+|[\W\d]+$", "", text).casefold()


RULES = (overfull, ladder, underfull, stub, alike)
