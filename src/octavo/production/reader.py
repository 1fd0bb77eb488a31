"""The builder that only reads: the one read from which every edition is written."""

from __future__ import annotations

from collections.abc import Iterable, Set

from sphinx.builders import Builder

#: Tag of the applications that the ``octavo`` command runs: the one that reads checks for all.
COMMAND_TAG = "octavo_command"


class Reader(Builder):
    """Reads the sources and writes nothing.

    The first builder decides on smart quotation marks: Sphinx makes none for a builder of plain
    text or manual pages, and then no edition would have them.
    """

    name = "octavo-read"
    format = "octavo"
    allow_parallel = True

    def get_outdated_docs(self) -> Iterable[str]:
        """Return nothing: there is nothing to write."""
        return []

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return nothing: there is no target."""
        return ""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare nothing."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing."""
