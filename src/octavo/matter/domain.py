"""The matter domain: which documents make the book, in which order, under which numbers."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from octavo.findings import Finding
from octavo.matter.references import references, source
from octavo.matter.structure import Listing, Matter, Structure, structure


class MatterDomain(Domain):
    """Remembers the lists of documents and the numbered things of each document."""

    name = "matter"
    label = "Book structure"
    data_version = 7
    initial_data: ClassVar[dict[str, Any]] = {
        "listings": {},  # docname -> list of Listing
        "numbered": {},  # docname -> list of (kind, id), in reading order
        "references": {},  # docname -> list of Reference
        "warnings": {},  # docname -> list of Finding, what Sphinx said when it read the document
        "refused": {},  # docname -> list of Finding, what the guards kept out of the document
    }

    @property
    def listings(self) -> dict[str, list[Listing]]:
        """The lists of documents that each document holds."""
        return cast("dict[str, list[Listing]]", self.data["listings"])

    @property
    def numbered(self) -> dict[str, list[tuple[str, str]]]:
        """The figures, tables and listings of each document, in reading order."""
        return cast("dict[str, list[tuple[str, str]]]", self.data["numbered"])

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        self.listings.pop(docname, None)
        self.numbered.pop(docname, None)
        for table in ("references", "warnings", "refused"):
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for table in ("listings", "numbered", "references", "warnings", "refused"):
            self.data[table].update({d: v for d, v in otherdata[table].items() if d in docnames})

    def note_document(self, docname: str, document: nodes.document) -> None:
        """Remember the lists and the numbered things of a document just read, and mark its sections."""
        if found := [_listing(toctree) for toctree in document.findall(addnodes.toctree)]:
            self.listings[docname] = [listing for listing in found if listing.docnames]
        self.numbered[docname] = list(_numbered(document, self.env))
        self.data["references"][docname] = list(references(document, docname, source(self.env, docname)))
        sections = [child for child in document.children if isinstance(child, nodes.section)]
        if sections:
            sections[0]["octavo_docname"] = docname
            sections[-1]["octavo_notes"] = docname

    def refuse(self, docname: str, finding: Finding) -> None:
        """Remember what was kept out of a document."""
        self.data["refused"].setdefault(docname, []).append(finding)

    def structure(self) -> Structure:
        """Return the book's structure."""
        root = str(self.env.config.root_doc)
        titles = {docname: title.astext() for docname, title in self.env.titles.items()}
        inside = {
            docname: tuple(child for listing in listings for child in listing.docnames)
            for docname, listings in self.listings.items()
            if docname != root
        }
        return structure(self.listings.get(root, []), titles, inside)

    def number(self) -> None:
        """Give chapters, figures and tables their numbers, the same for every builder.

        Sphinx counts sections and figures anew in each toctree, and LaTeX in its own way; what
        the numbers of this book are is decided here and handed to both.
        """
        book = self.structure()
        self.env.toc_secnumbers = {}
        self.env.toc_fignumbers = {}
        for docname in self.env.titles:
            self._number_title(docname, 0)
        for chapter in book.chapters:
            counts: dict[str, int] = {}
            for docname in chapter.docs:
                if docname == chapter.docname:
                    self._number_title(docname, chapter.number)
                numbers: dict[str, dict[str, tuple[int, ...]]] = {}
                for kind, identifier in self.numbered.get(docname, []):
                    counts[kind] = counts.get(kind, 0) + 1
                    number = (chapter.number, counts[kind]) if chapter.number else (counts[kind],)
                    numbers.setdefault(kind, {})[identifier] = number
                self.env.toc_fignumbers[docname] = numbers

    def _number_title(self, docname: str, number: int) -> None:
        """Give a document's title its number, or take it away, wherever Sphinx looks for it."""
        numbers = (number,) if number else None
        self.env.toc_secnumbers[docname] = {"": numbers} if numbers else {}
        nodes_with_number: list[nodes.Element] = [self.env.titles[docname]]
        if docname in self.env.tocs:
            nodes_with_number += list(self.env.tocs[docname].findall(nodes.reference))
        for i, node in enumerate(nodes_with_number):
            if numbers and i < 2:
                node["secnumber"] = numbers
            else:
                node.attributes.pop("secnumber", None)


def _listing(toctree: addnodes.toctree) -> Listing:
    """Return what a toctree lists; a plain one holds chapters, and its caption is a part's title."""
    matter = Matter(toctree.get("octavo_matter", Matter.MAIN.value))
    caption = toctree.get("octavo_part", toctree.get("caption") or "")
    title = caption if matter is Matter.MAIN else ""
    return Listing(
        matter,
        title,
        tuple(docname for _, docname in toctree["entries"] if docname in toctree["includefiles"]),
    )


def _numbered(document: nodes.document, env: BuildEnvironment) -> list[tuple[str, str]]:
    """Return the captioned figures, tables and listings, and the named formulas, that can have a number."""
    standard, mathematics = env.domains.standard_domain, env.domains.math_domain
    found = []
    for node in document.findall(nodes.Element):
        kind = standard.get_enumerable_node_type(node) or mathematics.get_enumerable_node_type(node)
        if kind and kind != "section" and node["ids"]:
            found.append((kind, node["ids"][0]))
    return found


def book_structure(env: BuildEnvironment) -> Structure:
    """Return the structure of the book that an environment holds."""
    return cast("MatterDomain", env.get_domain("matter")).structure()
