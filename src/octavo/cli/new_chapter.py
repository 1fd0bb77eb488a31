"""``octavo new-chapter``: begin a chapter with the next number, listed at the end of the last part."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from octavo.cli.new import heading
from octavo.findings import BookFault, Finding
from octavo.settings import slugify

FOLDER = "chapters"  #: Where chapters stand, relative to the book.
ROOT = "index.rst"  #: The book's root document.

_NUMBER = re.compile(r"(\d+)-")
_LIST = re.compile(r"\.\.\s+(?P<kind>part|toctree)::")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("new-chapter", help="begin a chapter", description=__doc__)
    parser.add_argument("book", type=Path, help="folder of the book")
    parser.add_argument("title", help="title of the chapter")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the chapter's file and list it."""
    print(f"{begin_chapter(args.book, args.title)}: a chapter to write")
    return 0


def begin_chapter(book: Path, title: str) -> Path:
    """Write an empty chapter, name it in the last part's list, and return its file.

    Raises :class:`BookFault` where the title is empty, or the book or a list of chapters is missing.
    """
    index = book / ROOT
    if not title.strip():
        raise _fault(book, "N002", "the chapter has no title", "give one, in quotation marks")
    if not index.is_file():
        raise _fault(index, "N003", "the book has no root document", "name the book's folder")
    folder = book / FOLDER
    numbers = [int(match[1]) for path in folder.glob("*.rst") if (match := _NUMBER.match(path.name))]
    docname = f"{FOLDER}/{max(numbers, default=0) + 1:02}-{slugify(title)}"
    listed = with_chapter(index.read_text(encoding="utf-8"), docname)
    if listed is None:
        raise _fault(index, "N004", "no list of chapters is here", "add .. part:: with the part's title")
    path = book / f"{docname}.rst"
    folder.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8") as file:  # "x" never writes over what is there.
        file.write(f"{heading(title)}\n\n")
    index.write_text(listed, encoding="utf-8")
    return path


def _fault(path: Path, code: str, message: str, remedy: str) -> BookFault:
    """Return what is wrong with a book, as a fault to raise."""
    return BookFault([Finding(str(path), 0, code, message, remedy)])


def with_chapter(text: str, docname: str) -> str | None:
    """Return a root document with a chapter named last in its last list of chapters.

    ``None`` where it has no such list. A ``toctree`` counts, for a book that was not begun with octavo.
    """
    lines = text.splitlines()
    lists = [(number, match["kind"]) for number, line in enumerate(lines) if (match := _LIST.match(line))]
    if not lists:
        return None
    start = ([number for number, kind in lists if kind == "part"] or [number for number, _ in lists])[-1]
    after = (n for n in range(start + 1, len(lines)) if lines[n].strip() and not lines[n][0].isspace())
    end = next(after, len(lines))
    entries = [n for n in range(start + 1, end) if lines[n].strip()]
    documents = [n for n in entries if not lines[n].strip().startswith(":")]
    model = lines[entries[-1]] if entries else "   "
    entry = model[: len(model) - len(model.lstrip())] + docname
    if documents:
        lines.insert(documents[-1] + 1, entry)
    else:
        last = entries[-1] if entries else start
        lines[last + 1 : last + 1] = ["", entry]
    return "\n".join(lines) + "\n"
