"""The checks of the book's structure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from octavo.findings import Finding
from octavo.matter.references import Reference
from octavo.matter.structure import Structure
from octavo.matter.tables import TableNote

NO_TITLE = "<no title>"  #: What Sphinx calls a document without one.


def unlisted(
    book: Structure, documents: Iterable[str], root: str, paths: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield M001 for each document that stands in no list of the root document, so that no edition holds it.

    Bad: ``chapters/04-siege.rst`` written, and ``index.rst`` not told. Good: ``chapters/04-siege`` in a list.

    A document with ``:orphan:`` at its head is meant to stand outside.
    """
    inside = {root, *book.docnames}
    for docname in sorted(set(documents) - inside):
        remedy = f"name it in {paths[root]}, or put :orphan: at its head"
        yield Finding(paths[docname], 0, "M001", "the document is in no toctree", remedy)


def empty(book: Structure, root: str, paths: Mapping[str, str]) -> Iterator[Finding]:
    """Yield M002 for a book without a chapter.

    Bad: an ``index.rst`` of prose alone. Good: chapters under ``.. part::``.
    """
    if not book.main:
        remedy = "list the chapters under .. part:: or .. toctree::"
        yield Finding(paths[root], 0, "M002", "the book has no chapter", remedy)


def untitled(book: Structure, paths: Mapping[str, str]) -> Iterator[Finding]:
    """Yield M007 for each chapter without a title, which no contents could list and no link could reach.

    Bad: a file that begins with its first paragraph. Good: a title, underlined, at its head.
    """
    for chapter in book.chapters:
        if chapter.title == NO_TITLE:
            remedy = "begin it with a title and a line of = signs"
            yield Finding(paths[chapter.docname], 1, "M007", "the chapter has no title", remedy)


def foreign_files(
    dependencies: Mapping[str, Iterable[str | Path]],
    paths: Mapping[str, str],
    folder: Path,
    allowed: Set[Path],
) -> Iterator[Finding]:
    """Yield M003 for each file from outside the book that a document takes in.

    Bad: ``.. include:: ../../../etc/hostname`` in a chapter that a class wrote.
    Good: ``.. include:: /data/table.txt``, which lies in the book's folder.

    A symbolic link lies where it leads to, and a chapter may be one as well.
    """
    root = folder.resolve()
    for docname, files in dependencies.items():
        for file in files:
            path = (folder / file).resolve()
            if not path.is_relative_to(root) and path not in allowed and path.parent not in allowed:
                yield foreign_file(path, root, paths[docname])


def foreign_file(path: Path, root: Path, document: str, line: int = 0) -> Finding:
    """Return M003 for a file that lies outside the book's folder, both without symbolic links."""
    shown = Path(os.path.relpath(path, root)).as_posix()
    message = f"the document takes in {shown}, which lies outside the book"
    remedy = "move the file into the book's folder, or set octavo_trusted = True in conf.py"
    return Finding(document, line, "M003", message, remedy)


def dangling(references: Iterable[Reference], targets: Mapping[str, Set[str]]) -> Iterator[Finding]:
    """Yield W102, W103 and W105 for each cross-reference whose target is nowhere in the book.

    Bad: ``:ref:`nowhere```, ``:doc:`nowhere``` and ``:term:`nowhere```.
    Good: a label, a document and a term that are there.

    Sphinx says so only when it writes the page, and then not again until the page changes.
    """
    for reference in references:
        if reference.target in targets.get(reference.role, frozenset({reference.target})):
            continue
        name = reference.target
        if reference.role == "doc":
            message, code, remedy = f"the document {name!r} is nowhere", "W103", "mend the path"
        elif reference.role == "term":
            message, code, remedy = (
                f"the term {name!r} is in no glossary",
                "W105",
                "mend it, or add it to a glossary",
            )
        else:
            message, code = f"the label {name!r} is nowhere", "W102"
            remedy = f"mend it, or put .. _{name}: before its target"
        yield Finding(reference.path, reference.line, code, message, remedy)


def unmeant_letters(
    letters: Mapping[str, Iterable[TableNote]], paths: Mapping[str, str]
) -> Iterator[Finding]:
    r"""Yield M013 for each letter in a table that no note explains, and for each note that no cell calls.

    Bad: ``12,000\ :tnote:`b``` over a ``.. table-notes::`` with ``:a:`` alone. Good: one of each.
    """
    for docname, found in letters.items():
        for letter in found:
            if letter.is_linked:
                continue
            name = letter.letter
            if letter.is_call:
                message = f"the table calls a note {name!r} that it does not have"
                remedy = f"give it as :{name}: under .. table-notes:: right after the table"
            else:
                message = f"no cell of the table before calls its note {name!r}"
                remedy = f"call it by :tnote:`{name}`, or delete it"
            yield Finding(paths[docname], letter.line, "M013", message, remedy)


#: Every generator of this file.
RULES = (unlisted, empty, untitled, foreign_files, dangling, unmeant_letters)
