"""A book whose every word attacks: what each test looks for afterwards, and the book itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from building import WHOLE

SECRET = "SESAME-4711"  #: Stands in a file outside the book, and may stand nowhere else.


def attack(room: Path) -> str:
    """Return a text that would leave a mark, read the secret, or act on a reader, were it not text."""
    return (
        rf"\directlua{{os.execute('touch {room}/mark')}}\input{{{room}/secret}}\write18{{touch {room}/mark}}"
        r"^^5cinput $\csname x\endcsname$ %{#} {{ cycler.__init__.__globals__.os.system(1) }}"
        "<script>window.hacked=1</script><img src=x onerror=window.hacked=2>&amp;]]>"
    )


#: Every place of a chapter in which an author's words can stand; ``@`` is the attack, ``~`` is unescaped.
CHAPTER = """\
Chapter @
%=%

Words @ [#a]_ and *@* and **@** and ``~`` and :title:`@` and :ship:`@` and H\\ :sub:`@` :cite:p:`hostile{12}`.

.. [#a] A note @

.. index:: ~, pair: ~; other

Section @
%-%

.. figure:: %picture%
   :alt: ~

   A caption @

.. code-block:: tex
   :caption: ~

   ~
   \\end{Verbatim}\\end{sphinxVerbatim}~

::

   ~
   \\end{Verbatim}\\end{alltt}~

.. csv-table:: @
   :file: rows.csv

.. timeline::
   :events: hostile.yaml
   :label: ~

.. tabularcolumns:: |l|~|

.. table:: @

   ===== =====
   one   @
   two   three
   ===== =====

.. sidebar:: @

   Words @

.. epigraph::

   @

   -- @

| A verse @

:field: @

term @
   what it means @

.. glossary::

   gloss @
      what it means @

`a link \\\\directlua <https://example.org/{}\\\\directlua>`_
"""


def write(room: Path) -> Path:
    """Write the secret and the book beside it; return the book's folder."""
    book = room / "hostile-book"
    shutil.copytree(WHOLE / "small", book)
    for ending in ("", ".tex"):
        (room / f"secret{ending}").write_text(SECRET, encoding="utf-8")
    text = attack(room)
    escaped = text.replace("\\", "\\\\")
    for sign in "*`|_<":
        escaped = escaped.replace(sign, f"\\{sign}")
    picture = "x}\\directlua{os.execute'touch${IFS}mark'}.png"
    shutil.copy(book / "dot.png", book / picture)
    ruled = CHAPTER.replace("%=%", "=" * 2 * len(escaped)).replace("%-%", "-" * 2 * len(escaped))
    named = ruled.replace("%picture%", picture.replace("\\", "\\\\"))
    chapter = named.replace("@", escaped).replace("~", text)
    (book / "hostile.rst").write_text(chapter, encoding="utf-8")
    (book / "rows.csv").write_text('"' + escaped.replace('"', "'") + '",b\n', encoding="utf-8")
    quoted = text.replace("'", "''")
    fields = f"  title: '{quoted}'\n  place: '{quoted}'\n  track: '{quoted}'\n"
    event = f"- date: 1904\n{fields}  description: '{escaped.replace(chr(39), chr(39) * 2)}'\n"
    (book / "hostile.yaml").write_text(event, encoding="utf-8")
    braced = text.replace("{", "").replace("}", "").replace("%", "").replace("#", "")
    entry = (
        f"\n@book{{hostile, author={{Attack, {braced}}}, title={{Title {braced}}}, year=1985,\n"
        f"publisher={{P {braced}}}, note={{N {braced}}}, url={{javascript:window.hacked=3}}}}\n"
    )
    bib = book / "sources.bib"
    bib.write_text(bib.read_text(encoding="utf-8") + entry, encoding="utf-8")
    settings = "".join(
        f"octavo_{name} = {text!r}\n"
        for name in ("subtitle", "dedication", "publisher", "licence", "description")
    )
    conf = book / "conf.py"
    own = f"\nproject = {'Title ' + text!r}\nauthor = {'A. ' + text!r}\noctavo_slug = 'hostile'\n{settings}"
    conf.write_text(conf.read_text(encoding="utf-8") + own + 'octavo_printers = ["home"]\n', encoding="utf-8")
    index = book / "index.rst"
    listed = index.read_text(encoding="utf-8").replace("   one\n", "   one\n   hostile\n", 1)
    index.write_text(listed.replace(".. part:: ", f".. part:: {escaped} ", 1), encoding="utf-8")
    return book
