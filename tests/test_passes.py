"""How often TeX runs: twice for a new book, once where no page moved, never where nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.cli.main import main
from octavo.typesetting import engine

pytestmark = pytest.mark.latex

CONF = """project = "Tides"
author = "A. Nobody"
extensions = ["octavo"]
octavo_printers = ["kdp"]
"""

ROOT = """Tides
=====

.. part:: The Sea

   one
   two
"""

PARAGRAPH = "The ships lay at anchor in the roads and waited for the tide and for the orders of the day. " * 9
LONG = "\n\n".join([PARAGRAPH] * 20)
ENTRY = ".. index:: Squadron\n\n"


def write(book: Path, one: str = LONG, two: str = LONG) -> None:
    """Write a book of two chapters with an index whose last entry stands on the last page of the text."""
    book.mkdir(exist_ok=True)
    (book / "conf.py").write_text(CONF, encoding="utf-8")
    (book / "index.rst").write_text(ROOT, encoding="utf-8")
    (book / "one.rst").write_text(f"Ebb\n===\n\n{ENTRY}{one}\n", encoding="utf-8")
    (book / "two.rst").write_text(f"Flood\n=====\n\n{two}\n\n{ENTRY}The end.\n", encoding="utf-8")


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what grows by the job of each pass of TeX over a book."""
    told: list[str] = []
    original = engine._pass

    def one(folder: Path, job: str, cache: Path) -> object:
        told.extend([job] if job == "tides" else [])
        return original(folder, job, cache)

    monkeypatch.setattr(engine, "_pass", one)
    return told


def test_passes(tmp_path: Path, passes: list[str]) -> None:
    def built() -> int:
        """Build the printed book without a fault; return how often TeX ran."""
        passes.clear()
        status = main(["build", str(tmp_path / "book"), "--out", str(tmp_path / "out"), "--edition", "print"])
        assert status == 0
        return len(passes)

    write(tmp_path / "book")
    assert built() == 2
    write(tmp_path / "book", one=LONG.replace("roads", "haven", 1))
    assert built() == 1
    write(tmp_path / "book", one=LONG.replace("roads", "haven", 1))
    assert built() == 0
    # The index of the run before names pages that this book no longer has.
    write(tmp_path / "book", two=LONG[: len(LONG) * 3 // 4])
    assert built() == 2
    write(tmp_path / "book", two=LONG)
    assert built() == 2
