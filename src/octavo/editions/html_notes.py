"""Notes in the reading editions: the call in the text, the note at the chapter's end, the way back."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator


class NoteVisitors(HTML5Translator):
    """Writes calls and notes; a note begins with its way back, or e-readers run notes together."""

    def meaning(self, name: str) -> dict[str, Any]:
        """Return the attributes that tell a reading system what an element is; an edition defines it."""
        raise NotImplementedError

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Write a call; the further ids of a call are the citations that it stands for.

        One right behind another is kept apart from it.
        """
        first, *further = node["ids"] or [""]
        follows = "".join(self.body[-2:]).rstrip().endswith("</sup>")
        if self.body and not self.body[-1].startswith("<"):
            # The source needs a space before a call, the reader needs none.
            self.body[-1] = self.body[-1].rstrip(" \n")
        holder = nodes.inline(ids=further)
        name = "noteref next" if follows else "noteref"
        self.body.append(self.starttag(holder, "sup", "", CLASS=name))
        link = nodes.inline(ids=[first] if first else [])
        self.body.append(self.starttag(link, "a", "", href=f"#{node['refid']}", **self.meaning("noteref")))

    def depart_footnote_reference(self, node: nodes.Element) -> None:
        """Close the call."""
        self.body.append("</a></sup>")

    def visit_footnote(self, node: nodes.Element) -> None:
        """Open a note, and before the first one the list of notes."""
        if not isinstance(node.previous_sibling(), nodes.footnote):
            self._open_notes()
        _move_label(node)
        self.body.append(self.starttag(node, "div", CLASS="note", **self.meaning("footnote")))

    def depart_footnote(self, node: nodes.Element) -> None:
        """Close the note, and after the last one the list."""
        self.body.append("</div>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.footnote):
            self.body.append("</section>\n")

    def _open_notes(self) -> None:
        """Open the list of notes under its heading."""
        level = min(self.section_level + 1, 6)
        holder = nodes.section()
        named: dict[str, Any] = {"aria-labelledby": "chapter-notes"}
        self.body.append(
            self.starttag(holder, "section", CLASS="notes", **named, **self.meaning("footnotes"))
        )
        heading = nodes.title(ids=["chapter-notes"])
        self.body.append(self.starttag(heading, f"h{level}", "") + f"{_('Notes')}</h{level}>\n")

    def visit_label(self, node: nodes.label) -> None:
        """Write a note's number as the way back to each of its calls."""
        note = _note_of(node)
        if note is None:
            super().visit_label(node)
            return
        number = node.astext()
        calls: list[str] = note.get("backrefs", [])
        for place, call in enumerate(calls, 1):
            said: dict[str, Any] = (
                {} if place == 1 else {"aria-label": f"({place}), call {place} of note {number}"}
            )
            text = f"{number}." if place == 1 else f"({place})"
            tag = self.starttag(nodes.inline(), "a", "", href=f"#{call}", **said, **self.meaning("backlink"))
            self.body.append(f"{tag}{text}</a> ")
        if not calls:
            self.body.append(f"{number}. ")
        raise nodes.SkipNode


def _move_label(note: nodes.Element) -> None:
    """Move a note's number into its first paragraph, so that the way back leads the note."""
    label = note[0] if len(note) and isinstance(note[0], nodes.label) else None
    if label is None:
        return
    note.remove(label)
    first = note[0] if len(note) else None
    if not isinstance(first, nodes.paragraph):
        first = nodes.paragraph()
        note.insert(0, first)
    first.insert(0, label)


def _note_of(label: nodes.Element) -> nodes.Element | None:
    """Return the footnote whose number this is, or nothing for another kind of label."""
    parent = label.parent
    if isinstance(parent, nodes.paragraph):
        parent = parent.parent
    return parent if isinstance(parent, nodes.footnote) else None
