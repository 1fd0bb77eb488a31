"""What the press made the last time, kept beside the set book."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from octavo.findings import Finding, Severity
from octavo.press.account import Account, of_data


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the press made."""

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()  #: What the author should know of the order.
    accounts: tuple[Account, ...] = ()  #: Of each file for a printer, an archive or a screen.


def pressed(folder: Path) -> list[str]:
    """Return the names of the files that the press last made beside a set book."""
    try:
        return [str(name) for name in json.loads(place(folder).read_text(encoding="utf-8"))["files"]]
    except (OSError, ValueError, KeyError):
        return []


def place(folder: Path) -> Path:
    """Return the file that tells what the press made in a folder."""
    return folder.with_name("press.json")


def load(folder: Path, now: str) -> Pressed | None:
    """Return what was made the last time, where it still holds and is still there."""
    try:
        known = json.loads(place(folder).read_text(encoding="utf-8"))
        files = tuple(folder / name for name in known["files"])
        if known["fingerprint"] != now or not all(path.is_file() for path in files):
            return None
        found = tuple(Finding(**{**f, "severity": Severity(f["severity"])}) for f in known["findings"])
        return Pressed(files, found, tuple(known["notes"]), tuple(map(of_data, known["accounts"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def dump(folder: Path, now: str, made: Pressed) -> None:
    """Keep what was made."""
    data = {
        "fingerprint": now,
        "files": [path.relative_to(folder).as_posix() for path in made.files],
        "findings": [asdict(finding) for finding in made.findings],
        "notes": list(made.notes),
        "accounts": [account.as_data() for account in made.accounts],
    }
    place(folder).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
