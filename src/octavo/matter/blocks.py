"""The directives of a book's own blocks: letters, and figures with a credit."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.directives.patches import Figure
from sphinx.util.docutils import SphinxDirective

LETTER = "letter"  #: Class of an extract that is a letter.
#: Lines of a letter before and behind its text; each is an option and a class, behind ``letter-``.
BEFORE = ("dateline", "addressee", "salutation")
BEHIND = ("closing", "signature", "postscript")
CREDIT = "credit"  #: Class of the line below a figure that says whose it is.


class Letter(SphinxDirective):
    """Set a letter or a telegram: its dateline, salutation and signature, and where it is printed."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys((*BEFORE, *BEHIND, "source"), directives.unchanged_required),
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return an extract that knows its parts."""
        self.assert_has_content()
        letter = nodes.block_quote(classes=[LETTER, *self.options.get("class", [])])
        self.set_source_info(letter)
        self.add_name(letter)
        said: list[nodes.Node] = []
        letter += [self.line_of(name, said) for name in BEFORE if name in self.options]
        self.state.nested_parse(self.content, self.content_offset, letter)
        letter += [self.line_of(name, said) for name in BEHIND if name in self.options]
        if "source" in self.options:
            words, messages = self.parse_inline(self.options["source"], lineno=self.lineno)
            letter += nodes.attribution(self.options["source"], "", *words)
            said += messages
        return [letter, *said]

    def line_of(self, name: str, said: list[nodes.Node]) -> nodes.paragraph:
        """Return a line of the letter, with what docutils says of it."""
        words, messages = self.parse_inline(self.options[name], lineno=self.lineno)
        said += messages
        line = nodes.paragraph(self.options[name], "", *words, classes=[f"{LETTER}-{name}"])
        self.set_source_info(line)
        return line


class CreditedFigure(Figure):
    """A figure whose ``:credit:`` says, below caption and legend, who drew or keeps it."""

    option_spec: ClassVar[dict[str, Any]] = {
        **(Figure.option_spec or {}),
        "credit": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        credit = self.options.pop("credit", "")
        made: list[nodes.Node] = super().run()
        figure = next((node for node in made if isinstance(node, nodes.figure)), None)
        if not credit or figure is None:
            return made
        words, messages = self.state.inline_text(credit, self.lineno)
        line = nodes.paragraph(credit, "", *words, classes=[CREDIT])
        line.source, line.line = self.state_machine.get_source_and_line(self.lineno)
        legend = next((node for node in figure.children if isinstance(node, nodes.legend)), None)
        if legend is None:
            legend = nodes.legend()
            figure += legend
        legend += line
        return [*made, *messages]
