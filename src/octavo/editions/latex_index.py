"""The index entries of the printed edition, in the words of upmendex."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.util.index_entries import split_index_msg
from sphinx.writers.latex import LaTeXTranslator

_EXTRA = re.compile(r"^(.*\S)\s+(\([^()]*\))\s*$")
_QUOTED = str.maketrans({sign: f'"{sign}' for sign in '"@!|'})
#: What would be read as TeX, or should not count, where an entry is sorted.
_UNSORTED = re.compile(r"[\\{}#%&$^_~“”‘’\"\[\]*]")


class IndexVisitors(LaTeXTranslator):
    """Writes index entries where they stand."""

    def visit_index(self, node: nodes.Element) -> None:
        """Write the entries of one place."""
        for kind, text, _target, main, _key in node["entries"]:
            for entry in self.entries(kind, text, main):
                self.builder.has_index = True  # type: ignore[attr-defined]
                self.hold(rf"\octavoindex{{{entry}}}")  # type: ignore[attr-defined]
        raise nodes.SkipNode

    def entries(self, kind: str, text: str, main: str) -> list[str]:
        """Return the lines that an entry of Sphinx's makes in a printed index."""
        page = "|octavoindexmain" if main else "|octavoindexpage"
        parts = split_index_msg(kind, text)
        match kind, parts:
            case (("see" | "seealso"), [entry, other]):
                return [f"{self.headed(entry)}|octavo{kind}{{{self.encode(other).translate(_QUOTED)}}}"]
            case "pair", [one, two]:
                first, second = self.filed(one), self.filed(two)
                return [f"{self.headed(one)}!{second}{page}", f"{self.headed(two)}!{first}{page}"]
            case "triple", [one, two, three]:
                return [
                    f"{self.headed(one)}!{self.filed(f'{two} {three}')}{page}",
                    f"{self.headed(two)}!{self.filed(f'{three}, {one}')}{page}",
                    f"{self.headed(three)}!{self.filed(f'{one} {two}')}{page}",
                ]
        return ["!".join([*map(self.headed, parts[:1]), *map(self.filed, parts[1:])]) + page]

    def headed(self, text: str) -> str:
        """Return an entry of the first level, which TeX names again where it goes on in the next column."""
        key, shown = self._filed(text)
        return rf"{key}@\octavoindexentry{{{shown}}}"

    def filed(self, text: str) -> str:
        """Return one level of an entry: under what it is filed, and how it is printed."""
        return "@".join(self._filed(text))

    def _filed(self, text: str) -> tuple[str, str]:
        """Return under what a level is filed, and how it is printed."""
        key = " ".join(_UNSORTED.sub(" ", text).split()) or "-"
        shown = self.encode(text)
        if extra := _EXTRA.match(text):
            shown = self.encode(extra[1]) + rf"\octavoindexextra{{{self.encode(extra[2][1:-1])}}}"
        return key.translate(_QUOTED), shown.translate(_QUOTED)
