"""The index of sources: the ``sources-index`` directive, and what an edition makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from octavo.bibliography.csl import item
from octavo.citations.cluster import Cluster
from octavo.citations.domain import CitationDomain, citation_domain
from octavo.citations.index_places import Cited, tokens
from octavo.citations.inlines import to_nodes
from octavo.citations.nodes import (
    index_entry,
    index_legend,
    index_name,
    index_place,
    index_places,
    source_index,
)
from octavo.citations.reading import makes_note
from octavo.citations.short_forms import short_forms
from octavo.citations.sources import SourceList, anchor, expression_of, goals, line_of
from octavo.edition import Edition
from octavo.matter.domain import book_structure

#: Languages whose commas go inside closing quotation marks.
_AMERICAN = frozenset({"en", "en-us"})


class SourcesIndexDirective(SphinxDirective):
    """``.. sources-index::`` prints each work that the book cites with the places that cite it.

    ``.bib`` files as its argument and ``:filter:`` narrow it as they do ``.. bibliography::``.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"filter": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the index's node, still empty; its works are known when the whole book is read."""
        expression = expression_of(self)
        indexes = citation_domain(self.env).indexes.setdefault(self.env.docname, [])
        files = tuple(
            name.rpartition("/")[2] for name in (self.arguments[0].split() if self.arguments else ())
        )
        indexes.append(SourceList(self.env.docname, len(indexes) + 1, line_of(self), expression, files=files))
        node = source_index(docname=self.env.docname, serial=len(indexes))
        self.set_source_info(node)
        return [node]


class FillSourcesIndexes(SphinxPostTransform):
    """Fill the indexes of sources of a document with what the edition knows of places."""

    # With the apparatus, and registered behind it: the notes have their numbers by then.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Fill each index; a handout, which knows no other chapter, has none."""
        found = list(self.document.findall(source_index))
        if not found:
            return
        builder: Any = self.env._app.builder
        edition = Edition(getattr(builder, "edition", Edition.WEB))
        if edition is Edition.HANDOUTS:
            for node in found:
                node.replace_self([])
            return
        self.builder, self.edition = builder, edition
        # A plain builder of Sphinx's knows no printed pages.
        self.printed: Mapping[tuple[str, int], str] = getattr(builder, "printed_places", {})
        self.domain: CitationDomain = citation_domain(self.env)
        self.rendering = self.domain.rendering(edition)
        self.goals = goals(self.domain.contents(), self.domain.chapter_docs)
        for node in found:
            self.fill(node)

    def fill(self, node: source_index) -> None:
        """Put the works into an index, and before them what its numbers mean."""
        place = node["docname"], node["serial"]
        keys = next(keys for s, keys in self.domain.indexed().items() if (s.docname, s.serial) == place)
        cited = cited_in(self.domain.clusters(), book_structure(self.env).docnames)
        items = {key: item(self.domain.work(key)) for key in keys if key in cited}
        for key, inlines in short_forms(items, str(self.env.config.language)).items():
            entry = index_entry("", ids=[index_anchor(key)], key=key, docname=node["docname"])
            entry += self.name(key, to_nodes(inlines, self.domain.work(key).language))
            entry += nodes.Text(" ")
            entry += self.places(cited[key])
            node += entry
        if node.children:
            legend = index_legend("", self.legend())
            node.parent.insert(node.parent.index(node), legend)

    def legend(self) -> str:
        """Return what the numbers of the index mean."""
        if self.edition is Edition.PRINT:
            return str(_("Numbers are pages; n stands before that of a note."))
        if self.printed:
            return str(_("Numbers are pages of the printed book; n stands before that of a note."))
        return str(_("Numbers are chapters; n stands before that of a note."))

    def name(self, key: str, made: list[nodes.Node]) -> index_name:
        """Return a work's short form with its comma, as a link to the entry in a list of sources."""
        last = made[-1]
        is_american = str(self.env.config.language).lower() in _AMERICAN
        if isinstance(last, nodes.Text) and last.endswith("”") and is_american:
            made[-1] = nodes.Text(f"{last[:-1]},”")
        else:
            made.append(nodes.Text(","))
        target = self.goals["", key], anchor(key)
        return index_name("", *made, target_doc=target[0], target_id=target[1], **self.link(*target))

    def places(self, found: list[tuple[Cluster, int]]) -> index_places:
        """Return the places that cite a work."""
        numbered = [(cluster, position, self.note(cluster)) for cluster, position in found]
        if self.builder.format != "html":
            listed = [(c.docname, c.serial, position, note) for c, position, note in numbered]
            return index_places("", places=listed)
        node = index_places("")
        cited = (Cited(self.label(c), note, c.docname, c.serial) for c, _position, note in numbered)
        for i, token in enumerate(tokens(cited)):
            if i:
                node += nodes.Text(", ")
            link = self.link(token.first.docname, f"cite-{token.first.serial}")
            node += index_place("", token.text, **link)
        return node

    def note(self, cluster: Cluster) -> int:
        """Return the number of the note that a citation stands in; 0 in the text."""
        if cluster.note:
            return self.rendering.numbers.get((cluster.docname, cluster.note), 0)
        if self.rendering.style.has_notes and makes_note(cluster):
            return self.rendering.numbers[cluster.docname, cluster.serial]
        return 0

    def label(self, cluster: Cluster) -> str:
        """Return the printed page of a citation, else its chapter."""
        if page := self.printed.get((cluster.docname, cluster.serial)):
            return page
        chapter = book_structure(self.env).chapter_of(cluster.docname)
        if chapter is None:
            return cluster.docname
        return str(chapter.number) if chapter.number else chapter.title

    def link(self, docname: str, identifier: str) -> dict[str, str]:
        """Return where a link of the index leads, for HTML writers."""
        if self.builder.format != "html":
            return {}
        here = self.env.current_document.docname
        if here == docname and self.edition is not Edition.EPUB:
            return {"refid": identifier}
        return {"refuri": f"{self.builder.get_relative_uri(here, docname)}#{identifier}"}


def cited_in(clusters: Iterable[Cluster], docnames: Iterable[str]) -> dict[str, list[tuple[Cluster, int]]]:
    """Return the citations of each work in some documents, each with the place of the work in it, from 1."""
    inside = set(docnames)
    out: dict[str, list[tuple[Cluster, int]]] = {}
    for cluster in clusters:
        if cluster.docname in inside and not cluster.is_silent:
            for key, position in _first_positions(cluster):
                out.setdefault(key, []).append((cluster, position))
    return out


def _first_positions(cluster: Cluster) -> Iterator[tuple[str, int]]:
    """Yield each work of a citation once, with the first of its places in it."""
    keys = [target.key for target in cluster.targets]
    yield from ((key, keys.index(key) + 1) for key in dict.fromkeys(keys))


def index_anchor(key: str) -> str:
    """Return the id of a work in an index of sources."""
    return f"indexed-{anchor(key)}"
