"""The directives of the root document: front matter, parts, appendices, back matter."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.directives.other import TocTree

from octavo.matter.structure import Matter, roman


class FrontMatter(TocTree):
    """List the documents before the first chapter: they have no number."""

    matter = Matter.FRONT
    option_spec: ClassVar[dict[str, Any]] = {**TocTree.option_spec}

    def run(self) -> list[nodes.Node]:
        """Return a toctree that knows where in the book its documents stand."""
        self.options.setdefault("maxdepth", 2)
        made = super().run()
        for node in made:
            for toctree in node.findall(addnodes.toctree):
                toctree["octavo_matter"] = self.matter.value
        return made


class BackMatter(FrontMatter):
    """List the documents behind the last chapter: they have no number."""

    matter = Matter.BACK


class Appendices(FrontMatter):
    """List the appendices: they are counted by letters, in every edition."""

    matter = Matter.APPENDIX


class Part(FrontMatter):
    """List the chapters of one part, whose title is the directive's argument.

    The options ``:epigraph:``, ``:epigraph-source:`` and ``:introduction:`` are plain text for its opening.
    """

    matter = Matter.MAIN
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        **FrontMatter.option_spec,
        "epigraph": directives.unchanged_required,
        "epigraph-source": directives.unchanged_required,
        "introduction": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return a toctree with the part's number and title as caption."""
        count = int(self.env.current_document.get("octavo_parts", 0) or 0) + 1
        self.env.current_document["octavo_parts"] = count
        title = self.arguments[0]
        self.options["caption"] = f"{roman(count)}. {title}"
        opening = {
            "epigraph": _line(self.options.pop("epigraph", "")),
            "source": _line(self.options.pop("epigraph-source", "")),
            "introduction": _line(self.options.pop("introduction", "")),
        }
        made = super().run()
        for node in made:
            for toctree in node.findall(addnodes.toctree):
                toctree["octavo_part"] = title
                toctree["octavo_opening"] = opening
        return made


def _line(text: str) -> str:
    """Return an option's text on one line."""
    return " ".join(text.split())
