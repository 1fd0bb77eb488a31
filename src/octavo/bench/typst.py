"""The made-up book as Typst reads it: its chapters converted by pandoc, on pages of 6 by 9 inches."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pypandoc

from octavo.bench.book import docname

HEAD = """#set page(width: 6in, height: 9in, margin: (x: 0.75in, y: 0.8in), numbering: "1")
#set text(size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em)
#outline(depth: 1)
"""
#: What pandoc does not know: roles and directives of Sphinx's; their text stays.
ROLE = re.compile(r":[\w:-]+:`([^`]*)`")
DIRECTIVE = re.compile(r"^\.\. index::\n(?:   .*\n)+", re.MULTILINE)


def convert(source: Path, target: Path, chapters: int) -> None:
    """Write ``book.typ`` with the chapters of a plain Sphinx book."""
    target.mkdir(parents=True, exist_ok=True)
    parts = [HEAD]
    for number in range(1, chapters + 1):
        text = (source / f"{docname(number)}.rst").read_text(encoding="utf-8")
        text = DIRECTIVE.sub("", ROLE.sub(r"(\1)", text))
        call = [pypandoc.get_pandoc_path(), "-f", "rst", "-t", "typst"]
        made = subprocess.run(call, input=text, capture_output=True, encoding="utf-8", check=True).stdout
        # Sections of the same name would have the same label.
        parts.append("#pagebreak(weak: true)\n" + re.sub(r"^<[^>]*>$", "", made, flags=re.MULTILINE))
    (target / "book.typ").write_text("\n".join(parts), encoding="utf-8")
