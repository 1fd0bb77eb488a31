"""The first words of a chapter: a large initial, and what is led in behind it."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from octavo.editions.latex_inlines import InlineVisitors

LONG = 240  #: Letters from which a paragraph has lines enough to stand beside a large initial.
LAST_LETTER = 0x052F  #: Of the scripts of the text face: Latin, Greek, Cyrillic.
WORDS = 3  #: How many words are led in.

#: What stands before an initial, the initial, and the rest of its word.
_INITIAL = re.compile(r"([“‘\"'’(«„¿¡\[]*)([^\W_])([^\s,.;:!?—–]*)")
#: A further word to be led in; not one behind a stop, where the sense is at an end.
_WORD = re.compile(r"[ \n]+[^\s,.;:!?—–]+(?![^\s,.;:!?—–])")
#: Runs of words whose first letter may become the initial.
_RUNS = (nodes.emphasis, nodes.strong, nodes.title_reference, nodes.inline)


class OpeningVisitors(InlineVisitors):
    """Leads a chapter in."""

    def opened(self, paragraph: nodes.Element) -> str:
        """Take the first words from a chapter's first paragraph and return them led in.

        A figure or a letter of another script than the text face's begins the chapter as it is; of a
        paragraph that is too short for a large initial the words alone are led in.
        """
        place = 0
        while place < len(paragraph) and isinstance(paragraph[place], nodes.Invisible | nodes.target):
            place += 1
        first = paragraph[place] if place < len(paragraph) else None
        run = first if isinstance(first, _RUNS) and not isinstance(first, nodes.reference) else None
        text: Any = run[0] if run is not None and len(run.children) == 1 else first
        found = _INITIAL.match(text.astext()) if isinstance(text, nodes.Text) else None
        if not found or ord(found[2]) > LAST_LETTER:
            return ""
        words, lead = text.astext(), found[3]
        end = found.end()
        for _more in range(WORDS - 1):
            if further := _WORD.match(words, end):
                lead, end = lead + further[0], further.end()
        self._shorten(paragraph, place, run, words[end:])
        initial, led = self._like(run, found[2]), self._like(run, lead)
        before = self.encode(found[1])
        if len(paragraph.astext()) + end < LONG or not found[2].isalpha():
            return rf"\octavoleadin{{{before}{self._like(run, found[2] + lead)}}}"
        return rf"\octavoopening{{{before}}}{{{initial}}}{{{led}}}"

    def _shorten(self, paragraph: nodes.Element, place: int, run: Any, rest: str) -> None:
        """Leave in a paragraph what was not led in."""
        text = nodes.Text(rest)
        if run is None:
            paragraph[place] = text
        else:
            run[0] = text
        text.parent = run if run is not None else paragraph

    def _like(self, run: nodes.Element | None, words: str) -> str:
        """Return words as TeX, with the markup of the run that they come from."""
        if run is None:
            return str(self.worded(words))
        copy = run.copy()
        copy["ids"] = []
        copy += nodes.Text(words)
        copy.parent = run.parent
        return str(self.rendered(copy))  # type: ignore[attr-defined]
