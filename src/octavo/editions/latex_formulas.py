"""Formulas of the printed editions, with the numbers that every edition prints."""

from __future__ import annotations

from docutils import nodes
from docutils.utils.math import latex2mathml, tex2unichar
from sphinx.util.math import wrap_displaymath
from sphinx.util.nodes import get_node_line

from octavo.editions.latex_inlines import InlineVisitors
from octavo.findings import BookFault, Finding
from octavo.typesetting import mathematics
from octavo.typesetting.destinations import destination

#: The signs that the editions for a screen can show, by docutils' own tables.
SIGNS = frozenset(
    name
    for module in (latex2mathml, tex2unichar)
    for table, content in vars(module).items()
    if isinstance(content, dict | set | tuple | list) and not table.startswith("_")
    for name in content
    if isinstance(name, str) and name.isalpha()
)
KIND = "displaymath"  #: What Sphinx calls a formula that can have a number.


class FormulaVisitors(InlineVisitors):
    """Writes mathematics."""

    def visit_math(self, node: nodes.math) -> None:
        """Write a formula, when it holds nothing but mathematics."""
        self.refuse_programs(node)
        super().visit_math(node)

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Write a displayed formula, when it holds nothing but mathematics."""
        self.refuse_programs(node)
        self.release()  # type: ignore[attr-defined]
        plain = node.get("no-wrap", node.get("nowrap", False))
        formula = node.astext() if plain else wrap_displaymath(node.astext(), None, False)
        # LaTeX would count on its own, and through the whole book.
        if number := self.formula_number(self.curfilestack[-1], node["ids"]):
            formula = formula.replace("\n", rf"\tag{{{number}}}" + "\n", 1)
        self.body.append(f"\n{formula}\n")
        raise nodes.SkipNode

    def visit_math_reference(self, node: nodes.Element) -> None:
        """Write the link to a numbered formula."""
        identifier = nodes.make_id(f"equation-{node['target']}")
        number = self.formula_number(node["docname"], [identifier])
        self.body.append(rf"\octavolink{{{destination(node['docname'], identifier)}}}{{({number})}}")
        raise nodes.SkipNode

    def formula_number(self, docname: str, ids: list[str]) -> str:
        """Return the number of a formula, nothing when it has none."""
        numbers = self.builder.env.toc_fignumbers.get(docname, {}).get(KIND, {})
        return next((".".join(map(str, numbers[name])) for name in ids if name in numbers), "")

    def refuse_programs(self, node: nodes.Element) -> None:
        """Raise :class:`BookFault` for a formula that could run as a program, in a book of many hands."""
        if self.builder.settings.trusted:  # type: ignore[attr-defined]
            return
        if found := mathematics.forbidden(node.astext(), SIGNS):
            path = self.builder.env.doc2path(self.curfilestack[-1], False)
            remedy = "write the formula without it, or set octavo_trusted = True in conf.py"
            message = f"{found} is no mathematics that octavo knows"
            raise BookFault([Finding(str(path), get_node_line(node) or 0, "T005", message, remedy)])
