"""Bare keys and gaps on pages: what a citation leaves that never became a citation."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from octavo.findings import Finding
from octavo.proof.citing import Citations
from octavo.proof.expected import Cited
from octavo.proof.faults import Fault
from octavo.proof.page import Page, Run, is_verbatim, prose
from octavo.proof.words import Keys, gaps


def leftovers(citations: Citations) -> Iterator[Finding]:
    """Yield a finding for each bare key and each gap on the pages of an edition.

    The place is the citation's own where the fault stands in its text or its note, or where it
    is the key of a work that the page's document cites.
    """
    keys = Keys(citations.expectation.by_key)
    documents = _documents(citations)
    for page in citations.site.pages.values():
        docname = documents.get(page.path, "")
        for run in prose(page.root):
            for key, offset in keys.bare(run.text):
                owner = _owner(citations, run, offset) or _first(citations, docname, key)
                message = f"the key {key!r} stands in the text"
                yield from _told(citations, page, run, offset, owner, Fault.BARE_KEY, message)
            for gap, offset in gaps(run.text):
                owner = _owner(citations, run, offset)
                message = f"{gap!r} stands where a reference was to be"
                yield from _told(citations, page, run, offset, owner, Fault.GAP, message)


def _told(
    citations: Citations, page: Page, run: Run, offset: int, owner: Cited | None, fault: Fault, message: str
) -> Iterator[Finding]:
    """Yield the finding, at the citation's place or at that of the page; none for text shown as typed."""
    element = run.element_at(offset)
    if is_verbatim(element):
        return
    path, line = citations.site.place(page, element)
    if owner is None:
        yield fault.finding(path, line, message)
    else:
        yield fault.finding(owner.path, owner.line, f"{citations.edition}: {message} of {path}")


def _owner(citations: Citations, run: Run, offset: int) -> Cited | None:
    """Return the citation in whose text or note a run's character stands."""
    element: etree._Element = run.element_at(offset)
    owners = citations.owners
    return next((owners[up] for up in (element, *element.iterancestors()) if up in owners), None)


def _first(citations: Citations, docname: str, key: str) -> Cited | None:
    """Return a document's first citation of a work."""
    cited = citations.expectation.citations
    return next((c for c in cited if c.docname == docname and c.key == key), None)


def _documents(citations: Citations) -> dict[str, str]:
    """Return the document of each page that cites."""
    docnames = {cited.docname for cited in citations.expectation.citations}
    return {citations.site.page_of(docname): docname for docname in docnames}
