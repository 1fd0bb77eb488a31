"""The citation roles, with sphinxcontrib-bibtex's names and syntax."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from octavo.citations.cluster import MalformedCitation, targets
from octavo.citations.nodes import citation_cluster


class CiteRole(SphinxRole):
    """Put a citation into the document; how it reads is decided when an edition is written.

    :param form: the role's name, when it is not that of the document, as for bare ``cite``.
    """

    def __init__(self, form: str = "") -> None:
        self.form = form

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the citation's node; a text that is no citation becomes a node that the check reports."""
        try:
            found: list[Any] = [(t.key, t.pre, t.post) for t in targets(self.text)]
            fault = ""
        except MalformedCitation as error:
            found, fault = [], str(error)
        node = citation_cluster(
            self.rawtext,
            form=self.form or self.name.rpartition(":")[2],
            targets=found,
            fault=fault,
            docname=self.env.docname,
        )
        # The parser that sphinx-timeline's template goes through has no line of its own.
        node.source, node.line = self.get_source_info()
        return [node], []
