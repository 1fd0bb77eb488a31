"""Cross-references: what the text points at, remembered while a document is read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import get_node_line

#: Roles whose targets are all known when the book is read.
ROLES = ("ref", "numref", "doc", "term")


@dataclass(frozen=True, slots=True)
class Reference:
    """One cross-reference."""

    path: str  #: Source file, relative to the book.
    line: int  #: Line of its paragraph.
    role: str  #: ``ref``, ``numref``, ``doc`` or ``term``.
    target: str  #: What it points at, as the book's tables name it.


def references(document: nodes.document, docname: str, path: str) -> Iterator[Reference]:
    """Yield the cross-references of a document just read."""
    for node in document.findall(addnodes.pending_xref):
        role, target = node.get("reftype", ""), str(node.get("reftarget", ""))
        if node.get("refdomain") != "std" or role not in ROLES:
            continue
        if role == "doc":
            folder = posixpath.dirname(docname)
            target = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            )
        yield Reference(path, get_node_line(node) or 0, role, target)


def targets(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return the names that each role can reach."""
    standard = env.domains.standard_domain
    labels = set(standard.labels) | set(standard.anonlabels)
    terms = {name for kind, name in standard.objects if kind == "term"}
    terms |= {name.lower() for name in terms}
    return {"ref": labels, "numref": labels, "doc": set(env.found_docs), "term": terms}


def source(env: BuildEnvironment, docname: str) -> str:
    """Return a document's file, relative to the book."""
    return Path(env.doc2path(docname, base=False)).as_posix()
