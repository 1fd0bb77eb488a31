"""Rules about whole pages: folios, the grid of lines, depth, the end of a chapter."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.findings import Finding, Severity
from octavo.pagination.flow import RUNNING
from octavo.pagination.folio import value
from octavo.pagination.model import Kind, Leaf, Pages
from octavo.pagination.rules_turn import told

RUN = 3  #: Lines of text from which a page has a grid; an entry of a list may look like one or two.
OFF = 0.6  #: Points by which a line may stand off the grid.
SHORT = 1.5  #: Lines by which a page may end above the others.
LISTED = 3.5  #: The same for a page that ends in a list or a table, whose parts hold together.
LEAST = 5  #: Lines that the last page of a chapter has at least.
WORDS = 4  #: Words that the last line of a chapter has at least.


def _of(pages: Pages, code: str, leaf: Leaf, fault: str, remedy: str) -> Finding:
    """Return the finding of a page."""
    return Finding(pages.name, leaf.sheet.number, code, f"{leaf.called}: {fault}", remedy, Severity.WARNING)


def folios(pages: Pages) -> Iterator[Finding]:
    """Yield L001, a warning, for each page of text whose folio is missing, doubled or out of order.

    Bad: no number on the page after 41, or 41 again. Good: 42.

    Pages without text, and those before the first folio, may go without; they are counted.
    """
    last: tuple[int, int, bool] | None = None
    for leaf in pages.leaves:
        if not leaf.folio:
            if leaf.texts:
                if last is None:
                    continue
                words = leaf.texts[0].line.quoted
                yield _of(pages, "L001", leaf, f"no folio on the page of {words}", "report this design")
            continue
        number, roman = value(leaf.folio), not leaf.folio.isdigit()
        if last and (last[2] == roman or roman):
            expected = last[1] + leaf.sheet.number - last[0]
            if number != expected:
                fault = f"the folio {leaf.folio} stands where {expected} is due"
                yield _of(pages, "L001", leaf, fault, "report this design")
        last = leaf.sheet.number, number, roman


def lonely(pages: Pages) -> Iterator[Finding]:
    """Yield L006, a warning, for each last page of a chapter with fewer than five lines.

    Bad: two lines of text, then white. Good: five lines, or none.

    The number is a custom of book houses; the manuals at hand name none.
    """
    for leaves in pages.chapters:
        leaf = leaves[-1]
        lines = len({line.place for line in leaf.matter})
        if len(leaves) > 1 and leaf.texts and lines < LEAST and not leaf.sheet.blocks:
            fault = f"a chapter ends on a page of {lines} line{'s' * (lines != 1)}"
            yield told(
                pages, "L006", leaf, leaf.matter[-1], fault,
                "tighten paragraphs before it with .. rst-class:: tight, or loosen some",
            )  # fmt: skip


def short(pages: Pages) -> Iterator[Finding]:
    """Yield L007, a warning, for each page that ends more than a line above the others, within a chapter.

    Bad: a page three lines short before a table. Good: text drawn up below it.
    """
    frame = pages.frame
    found = []
    for leaves in pages.chapters:
        for leaf in leaves[:-1]:
            lowest = [line.line.base for line in leaf.lines if line.kind is not Kind.FURNITURE]
            lowest += [block.bottom for block in leaf.sheet.blocks]
            missing = (min(lowest) - frame.foot) / frame.leading if lowest else 0.0
            last = leaf.matter[-1].kind if leaf.matter else Kind.OTHER
            if missing > (SHORT if last in RUNNING else LISTED) and (leaf.texts or not leaf.opens):
                found.append((missing, leaf))
    for missing, leaf in sorted(found, key=lambda pair: -pair[0]):
        line = (leaf.matter or leaf.lines)[-1]
        yield told(
            pages, "L007", leaf, line, f"the page ends {missing:.0f} lines short",
            "move the figure or table after it farther down in the chapter",
        )  # fmt: skip


def grid(pages: Pages) -> Iterator[Finding]:
    """Yield L008, a warning, for each page with text off the grid of lines that facing pages share.

    Bad: a heading of two lines and a half, and all below it half a line lower than the page beside it.
    Good: a heading of three lines.

    Bringhurst, 2.2.2. The page that is farthest off is told first.
    """
    frame = pages.frame
    found = []
    for leaf in (leaf for leaf in pages.leaves if leaf.folio):
        off = [(_off(frame.top - line.line.base, frame.leading), line) for line in leaf.texts]
        away = [(distance, line) for distance, line in off if distance > OFF]
        if away and len(off) >= RUN:
            found.append((max(distance for distance, _ in away), leaf, away))
    for worst, leaf, away in sorted(found, key=lambda entry: -entry[0]):
        count = f"{len(away)} of {len(leaf.texts)} lines"
        fault = f"{count} stand off the grid, {worst:.1f} points at most, from here"
        yield told(pages, "L008", leaf, away[0][1], fault, "report this design")


def _off(height: float, leading: float) -> float:
    """Return how far a height is from the nearest line of the grid."""
    return abs(height - leading * round(height / leading))


def last_line(pages: Pages) -> Iterator[Finding]:
    """Yield L014, a warning, for each chapter whose last line has fewer than four words.

    Bad: "the sea." Good: "and the fleet put out to sea."
    """
    for leaves in pages.chapters:
        running = [(leaf, line) for leaf in leaves for line in leaf.texts]
        if not running:
            continue
        leaf, line = running[-1]
        count = len(line.line.words)
        ends = leaf is leaves[-1] and line is leaf.matter[-1]
        if ends and count < WORDS and not line.begins:
            yield told(
                pages, "L014", leaf, line, f"a chapter ends in a line of {count} word{'s' * (count != 1)}",
                "tighten the last paragraph with .. rst-class:: tight, or reword it",
            )  # fmt: skip


RULES = (folios, lonely, short, grid, last_line)
