"""Words of the printed editions: emphasis, languages, links, citations, notes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator

from octavo.editions.pages import GAP, is_counted
from octavo.typesetting.destinations import byte_string, destination
from octavo.typesetting.ties import tied

CLASSES = {"ship": "octavoship", "worktitle": "octavoworktitle", "smallcaps": "octavosmallcaps"}
_GAP, _TIED = "\0", "\1"  #: Stand for a gap between two words, and for one that no line may end with.
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,}/)\S+")


class InlineVisitors(LaTeXTranslator):
    """Writes what stands inside a paragraph."""

    def visit_Text(self, node: nodes.Text) -> None:
        """Write words, each behind a gap marked for the page harvest."""
        counted = is_counted(node)
        text = node.astext() if counted else tied(node.astext())
        self.release()  # type: ignore[attr-defined]
        if isinstance(node.parent, nodes.reference) and _ADDRESS.fullmatch(text):
            self.body.append(re.sub(r"([/.?&=_-]+|\\_)(?=.)", r"\1\\octavourlbreak{}", self.encode(text)))
        else:
            self.body.append(self.worded(text) if counted else self.encode(text))

    def worded(self, text: str) -> str:
        """Return words for TeX with a mark before each that follows a gap."""
        # Escaped in one go: a book has as many gaps as words.
        text = self.encode(GAP.sub(_GAP, tied(text, _TIED)))
        return text.replace(_GAP, "\n\\w ").replace(_TIED, "~\\w ")

    def visit_emphasis(self, node: nodes.Element) -> None:
        """Begin emphasis."""
        self.body.append(r"\emph{")

    def depart_emphasis(self, node: nodes.Element) -> None:
        """End any run of words."""
        self.body.append("}")

    def visit_strong(self, node: nodes.Element) -> None:
        """Begin strong words."""
        self.body.append(r"\octavostrong{")

    def visit_title_reference(self, node: nodes.Element) -> None:
        """Begin the title of a work."""
        self.body.append(r"\octavoworktitle{")

    def visit_superscript(self, node: nodes.Element) -> None:
        """Begin raised letters."""
        self.body.append(r"\octavosup{")

    def visit_subscript(self, node: nodes.Element) -> None:
        """Begin lowered letters."""
        self.body.append(r"\octavosub{")

    depart_strong = depart_title_reference = depart_superscript = depart_subscript = depart_emphasis
    visit_literal_emphasis, visit_literal_strong = visit_emphasis, visit_strong
    depart_literal_emphasis = depart_literal_strong = depart_emphasis

    def visit_inline(self, node: nodes.Element) -> None:
        """Begin words of a kind or a language."""
        begin = ""
        name: str
        for name in node.get("classes", ()):
            if name in CLASSES:
                begin += rf"\{CLASSES[name]}{{"
            elif name.startswith("language-"):
                tag = name.removeprefix("language-")
                self.languages.append(tag)
                macro = "octavotranslit" if tag.endswith("-latn") else "octavolang"
                begin += rf"\{macro}{{{tag}}}{{"
        self.body.append(begin)

    def depart_inline(self, node: nodes.Element) -> None:
        """End words of a kind or a language."""
        name: str
        for name in node.get("classes", ()):
            if name in CLASSES:
                self.body.append("}")
            elif name.startswith("language-"):
                self.languages.pop()
                self.body.append("}")

    # Links

    def visit_reference(self, node: nodes.Element) -> None:
        """Begin a link, into the book or out of it."""
        uri = node.get("refuri", "")
        if self.in_title or (not uri and not node.get("refid")):
            self.context.append("")
        elif node.get("refid") or uri.startswith(("#", "%")):
            goal = self.goal(uri or f"#{node['refid']}")
            self.body.append(rf"\octavolink{{{goal}}}{{" if goal else "")
            self.context.append("}" if goal else "")
        else:
            plain = quote(uri, safe=":/?#[]@!$&'()*+,;=%-._~")
            self.body.append(rf"\octavoweb{{{byte_string(plain)}}}{{")
            self.context.append("}")

    def depart_reference(self, node: nodes.Element) -> None:
        """End a link."""
        self.body.append(self.context.pop())

    def goal(self, uri: str) -> str:
        """Return the destination of a link inside the book, nothing where it has none."""
        docname, _, identifier = uri.lstrip("%").partition("#")
        docname = docname or self.curfilestack[-1]
        builder: Any = self.builder
        if docname not in builder.reachable:
            return ""
        if not identifier or identifier in builder.top_ids.get(docname, ()):
            return destination(docname)
        return destination(docname, identifier)

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    # Citations

    def visit_citation_text(self, node: nodes.Element) -> None:
        """Begin a citation in the text; its destinations are set, and behind an attribution it is whole."""
        if isinstance(node.parent, nodes.attribution):
            self.body.append(r"\octavowhole{")

    def depart_citation_text(self, node: nodes.Element) -> None:
        """End a citation in the text."""
        if isinstance(node.parent, nodes.attribution):
            self.body.append("}")

    def visit_source_link(self, node: nodes.Element) -> None:
        """Begin the link from a citation to the entry of its work."""
        docname, serial, position = node["item"].rsplit(":", 2)
        place: Any = self.place  # type: ignore[attr-defined]
        goal = destination("source", node["target_doc"], node["target_id"])
        self.body.append(rf"{place('cite', docname, serial, position)}\octavolink{{{goal}}}{{")

    def depart_source_link(self, node: nodes.Element) -> None:
        """End the link from a citation."""
        self.body.append("}")

    # Notes

    def visit_footnote(self, node: nodes.Element) -> None:
        """Begin a note where it is called."""
        docname, number = self.note_of(node)
        self.body.append(self.note_places(node["ids"][1:]))
        self.called.add((docname, number))
        self.body.append(rf"\octavonote{{{destination(docname)}}}{{{number}}}{{")
        self.in_footnote += 1

    def depart_footnote(self, node: nodes.Element) -> None:
        """End a note."""
        self.in_footnote -= 1
        self.body.append("}")

    def visit_footnotemark(self, node: nodes.Element) -> None:
        """Write the call of a note that stands elsewhere."""
        docname, number = node.get("docname") or self.curfilestack[-1], node.astext()
        macro = "octavonoteagain" if (docname, number) in self.called else "octavonotemark"
        self.called.add((docname, number))
        self.body.append(self.note_places(node["ids"]))
        self.body.append(rf"\{macro}{{{destination(docname)}}}{{{number}}}")
        raise nodes.SkipNode

    def visit_footnotetext(self, node: nodes.Element) -> None:
        """Keep a note whose call stands elsewhere until the next word: a page could break before it."""
        self.hold(self.note_text(node))  # type: ignore[attr-defined]
        raise nodes.SkipNode

    def note_text(self, node: nodes.Element) -> str:
        """Return a note whose call stands elsewhere."""
        docname, number = self.note_of(node)
        self.in_footnote += 1
        text = self.rendered(*node.children)  # type: ignore[attr-defined]
        self.in_footnote -= 1
        return rf"\octavonotetext{{{destination(docname)}}}{{{number}}}{{{text}}}"

    def note_of(self, node: nodes.Element) -> tuple[str, str]:
        """Return the document and the number of a note."""
        return node.get("docname") or self.curfilestack[-1], node[0].astext()

    def note_places(self, ids: list[str]) -> str:
        """Return the destinations at a note's call."""
        call = nodes.inline("", ids=ids)
        return r"\octavonotegap" + str(self.places(call))  # type: ignore[attr-defined]

    @property
    def called(self) -> set[tuple[str, str]]:
        """The notes that have been called, by document and number."""
        return self.__dict__.setdefault("_called", set())  # type: ignore[no-any-return]
