"""The apparatus of an edition: citations become notes or text, notes get their numbers, lists their works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from octavo.citations.cluster import SILENT
from octavo.citations.domain import CitationDomain, citation_domain
from octavo.citations.inlines import before, in_note, linked, sentence, to_nodes
from octavo.citations.nodes import citation_cluster, citation_text, source_entry, source_link, source_list
from octavo.citations.printed import Inlines
from octavo.citations.punctuation import moved
from octavo.citations.rendering import Rendering
from octavo.citations.sources import anchor
from octavo.edition import Edition
from octavo.matter.domain import book_structure

#: Roles that put a citation into parentheses.
PARENTHETICAL = frozenset({"p", "ps", "labelpar"})


class Apparatus(SphinxPostTransform):
    """Turn every citation of a document into what the edition's style prints."""

    # Before ReferencesResolver (10), which would look for a domain's cross-reference in a citation,
    # and before sphinxcontrib-bibtex (5).
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Fill in the citations, place and number the notes, fill the lists of sources."""
        builder: Any = self.env._app.builder
        self.edition = Edition(getattr(builder, "edition", Edition.WEB))
        self.builder = builder
        self.domain: CitationDomain = citation_domain(self.env)
        self.rendering: Rendering = self.domain.rendering(self.edition)
        if self.edition is Edition.HANDOUTS:
            self.add_chapter_sources()
        self.targets = self.entry_places()
        notes: dict[str, list[tuple[int, nodes.footnote]]] = {}
        for cluster in list(self.document.findall(citation_cluster)):
            self.resolve(cluster, notes)
        self.number_authors_notes(notes)
        for docname, found in notes.items():
            self.place(docname, [note for _, note in sorted(found, key=lambda pair: pair[0])])
        for node in list(self.document.findall(source_list)):
            self.fill(node)
        if self.builder.format == "html":
            # The second of two places in one work shares the first one's link; paper needs its place.
            for link in [link for link in self.document.findall(source_link) if not link.children]:
                link.parent.remove(link)

    # Citations

    def resolve(self, cluster: citation_cluster, notes: dict[str, list[tuple[int, nodes.footnote]]]) -> None:
        """Replace a cluster by what the style prints for it."""
        docname, serial = cluster["docname"], cluster.get("serial", 0)
        rendered = self.rendering.texts.get((docname, serial))
        if rendered is None:
            # Silent; or a fault, which the check reports and which must not vanish from the page.
            shown = (
                [] if cluster["form"] in SILENT else [nodes.problematic(cluster.rawsource, cluster.rawsource)]
            )
            cluster.replace_self(shown)
            return
        keys = [target[0] for target in cluster["targets"]]
        if rendered.note:
            number, note, call = self.note_of(cluster, sentence(rendered.note), keys)
            notes.setdefault(docname, []).append((number, note))
            self.put_call(cluster, call, to_nodes(rendered.text, self.rendering.languages[keys[0]]))
            return
        inlines = rendered.text
        if self.rendering.style.has_notes and cluster["form"] in PARENTHETICAL:
            inlines = in_note(inlines, before(cluster))
        text = citation_text("", ids=[f"cite-{serial}"], docname=docname, serial=serial)
        text += self.linked(inlines, cluster, keys)
        cluster.replace_self(text)

    def note_of(
        self, cluster: citation_cluster, inlines: Inlines, keys: list[str]
    ) -> tuple[int, nodes.footnote, nodes.footnote_reference]:
        """Return the number of a citation's note, the note and its call."""
        docname, serial = cluster["docname"], cluster["serial"]
        number = self.rendering.numbers[docname, serial]
        call = nodes.footnote_reference(
            "", str(number), ids=[f"cite-{serial}"], refid=f"note-{serial}", docname=docname,
            classes=["citation-call"],
        )  # fmt: skip
        note = nodes.footnote("", ids=[f"note-{serial}"], backrefs=[f"cite-{serial}"], docname=docname)
        note["classes"] = ["citation-note"]
        note += nodes.label("", str(number))
        note += nodes.paragraph("", "", *self.linked(inlines, cluster, keys))
        return number, note, call

    def linked(self, inlines: Inlines, cluster: citation_cluster, keys: list[str]) -> list[nodes.Node]:
        """Return a citation's inlines as nodes with the links to the entries."""
        docname, serial = cluster["docname"], cluster["serial"]
        return linked(
            inlines, keys, lambda at: self.link(docname, serial, at, keys), self.rendering.languages
        )

    def put_call(self, cluster: citation_cluster, call: nodes.Element, before: list[nodes.Node]) -> None:
        """Put a note's call where the cluster stood, or behind the punctuation that follows it.

        Authors write a citation before the full stop; a note's number stands after it
        (Chicago Manual of Style, 13.29). An author's name printed in the text keeps its place.
        """
        parent = cluster.parent
        index = parent.index(cluster)
        if before:
            named = citation_text("", docname=call["docname"])
            named += before
            cluster.replace_self([named, call])
            return
        previous = parent[index - 1] if index else None
        following = parent[index + 1] if index + 1 < len(parent) else None
        before_text = previous.astext() if isinstance(previous, nodes.Text) else ""
        after_text = following.astext() if isinstance(following, nodes.Text) else ""
        text, rest = moved(before_text, after_text, str(self.env.config.language))
        if isinstance(following, nodes.Text):
            parent[index + 1] = nodes.Text(rest)
        if isinstance(previous, nodes.Text):
            parent[index - 1] = nodes.Text(text)
            parent[index] = call
        else:
            cluster.replace_self([nodes.Text(text), call] if text else call)

    def link(self, docname: str, serial: int, position: int, keys: list[str]) -> source_link:
        """Return the link from a work of a citation to its entry."""
        key = keys[position - 1]
        target_doc = self.targets.get((docname, key)) or self.targets["", key]
        target_id = anchor(key)
        link = source_link(
            "", key=key, item=f"{docname}:{serial}:{position}", internal=True, classes=["source"]
        )
        link["target_doc"], link["target_id"] = target_doc, target_id
        if self.builder.format == "html":
            here = self.env.current_document.docname
            if here == target_doc and self.edition is not Edition.EPUB:
                link["refid"] = target_id
            else:
                link["refuri"] = f"{self.builder.get_relative_uri(here, target_doc)}#{target_id}"
        else:
            link["refid"] = target_id
        return link

    # Notes

    def number_authors_notes(self, notes: dict[str, list[tuple[int, nodes.footnote]]]) -> None:
        """Give the author's own notes their numbers in the same count, and take them out of the text."""
        for note in list(self.document.findall(nodes.footnote)):
            docname = note.get("docname", self.env.current_document.docname)
            number = self.rendering.numbers.get((docname, note["ids"][0]))
            if number is None:
                continue
            if isinstance(note[0], nodes.label):
                note[0].replace_self(nodes.label("", str(number)))
            if isinstance(heading := note.previous_sibling(), nodes.rubric):
                # Over notes that stand elsewhere it would be empty.
                heading.parent.remove(heading)
            note.parent.remove(note)
            note["docname"] = docname
            notes.setdefault(docname, []).append((number, note))
        for call in self.document.findall(nodes.footnote_reference):
            docname = call.get("docname", self.env.current_document.docname)
            number = self.rendering.numbers.get((docname, call.get("refid", "")))
            if number is not None:
                call.children = []
                call += nodes.Text(str(number))

    def place(self, docname: str, notes: list[nodes.footnote]) -> None:
        """Put a document's notes at its end."""
        last = [s for s in self.document.findall(nodes.section) if s.get("octavo_notes") == docname]
        (last[-1] if last else self.document).extend(notes)

    # Lists of sources

    def add_chapter_sources(self) -> None:
        """Give each chapter of the handouts its own list of the works it cites."""
        structure = book_structure(self.env)
        for section in list(self.document.findall(nodes.section)):
            docname = section.get("octavo_docname", "")
            chapter = structure.chapter_of(docname)
            if chapter is None or chapter.docname != docname:
                continue
            readings = [self.domain.readings[d] for d in chapter.docs if d in self.domain.readings]
            cited = {target.key for reading in readings for c in reading.clusters for target in c.targets}
            keys = [key for key in self.rendering.entries if key in cited]
            own = [node for node in section.findall(source_list) if node.get("of_chapter")]
            for listing in own:
                listing.parent.remove(listing)
            if keys:
                listing = source_list(docname=docname, serial=0, keys=keys, of_chapter=True)
                listing["title"] = own[0]["title"] if own else ""
                section += listing

    def entry_places(self) -> Mapping[tuple[str, str], str]:
        """Return the document with the entry of each work, by citing document and key."""
        if self.edition is not Edition.HANDOUTS:
            return self.rendering.goals
        places: dict[tuple[str, str], str] = {}
        structure = book_structure(self.env)
        for node in self.document.findall(source_list):
            if node["serial"] == 0 and (chapter := structure.chapter_of(node["docname"])):
                places |= {(d, key): chapter.docname for key in node["keys"] for d in chapter.docs}
        return places

    def fill(self, node: source_list) -> None:
        """Put the entries into a list of sources, in the style's order.

        A list that only repeats what another holds has no ids: no citation leads there.
        """
        keys = node["keys"] if node["serial"] == 0 else self.keys_of(node)
        entries = [
            entry for entry in self.document.findall(source_entry) if entry["docname"] == node["docname"]
        ]
        taken = {identifier for entry in entries for identifier in entry["ids"]}
        order = list(self.rendering.entries)
        for last, key in zip(["", *order], order, strict=False):
            if key not in keys:
                continue
            made = self.rendering.dashes.get(key) if last in keys else None
            is_goal = not node.get("of_chapter") or node["docname"] in {
                self.targets.get((node["docname"], key)), self.targets.get(("", key))
            }  # fmt: skip
            ids = [anchor(key)] if is_goal and anchor(key) not in taken else []
            entry = source_entry("", ids=ids, key=key, docname=node["docname"])
            entry += nodes.paragraph(
                "", "", *to_nodes(made or self.rendering.entries[key], self.rendering.languages[key])
            )
            node += entry
        if not node.children:
            node.replace_self([])
        elif node.get("of_chapter"):
            title = node["title"] or self.env.config.octavo_sources_title
            node.parent.insert(node.parent.index(node), nodes.rubric("", title))

    def keys_of(self, node: source_list) -> tuple[str, ...]:
        """Return the keys that a list in the text asks for."""
        place = node["docname"], node["serial"]
        return next(keys for s, keys in self.rendering.contents.items() if (s.docname, s.serial) == place)
