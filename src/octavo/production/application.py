"""Sphinx applications: one for the one read, one for each edition, over the same doctrees."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from octavo.findings import BookFault, Finding, Severity
from octavo.production.conf import conf_fault
from octavo.production.folders import Folders
from octavo.production.reader import COMMAND_TAG
from octavo.production.warnings import Listener


@dataclass(slots=True)
class Session:
    """A Sphinx application at work, and what it said."""

    app: Sphinx
    listener: Listener
    read: list[str] = field(default_factory=list)  #: Documents that it read.


class Application(Sphinx):
    """A Sphinx application that loads extensions besides those that ``conf.py`` names."""

    def __init__(self, more: Sequence[str], *arguments: Any, **options: Any) -> None:
        self.more = tuple(more)
        super().__init__(*arguments, **options)

    def preload_builder(self, name: str) -> None:
        """Load the extensions when those of ``conf.py`` are there and before the builder is looked for."""
        for extension in self.more:
            if extension not in self.extensions:
                self.setup_extension(extension)
                # A book that never heard of octavo owes nothing to its rules of trust.
                self.connect("config-inited", _trust, priority=400)
        super().preload_builder(name)

    def setup_extension(self, extname: str) -> None:
        """Load an extension; one that fails in its own code is named."""
        try:
            super().setup_extension(extname)
        except (SphinxError, BookFault):
            raise
        except Exception as error:
            raise ExtensionError(f"Could not set up extension {extname}", error, extname) from error


def _trust(app: Sphinx, config: Config) -> None:
    """Take raw markup and files from outside as they are."""
    config.octavo_trusted = True


@contextmanager
def application(
    folders: Folders, builder: str, outdir: Path, extensions: Sequence[str] = ()
) -> Iterator[Session]:
    """Open a Sphinx application for a builder, with extensions besides those of ``conf.py``.

    Raises :class:`BookFault` for what is wrong with ``conf.py`` or with an extension it names.
    """
    outdir.mkdir(parents=True, exist_ok=True)
    folders.doctrees.mkdir(parents=True, exist_ok=True)
    said = io.StringIO()
    with patch_docutils(str(folders.book)), docutils_namespace():
        try:
            app = Application(
                extensions, folders.book, folders.book, outdir, folders.doctrees, builder,
                status=None, warning=said, tags=[COMMAND_TAG],
            )  # fmt: skip
        except SphinxError as error:
            raise conf_fault(error, folders.book / "conf.py") from error
        session = Session(app, Listener(app))
        session.listener.findings += _early(said.getvalue())
        app.connect("source-read", lambda app, docname, content: session.read.append(docname))
        try:
            yield session
        except ExtensionError as error:
            if error.modname is None or error.modname.startswith("octavo"):
                raise
            raise conf_fault(error, folders.book / "conf.py") from error


def _early(text: str) -> Iterator[Finding]:
    """Yield what Sphinx said while it started, which is always about conf.py."""
    for line in re.sub(r"\x1b\[[\d;]*m", "", text).splitlines():
        if line.startswith("WARNING: "):
            yield Finding(
                "conf.py", 0, "W100", line.removeprefix("WARNING: ").rstrip("."), "", Severity.WARNING
            )
