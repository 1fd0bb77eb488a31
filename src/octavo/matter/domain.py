"""The matter domain: which documents make the book, in which order, under which numbers."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from octavo.findings import Finding
from octavo.matter.captions import Captioned, captions
from octavo.matter.references import references, source
from octavo.matter.structure import Listing, Matter, PartOpening, Structure, structure
from octavo.matter.tables import table_letters


class MatterDomain(Domain):
    """Remembers the lists of documents and the numbered things of each document."""

    name = "matter"
    label = "Book structure"
    data_version = 7
    initial_data: ClassVar[dict[str, Any]] = {
        "listings": {},  # docname -> list of Listing
        "numbered": {},  # docname -> list of (kind, id), in reading order
        "captions": {},  # docname -> list of Captioned, in reading order
        "table_notes": {},  # docname -> list of TableNote
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

    @property
    def captions(self) -> dict[str, list[Captioned]]:
        """The captions of the figures and tables of each document, in reading order."""
        return cast("dict[str, list[Captioned]]", self.data["captions"])

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read again or gone."""
        self.listings.pop(docname, None)
        self.numbered.pop(docname, None)
        for table in ("captions", "table_notes", "references", "warnings", "refused"):
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        tables = ("listings", "numbered", "captions", "table_notes", "references", "warnings", "refused")
        for table in tables:
            self.data[table].update({d: v for d, v in otherdata[table].items() if d in docnames})

    def note_document(self, docname: str, document: nodes.document) -> None:
        """Remember the lists and the numbered things of a document just read, and mark its sections."""
        if found := [_listing(toctree) for toctree in document.findall(addnodes.toctree)]:
            self.listings[docname] = [listing for listing in found if listing.docnames]
        self.numbered[docname] = list(_numbered(document, self.env))
        self.captions[docname] = list(captions(document))
        self.data["table_notes"][docname] = list(table_letters(document))
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
            self._number_title(docname, ())
        for chapter in book.chapters:
            counts: dict[str, int] = {}
            for docname in chapter.docs:
                if docname == chapter.docname:
                    self._number_title(docname, chapter.counted)
                numbers: dict[str, dict[str, tuple[int | str, ...]]] = {}
                for kind, identifier in self.numbered.get(docname, []):
                    counts[kind] = counts.get(kind, 0) + 1
                    numbers.setdefault(kind, {})[identifier] = (*chapter.counted, counts[kind])
                # Sphinx only prints the parts, and an appendix has a letter for its first one.
                self.env.toc_fignumbers[docname] = cast("Any", numbers)

    def _number_title(self, docname: str, numbers: tuple[int | str, ...]) -> None:
        """Give a document's title its number, or take it away, wherever Sphinx looks for it."""
        self.env.toc_secnumbers[docname] = cast("Any", {"": numbers} if numbers else {})
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
        PartOpening(**toctree.get("octavo_opening", {})),
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


def listed(env: BuildEnvironment, kinds: Set[str]) -> Iterator[tuple[str, str, Captioned]]:
    """Yield what a list of figures, maps or tables names: document, number as printed, caption."""
    domain = cast("MatterDomain", env.get_domain("matter"))
    for docname in domain.structure().docnames:
        numbers = env.toc_fignumbers.get(docname, {})
        for found in domain.captions.get(docname, []):
            if found.kind in kinds:
                of_kind = numbers.get("table" if found.kind == "table" else "figure", {})
                number = of_kind.get(found.identifier, ())
                yield docname, ".".join(map(str, number)), replace(found, caption=_named(found.caption, env))


def _named(caption: nodes.title, env: BuildEnvironment) -> nodes.title:
    """Return a caption in which references are their words, those to figures and tables with the number."""
    copy = caption.deepcopy()
    standard = env.domains.standard_domain
    for xref in list(copy.findall(addnodes.pending_xref)):
        docname, identifier = standard.anonlabels.get(xref.get("reftarget", ""), ("", ""))
        found = env.toc_fignumbers.get(docname, {}).items()
        names = (
            str(env.config.numfig_format.get(kind, "%s")) % ".".join(map(str, numbers[identifier]))
            for kind, numbers in found
            if identifier in numbers and xref.get("reftype") == "numref"
        )
        text = next(names, xref.astext())
        xref.replace_self(nodes.Text(text))
    return copy


def book_structure(env: BuildEnvironment) -> Structure:
    """Return the structure of the book that an environment holds."""
    return cast("MatterDomain", env.get_domain("matter")).structure()
