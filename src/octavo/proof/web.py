"""The proof of the web edition: a folder of HTML pages."""

from __future__ import annotations

from pathlib import Path

from octavo.edition import Edition
from octavo.proof.citing import Citations
from octavo.proof.expected import Expectation
from octavo.proof.gaps import leftovers
from octavo.proof.indexed_pages import Indexes
from octavo.proof.markup_numbers import printed
from octavo.proof.numbering import disagreements
from octavo.proof.page import parse_html
from octavo.proof.reading import Artefact, Reading, nothing_built
from octavo.proof.site import Site, dead_links
from octavo.proof.web_frame import heavy, leaving, unframed
from octavo.proof.weight import weigh

#: Folders of a Sphinx site that hold no pages of the book.
_BESIDE = frozenset({"_static", "_sources", "_images", "_downloads"})


def prove_web(root: Path, expectation: Expectation) -> Reading:
    """Open every page of a folder and prove what is expected of it."""
    if not root.is_dir():
        return nothing_built(Edition.WEB, root, expectation.citations)
    site = open_folder(root)
    citations = Citations(Edition.WEB, site, expectation, root.name)
    proofs = citations.prove()
    found = printed(site, expectation)
    weights = weigh(root, site)
    faults = [
        *heavy(site, weights),
        *leaving(site, weights),
        *unframed(site),
        *dead_links(site, citations.told),
        *leftovers(citations),
        *Indexes(citations).faults(),
        *disagreements(Edition.WEB, found, expectation),
    ]
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    artefact = Artefact(Edition.WEB, f"{root.name}/index.html", size, len(site.pages))
    return Reading(Edition.WEB, (artefact,), proofs, tuple(faults), found, weights=weights)


def open_folder(root: Path) -> Site:
    """Read every page of a folder."""
    files = frozenset(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    pages = {
        name: parse_html(name, (root / name).read_bytes())
        for name in sorted(files)
        if name.endswith(".html") and name.partition("/")[0] not in _BESIDE
    }
    return Site(root.name, pages, files, lambda docname: f"{docname}.html")
