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
DANGLING = re.compile(r"name\{([^}]*)\} has been referenced but does not exist")
FACE = re.compile(r"octavo-([a-z-]+?)(?:-[0-9a-f]{10})?\.otf")
FACES = {"regular": "EB Garamond", "italic": "EB Garamond Italic"}


def marker(path: str, line: int) -> str:
    """Return the comment that marks the place of the following TeX lines."""
    return f"{MARKER}{path}:{line}"


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


def _reported(log: str, tex: Sequence[str], name: str) -> Iterator[Finding]:
    """Yield the findings of a log, the same one perhaps more than once."""
    for text in log.split("\n"):
        if lost := LOST.search(text):
            report = REPORT.match(text)
            yield _lost(lost, _where(report, tex, name))
        elif (report := REPORT.match(text)) and "==> Fatal error" not in text:
            path, line = _where(report, tex, name)
            yield Finding(path, line, "T001", f"TeX: {report[3].rstrip('.')}", "mend the markup of this paragraph")
        elif dangling := DANGLING.search(text):
            yield Finding(name, 0, "T003", f"a link leads to {dangling[1]}, which is nowhere in the book",
                          "report this: no link may be written without its goal")  # fmt: skip


def _where(report: re.Match[str] | None, tex: Sequence[str], name: str) -> tuple[str, int]:
    """Return the author's place of a report, or the TeX file's own where there is none."""
    if report is None:
        return name, 0
    if report[1].removeprefix("./") == name and (found := place(tex, int(report[2]))):
        return found
    return report[1], int(report[2])


def _lost(lost: re.Match[str], where: tuple[str, int]) -> Finding:
    """Return the finding of a character that a font lacks."""
    character = chr(int(lost[2], 16))
    face = FACE.search(lost[3])
    font = FACES.get(face[1], f"Noto Serif CJK ({face[1]})") if face else lost[3].strip()
    return Finding(*where, "T002", f"{font} has no {character} (U+{int(lost[2], 16):04X})",
                   "use another character")  # fmt: skip


def unsettled(job: str, passes: int) -> Finding:
    """Return the finding of a book whose page numbers never come to rest."""
    return Finding(f"{job}.tex", 0, "T004", f"page numbers still move after {passes} passes",
                   "reword the entry of the index or contents that changes its length")  # fmt: skip
