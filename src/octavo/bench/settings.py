"""The made-up book as octavo reads it, and as plain Sphinx does: the same chapters under two roots."""

from __future__ import annotations

from pathlib import Path

from octavo.bench.book import Shape, heading, parts, write_book

TITLE = "A Book of Given Length"

#: What both programs are told; data only, as everywhere.
COMMON = f'''project = "{TITLE}"
author = "The Benchmark"
copyright = "2026"
bibtex_bibfiles = ["sources.bib"]
'''

OCTAVO = """extensions = ["octavo"]
"""

PLAIN = """extensions = ["sphinxcontrib.bibtex"]
html_theme = "furo"
version = "1"  # An EPUB of plain Sphinx's must have one.
latex_documents = [("index", "book.tex", project, author, "manual")]
"""
#: Two printers, and a copy for archives.
PRESS = """octavo_printers = ["kdp", "ingramspark"]
octavo_archive = True
"""

#: Sphinx's LuaLaTeX as it comes; xindy, which it would sort the index with, is in few installations of TeX.
LUALATEX = """latex_engine = "lualatex"
latex_use_xindy = False
"""


def write_for_octavo(folder: Path, shape: Shape, more: str = "") -> None:
    """Write the book with octavo's own parts and back matter; ``more`` are settings besides."""
    write_book(folder, shape)
    lists = [(f".. part:: {title}", documents) for title, documents in parts(shape)]
    _write_root(folder, [*lists, (".. back-matter::", ["bibliography"])])
    (folder / "conf.py").write_text(COMMON + OCTAVO + more, encoding="utf-8")


def write_for_sphinx(folder: Path, shape: Shape, more: str = "") -> None:
    """Write the book with Sphinx's own lists of documents; ``more`` are settings besides."""
    write_book(folder, shape)
    lists = [(f".. toctree::\n   :caption: {title}", documents) for title, documents in parts(shape)]
    _write_root(folder, [*lists, (".. toctree::", ["bibliography"])])
    (folder / "conf.py").write_text(COMMON + PLAIN + more, encoding="utf-8")


def _write_root(folder: Path, lists: list[tuple[str, list[str]]]) -> None:
    """Write the root document."""
    text = [heading(TITLE, "=")]
    for start, documents in lists:
        entries = "".join(f"   {document}\n" for document in documents)
        text.append(f"{start}\n\n{entries}\n")
    (folder / "index.rst").write_text("".join(text), encoding="utf-8")
