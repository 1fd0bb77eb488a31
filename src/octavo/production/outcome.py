"""What a build gave: the files, the findings, the proof."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from octavo.findings import Finding, Severity, errors, open_findings


@dataclass(frozen=True, slots=True)
class Product:
    """One finished file."""

    edition: str
    path: str  #: Relative to the folder of the editions.
    size: int  #: Bytes; of the whole folder for the web edition.
    pages: int  #: Pages, of a PDF or of the web; printed pages known in an EPUB; 0 where there are none.
    proved: int  #: Citations whose source was reached in it.
    expected: int  #: Citations that it should hold.


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave."""

    products: tuple[Product, ...]
    findings: tuple[Finding, ...]
    reads: int  #: How often the sources were read; 0 where nothing had changed.
    impossible: tuple[tuple[str, str], ...] = ()  #: Edition and why it could not be made here.
    notes: tuple[str, ...] = ()  #: What the author should know of this machine.

    @property
    def status(self) -> int:
        """Return the exit code: 1 for the author's faults, 2 for the machine's."""
        if errors(self.findings):
            return 1
        return 2 if self.impossible else 0

    def dump(self, path: Path, digest: str) -> None:
        """Keep the outcome of a whole build."""
        data = {"digest": digest, **asdict(self)}
        part = path.with_suffix(".part")
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)

    @classmethod
    def load(cls, path: Path) -> tuple[str, Outcome] | None:
        """Read back a digest and an outcome, or nothing where there is none that can be read."""
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            findings = tuple(Finding(**{**f, "severity": Severity(f["severity"])}) for f in data["findings"])
            products = tuple(Product(**p) for p in data["products"])
            impossible = tuple((edition, why) for edition, why in data["impossible"])
            outcome = cls(products, findings, int(data["reads"]), impossible, tuple(data["notes"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(data["digest"]), outcome


def summary(outcome: Outcome, out: Path) -> Sequence[str]:
    """Return the lines that name each finished file, its size, its pages and the citations proved in it."""
    lines = []
    for product in outcome.products:
        pages = f"{product.pages:5d} pages" if product.pages else " " * 11
        proved = f"{product.proved} of {product.expected} citations proved" if product.expected else ""
        lines.append(f"  {out / product.path!s:<60}{_size(product.size):>9} {pages}  {proved}".rstrip())
    return lines


def pages_note(outcome: Outcome) -> str:
    """Return the line about the faults of the printed pages, which the report lists; empty without any."""
    wrong = sum(finding.code.startswith("L") for finding in open_findings(outcome.findings))
    if not wrong:
        return ""
    return f"{wrong} fault{'s' * (wrong != 1)} of setting on the printed pages: octavo check --print"


def _size(size: int) -> str:
    """Return a size for a person."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.0f} kB"
