"""``octavo new``: begin a book that builds and passes its check."""

from __future__ import annotations

import argparse
import datetime
import json
from pathlib import Path
from string import Template

from octavo import templates
from octavo.findings import BookFault, Finding

SUFFIX = ".tmpl"  #: Ending of the files of the starter that are filled in.
HIDDEN = {"gitignore": ".gitignore"}  #: Files whose leading point the starter leaves out.


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("new", help="begin a book", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the new book, which must not hold anything yet")
    parser.add_argument("--title", default="A New Book", help="title of the book")
    parser.add_argument("--author", default="The Author", help="its authors, with ' and ' between them")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the starter book."""
    begin(args.folder, args.title, args.author, datetime.date.today().year)
    print(f"{args.folder}: a book to begin with. Now run: cd {args.folder} && octavo build book")
    return 0


def begin(folder: Path, title: str, author: str, year: int) -> None:
    """Write the starter book into a folder that is empty or not there.

    Raises :class:`BookFault` where the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fault = Finding(str(folder), 0, "N001", "there is something here already", "choose another folder")
        raise BookFault([fault])
    values = {
        "title": json.dumps(title),
        "author": json.dumps(author),
        "copyright": json.dumps(f"{year} {author}"),
        "year": json.dumps(str(year)),
        "heading": heading(title),
    }
    starter = templates.folder("starter")
    for source in sorted(starter.rglob("*")):
        if source.is_dir():
            continue
        name = source.name.removesuffix(SUFFIX)
        target = folder / source.relative_to(starter).parent / HIDDEN.get(name, name)
        text = source.read_text(encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            Template(text).substitute(values) if name != source.name else text, encoding="utf-8"
        )


def heading(title: str) -> str:
    """Return a title as reStructuredText sets a document's, with its markup characters made plain."""
    # Imported here, so that the other commands start without it.
    from docutils.utils import column_width

    text = escaped(title)
    # Columns, not characters: docutils counts East Asian characters twice.
    return f"{text}\n{'=' * column_width(text)}"


def escaped(title: str) -> str:
    """Return a title, on one line, as plain text of reStructuredText."""
    return "".join(f"\\{c}" if c in "\\*`_|" else c for c in " ".join(title.split()))
