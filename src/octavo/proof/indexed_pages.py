"""The proof of an index of sources on pages: of the web edition and the EPUB."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.findings import Finding
from octavo.proof.citing import Citations
from octavo.proof.expected import Cited
from octavo.proof.faults import Fault
from octavo.proof.indexed import Claim, Standing, judged
from octavo.proof.page import Page, has_class, has_role, is_call, is_note, text_of
from octavo.proof.site import resolve

#: How the id of a work in an index of sources begins; its anchor in a list of sources follows.
INDEXED = "indexed-"


class Indexes:
    """Proves the indexes of sources of one edition made of pages."""

    def __init__(self, citations: Citations) -> None:
        self.citations = citations
        self.site = citations.site
        self.expectation = citations.expectation
        self.numbers = {doc: n.chapter for n in self.expectation.numbers for doc in n.documents}
        self.documents = {self.site.page_of(doc): doc for doc in self.numbers}
        self.labels = dict(self._printed())

    def faults(self) -> Iterator[Finding]:
        """Yield what is wrong with them."""
        by_key: dict[str, list[Cited]] = {}
        for cited in self.expectation.citations:
            by_key.setdefault(cited.key, []).append(cited)
        for index in self.expectation.indexes:
            page = self.site.page(index.docname)
            if page is None:
                path = self.site.page_of(index.docname)
                yield Fault.NOT_INDEXED.finding(path, 0, "the page of the index of sources is not there")
                continue
            place = self.site.place(page)[0]
            for key in index.keys:
                entry = page.ids.get(INDEXED + self.expectation.by_key[key].anchor)
                claims = list(self._claims(page, entry)) if entry is not None else []
                standings = [s for cited in by_key.get(key, ()) if (s := self._standing(cited))]
                yield from judged(self.citations.edition, place, key, claims, standings)

    def _printed(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the printed page of each id, by path, in reading order."""
        label = ""
        for path in self.documents:
            page = self.site.pages.get(path)
            for element in page.root.iter(etree.Element) if page else ():
                name = element.get("id") or ""
                if has_role(element, "doc-pagebreak", "pagebreak"):
                    label = name.removeprefix("page-")
                elif name:
                    yield (path, name), label

    def _claims(self, page: Page, entry: etree._Element) -> Iterator[Claim]:
        """Yield what an index says of one work."""
        for link in entry.iter("a"):
            if has_class(link, "place"):
                target = resolve(page, link.get("href") or "")
                leads_to = None
                if target and target.path in self.documents and target.fragment.startswith("cite-"):
                    serial = target.fragment.removeprefix("cite-")
                    leads_to = (self.documents[target.path], int(serial)) if serial.isdecimal() else None
                yield Claim(text_of(link), leads_to)

    def _standing(self, cited: Cited) -> Standing | None:
        """Return where a citation stands; nothing where it has no place, which its own proof tells."""
        page = self.site.page(cited.docname)
        element = page.ids.get(f"cite-{cited.serial}") if page else None
        if page is None or element is None:
            return None
        note = next((up for up in element.iterancestors() if is_note(up)), None)
        if note is not None:
            back = next((link for link in note.iter("a") if resolve(page, link.get("href") or "")), None)
            target = resolve(page, back.get("href") or "") if back is not None else None
            number = re.search(r"\d+", text_of(back)) if back is not None else None
            here = self.site.element(target) if target else None
            return Standing(cited, self._names(page, here, cited), int(number[0]) if number else None)
        near = [*element.iter("a"), *element.iterancestors("a")]
        call = next((link for link in near if is_call(link)), None)
        number = re.search(r"\d+", text_of(call)) if call is not None else None
        return Standing(cited, self._names(page, element, cited), int(number[0]) if number else 0)

    def _names(self, page: Page, element: etree._Element | None, cited: Cited) -> frozenset[str]:
        """Return what an index may call the place of a citation: its printed page, else its chapter.

        A table or a picture may stand on another page of the printed book than the text round it; a
        citation with which a page begins stands before its mark, since pages are counted by the words
        that all styles share; the title of a chapter without a number is not known here.
        """
        if element is None or any(up.tag in {"table", "figure"} for up in element.iterancestors()):
            return frozenset()
        if any(self.labels.values()):
            label = self.labels.get((page.path, element.get("id") or ""), "")
            return frozenset(name for name in (label, _page_behind(element)) if name)
        number = self.numbers.get(cited.docname, 0)
        return frozenset({str(number)} if number else ())


def _page_behind(element: etree._Element) -> str:
    """Return the printed page whose mark stands behind an element with no word in between."""
    words = element.tail or ""
    for sibling in element.itersiblings():
        if re.search(r"\w", words):
            return ""
        if has_role(sibling, "doc-pagebreak", "pagebreak"):
            return (sibling.get("id") or "").removeprefix("page-")
        words = text_of(sibling) + (sibling.tail or "") if not has_class(sibling, "citation") else ""
    return ""
