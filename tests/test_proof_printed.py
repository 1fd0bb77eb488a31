"""The reading of a typeset file: its entries, its speed, and what is no such file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from octavo.proof.expected import Cited, Expectation
from octavo.proof.print import prove_print
from octavo.proof.printed import open_pdf
from octavo.proof.reading import State
from test_proof_pdf import EXPECTATION, NISH_LINK, ROUEN_LINK, SOURCES, Line, Pages, write


@pytest.mark.parametrize("above", [0, 11])
def test_an_entry_is_its_own_text_and_no_other(above: int, tmp_path: Path) -> None:
    """A place stands on the baseline of its line, or between the lines."""
    path = write(tmp_path / "book.pdf", [SOURCES], above)
    assert {name: " ".join(text.split()) for name, text in open_pdf(path).entries.items()} == {
        NISH_LINK: "Nish, Ian. Origins. London: Longman, 1985.",
        ROUEN_LINK: "The Rouen Chronicle, 1904.",
    }


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 broken"])
def test_a_book_that_is_no_pdf_fails_everything(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    if content is not None:
        path.write_bytes(content)
    reading = prove_print(path, EXPECTATION)
    assert {f.code for f in reading.findings} == {"P000"}
    assert reading.count(State.FAILED) == 5


def test_a_long_book_is_read_in_seconds(tmp_path: Path) -> None:
    pages: Pages = []
    cited = []
    for n in range(400):
        lines = [Line(600 - 14 * i, "All the long day the guns went on and on.") for i in range(25)]
        for k in range(4):
            lines.append(Line(100 - 14 * k, "Nish, Origins.", (f"cite:one:{4 * n + k}:1",), (NISH_LINK,)))
            cited.append(Cited("one.rst", n + 1, "one", 1, 4 * n + k, 1, "nish-1985", "", ("Nish",)))
        pages.append(lines)
    path = write(tmp_path / "print" / "book.pdf", [*pages, SOURCES])
    begun = time.process_time()
    reading = prove_print(path, Expectation(tuple(cited), EXPECTATION.sources, ()))
    assert reading.count(State.PROVED) == 1600
    assert time.process_time() - begun < 20
