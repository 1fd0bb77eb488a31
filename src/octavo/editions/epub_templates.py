"""The templates of the EPUB, filled in."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2

from octavo.templates import folder


@cache
def _environment() -> jinja2.Environment:
    """Return the templates; every value is escaped unless it is markup of ours."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("epub")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def fill(name: str, **values: Any) -> str:
    """Return a template with its values."""
    return _environment().get_template(name).render(**values)
