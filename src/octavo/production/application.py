"""Sphinx applications: one for the one read, one for each edition, over the same doctrees."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from octavo.findings import BookFault, Finding, Severity
from octavo.production.folders import Folders
from octavo.production.reader import COMMAND_TAG
from octavo.production.warnings import Listener


@dataclass(slots=True)
class Session:
    """A Sphinx application at work, and what it said."""

    app: Sphinx
    listener: Listener
    read: list[str] = field(default_factory=list)  #: Documents that it read.


@contextmanager
def application(folders: Folders, builder: str, outdir: Path) -> Iterator[Session]:
    """Open a Sphinx application for a builder.

    Raises :class:`BookFault` for what is wrong with ``conf.py`` or with an extension it names.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    folders.doctrees.mkdir(parents=True, exist_ok=True)
    said = io.StringIO()
    with patch_docutils(str(folders.book)), docutils_namespace():
        try:
            app = Sphinx(
                folders.book, folders.book, outdir, folders.doctrees, builder,
                status=None, warning=said, tags=[COMMAND_TAG],
            )  # fmt: skip
        except (ConfigError, ExtensionError) as error:
            raise _fault(error) from error
        except SphinxError as error:
            if isinstance(error.__cause__, BookFault):
                raise error.__cause__ from error
            raise _fault(error) from error
        session = Session(app, Listener(app))
        session.listener.findings += _early(said.getvalue())
        app.connect("source-read", lambda app, docname, content: session.read.append(docname))
        yield session


def _fault(error: SphinxError) -> BookFault:
    """Return what Sphinx could not do with conf.py as a fault of the author's."""
    text = " ".join(str(error).split())
    remedy = "add 'octavo' to extensions" if "not registered" in text and "uilder" in text else "mend conf.py"
    line = int(match[1]) if (match := re.search(r"line (\d+)", text)) else 0
    return BookFault([Finding("conf.py", line, "S000", text.removesuffix("."), remedy)])


def _early(text: str) -> Iterator[Finding]:
    """Yield what Sphinx said while it started, which is always about conf.py."""
    for line in re.sub(r"\x1b\[[\d;]*m", "", text).splitlines():
        if line.startswith("WARNING: "):
            yield Finding(
                "conf.py", 0, "W100", line.removeprefix("WARNING: ").rstrip("."), "", Severity.WARNING
            )
