"""What TeX said, turned into findings at the author's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from octavo.findings import Finding

MARKER = "%% octavo: "  #: Begins the comment that carries a place of the sources into the TeX file.
PLACE = re.compile(r"^%% octavo: (.+):(\d+)$")
#: ``book.tex:123: message``, as ``-file-line-error`` writes it.
REPORT = re.compile(r"^(?:\./)?([^\s:]+\.(?:tex|sty|cls|ind|lua)):(\d+): (.*)$")
LOST = re.compile(r"Missing character: There is no (.+?) \((?:U\+)?([0-9A-F]+)\) in font ([^!]*)")
DANGLING = re.compile(r"unreferenced destination with name '([^']*)'")
DANGLING_LINK = "T003"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL = re.compile(r"\\[A-Za-z@]+")
FACE = re.compile(r"octavo-(?:(?P<language>[a-z-]+)-[0-9a-f]{10}|(?P<file>[^:\]]+))\.[ot]tf")


def marker(path: str, line: int) -> str:
    """Return the comment that marks the place of the following TeX lines.

    A file may have the end of a line in its name, and a comment ends there.
    """
    return f"{MARKER}{_CONTROLS.sub('?', path)}:{line}"


def place(tex: Sequence[str], line: int) -> tuple[str, int] | None:
    """Return the source file and line of a line of the TeX file, counted from 1."""
    for text in reversed(tex[: min(line, len(tex))]):
        if found := PLACE.match(text):
            return found[1], int(found[2])
    return None


def read(log: str, tex: Path) -> list[Finding]:
    """Return what a log reports: T001 an error of TeX, T002 a lost character, T003 a dangling link."""
    lines = tex.read_text(encoding="utf-8").split("\n")
    return sorted(set(_reported(log, lines, tex.name)))


def planted(job: str, names: Sequence[str]) -> Finding:
    """Return T006 for what a run left behind that is no file of its own."""
    message = (
        f"TeX left {', '.join(names)}, which is a link or no plain file, and nothing of octavo's makes one"
    )
    return Finding(f"{job}.tex", 0, "T006", message, "take the raw TeX that does so out of the book")


def _reported(log: str, tex: Sequence[str], name: str) -> Iterator[Finding]:
    """Yield the findings of a log, the same one perhaps more than once."""
    said = log.split("\n")
    for number, text in enumerate(said):
        if lost := LOST.search(text):
            yield from _lost(lost, tex, name)
        elif (report := REPORT.match(text)) and "==> Fatal error" not in text:
            message = f"TeX: {report[3].rstrip('.')}{_culprit(report[3], said[number + 1 : number + 2])}"
            yield Finding(*_where(report, tex, name), "T001", message, "mend the markup of this paragraph")
        elif dangling := DANGLING.search(text):
            message = f"a link leads to {dangling[1]}, which is nowhere in the book"
            yield Finding(name, 0, DANGLING_LINK, message,
                          "report this: no link may be written without its goal")  # fmt: skip


def _culprit(message: str, below: Sequence[str]) -> str:
    """Return the control word that TeX did not know: the last of the line below its message."""
    words = CONTROL.findall(below[0]) if below and message.startswith("Undefined control") else []
    return f" {words[-1]}" if words else ""


def _where(report: re.Match[str], tex: Sequence[str], name: str) -> tuple[str, int]:
    """Return the author's place of a report, or the TeX file's own where there is none."""
    if report[1].removeprefix("./") == name and (found := place(tex, int(report[2]))):
        return found
    return report[1], int(report[2])


def _lost(lost: re.Match[str], tex: Sequence[str], name: str) -> Iterator[Finding]:
    """Yield the finding of a character that a font lacks, at each paragraph that holds it.

    TeX misses a character only when a page goes out, and names no line.
    """
    character = chr(int(lost[2], 16))
    face = FACE.search(lost[3])
    font = lost[3].strip()
    if face:
        font = face["file"] or f"Noto Serif CJK ({face['language']})"
    message = f"{font} has no {character} (U+{int(lost[2], 16):04X})"
    lines = [number for number, text in enumerate(tex, 1) if character in text]
    for where in {place(tex, line) or (name, line) for line in lines} or {(name, 0)}:
        yield Finding(*where, "T002", message, "use another character")


def unsettled(job: str, passes: int) -> Finding:
    """Return the finding of a book whose page numbers never come to rest."""
    return Finding(f"{job}.tex", 0, "T004", f"page numbers still move after {passes} passes",
                   "reword the entry of the index or contents that changes its length")  # fmt: skip
