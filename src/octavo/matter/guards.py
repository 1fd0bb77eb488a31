"""Guards at the doors of the book: a chapter takes in nothing from outside it, and harms no reader.

What a chapter may not have is refused before it is read, so that no file of ours ever holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives.misc import Include as StandardInclude
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.directives.code import LiteralInclude
from sphinx.directives.other import Include
from sphinx.directives.patches import CSVTable
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from octavo.findings import Finding
from octavo.matter.addresses import is_harmless
from octavo.matter.checks import foreign_file
from octavo.matter.domain import MatterDomain
from octavo.matter.drawings import activity
from octavo.settings import PREFIX

#: Docutils' own files of character names, as in ``.. include:: <isonum.txt>``.
STANDARD_FILES = Path(StandardInclude.standard_include_path).resolve()
_STANDARD = re.compile(r"<[\w-]+\.txt>")


class Doors:
    """What a document may take in."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env, self.docname = env, docname
        self.trusted = bool(env.config[PREFIX + "trusted"])
        self.path = Path(env.doc2path(docname, base=False)).as_posix()

    def file(self, name: str) -> Path:
        """Return the file that a document names."""
        return Path(self.env.relfn2path(name, self.docname)[1])

    def is_open(self, path: Path, line: int) -> bool:
        """Return whether a file may be taken in; note the fault where links lead it outside the book."""
        path, root = path.resolve(), Path(self.env.srcdir).resolve()
        if self.trusted or path.is_relative_to(root):
            return True
        self.refuse(foreign_file(path, root, self.path, line))
        return False

    def are_open(self, paths: Iterable[Path], line: int) -> bool:
        """Return whether all of several files may be taken in; note the fault of each that may not."""
        return [path for path in paths if not self.is_open(path, line)] == []

    def refuse(self, finding: Finding) -> None:
        """Remember a fault, and read the document again each time: a link may lead elsewhere by then."""
        cast("MatterDomain", self.env.get_domain("matter")).refuse(self.docname, finding)
        self.env.note_reread()


def doors_of(directive: Directive) -> Doors:
    """Return what the document of a directive may take in."""
    env = directive.state.document.settings.env
    return Doors(env, env.docname)


def refused(directive: Directive, names: Iterable[str | None]) -> bool:
    """Return whether any of the files that a directive names lies outside the book."""
    doors = doors_of(directive)
    line = directive.state_machine.get_source_and_line(directive.lineno)[1] or 0
    return not doors.are_open([doors.file(name) for name in names if name], line)


class GuardedInclude(Include):
    """The ``include`` directive, for files of the book and docutils' own."""

    def run(self) -> list[nodes.Node]:
        """Return what the file holds."""
        name = self.arguments[0].strip()
        standard = _STANDARD.fullmatch(name)
        return list(super().run()) if standard or not refused(self, [name]) else []


class GuardedLiteralInclude(LiteralInclude):
    """The ``literalinclude`` directive, for files of the book."""

    def run(self) -> list[nodes.Node]:
        """Return what the file holds."""
        names = [self.arguments[0], self.options.get("diff")]
        return [] if refused(self, names) else super().run()


class GuardedTable(CSVTable):
    """The ``csv-table`` directive, for files of the book."""

    def run(self) -> list[Any]:
        """Return the table."""
        doors = doors_of(self)
        if "url" in self.options and not doors.trusted:
            message = f"the table takes its rows from {self.options['url']}"
            remedy = "keep the rows in a file of the book and name it with :file:"
            doors.refuse(Finding(doors.path, self.lineno, "M004", message, remedy))
            return []
        return [] if refused(self, [self.options.get("file")]) else list(super().run())


class RefuseHarm(SphinxTransform):
    """Take out of a document pictures from outside the book, and what would act on its reader."""

    # When every link knows where it leads, and before Sphinx looks for the pictures (DoctreeReadEvent: 880).
    default_priority = 870

    def apply(self, **kwargs: Any) -> None:
        """Refuse what is refused."""
        doors = Doors(self.env, self.env.docname)
        wanted = (nodes.image, nodes.reference, nodes.meta, addnodes.download_reference)
        for node in [n for n in self.document.findall(nodes.Element) if isinstance(n, wanted)]:
            line = _line(node)
            if not doors.are_open(_files(node, doors), line):
                _take_out(node)
                continue
            if found := list(_faults(node, doors, line)):
                for fault in found:
                    doors.refuse(fault)
                _take_out(node)


def _faults(node: nodes.Element, doors: Doors, line: int) -> Iterator[Finding]:
    """Yield what is wrong with a node that the reader would meet."""
    address = str(node.get("refuri", ""))
    if not is_harmless(address):
        message = f"the link leads to {address[:60]}, which a reader's browser runs or opens as its own"
        yield Finding(doors.path, line, "M005", message, "lead it to a page of the network or of the book")
    if isinstance(node, nodes.meta) and "http-equiv" in node:
        message = f"the page would give its reader the order {node['http-equiv']}"
        yield Finding(doors.path, line, "M005", message, "leave the entry out")
    if isinstance(node, nodes.image) and not doors.trusted:
        for path in _files(node, doors):
            if path.suffix.lower() == ".svg" and path.is_file() and (alive := activity(path.read_bytes())):
                message = f"the drawing {path.name} has {alive}"
                remedy = "export it as a plain drawing, its pictures inside"
                yield Finding(doors.path, line, "M006", message, remedy)


def _files(node: nodes.Element, doors: Doors) -> list[Path]:
    """Return the files that a node names: ``map.*`` means each of them."""
    name = str(node.get("uri", node.get("reftarget", "")))
    if not isinstance(node, nodes.image | addnodes.download_reference) or re.match(r"data:|\w+://", name):
        return []
    path = doors.file(name)
    found = sorted(path.parent.glob(path.name)) if path.name.endswith(".*") else []
    return found or [path]


def _line(node: nodes.Element) -> int:
    """Return the line of a node, or of what it stands in."""
    up: Any = node
    while up is not None:
        if up.line:
            return int(up.line)
        up = up.parent
    return 0


def _take_out(node: nodes.Element) -> None:
    """Leave the words of a node, and nothing else of it."""
    parent = node.parent
    place = parent.index(node)
    parent.remove(node)
    if isinstance(node, nodes.reference):
        parent[place:place] = node.children


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Leave a document empty that is a link to a file outside the book."""
    if not Doors(app.env, docname).is_open(Path(app.env.doc2path(docname)), 0):
        content[0] = ""
