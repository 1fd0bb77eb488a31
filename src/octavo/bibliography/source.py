"""The text of a ``.bib`` file: its encoding, its line ends, and characters that no book can hold."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from octavo.findings import Finding

#: Characters that XML 1.0 (section 2.2) forbids, and the byte order mark, which means nothing inside a text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")

#: So many of them are told: a file that is no text has thousands.
_TOLD = 20

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def text_of(path: Path, name: str, findings: list[Finding]) -> str:
    """Return a file's text, its lines ended by line feeds; what is wrong with it joins the findings."""
    try:
        data = path.read_bytes()
    except OSError as error:
        remedy = "create it or mend bibtex_bibfiles in conf.py"
        findings.append(Finding(name, 0, "B005", f"cannot be read: {error.strerror}", remedy))
        return ""
    text, found = _decoded(data, name)
    findings += found
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings += _forbidden(text, name)
    return _FORBIDDEN.sub("", text)


def _decoded(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """Return text, and what is wrong with its encoding."""
    remedy = "save the file as UTF-8"
    if encoding := _wide(data):
        text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
        return text, [Finding(name, 1, "B004", "the file is UTF-16", remedy)]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        # Sequences of CR, LF or both, as the text counts its lines.
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return data.decode("utf-8-sig", errors="replace"), [Finding(name, line, "B004", message, remedy)]


def _wide(data: bytes) -> str:
    """Return the name of a file's UTF-16, with or without a byte order mark; else nothing."""
    if data[:2] in _MARKS:
        return _MARKS[data[:2]]
    # Every second byte of ASCII text is then NUL.
    head = data[:64]
    if len(head) >= 4 and not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be"
    return "utf-16-le" if len(head) >= 4 and not any(head[1::2]) and all(head[0::2]) else ""


def _forbidden(text: str, name: str) -> Iterator[Finding]:
    """Yield a finding for each of the first characters that no book can hold."""
    for match in islice(_FORBIDDEN.finditer(text), _TOLD):
        line = text.count("\n", 0, match.start()) + 1
        message = f"the line holds U+{ord(match[0]):04X}, which no book can hold"
        yield Finding(name, line, "B020", message, "delete it")
