"""TeX's markup in a field, read as the text and the few marks that a citation can show.

Only what authors of bibliographies write is read: braces, accents, escaped characters, dashes,
quotation marks and a handful of commands. All else is text and stays, a ``%`` too, which for TeX
itself would begin a comment.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

import latexcodec  # noqa: F401  The import registers the codec.

from octavo.bibliography.marks import LESS

#: Commands with one argument, and the tag that CSL-JSON has for them; empty for none.
COMMANDS = {
    "emph": "i", "textit": "i", "mkbibemph": "i", "textbf": "b", "mkbibbold": "b", "textsc": "sc",
    "textsuperscript": "sup", "textsubscript": "sub", "enquote": "q", "mkbibquote": "q",
    "textup": "", "textrm": "", "textnormal": "", "mbox": "", "url": "", "uppercase": "", "text": "",
}  # fmt: skip
_SWITCHES = {"em": "i", "it": "i", "itshape": "i", "bf": "b", "sc": "sc", "rm": "", "sl": "i"}
_TOKEN = re.compile(
    r"""
    \\(?P<command>[a-z]{2,})\s*\{
  | \{\\(?P<switch>em|it|itshape|bf|sc|rm|sl)(?![A-Za-z])\s*
  | (?P<accent> \\[`'^"~=.]\s*(?:\{\\?[A-Za-z]*\s*\}|\\?[A-Za-z])
      | \\[uvHtcdbrk](?:\s*\{\\?[A-Za-z]*\}|\s+\\?[A-Za-z])
      | \\[A-Za-z]+(?:\{\}|(?![A-Za-z])\s?) )
  | \\(?P<escaped>[&%$\#_{}])
  | (?P<space>\\[\s,;/-]|\\\\)
  | (?P<open>\{) | (?P<close>\})
  | (?P<text>[^\\{}]+|\\)
    """,
    re.VERBOSE,
)
#: What any mark, dash or quotation mark of TeX's begins with: most fields hold none.
_MARKED = re.compile(r"[\\{}~`'-]")

#: Commands for a character that latexcodec does not know.
_SYMBOLS = {
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_",
    "textdegree": "°", "textsterling": "£", "pounds": "£", "S": "§", "P": "¶",
}  # fmt: skip
_TAGS = {
    "i": ("<i>", "</i>"), "b": ("<b>", "</b>"), "sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>"),
    "sc": ('<span style="font-variant:small-caps;">', "</span>"), "q": ("“", "”"),
    "case": ('<span class="nocase">', "</span>"), "": ("", ""),
}  # fmt: skip


def html(markup: str) -> str:
    """Return a field as the HTML that CSL-JSON allows; what stands in braces keeps its case."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    for kind, value in _events(markup):
        if kind == "open":
            stack.append((value, []))
        elif kind == "text":
            stack[-1][1].append(escape(value))
        elif len(stack) > 1:
            name, parts = stack.pop()
            inner = "".join(parts)
            # Braces round an accented letter hold it together; they are not meant for its case.
            is_letter = name == "case" and len(inner) == 1 and not inner.isascii()
            opening, closing = _TAGS["" if is_letter else name]
            stack[-1][1].append(f"{opening}{inner}{closing}")
    return "".join(part for _, parts in stack for part in parts)


def plain_text(markup: str) -> str:
    """Return a field as plain Unicode, without marks."""
    if not _MARKED.search(markup):
        return markup
    quotes: list[str] = []
    out = []
    for kind, value in _events(markup):
        if kind == "text":
            out.append(value)
        elif kind == "open":
            quotes.append("”" if value == "q" else "")
            out.append("“" if value == "q" else "")
        elif quotes:
            out.append(quotes.pop())
    return "".join(out)


def address(markup: str) -> str:
    """Return a URL or another identifier: nothing in it is a dash or a space of TeX's."""
    text = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", markup.strip())
    return re.sub(r"\\([&%$#_{}~])(?:\{\})?", r"\1", text).replace("{", "").replace("}", "")


def escape(text: str) -> str:
    """Mark what the engine would read as markup; it knows tags, and no entities."""
    return text.replace("<", LESS)


def typographic(text: str) -> str:
    """Return text with TeX's ligatures for dashes and quotation marks as the characters they mean."""
    for tex, character in (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”")):
        text = text.replace(tex, character)
    text = re.sub(r"(?<!\\)~", "\u00a0", text)
    return re.sub(r"(?<=[\w}])'(?=[\w{])|(?<=s)'(?=\s)", "’", text)


def _events(markup: str) -> Iterator[tuple[str, str]]:
    """Yield text, and where marks open and close."""
    for match in _TOKEN.finditer(typographic(markup)):
        kind = match.lastgroup or ""
        value = match[kind]
        if kind == "command":
            if value not in COMMANDS:
                yield "text", match[0][:-1]
            yield "open", COMMANDS.get(value, "")
        elif kind == "switch":
            yield "open", _SWITCHES[value]
        elif kind == "accent":
            yield "text", _decoded(value)
        elif kind == "space":
            yield "text", "" if value in {"\\/", "\\-"} else " "
        elif kind in {"open", "close"}:
            yield kind, "case" if kind == "open" else ""
        else:
            yield "text", value


def _decoded(command: str) -> str:
    """Return the character that a command of TeX's means; an unknown command stays as it is."""
    name = command.strip().strip("\\{}")
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    decode: Any = codecs.decode  # This codec reads text, which the types of the library do not foresee.
    text = decode(command, "ulatex", "keep")
    return str(text).replace("{", "").replace("}", "") if "\\" not in text else command
