"""The small book with hostile titles of which the reading editions are made, and its EPUB opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from octavo.editions.epub_package import Page

H = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"

#: Every letter that some writer of ours could take for markup.
HOSTILE = r"Ships # $ % & _ { } ~ ^ \ <b> 東郷 Макаров 旅順"

CONF = f"""
project = {"Fire & <Water> " + HOSTILE!r}
author = "Ann O'Neill & Sons and 東郷 <Editor>"
copyright = "2026 A. & B."
language = "en"
extensions = ["octavo"]
bibtex_bibfiles = ["sources.bib"]
octavo_slug = "fire"
octavo_subtitle = "A & B <C>"
octavo_publisher = "Press & Co."
octavo_year = "2026"
octavo_isbn_epub = "978-3-16-148410-0"
octavo_dedication = "To <them> & you"
octavo_licence = "All rights & <none>"
"""

BIB = """
@book{nish-1985, author = {Nish, Ian}, title = {The Origins of the War}, publisher = {Longman},
  address = {London}, year = {1985}, url = {https://example.org/a?b=1&c=2}}
@book{asakawa-1904, author = {Asakawa, Kan'ichi}, title = {The Conflict}, publisher = {Houghton},
  address = {Boston}, year = {1904}}
"""

EVENTS = """
- {id: attack, date: 1904-02-08, title: "The attack & after", track: sea, description: "It began."}
- {id: peace, date: 1905-09, title: "Peace", track: diplomatic, description: "It ended."}
"""

BOOK = {
    "conf.py": CONF,
    "sources.bib": BIB,
    "data/events.yaml": EVENTS,
    "pictures/map-旅順.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="a"/></svg>',
    "index.rst": """
The Book
========

.. front-matter::

   preface

.. part:: First & <Last>

   chapters/one
   chapters/two

.. back-matter::

   glossary
   bibliography
""",
    "preface.rst": "Preface\n=======\n\nWords before the :doc:`first chapter <chapters/one>`.\n",
    "chapters/one.rst": HOSTILE.replace("\\", "\\\\").replace("_", "\\_")
    + r"""
===========================================================

.. epigraph::

   War is :ja-latn:`sensō`.

   -- Somebody

.. index::
   single: Tsushima
   see: Kan'ichi; Asakawa

The :ship:`Mikasa` (:ja:`三笠`) came [#mine]_ first. :cite:p:`nish-1985{12--15}` The :term:`fleet` met
:zh-hant:`旅順`, see :numref:`losses` and :ref:`after`. :cite:p:`{see}asakawa-1904{5}`

.. [#mine] As the author says, at some length. :cite:p:`nish-1985{20}`

.. index:: Asakawa

.. _after:

Afterwards
----------

.. _losses:

.. list-table:: Losses & gains
   :header-rows: 1
   :stub-columns: 1

   * - Side
     - Ships
   * - One
     - 2

.. figure:: /pictures/map-旅順.svg
   :alt: A map & its <legend>.

   The map.

.. math:: N^2 = k

.. timeline::
   :events: /data/events.yaml
   :label: The war

It went on. :cite:p:`nish-1985{30}`
""",
    "chapters/two.rst": "Two\n===\n\n.. index:: Tsushima\n\nA [#]_ and [#]_.\n\n.. [#] One.\n.. [#] Two.\n",
    "glossary.rst": "Glossary\n========\n\n.. glossary::\n\n   fleet\n      Ships together.\n",
    "bibliography.rst": "Sources\n=======\n\n.. bibliography::\n",
}


def write_book(folder: Path, **changed: str) -> Path:
    """Write the small book into a folder."""
    for name, text in {**BOOK, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def make(book: Path, builder: str, out: Path) -> str:
    """Build one edition in this process and return what Sphinx warned of."""
    said = io.StringIO()
    out.mkdir(parents=True, exist_ok=True)
    with patch_docutils(str(book)), docutils_namespace():
        Sphinx(book, book, out, out.parent / "doctrees", builder, status=None, warning=said).build()
    return said.getvalue()


def pages_of(epub: Path) -> dict[str, Page]:
    """Return every XHTML document of an EPUB."""
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return {name: Page.parse(name, archive.read(name).decode()) for name in names}


def by_id(page: Page, name: str) -> ElementTree.Element:
    """Return the element of an id."""
    return next(element for element in page.root.iter() if element.get("id") == name)


def words(element: ElementTree.Element) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(element.itertext()).split())


def classed(page: Page, tag: str, name: str) -> Iterator[ElementTree.Element]:
    """Yield the elements of a class."""
    return (e for e in page.root.iter(f"{H}{tag}") if name in (e.get("class") or "").split())


def printed_epub(base: Path) -> Path:
    """Build the EPUB, with the printed pages that a print edition would have written down."""
    book = write_book(base / "book")
    (base / "out/print").mkdir(parents=True)
    lines = [
        "vii\ttext\ts:preface:preface\t0",
        "1\ttext\tp:chapters/one:2\t3",
        "2\ttext\ts:chapters/one:afterwards\t0",
    ]
    (base / "out/print/fire.pages").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert make(book, "epub", base / "out/epub") == ""
    return base / "out/epub/fire.epub"
