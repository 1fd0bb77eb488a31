"""Records of verdicts: kept by the content that was judged, so that nobody judges the same twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from octavo.edition import Edition
from octavo.proof.verdict import Complaint, Judge, Level, Record, Verdict, not_run
from octavo.proof.weight import Measure

#: What asks the judges.
COMMAND = "octavo judge"


def load(folder: Path, judge: Judge, edition: Edition, place: Path) -> Record:
    """Return what a judge said of a file or folder; where it did not speak of that, why."""
    if not place.exists():
        return Record(not_run(judge, edition, f"the {edition} edition was not built", "octavo build"))
    path = _path(folder, judge)
    if not path.is_file():
        return Record(not_run(judge, edition, "it was not asked", COMMAND))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["digest"] == digest(place):
            return _read(data)
    except (OSError, ValueError, KeyError, TypeError):
        return Record(not_run(judge, edition, "what was kept of it cannot be read", COMMAND))
    return Record(not_run(judge, edition, "the edition has changed since it was asked", COMMAND))


def dump(folder: Path, place: Path, record: Record) -> None:
    """Keep what a judge said of a file or folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = _path(folder, record.verdict.judge)
    text = json.dumps({"digest": digest(place), **asdict(record)}, ensure_ascii=False, indent=1)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def digest(place: Path) -> str:
    """Return a digest of a file, or of a folder's files, and of how octavo asks and reads the judges."""
    total = hashlib.sha256()
    paths = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    for path in [*sorted(Path(__file__).parent.glob("*.py")), *paths]:
        name = path.relative_to(place).as_posix() if path.is_relative_to(place) else path.name
        content = path.read_bytes()
        total.update(f"{name} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _path(folder: Path, judge: Judge) -> Path:
    """Return the file of a judge's record."""
    return folder / f"{judge.name.lower()}.json"


def _read(data: dict[str, Any]) -> Record:
    """Read what :func:`dump` wrote."""
    told: dict[str, Any] = data["verdict"]
    complaints = tuple(Complaint(**{**c, "level": Level(c["level"])}) for c in told["complaints"])
    whole = {"judge": Judge(told["judge"]), "edition": Edition(told["edition"]), "complaints": complaints}
    return Record(Verdict(**{**told, **whole}), tuple(Measure(**m) for m in data["measures"]))
