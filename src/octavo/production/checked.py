"""What the last check gave, kept so that a check of what has not changed needs no Sphinx."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from octavo.citations.place import Place
from octavo.findings import Finding, Severity, errors
from octavo.production.folders import Folders
from octavo.production.unchanged import is_settled, now


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the sources gave."""

    findings: tuple[Finding, ...]
    citations: int  #: Citations of the book; 0 where a fault stands in the way.
    unverified: tuple[Place, ...] = ()  #: Places still to be looked up, in reading order.

    @classmethod
    def of(cls, findings: Iterable[Finding], citations: int, unverified: Iterable[Place] = ()) -> Checked:
        """Return the result of a check, each finding once and in order of place."""
        return cls(tuple(sorted(set(findings))), citations, tuple(unverified))


def known(folders: Folders) -> Checked | None:
    """Return what the last check gave, where nothing that it depended on has changed since."""
    try:
        data = json.loads(_record(folders).read_text(encoding="utf-8"))
        found = tuple(Finding(**{**f, "severity": Severity(f["severity"])}) for f in data["findings"])
        places = tuple(Place(**place) for place in data["unverified"])
        checked, digest = Checked(found, int(data["citations"]), places), data["digest"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return checked if digest == now(folders) else None


def keep(folders: Folders, checked: Checked, begun: float) -> None:
    """Keep what a check gave that began at a moment, in seconds since 1970.

    A book with faults is read again until it has none; and so is one that was written while it was read.
    """
    record = _record(folders)
    if errors(checked.findings) or not is_settled(folders, begun):
        record.unlink(missing_ok=True)
        return
    data = {
        "digest": now(folders),
        "citations": checked.citations,
        "unverified": [asdict(place) for place in checked.unverified],
        "findings": [asdict(finding) for finding in checked.findings],
    }
    part = record.with_suffix(".part")
    part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    part.replace(record)


def _record(folders: Folders) -> Path:
    """Return the file that holds what the last check gave."""
    return folders.inner / "checked.json"
