"""Blocks of the printed editions: breaks, figures, tables."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.builders.latex.nodes import footnotetext

from octavo.editions.latex_extracts import ExtractVisitors
from octavo.editions.latex_tables import is_block, table_layout
from octavo.typesetting.tables import Layout

#: What stands around a picture by itself.
_PICTURE = "\n\\begin{octavopicture}\n", "\n\\end{octavopicture}\n"


class BlockVisitors(ExtractVisitors):
    """Writes what stands between paragraphs."""

    def visit_transition(self, node: nodes.Element) -> None:
        """Write a break in the text."""
        self.body.append("\n\\octavobreak\n")

    def visit_rubric(self, node: nodes.Element) -> None:
        """Begin a heading that is in no table of contents."""
        self.body.append("\n\\octavorubric{")

    def depart_rubric(self, node: nodes.Element) -> None:
        """End such a heading."""
        self.body.append("}\n")

    # Figures

    def visit_figure(self, node: nodes.Element) -> None:
        """Begin a figure; one with notes stays where it is called, or it would leave them behind."""
        name = "octavofigurehere" if self.keep_notes(node) else "octavofigure"
        self.body.append(f"\n\\begin{{{name}}}\n")
        self.context.append(f"\\end{{{name}}}\n")

    def depart_figure(self, node: nodes.Element) -> None:
        """End a figure."""
        self.body.append(self.context.pop())

    def keep_notes(self, node: nodes.Element) -> bool:
        """Write the notes of a figure or table for its end, and tell whether there are any."""
        notes = [child for child in node.children if isinstance(child, footnotetext)]
        for note in notes:
            node.remove(note)
        if notes:
            self.body.append(f"\n\\octavokeepnotes{{{''.join(map(self.note_text, notes))}}}")
        return bool(notes)

    def visit_image(self, node: nodes.Element) -> None:
        """Write a picture at its own size, or at the size asked for."""
        self.release()  # type: ignore[attr-defined]
        name = self.builder.images.get(node["uri"])
        if name is None:
            raise nodes.SkipNode
        wanted = []
        for side in ("width", "height"):
            if side in node and (length := self.latex_image_length(node[side], node.get("scale", 100))):
                wanted.append(f"{side}={length}")
        if not wanted and "scale" in node:
            wanted.append(f"scale={node['scale'] / 100}")
        picture = rf"\octavoimage[{','.join(wanted)}]{{{name}}}"
        self.body.append(f"{_PICTURE[0]}{picture}{_PICTURE[1]}" if stands_alone(node) else picture)
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.Element) -> None:
        """Begin a link; one that is a picture by itself stands like one."""
        self.body.append(_PICTURE[0] if stands_alone(node) else "")
        super().visit_reference(node)

    def depart_reference(self, node: nodes.Element) -> None:
        """End a link."""
        super().depart_reference(node)
        self.body.append(_PICTURE[1] if stands_alone(node) else "")

    def visit_caption(self, node: nodes.Element) -> None:
        """Begin the caption of a figure, its number first."""
        self.body.append(f"\n\\octavocaption{{{self.number_label(node.parent, 'figure')}}}{{")
        self.in_caption += 1

    def depart_caption(self, node: nodes.Element) -> None:
        """End the caption of a figure."""
        self.in_caption -= 1
        self.body.append("}\n")

    def visit_legend(self, node: nodes.Element) -> None:
        """Begin what stands below a caption."""
        self.body.append("\n\\begin{octavolegend}")

    def depart_legend(self, node: nodes.Element) -> None:
        """End what stands below a caption."""
        self.body.append("\\end{octavolegend}\n")

    def number_label(self, node: nodes.Element, kind: str) -> str:
        """Return a figure's or table's name and number, nothing when it has none."""
        numbers = self.builder.env.toc_fignumbers.get(self.curfilestack[-1], {}).get(kind, {})
        number = next((numbers[i] for i in node["ids"] if i in numbers), None)
        if number is None:
            return ""
        return self.encode(self.config.numfig_format[kind] % ".".join(map(str, number)))

    # Tables

    def visit_table(self, node: nodes.Element) -> None:
        """Write a table: its caption above, rules above, below and under its head."""
        plan = table_layout(node, self.builder.page.letters_in_line)  # type: ignore[attr-defined]
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        caption = self.rendered(*title.children) if title is not None else ""
        name = "octavolongtable" if plan.is_long else "octavotable"
        label = self.number_label(node, "table")
        self.keep_notes(node)
        self.keep_table_notes(node)
        if plan.is_long:
            words = [
                "".join(rf"\octavowords{{{self.encode(line)}}}" for line in column) for column in plan.longest
            ]
            columns = "".join(rf"\octavocolumn{{{column}}}" for column in words)
            self.body.append(f"\n\\octavomeasure{{{columns}}}")
        begin = f"\\begin{{{name}}}{{{plan.columns}}}{{{plan.specification}}}"
        self.body.append(f"\n{begin}{{{label}}}{{{caption}}}\n")
        covered: dict[tuple[int, int], int] = {}
        rows = list(node.findall(nodes.row))
        heads = [row for row in rows if isinstance(row.parent, nodes.thead)]
        for number, row in enumerate(rows):
            self.write_row(row, number, plan.columns, covered)
            if heads and row is heads[-1]:
                self.write_rule(plan, heads, label)
        self.body.append(f"\\end{{{name}}}\n")
        raise nodes.SkipNode

    def measured(self, lines: Sequence[str]) -> str:
        """Return the longest lines of a column, for TeX to find the widest."""
        words = "".join(rf"\octavowords{{{self.encode(line)}}}" for line in lines)
        return rf"\octavocolumn{{{words}}}"

    def write_rule(self, plan: Layout, heads: list[nodes.row], label: str) -> None:
        """Write what stands below the head; a table over several pages says on each how it goes on."""
        if not plan.is_long:
            self.body.append("\\octavotablerule\n")
            return
        self.body.append("\\octavolongtablerule\\octavolongtablefirst\n")
        self.body.append(rf"\octavolongtablecontinued{{{plan.columns}}}{{{label}}}" + "\n")
        covered: dict[tuple[int, int], int] = {}
        for number, row in enumerate(heads):
            self.write_row(row, number, plan.columns, covered)
        self.body.append("\\octavolongtablerule\\octavolongtablehead\n")

    def write_row(
        self, row: nodes.row, number: int, columns: int, covered: dict[tuple[int, int], int]
    ) -> None:
        """Write one row; ``covered`` knows the cells that reach down from rows above."""
        cells, column = [], 0
        entries = list(row.findall(nodes.entry))
        while column < columns:
            wide = covered.get((number, column))
            if wide or not entries:
                cells.append("")
                column += 1
                continue
            entry = entries.pop(0)
            across, down = entry.get("morecols", 0) + 1, entry.get("morerows", 0) + 1
            text = self.rendered(*entry.children).strip()
            if is_block(entry):
                text = rf"\octavocell {text}"
            if isinstance(row.parent, nodes.thead):
                text = rf"\octavotablehead{{{text}}}"
            if down > 1:
                # A cell of paragraphs takes the width of its column, another one that of its words.
                width = "=" if is_block(entry) else "*"
                text = rf"\multirow[t]{{{down}}}{{{width}}}{{{text}}}"
                covered |= {(number + d, column + a): 1 for d in range(1, down) for a in range(across)}
            cells.append(rf"\multicolumn{{{across}}}{{l}}{{{text}}}" if across > 1 else text)
            column += across
        self.body.append(" & ".join(cells) + r" \\" + "\n")


def stands_alone(node: nodes.Element) -> bool:
    """Tell whether a picture, or a link around one, stands between paragraphs and not in a figure."""
    return not isinstance(node.parent, nodes.TextElement | nodes.figure)
