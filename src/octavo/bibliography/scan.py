"""Scanning a ``.bib`` file: pybtex's parser, made to end quickly and to lose nothing on any file."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, SkipEntry
from pybtex.scanner import PybtexSyntaxError, Token

#: Characters that all ``@string`` macros of a file together may put into its entries.
EXPANSION = 10_000_000

#: What begins an entry, where it begins a line.
_HEAD = re.compile(r"^[ \t]*(?P<at>@)[A-Za-z]+[ \t]*[{(]\s*[^\s,{}()\"#%=]+\s*,", re.MULTILINE)

#: A field as most are: a name and text in braces without further braces, and nothing joined to it.
_FIELD = re.compile(
    rf"\s*(?P<name>{LowLevelParser.NAME.match.__self__.pattern})\s*=\s*\{{(?P<text>[^{{}}]*)\}}(?=\s*[,}})])"
)

_COMMENT = re.compile(r"comment(?![A-Za-z])", re.IGNORECASE)

_LITERALS = {
    LowLevelParser.AT: "@", LowLevelParser.LBRACE: "{", LowLevelParser.RBRACE: "}", LowLevelParser.QUOTE: '"',
}  # fmt: skip


class Scanner(LowLevelParser):  # type: ignore[misc]  # pybtex is untyped
    """Reads the commands of a file one by one.

    :param on_error: is told what does not parse.
    """

    pos: int  #: Where reading goes on.
    lineno: int  #: Line of that place, from 1.

    def __init__(
        self, text: str, macros: MutableMapping[str, str], on_error: Callable[[PybtexSyntaxError], None]
    ) -> None:
        super().__init__(text, macros=macros)
        self.on_error = on_error
        self.breaks = [match.start() for match in re.finditer("\n", text)]
        self.heads = [match.start("at") for match in _HEAD.finditer(text)]
        self.fence = self.end_pos  # Where the next entry begins: no command may reach beyond it.
        self.expanded = 0

    def line_at(self, position: int) -> int:
        """Return the line of a position."""
        return bisect.bisect_left(self.breaks, position) + 1

    @property
    def line(self) -> int:
        """The line on which the command at hand begins."""
        return self.line_at(self.command_start or 0)

    def parse_bibliography(self) -> Iterator[Any]:
        """Yield each command; what does not parse ends where the next entry begins a line."""
        while self.skip_to([self.AT]):
            self.command_start = self.pos - 1
            if _COMMENT.match(self.text, self.pos):
                continue
            following = bisect.bisect_right(self.heads, self.command_start)
            self.fence = self.heads[following] if following < len(self.heads) else self.end_pos
            try:
                yield tuple(self.parse_command())
            except PybtexSyntaxError as error:
                self.on_error(error)
            except SkipEntry:
                pass
            if self.pos > self.fence:
                self.pos, self.lineno = self.fence, self.line_at(self.fence)

    def parse_field(self) -> None:
        """Read a field, most of them at one go."""
        match = _FIELD.match(self.text, self.pos)
        if not match or match.end() > self.fence:
            super().parse_field()
            return
        self.current_field_name, self.current_value = match["name"], [match["text"]]
        self.pos = match.end()
        self.update_lineno(match[0])

    def handle_error(self, error: PybtexSyntaxError) -> None:
        """Tell of what does not parse."""
        self.on_error(error)

    def skip_to(self, patterns: list[Any]) -> Token | None:
        """Return what stands before the first of some characters, with it.

        pybtex looks for each of them by itself, to the end of the file where there is none; and a field
        that nothing closes would swallow every entry behind it.
        """
        wanted = "".join(_LITERALS[pattern] for pattern in patterns)
        match = _ANY[wanted].search(self.text, self.pos)
        if wanted != "@" and self.fence < self.end_pos and (not match or match.start() > self.fence):
            raise PybtexSyntaxError("the next entry begins before its end", self)
        if not match:
            return None
        value = self.text[self.pos : match.end()]
        self.pos = match.end()
        self.update_lineno(value)
        return Token(value, next(p for p in patterns if _LITERALS[p] == match[0]))

    def substitute_macro(self, name: str) -> str:
        """Return the text of a macro; macros of macros may not grow without end."""
        text = str(super().substitute_macro(name))
        before, self.expanded = self.expanded, self.expanded + len(text)
        if self.expanded <= EXPANSION:
            return text
        if before <= EXPANSION:
            self.handle_error(PybtexSyntaxError("the @string macros grow without end", self))
        return ""


_ANY = {wanted: re.compile(f"[{re.escape(wanted)}]") for wanted in ("@", "{}", "}{", '"}{', '"{}')}
