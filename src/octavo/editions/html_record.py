"""What the web edition wrote, remembered so that only pages that changed are written again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import furo
import sphinx

from octavo.citations.domain import fingerprint
from octavo.edition import Edition
from octavo.matter.structure import Structure
from octavo.settings import Settings


@dataclass(frozen=True, slots=True)
class Record:
    """A digest for the book, and one for each document."""

    book: str = ""  #: Of what every page shows or links to.
    documents: dict[str, str] = field(default_factory=dict)  #: Of each document, by its name.
    paper: str = ""  #: Of the printed edition whose pages are shown; empty where none was known.

    @classmethod
    def load(cls, path: Path) -> Record:
        """Read a record; a missing or unreadable one remembers nothing, so that all is written."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                str(data["book"]),
                {str(doc): str(digest) for doc, digest in data["documents"].items()},
                str(data["paper"]),
            )
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            return cls()

    def save(self, path: Path) -> None:
        """Write the record."""
        data = {"book": self.book, "documents": self.documents, "paper": self.paper}
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")

    def has_changed(self, before: Record, docname: str) -> bool:
        """Return whether a page must be written again."""
        return self.book != before.book or self.documents.get(docname) != before.documents.get(docname)


def of_document(env: Any, docname: str, edition: Edition, printed: str = "") -> str:
    """Return the digest of a document: when it was read, what its citations print, its printed pages."""
    return _digest(env.all_docs.get(docname), fingerprint(env, docname, edition), printed)


def of_book(env: Any, settings: Settings, structure: Structure, templates: Path) -> str:
    """Return the digest of what every page shows or may link to.

    A change here writes all pages: titles, numbers, labels and terms that other documents name,
    the settings, the templates, and the programs.
    """
    standard = env.domains.standard_domain
    return _digest(
        settings,
        structure,
        {doc: toc.pformat() for doc, toc in sorted(env.tocs.items())},
        sorted(env.toc_fignumbers.items()),
        sorted(standard.labels.items()),
        sorted(standard._terms.items()),
        sorted((value.name, repr(value.value)) for value in env.config if value.rebuild == "html"),
        sphinx.__version__,
        *(path.read_bytes() for path in sorted(templates.rglob("*")) if path.is_file()),
        furo.__version__,
        *(
            path.read_bytes()
            for pattern in ("html_*.py", "web*.py", "epub_pages.py", "pages.py")
            for path in sorted(Path(__file__).parent.glob(pattern))
        ),
    )


def _digest(*values: object) -> str:
    """Return a digest of values by how Python writes them."""
    return hashlib.sha256(repr(values).encode()).hexdigest()
