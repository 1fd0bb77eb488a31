"""The proof of citations on pages: call, note, way back, link and entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from octavo.edition import Edition
from octavo.proof.expected import Cited, Expectation, ExpectedSource
from octavo.proof.faults import Failure, Fault
from octavo.proof.page import Page, is_call, is_note, text_of
from octavo.proof.reading import Proof, State
from octavo.proof.site import Site, Target, resolve
from octavo.proof.words import names_work, points_back

#: How the id of an entry in a list of sources begins.
ENTRY = "source-"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one citation stands on its page."""

    element: etree._Element  #: The note, or the citation in the text.
    label: str  #: What the reader sees there: ``note 14``, or ``in the text``.
    text: str  #: Text of the note or the citation.


class Citations:
    """Proves the citations of one edition made of pages.

    :param edition: which one.
    :param site: its pages.
    :param expectation: what it is held against.
    :param linkable: the edition's folder; empty where no link reaches inside.
    """

    def __init__(self, edition: Edition, site: Site, expectation: Expectation, linkable: str = "") -> None:
        self.edition = edition
        self.site = site
        self.expectation = expectation
        self.linkable = linkable
        self.told: set[tuple[str, str]] = set()  #: Dead references that a citation's finding tells of.
        self._standings: dict[tuple[str, int], Standing | Failure] = {}
        self._entries: dict[tuple[Target, str], bool] = {}
        self._notes: dict[str, list[etree._Element]] = {}

    def prove(self) -> tuple[Proof, ...]:
        """Return a proof for each citation, in the order of the expectation."""
        return tuple(self._prove(cited) for cited in self.expectation.citations)

    @cached_property
    def owners(self) -> dict[etree._Element, Cited]:
        """Return which citation each note and each citation in the text belongs to."""
        return {
            standing.element: self.expectation.clusters[cluster]
            for cluster, standing in self._standings.items()
            if isinstance(standing, Standing)
        }

    def _prove(self, cited: Cited) -> Proof:
        """Prove one citation."""
        standing: Standing | None = None
        page = self.site.page(cited.docname)
        try:
            if page is None:
                path = self.site.page_of(cited.docname)
                raise Failure(Fault.NO_CITATION, f"its page {path} is not in the edition")
            standing = self._standing(page, cited)
            is_named = self._is_named(page, standing.element, standing.text, cited.names)
            if not is_named and not self._is_numbered(page, standing.element, cited):
                reason = f"{standing.label} does not name the work: {_short(standing.text)}"
                raise Failure(Fault.UNNAMED, reason)
            self._check_entry(page, standing, cited)
        except Failure as failure:
            if failure.href and page is not None:
                self.told.add((page.path, failure.href))
            where, text = (standing.label, standing.text) if standing else ("", "")
            href, reason = self._href(page, cited), str(failure)
            return Proof(self.edition, cited, State.FAILED, where, href, text, reason, failure.fault)
        href = self._href(page, cited)
        return Proof(self.edition, cited, State.PROVED, standing.label, href, standing.text)

    def _href(self, page: Page | None, cited: Cited) -> str:
        """Return a link to the citation, from the folder of all editions."""
        if not self.linkable or page is None:
            return ""
        return f"{self.linkable}/{page.path}#cite-{cited.serial}"

    def _standing(self, page: Page, cited: Cited) -> Standing:
        """Return where a citation stands, found once for all works that it cites."""
        cluster = (cited.docname, cited.serial)
        if cluster not in self._standings:
            try:
                self._standings[cluster] = self._find(page, f"cite-{cited.serial}")
            except Failure as failure:
                self._standings[cluster] = failure
        found = self._standings[cluster]
        if isinstance(found, Failure):
            raise found
        return found

    def _find(self, page: Page, identifier: str) -> Standing:
        """Find a citation by its id and follow its call to the note and back."""
        element = page.ids.get(identifier)
        if element is None:
            raise Failure(Fault.NO_CITATION, f"{page.path} has no element #{identifier}")
        if identifier in page.doubled:
            raise Failure(Fault.TWO_PLACES, f"{page.path} has #{identifier} twice")
        call = _call(element)
        if call is None:
            return Standing(element, "in the text", text_of(element))
        href = call.get("href") or ""
        target = resolve(page, href)
        note = self.site.element(target) if target and target.fragment and target.path == page.path else None
        if note is None:
            raise Failure(Fault.DEAD_CALL, f"its call leads to {href!r}, where no note is", href)
        note = next((up for up in (note, *note.iterancestors()) if is_note(up)), note)
        label = "note " + "".join(text_of(call).split()).strip("[]")
        if not self._leads_back(page, note, call):
            raise Failure(Fault.NO_WAY_BACK, f"{label} has no link back to its call")
        return Standing(note, label, text_of(note))

    def _leads_back(self, page: Page, note: etree._Element, call: etree._Element) -> bool:
        """Return whether a note links back to its call."""
        around = [up for up in call.iterancestors() if up.tag in ("sup", "span")]
        near = {e.get("id") for e in (*around, *call.iter(etree.Element)) if e.get("id")}
        for link in note.iter("a"):
            target = resolve(page, link.get("href") or "")
            if target and target.path == page.path and target.fragment in near:
                return True
        return False

    def _is_named(self, page: Page, note: etree._Element, text: str, names: tuple[str, ...]) -> bool:
        """Return whether a note names a work, itself or by pointing to the note of the citation before."""
        if names_work(text, names):
            return True
        if page.path not in self._notes:
            self._notes[page.path] = [e for e in page.root.iter(etree.Element) if is_note(e)]
        notes = self._notes[page.path]
        if not points_back(text) or note not in notes:
            return False
        for before in reversed(notes[: notes.index(note)]):
            told = text_of(before)
            if names_work(told, names):
                return True
            if _entry_links(page, before) and not points_back(told):
                return False
        return False

    def _is_numbered(self, page: Page, element: etree._Element, cited: Cited) -> bool:
        """Return whether a link of a citation is the number that its work has in the list of sources."""
        anchor = self.expectation.source(cited).anchor
        for link in element.iter("a"):
            target = resolve(page, link.get("href") or "")
            is_entry = target and target.fragment.startswith(ENTRY) and anchor in {"", target.fragment}
            entry = self.site.element(target) if target and is_entry else None
            number = re.search(r"\d+", text_of(link))
            listed = re.match(r"\W*(\d+)", text_of(entry)) if entry is not None else None
            if number and listed and number[0] == listed[1]:
                return True
        return False

    def _check_entry(self, page: Page, standing: Standing, cited: Cited) -> None:
        """Follow the links of a note or a text to the work's entry; raise :class:`Failure` without one."""
        source = self.expectation.source(cited)
        found = _entry_links(page, standing.element)
        if source.anchor:
            found = [(href, target) for href, target in found if target.fragment == source.anchor] or found
        if not found:
            raise Failure(Fault.NO_LINK, f"{standing.label} has no link to an entry in a list of sources")
        if any(self._is_entry(target, source) for _, target in found):
            return
        for href, target in found:
            if self.site.element(target) is None:
                raise Failure(Fault.DEAD_LINK, f"{standing.label} leads to {href!r}, where no entry is", href)
        led = ", ".join(f"{target.path}#{target.fragment}" for _, target in found)
        raise Failure(Fault.WRONG_WORK, f"{standing.label} leads to {led}, which is another work's entry")

    def _is_entry(self, target: Target, source: ExpectedSource) -> bool:
        """Return whether a place is the entry of a work."""
        seen = (target, source.key)
        if seen not in self._entries:
            entry = self.site.element(target)
            is_ours = not source.anchor or target.fragment == source.anchor
            self._entries[seen] = entry is not None and is_ours and names_work(text_of(entry), source.names)
        return self._entries[seen]


def _call(element: etree._Element) -> etree._Element | None:
    """Return the call that an element is, holds, stands in or, when it is an empty anchor, stands before."""
    following = element.getnext()
    near = [*element.iter("a"), *element.iterancestors("a")]
    if following is not None and not len(element) and not (element.text or "").strip() and not element.tail:
        near += following.iter("a")
    return next((a for a in near if is_call(a)), None)


def _entry_links(page: Page, element: etree._Element) -> list[tuple[str, Target]]:
    """Return the links of an element to entries of a list of sources."""
    found = []
    for link in element.iter("a"):
        href = link.get("href") or ""
        target = resolve(page, href)
        if target and target.fragment.startswith(ENTRY):
            found.append((href, target))
    return found


def _short(text: str) -> str:
    """Return the beginning of a text, for a message."""
    return repr(text if len(text) <= 60 else text[:57] + "...")
