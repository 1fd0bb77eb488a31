"""Works, citations and findings as plain values, for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from octavo.bibliography import lint, twins
from octavo.bibliography.load import load
from octavo.bibliography.work import Work
from octavo.citations.cluster import Cluster, targets
from octavo.findings import Finding

WORKS = """
@book{novel, author = {Nish, Ian}, title = {The Ice}, year = {1985}, pagetotal = {274}, address = {London}}
@book{set, author = {Smith, Ann}, title = {The Sea}, year = {1990}, volumes = {2}}
@book{bare, author = {van der Oye, David}, title = {The Sun}, year = {2001}, pages = {320}}
@book{laws, editor = {O'Neill, Jo}, title = {Treaties and Agreements}, year = {1921}}
@article{piece, author = {Jones, Max}, title = {A Piece}, journal = {J}, year = {1991}, pages = {919--930}}
@article{short, author = {Jones, Max}, title = {B Piece}, journal = {J}, year = {1991}, pages = {1145--53}}
@article{start, author = {Jones, Max}, title = {C Piece}, journal = {J}, year = {1992}, pages = {45}}
@article{odd, author = {Jones, Max}, title = {D Piece}, journal = {J}, year = {1993}, pages = {S1--S9}}
@treaty{peace, title = {Treaty of Peace}, year = {1905}}
@treaty{printed, title = {Treaty of War}, year = {1904}, pages = {10--12}}
@book{crown, author = {{The Crown}}, title = {Papers}, year = {1900}}
"""


def works(tmp_path: Path, text: str = WORKS) -> dict[str, Work]:
    path = tmp_path / "a.bib"
    path.write_text(text, encoding="utf-8")
    return load([path], tmp_path).works


def clusters(*texts: str, form: str = "p", sentence: int = 0) -> list[Cluster]:
    """Return citations, one a line from line 1 on."""
    return [
        Cluster("one", i, "one.rst", i, form, tuple(targets(text)), sentence=sentence)
        for i, text in enumerate(texts, 1)
    ]


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def linted(known: Iterable[Work]) -> list[Finding]:
    entries = list(known)
    found = [f for rule in (*twins.RULES, *lint.RULES) for f in rule(entries)]
    return sorted([*found, *lint.misdated(entries, 2026)])
