"""Ace by DAISY: whether the EPUB can be read by everybody."""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from octavo.edition import Edition
from octavo.judges.program import NoVerdict, answer, last_words
from octavo.proof.verdict import Complaint, Judge, Level, Verdict
from octavo.system import node

#: Its words for how much a violation weighs; ``moderate`` and ``minor`` are warnings.
_GRAVE = frozenset({"critical", "serious"})


def ace(path: Path) -> Verdict:
    """Return what Ace says of an EPUB.

    Raises :class:`NoVerdict` where it cannot be run or gives no whole answer.
    """
    program, chromium = node.find(node.ACE), shutil.which("chromium")
    runner = shutil.which("node")
    if program is None or runner is None:
        raise NoVerdict("Ace by DAISY is not here", "octavo setup --for judge")
    if chromium is None:
        raise NoVerdict("Chromium, which Ace drives, is not here", "octavo setup --for judge")
    with tempfile.TemporaryDirectory(prefix="octavo-ace-") as folder:
        command: list[str | Path] = [runner, program / "bin/ace.js", "-s", "-f", "-o", folder, path]
        run = answer(command, os.environ | {"PUPPETEER_EXECUTABLE_PATH": chromium})
        report = Path(folder) / "report.json"
        if run.returncode or not report.is_file():
            raise NoVerdict(f"Ace gave no report: {last_words(run)}")
        try:
            return read(json.loads(report.read_text(encoding="utf-8")), spine(path))
        except (ValueError, KeyError, TypeError) as error:
            raise NoVerdict(f"Ace's report cannot be read: {error}") from error


def read(report: dict[str, Any], pages: frozenset[str]) -> Verdict:
    """Read Ace's report on an EPUB with these pages.

    Raises :class:`ValueError` where it does not tell of every page, or of no fault and yet not of success.
    """
    seen = {_subject(page) for page in report["assertions"]}
    if missed := sorted(pages - seen):
        raise ValueError(f"Ace did not look at {', '.join(missed)}")
    found = [_complaint(page, a) for page in report["assertions"] for a in page["assertions"]]
    passed = report["earl:result"]["earl:outcome"] == "pass"
    if passed == bool(found):
        raise ValueError("its sum is not that of its assertions")
    version = report["earl:assertedBy"]["doap:release"]["doap:revision"]
    looked = f"{len(pages)} pages and the metadata"
    return Verdict(Judge.ACE, Edition.EPUB, version, looked, tuple(sorted(set(found))))


def spine(path: Path) -> frozenset[str]:
    """Return the pages of an EPUB as Ace names them: relative to the package document."""
    with zipfile.ZipFile(path) as archive:
        opf = next(name for name in archive.namelist() if name.endswith(".opf"))
        root = etree.fromstring(archive.read(opf))
    hrefs = {item.get("id"): item.get("href") or "" for item in root.iter("{*}item")}
    return frozenset(posixpath.normpath(hrefs[ref.get("idref")]) for ref in root.iter("{*}itemref"))


def _subject(page: dict[str, Any]) -> str:
    """Return the page that an assertion tells of."""
    return str(page["earl:testSubject"]["url"]).lstrip("/")


def _complaint(page: dict[str, Any], assertion: dict[str, Any]) -> Complaint:
    """Read one violation."""
    test, result = assertion["earl:test"], assertion["earl:result"]
    level = Level.ERROR if test["earl:impact"] in _GRAVE else Level.WARNING
    where = " ".join(result.get("earl:pointer", {}).get("css", [])[:1])
    place = f"{_subject(page)} {where}".strip()
    message = " ".join(str(result["dct:description"]).split())
    return Complaint(place, level, test["dct:title"], message)
