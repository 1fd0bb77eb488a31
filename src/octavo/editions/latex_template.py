"""The templates of the TeX files, and the styles that travel beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from octavo import templates
from octavo.editions.latex_text import escape, pdf

STYLES = (".cls", ".sty", ".lua", ".ist")


def fill(name: str, tex: Callable[[str], str], values: Mapping[str, Any], room: str = "latex") -> str:
    """Return a template of a room of ``templates`` with its values, each escaped where it lands.

    ``tex`` escapes text for TeX; a missing value is a fault.
    """
    environment = Environment(
        loader=FileSystemLoader(templates.folder(room)), undefined=StrictUndefined, autoescape=False,
        block_start_string="<%", block_end_string="%>", variable_start_string="<%=", variable_end_string="%>",
        comment_start_string="<#", comment_end_string="#>", keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters |= {"tex": tex, "plain": escape, "pdf": pdf}
    return environment.get_template(name).render(values)


def copy_styles(folder: Path, room: Path) -> None:
    """Copy class, styles and index style of a room beside the TeX file, leaving equal files alone."""
    for source in sorted(room.iterdir()):
        if source.suffix in STYLES:
            target = folder / source.name
            content = source.read_bytes()
            if not target.is_file() or target.read_bytes() != content:
                target.write_bytes(content)
