"""The translator that the web edition and the EPUB share."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml

from octavo.editions.html_blocks import BlockVisitors
from octavo.editions.html_sources_index import SourcesIndexVisitors
from octavo.editions.html_tables import TableNoteVisitors
from octavo.editions.html_timelines import TimelineVisitors

#: Classes that docutils and Sphinx add for style sheets which the editions do not use.
NOISE = frozenset(
    "docutils reference internal external align-default simple std std-ref std-term std-numref std-doc "
    "xref doc compound image-reference arabic target colwidths-auto colwidths-given colwidths-grid head "
    "stub citation-call citation-note source".split()
)  # fmt: skip

#: Element for each class of words that are set in italics whatever the style sheet says.
ITALICS = {"ship": "i", "worktitle": "cite"}


class BookTranslator(SourcesIndexVisitors, BlockVisitors, TableNoteVisitors, TimelineVisitors):
    """Writes a chapter as XHTML that carries its meaning."""

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: Any = False, **attributes: Any
    ) -> str:
        """Return a start tag without the writers' own classes, and with the language of its words."""
        classes = list(node.get("classes", []))
        for name in [name for name in attributes if name.lower() == "class"]:
            classes += str(attributes.pop(name)).split()
        classes += attributes.pop("classes", [])
        languages = [name.removeprefix("language-") for name in classes if name.startswith("language-")]
        kept = [name for name in classes if name not in NOISE and not name.startswith("language-")]
        before, node["classes"] = node.get("classes", []), []
        try:
            if languages:
                attributes |= self.words_in(tag_case(languages[0]))
            return str(super().starttag(node, tagname, suffix, empty, classes=kept, **attributes))
        finally:
            node["classes"] = before

    def words_in(self, tag: str) -> dict[str, str]:
        """Return the attributes that give words their language."""
        return {"lang": tag}

    def visit_inline(self, node: nodes.inline) -> None:
        """Open a run of words: a ship, a title, words of another language."""
        classes = node["classes"]
        tag = next((ITALICS[name] for name in classes if name in ITALICS), "span")
        if any(name.startswith("language-") and name.endswith("-latn") for name in classes):
            tag = "i"
        self.body.append(self.starttag(node, tag, ""))
        self.context.append(f"</{tag}>")

    def depart_inline(self, node: nodes.inline) -> None:
        """Close the run."""
        self.body.append(self.context.pop())

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        """Write mathematics as MathML, which needs neither a script nor the network."""
        self._write_math(node, str(latex2mathml_of(self, node, block=False)))

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        """Write a displayed formula, with its number where it has one."""
        self.body.append(self.starttag(node, "div", CLASS="formula"))
        numbers = self.builder.fignumbers.get("displaymath", {})
        if number := next((numbers[name] for name in node["ids"] if name in numbers), ()):
            tag = self.starttag(nodes.inline(), "span", "", CLASS="formula-number")
            self.body.append(f"{tag}({'.'.join(map(str, number))})</span>")
        self._write_math(node, str(latex2mathml_of(self, node, block=True)), "</div>\n")

    def _write_math(self, node: nodes.Element, markup: str, end: str = "") -> None:
        """Write MathML with its source as what is read aloud."""
        spoken = self.attval(node.astext().strip())
        self.body.append(markup.replace("<math", f'<math alttext="{spoken}"', 1) + end)
        raise nodes.SkipNode


def unshadowed(translator: nodes.NodeVisitor) -> nodes.NodeVisitor:
    """Return a translator without the visitors that Sphinx laid over those of its own class."""
    own = {
        name
        for kind in type(translator).__mro__
        if kind.__module__.startswith("octavo.")
        for name in vars(kind)
    }
    for name in own & vars(translator).keys():
        delattr(translator, name)
    return translator


def latex2mathml_of(translator: BookTranslator, node: nodes.Element, *, block: bool) -> str:
    """Return a formula as MathML, or its source when it cannot be read, with a fault for the author."""
    try:
        return str(latex2mathml.tex2mathml(node.astext(), as_block=block))
    except MathError as error:
        translator._fault(node, "E004", f"the formula cannot be read: {error}", "correct its TeX")
        return f"<math><mtext>{translator.encode(node.astext())}</mtext></math>"


def tag_case(tag: str) -> str:
    """Return a language tag in its customary letters: ``ja-latn`` as ``ja-Latn`` (RFC 5646, 2.1.1)."""
    first, *rest = tag.split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([first.lower(), *cased])
