"""Lists of sources: the ``bibliography`` directive, and which works each list holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import _FilterVisitor

from octavo.bibliography.work import Work
from octavo.citations.nodes import source_list


@dataclass(frozen=True, slots=True)
class SourceList:
    """One list of sources, as its directive asks for it."""

    docname: str
    serial: int  #: Number in its document, from 1.
    line: int
    filter: str  #: Expression of sphinxcontrib-bibtex's filters.
    keys: tuple[str, ...] = ()  #: Keys listed in the directive, besides those of the filter.
    files: tuple[str, ...] = ()  #: Only works of these files, when there are any.


class SourcesDirective(SphinxDirective):
    """``.. bibliography::`` with sphinxcontrib-bibtex's options.

    ``:style:``, ``:list:`` and labels are taken and left aside: the citation style decides.
    """

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **BibliographyDirective.option_spec,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the list's node, still empty; its works are known when the whole book is read."""
        lists = self.env.get_domain("cite").data["lists"].setdefault(self.env.docname, [])
        expression = self.options.get("filter") or (
            "True" if "all" in self.options else "not cited" if "notcited" in self.options else "cited"
        )
        try:
            ast.parse(expression)
        except SyntaxError as error:
            raise self.error(
                f":filter: {expression!r} is no filter; write it as in “cited and type == 'book'”"
            ) from error
        files = tuple(
            name.rpartition("/")[2] for name in (self.arguments[0].split() if self.arguments else ())
        )
        keys = tuple(line.strip() for line in self.content if line.strip())
        lists.append(SourceList(self.env.docname, len(lists) + 1, self.lineno, expression, keys, files))
        node = source_list(docname=self.env.docname, serial=len(lists))
        self.set_source_info(node)
        self.add_name(node)
        return [node]


def listed(wanted: SourceList, works: Iterable[Work], cited: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the keys of the works that a list asks for, in the order of the files.

    Raises :class:`ValueError` on an expression that no filter knows.
    """
    tree = ast.parse(wanted.filter)
    quick = {"cited": None, "True": None}
    out = []
    for work in works:
        if wanted.files and work.path.rpartition("/")[2] not in wanted.files:
            continue
        if wanted.filter in quick:
            passes = wanted.filter == "True" or work.key in cited
        else:
            passes = bool(_visitor(work, wanted.docname, cited).visit(tree))
        if passes or work.key in wanted.keys:
            out.append(work.key)
    return tuple(out)


def _visitor(work: Work, docname: str, cited: Mapping[str, set[str]]) -> Any:
    """Return sphinxcontrib-bibtex's judge of filters for a work."""
    visitor: Any = _FilterVisitor
    return visitor(work.entry(), docname, frozenset(cited.get(work.key, ())))


def anchor(key: str) -> str:
    """Return the id of a work's entry: stable, and free of what an XML name or a URL forbids."""
    return "source-" + re.sub(r"[^A-Za-z0-9_.-]", lambda match: f"_{ord(match.group()):x}_", key)
