"""The translator of the EPUB: EPUB's own vocabulary beside ARIA's, and the printed pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from octavo.editions.epub_pages import ROLE
from octavo.editions.html_meaning import KINDS, ROLES, TYPES
from octavo.editions.html_pages import PagedTranslator


class EpubTranslator(PagedTranslator):
    """Writes a chapter for e-readers."""

    def meaning(self, name: str) -> dict[str, str]:
        """Return the attributes that tell e-readers and screen readers what an element is."""
        said = {}
        if kind := name if name in KINDS else TYPES.get(name):
            said["epub:type"] = kind
        if role := f"doc-{name}" if name in KINDS else ROLES.get(name):
            said["role"] = role
        return said

    def words_in(self, tag: str) -> dict[str, str]:
        """Return the attributes that give words their language, for XML readers too."""
        return {"lang": tag, "xml:lang": tag}

    def said_of_page(self, label: str) -> dict[str, Any]:
        """Return the attributes of the beginning of a printed page."""
        return {"epub:type": "pagebreak", "role": ROLE, "aria-label": f" Page {label}. "}

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture and remember whether somebody who does not see it is told what it shows."""
        is_decoration = node.get("alt") == ""
        if "alt" in node:
            self.builder.described.add(node["uri"])  # type: ignore[attr-defined]
        super().visit_image(node)
        if is_decoration:
            # The author said that there is nothing to tell.
            self.body[-1] = self.body[-1].replace("<img", '<img role="presentation"', 1)
