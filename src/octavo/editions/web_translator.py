"""The translator of the web edition: ARIA's vocabulary, ids to link to, the printed pages."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import _

from octavo.citations.domain import citation_domain
from octavo.editions.epub_pages import ROLE
from octavo.editions.html_meaning import ROLES, kind_of
from octavo.editions.html_pages import PagedTranslator
from octavo.editions.pages import SERIAL
from octavo.editions.web_metadata import coins


class WebTranslator(PagedTranslator):
    """Writes a chapter for browsers."""

    def meaning(self, name: str) -> dict[str, str]:
        """Return the role that tells a screen reader what an element is."""
        return {"role": ROLES[name]} if name in ROLES else {}

    def said_of_page(self, label: str) -> dict[str, Any]:
        """Return the attributes of the beginning of a printed page."""
        said = {"role": ROLE, "title": _("Page %s") % label, "data-page": label}
        return {"CLASS": "printed-page", **said}

    def visit_container(self, node: nodes.container) -> None:
        """Open a box; the one that furo puts round a table must not repeat the table's ids."""
        if {"table-wrapper", "math-wrapper"} & set(node["classes"]):
            node.html5tagname = "div"  # type: ignore[attr-defined]
            node["ids"], node["classes"] = [], [name for name in node["classes"] if name.endswith("-wrapper")]
            # A wide table is moved sideways, with the keyboard too (WCAG 2.2, 2.1.1).
            said = {"tabindex": "0", "role": "group", "aria-label": _caption_of(node)}
            self.body.append(self.starttag(node, "div", **said))
        else:
            super().visit_container(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Open a paragraph; one of running text has an id, so that it can be found and cited."""
        name = f"p{node[SERIAL]}" if SERIAL in node else ""
        if name and not node["ids"] and name not in self.document.ids:
            node["ids"].append(name)
        super().visit_paragraph(node)

    def depart_source_entry(self, node: nodes.Element) -> None:
        """Close the work; on the page of the bibliography reference managers find it.

        On a chapter's page they would take its sources for what the reader wants to keep.
        """
        env = self.builder.env
        work = citation_domain(env).library.works.get(node["key"])
        if work and kind_of(env, self.builder.current_docname, "back") == "bibliography":
            self.body.append(self.starttag(nodes.inline(), "span", "", CLASS="Z3988", title=coins(work)))
            self.body.append("</span>")
        super().depart_source_entry(node)


def _caption_of(wrapper: nodes.Element) -> str:
    """Return what a table or a formula is called aloud."""
    if title := next(iter(wrapper.findall(nodes.title)), None):
        return title.astext()
    return str(_("Table") if "table-wrapper" in wrapper["classes"] else _("Formula"))
