"""Roles for names and for words in other languages."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxRole

#: Languages that a run of words may be in, as BCP 47 tags; ``-Latn`` marks a transliteration.
LANGUAGES = (
    "ja", "ja-latn", "zh", "zh-latn", "zh-hant", "zh-hans", "ko", "ko-latn", "ru", "ru-latn",
    "fr", "de", "la", "it", "es", "pl", "fi", "mn", "grc", "el",
)  # fmt: skip

#: Kinds of names that a book sets in its own way.
NAMES = {"ship": "ship", "title": "worktitle"}


class ClassedRole(SphinxRole):
    """Mark a run of words with a class; how it looks is each edition's affair."""

    def __init__(self, name: str) -> None:
        self.classes = [name]

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the run."""
        return [nodes.inline(self.rawtext, self.text, classes=list(self.classes))], []


def roles() -> dict[str, ClassedRole]:
    """Return every role of names and languages by its name."""
    languages = {tag: ClassedRole(f"language-{tag}") for tag in LANGUAGES}
    return languages | {role: ClassedRole(name) for role, name in NAMES.items()}
