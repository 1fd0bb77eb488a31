"""What cannot be built is refused with a message, and refused again by the next check."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.cli.main import main
from test_bibtex_faults import BOOK


@pytest.mark.parametrize(("name", "old", "new", "told"), [
    ("one.rst", "cane-1911,", "kane-1911,", "one.rst:5: C001 no bibliography entry for 'kane-1911'"),
    ("one.rst", "cane-1911,", "Cane-1911,", "(did you mean 'cane-1911'?)"),
    ("one.rst", "cane-1911,", "cane-1911{a {b}},", "C002 the citation does not parse"),
    ("a.bib", "@article", "@artcle", "B003 entry type @artcle of 'cane-1911' is unknown"),
    ("a.bib", "@book{dale-1912", "@book{cane-1911", "B002 key 'cane-1911' is taken by the entry in"),
    ("a.bib", "year = 1904", "year = nineteen", "B007 'nineteen' is no @string of this bibliography"),
    ("a.bib", "{Cane, Di}", "{Cane, Di, A, B, C}", "B008"),
    ("a.bib", "journal = {Gazette}", "crossref = {nobody}", "B009 crossref of 'cane-1911' names 'nobody'"),
    ("two.rst", "docname in docnames", "docname in", "W100 :filter: 'docname in' is no filter"),
])  # fmt: skip
def test_what_cannot_be_is_refused_twice(
    name: str, old: str, new: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in BOOK.items():
        changed = text.replace(old, new) if path == name else text
        (tmp_path / path).write_text(changed, encoding="utf-8")
    for _ in range(2):
        status = main(["check", str(tmp_path), "--out", str(tmp_path / "out")])
        said = capsys.readouterr()
        assert status == 1
        assert told in said.out + said.err
        assert "Traceback" not in said.out + said.err
