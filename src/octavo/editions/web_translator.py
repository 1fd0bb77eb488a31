"""The translator of the web edition: ARIA's vocabulary, ids to link to, the printed pages."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import _

from octavo.citations.domain import citation_domain
from octavo.editions.epub_pages import ROLE, PageBreaks
from octavo.editions.html_meaning import ROLES, kind_of
from octavo.editions.html_translator import BookTranslator
from octavo.editions.pages import SERIAL
from octavo.editions.web_metadata import coins


class WebTranslator(BookTranslator):
    """Writes a chapter for browsers."""

    def meaning(self, name: str) -> dict[str, str]:
        """Return the role that tells a screen reader what an element is."""
        return {"role": ROLES[name]} if name in ROLES else {}

    @property
    def breaks(self) -> PageBreaks:
        """Return where the printed pages begin in this document."""
        breaks: PageBreaks = self.builder.breaks  # type: ignore[attr-defined]
        return breaks

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

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section, after the page that its heading begins."""
        for label in self.breaks.at_section(node):
            self._break_page("div", label)
        super().visit_section(node)

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

    def visit_Text(self, node: nodes.Text) -> None:
        """Write words, and between them the beginnings of printed pages."""
        if not self.breaks.words:
            super().visit_Text(node)
            return
        for words, labels in self.breaks.split(node):
            for label in labels:
                self._break_page("span", label)
            self.body.append(self.encode(words))

    def _break_page(self, tag: str, label: str) -> None:
        """Write the beginning of a printed page."""
        mark = nodes.inline(ids=[f"page-{label}"])
        said = {"role": ROLE, "title": _("Page %s") % label, "data-page": label}
        self.body.append(self.starttag(mark, tag, "", CLASS="printed-page", **said) + f"</{tag}>")


def _caption_of(wrapper: nodes.Element) -> str:
    """Return what a table or a formula is called aloud."""
    if title := next(iter(wrapper.findall(nodes.title)), None):
        return title.astext()
    return str(_("Table") if "table-wrapper" in wrapper["classes"] else _("Formula"))
