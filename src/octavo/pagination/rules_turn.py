"""Rules about the turn from one page to the next: what must not be parted there."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.findings import Finding, Severity
from octavo.pagination.model import Kind, Leaf, Pages, Placed

#: Lines of text that a heading has below it at least.
BELOW = 2


def told(pages: Pages, code: str, leaf: Leaf, line: Placed, fault: str, remedy: str) -> Finding:
    """Return the finding of a line: its page and place, the fault, its words."""
    message = f"{leaf.called}, line {line.place}: {fault}: {line.line.quoted}"
    return Finding(pages.name, leaf.sheet.number, code, message, remedy, Severity.WARNING)


def heading_at_foot(pages: Pages) -> Iterator[Finding]:
    """Yield L003, a warning, for each heading at the foot of a page with fewer than two lines below it.

    Bad: "The Siege" on the last line but one. Good: the heading at the head of the next page.
    """
    # Where a chapter ends, a section of one line has its one line.
    ends = {leaves[-1].sheet.number for leaves in pages.chapters}
    for leaf in (leaf for leaf in pages.leaves if leaf.sheet.number not in ends):
        matter = leaf.matter
        for index, line in enumerate(matter):
            following = [other.kind for other in matter[index + 1 :]]
            if line.kind is not Kind.HEADING or leaf.opens or Kind.HEADING in following[:1]:
                continue
            if len(following) < BELOW and not _has_picture_below(leaf, line):
                count = len(following) or "no"
                fault = f"a heading with {count} line{'s' * (count != 1)} below it"
                yield told(
                    pages, "L003", leaf, line, fault, "loosen a paragraph before it with .. rst-class:: loose"
                )


def _has_picture_below(leaf: Leaf, line: Placed) -> bool:
    """Return whether a picture stands below a line."""
    return any(block.top <= line.line.base for block in leaf.sheet.blocks)


def widow(pages: Pages) -> Iterator[Finding]:
    """Yield L004, a warning, for each widow: the last line of a paragraph alone at the head of a page.

    Bad: "back." as the first line of page 18. Good: two lines of the paragraph carried over.

    Bringhurst, *The Elements of Typographic Style*, 2.4.8; the Chicago Manual (17th ed., 2.116) lets one
    pass that fills the measure.
    """
    for before, leaf in pages.turns:
        first, last = leaf.texts[0], before.texts[-1]
        if first.ends and not first.begins and not last.ends:
            yield told(
                pages, "L004", leaf, first, "a widow, the last line of its paragraph alone",
                "tighten the paragraph with .. rst-class:: tight, or loosen it to carry two lines over",
            )  # fmt: skip


def broken_word(pages: Pages) -> Iterator[Finding]:
    """Yield L005, a warning, for each word broken by a hyphen at the turn of a page.

    Bad: "bombard-" on page 17 and "ment" on page 18. Good: the whole word on one of them.

    It is told first of right pages, where the leaf must be turned. Bringhurst, 2.4.10, of any interruption.
    """
    found = [
        (before, line) for before, _ in pages.turns
        if (line := before.texts[-1]).line.is_broken and not line.ends
    ]  # fmt: skip
    for before, line in sorted(found, key=lambda pair: -pair[0].sheet.side):
        where = "the turn of the leaf" if before.sheet.side else "the end of the page"
        yield told(
            pages, "L005", before, line, f"a word broken at {where}",
            "tighten or loosen the paragraph with .. rst-class:: tight or loose, or reword it",
        )  # fmt: skip


def orphan(pages: Pages) -> Iterator[Finding]:
    """Yield L009, a warning, for each orphan: the first line of a paragraph alone at the foot of a page.

    Bad: one indented line below the last full paragraph. Good: two lines of it, or none.

    Houses differ: the Chicago Manual (17th ed., 2.116) and Bringhurst (2.4.8) let it pass.
    """
    for before, _leaf in pages.turns:
        last = before.texts[-1]
        if last.begins and not last.ends and not _follows_heading(before, last):
            yield told(
                pages, "L009", before, last, "an orphan, the first line of its paragraph alone",
                "loosen a paragraph before it with .. rst-class:: loose",
            )  # fmt: skip


def _follows_heading(leaf: Leaf, line: Placed) -> bool:
    """Return whether a line stands below a heading, which says so itself."""
    matter = leaf.matter
    index = matter.index(line)
    return index > 0 and matter[index - 1].kind is Kind.HEADING


def note_over(pages: Pages) -> Iterator[Finding]:
    """Yield L016, a warning, for each note at the foot that runs over to the next page.

    Bad: a note of nine lines of which three stand on the next page. Good: a shorter note.
    """
    for leaf in pages.leaves:
        notes = leaf.of(Kind.NOTE)
        if notes and not notes[0].line.words[0].text.rstrip(".").isdigit() and not _has_sign(notes[0]):
            yield told(
                pages, "L016", leaf, notes[0], "a note runs over from the page before",
                "shorten the note, or move a part of it into the text",
            )  # fmt: skip


def _has_sign(line: Placed) -> bool:
    """Return whether a note begins with a sign in place of a number."""
    return line.line.words[0].text[0] in "*†‡§"


RULES = (heading_at_foot, widow, broken_word, orphan, note_over)
