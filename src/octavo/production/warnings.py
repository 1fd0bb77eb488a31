"""What Sphinx and docutils say while they work, as findings that are said again on every build."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, WarningLogRecordTranslator, WarningSuppressor

from octavo.findings import Finding, Severity

#: Parts of Sphinx's warnings that octavo says better, or that mean nothing in a book.
SILENT = (
    re.compile(r"document isn't included in any toctree"),
    re.compile(r"Footnote \[.*\] is not referenced"),
    re.compile(r"toctree contains reference to document .* that doesn't have a title"),
)

#: Kinds of Sphinx's warnings that would leave a hole in an edition.
HOLES = ("image.", "ref.", "toc.not_readable", "toc.excluded", "docutils", "term", "download")

#: What Sphinx says, and how octavo says it: a pattern, code, fault and remedy.
_REMEDIES = tuple(
    (re.compile(pattern), code, fault, remedy)
    for pattern, code, fault, remedy in (
        (
            r"image file not readable: (?P<name>.*)",
            "W101",
            "the image {name} is missing",
            "add it, or mend its path",
        ),
        (
            r"undefined label: '?(?P<name>[^']*)'?",
            "W102",
            "the label {name!r} is nowhere",
            "mend it, or put .. _{name}: before its target",
        ),
        (
            r"unknown document: '?(?P<name>[^']*)'?",
            "W103",
            "the document {name!r} is nowhere",
            "mend the path",
        ),
        (
            r"toctree contains reference to non-?existing document '(?P<name>[^']*)'",
            "W104",
            "the list names {name!r}, and there is no such document",
            "mend the path, or write it",
        ),
        (
            r'(?P<name>"raw" directive disabled)',
            "W106",
            "raw markup is off",
            "use octavo's own markup, or set octavo_trusted = True in conf.py",
        ),
        (r"(?P<name>.*)", "W100", "{name}", ""),
    )
)


#: What Sphinx itself puts before a message.
_LEVEL = re.compile(r"(?:.*?: )?(?P<level>WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.*)")


class Listener(logging.Handler):
    """Turns Sphinx's warnings into findings as they are said.

    Sphinx holds its own handlers back until all is read, and then says everything again.
    """

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(WarningSuppressor(app))
        self.addFilter(WarningLogRecordTranslator(app))
        self.srcdir = Path(app.srcdir)
        self.findings: list[Finding] = []
        logging.getLogger(NAMESPACE).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning, once."""
        if hasattr(record, "octavo_noted"):
            return
        record.octavo_noted = True
        message = re.sub(r"\x1b\[[\d;]*m", "", record.getMessage()).strip()
        if any(pattern.search(message) for pattern in SILENT):
            return
        path, line = self.place(getattr(record, "location", None))
        self.findings.append(_finding(path, line, _kind(record), message, record.levelno))

    def place(self, location: object) -> tuple[str, int]:
        """Return file and line of what Sphinx calls a location."""
        text = str(location or "")
        match = re.match(r"(?P<path>.*?)(?::(?P<line>\d+|None))?(?:: .*)?:?$", text)
        if not match or not match["path"]:
            return "conf.py", 0
        # docutils names an included file from the working folder.
        path = Path(os.path.normpath(Path.cwd() / match["path"]))
        if not path.exists():
            path = Path(match["path"])
        with suppress(ValueError):
            path = path.relative_to(self.srcdir)
        line = match["line"] or "0"
        return path.as_posix(), int(line) if line.isdigit() else 0


def _kind(record: logging.LogRecord) -> str:
    """Return a warning's type and subtype as Sphinx writes them."""
    kind = getattr(record, "type", "") or ""
    subtype = getattr(record, "subtype", "") or ""
    return f"{kind}.{subtype}" if subtype else str(kind)


def _finding(path: str, line: int, kind: str, message: str, level: int) -> Finding:
    """Return one warning as a finding."""
    head = message.splitlines()[0] if message else "says nothing"
    match = _LEVEL.match(head)
    level_name, first = (match["level"], match["text"]) if match else ("", head)
    hole = level >= logging.ERROR or level_name in {"ERROR", "SEVERE", "CRITICAL"} or kind.startswith(HOLES)
    for pattern, code, text, remedy in _REMEDIES:
        if match := pattern.match(first):
            name = re.sub(r" \[[\w.]+\]$", "", match["name"])
            severity = Severity.ERROR if hole or code != "W100" else Severity.WARNING
            return Finding(path, line, code, text.format(name=name), remedy.format(name=name), severity)
    raise AssertionError("the last pattern matches everything")


def by_document(
    findings: Iterable[Finding], docnames: Mapping[str, str], takers: Mapping[str, Iterable[str]]
) -> dict[str, list[Finding]]:
    """Sort findings by the document whose file they name, or those that take the file in.

    What belongs to no document, as of ``conf.py``, is left out.

    :param docnames: documents by their file.
    :param takers: documents by the files that they include.
    """
    out: dict[str, list[Finding]] = {}
    for finding in findings:
        name = docnames.get(finding.path)
        for docname in [name] if name else takers.get(finding.path, ()):
            out.setdefault(docname, []).append(finding)
    return out


def remembered(table: Mapping[str, list[Finding]]) -> list[Finding]:
    """Return the warnings of every document."""
    return [finding for found in table.values() for finding in found]
