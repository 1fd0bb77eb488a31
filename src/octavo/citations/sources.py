"""Lists of sources: the ``bibliography`` directive, and which works each list holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
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
    is_of_chapter: bool = False  #: Whether it repeats the sources of its chapter at the chapter's end.


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
        expression = expression_of(self)
        files = tuple(
            name.rpartition("/")[2] for name in (self.arguments[0].split() if self.arguments else ())
        )
        keys = tuple(line.strip() for line in self.content if line.strip())
        lists.append(SourceList(self.env.docname, len(lists) + 1, line_of(self), expression, keys, files))
        node = source_list(docname=self.env.docname, serial=len(lists))
        self.set_source_info(node)
        self.add_name(node)
        return [node]


def line_of(directive: SphinxDirective) -> int:
    """Return the line of a directive in its own file, whatever was included before it."""
    return int(directive.get_source_info()[1] or directive.lineno)


def expression_of(directive: SphinxDirective) -> str:
    """Return the filter that a directive's options ask for.

    Raises docutils' error of a directive for what is no expression.
    """
    options = directive.options
    expression = str(
        options.get("filter")
        or ("True" if "all" in options else "not cited" if "notcited" in options else "cited")
    )
    try:
        ast.parse(expression)
    except SyntaxError as error:
        raise directive.error(
            f":filter: {expression!r} is no filter; write it as in “cited and type == 'book'”"
        ) from error
    return expression


class ChapterSourcesDirective(SourcesDirective):
    """``.. footbibliography::``, the list of what its document cites; the first of them holds all."""

    has_content = False
    optional_arguments = 0
    option_spec: ClassVar[dict[str, Any]] = {}
    own = "docname in docnames"

    def run(self) -> list[nodes.Node]:
        """Return the list's node, once a document."""
        lists = self.env.get_domain("cite").data["lists"].get(self.env.docname, [])
        if any(source.filter == self.own for source in lists):
            return []
        self.options["filter"] = self.own
        return super().run()


class ChapterListDirective(SphinxDirective):
    """``.. chapter-sources::``: the works that its chapter cites, under a title of the author's or octavo's.

    Citations go on leading to the list of ``.. bibliography::`` that holds a work, and to this one
    only where no such list does.
    """

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the list's node, still empty."""
        lists = self.env.get_domain("cite").data["lists"].setdefault(self.env.docname, [])
        serial = len(lists) + 1
        lists.append(SourceList(self.env.docname, serial, line_of(self), "cited", is_of_chapter=True))
        title = self.arguments[0] if self.arguments else ""
        node = source_list(docname=self.env.docname, serial=serial, title=title, of_chapter=True)
        self.set_source_info(node)
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


def goals(
    contents: Mapping[SourceList, tuple[str, ...]], chapter_docs: Callable[[str], tuple[str, ...]]
) -> dict[tuple[str, str], str]:
    """Return the document with the entry that citations of a work lead to, by citing document and key.

    The empty document stands for every other. A list at a chapter's end is the goal only of what no
    other list holds.
    """
    out: dict[tuple[str, str], str] = {}
    main = {source: keys for source, keys in contents.items() if not source.is_of_chapter}
    for source, keys in main.items():
        for key in keys:
            out.setdefault(("", key), source.docname)
            out.setdefault((source.docname, key), source.docname)
    held = {key for keys in main.values() for key in keys}
    for source in (source for source in contents if source.is_of_chapter):
        for key in set(contents[source]) - held:
            out.setdefault(("", key), source.docname)
            out |= {(docname, key): source.docname for docname in chapter_docs(source.docname)}
    return out


def _visitor(work: Work, docname: str, cited: Mapping[str, set[str]]) -> Any:
    """Return sphinxcontrib-bibtex's judge of filters for a work."""
    visitor: Any = _FilterVisitor
    return visitor(work.entry(), docname, frozenset(cited.get(work.key, ())))


def anchor(key: str) -> str:
    """Return the id of a work's entry: stable, and free of what an XML name or a URL forbids."""
    return "source-" + re.sub(r"[^A-Za-z0-9_.-]", lambda match: f"_{ord(match.group()):x}_", key)
