"""What the parts of a book are, in the words of DPUB-ARIA and of EPUB's vocabulary."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from octavo.matter.structure import Chapter

#: ARIA role (DPUB-ARIA 1.1) of each element inside a text, by the name that the translators use.
ROLES = {
    "noteref": "doc-noteref",
    "footnote": "doc-footnote",
    "backlink": "doc-backlink",
    "biblioref": "doc-biblioref",
    "glossref": "doc-glossref",
    "epigraph": "doc-epigraph",
    "pull-quote": "doc-pullquote",
}

#: Name in EPUB's vocabulary (EPUB Structural Semantics Vocabulary 1.1), where it has one.
TYPES = {
    "noteref": "noteref",
    "footnote": "footnote",
    "footnotes": "footnotes",
    "backlink": "backlink",
    "biblioref": "biblioref",
    "glossref": "glossref",
    "glossdef": "glossdef",
    "epigraph": "epigraph",
    "pull-quote": "pullquote",
}

#: What a whole document can be; each is a role when ``doc-`` stands before it.
KINDS = frozenset(
    "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion credits dedication "
    "epilogue errata foreword glossary index introduction part preface prologue".split()
)  # fmt: skip

#: Other names under which authors keep these documents.
ALIASES = {
    "acknowledgements": "acknowledgments",
    "sources": "bibliography",
    "works-cited": "bibliography",
    "further-reading": "bibliography",
    "sources-index": "index",
    "index-of-sources": "index",
    "glossaries": "glossary",
    "appendices": "appendix",
}


def kind_of(env: Any, docname: str, matter: str) -> str:
    """Return what a document is: as its ``:kind:`` field says, else by its name, else by where it stands."""
    if matter == "appendix":
        return matter
    said = str(env.metadata.get(docname, {}).get("kind", ""))
    stem = PurePosixPath(docname).name.lower().lstrip("0123456789-_. ")
    for name in (said, stem, stem.partition("-")[0]):
        if name == "index" != said:
            # A folder's own document, as often as not.
            continue
        kind = ALIASES.get(name, name)
        if kind in KINDS and (matter != "main" or kind in {"introduction", "conclusion"} or name == said):
            return kind
    return "chapter" if matter == "main" else ""


def is_colophon(env: Any, chapter: Chapter) -> bool:
    """Tell whether a chapter is the colophon, which closes the book behind its index."""
    return kind_of(env, chapter.docname, chapter.matter.value) == "colophon"
