"""The proof of citations in typeset files: the place of each, its link, and the entry it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from octavo.edition import Edition
from octavo.findings import Finding
from octavo.proof.expected import Cited, Expectation, ExpectedSource
from octavo.proof.faults import Failure, Fault
from octavo.proof.indexed import Claim, Standing, judged
from octavo.proof.printed import Link, Place, Printed, whole
from octavo.proof.reading import Proof, State
from octavo.proof.words import Keys, gaps, names_work
from octavo.typesetting.destinations import destination, parts


@dataclass(frozen=True, slots=True)
class Typeset:
    """One typeset file, held against what is expected of it."""

    edition: Edition
    file: Printed
    href: str  #: The file, from the folder of all editions.
    expectation: Expectation
    #: Page and target of dead links that a citation's finding tells of.
    told: set[tuple[int, str]] = field(default_factory=set)

    def prove(self, citations: Iterable[Cited]) -> Iterator[Proof]:
        """Yield a proof for each citation that the file is to hold."""
        # A style without notes has no calls at all.
        has_calls = any(name.startswith("call:") for name in self.file.places)
        for cited in citations:
            place = self.file.places.get(_item(cited))
            try:
                if has_calls and cited.called:
                    self._check_call(cited)
                self._check_link(cited, place)
                yield self._proof(cited, State.PROVED, place)
            except Failure as failure:
                if place and failure.href:
                    self.told.add((place.page, failure.href))
                yield self._proof(cited, State.FAILED, place, failure)

    def _proof(
        self, cited: Cited, state: State, place: Place | None, failure: Failure | None = None
    ) -> Proof:
        """Return a proof, with the page that the citation stands on."""
        where = f"p. {self.file.labels[place.page]}" if place else ""
        href = f"{self.href}#page={place.page + 1}" if place else ""
        if failure is None:
            return Proof(self.edition, cited, state, where, href)
        return Proof(self.edition, cited, state, where, href, "", str(failure), failure.fault)

    def _check_call(self, cited: Cited) -> None:
        """Look for the call of a citation's note; raise :class:`Failure` without one."""
        call = destination("call", cited.docname, cited.serial)
        if call not in self.file.places:
            raise Failure(Fault.DEAD_CALL, f"{self.file.name} has no destination {call!r}")

    def _check_link(self, cited: Cited, place: Place | None) -> None:
        """Follow a citation's link to its entry; raise :class:`Failure` where it leads elsewhere."""
        if place is None:
            raise Failure(Fault.NO_CITATION, f"{self.file.name} has no destination {_item(cited)!r}")
        page = f"p. {self.file.labels[place.page]}"
        links = self._links(cited, place)
        if not links:
            raise Failure(Fault.NO_LINK, f"{page} has no link to a list of sources at the citation")
        source = self.expectation.source(cited)
        if any(self._is_entry(link, source) for link in links):
            return
        dead = [link.target for link in links if link.target not in self.file.places]
        if dead:
            reason = f"the link on {page} leads to {dead[0]!r}, which is nowhere"
            raise Failure(Fault.DEAD_LINK, reason, dead[0])
        led = ", ".join(link.target for link in links)
        raise Failure(Fault.WRONG_WORK, f"the link on {page} leads to {led}, which is another work's entry")

    def _links(self, cited: Cited, place: Place) -> list[Link]:
        """Return the links to lists of sources that begin where a work is cited.

        A style prints a work once that is cited twice running, with two locators; the first
        of them has the link.
        """
        found = [link for link in self.file.links_at(place) if link.target.startswith("source:")]
        before = self.expectation.works.get((cited.docname, cited.serial, cited.position - 1))
        if found or before is None or before.key != cited.key:
            return found
        first = self.file.places.get(_item(before))
        return self._links(before, first) if first else []

    def _is_entry(self, link: Link, source: ExpectedSource) -> bool:
        """Return whether a link leads to the entry of a work."""
        if source.anchor and link.target.rpartition(":")[2] != source.anchor:
            return False
        text = self.file.entries.get(link.target, "")
        return any(names_work(each, source.names) for each in whole(text))

    def faults(self) -> Iterator[Finding]:
        """Yield what belongs to no single citation; to be asked for when the citations are proved."""
        if not any(text.strip() for text in self.file.texts):
            yield Fault.EMPTY.finding(self.href, 0, "no page holds any text")
        for number, links in enumerate(self.file.links):
            page = self.file.labels[number]
            for target in dict.fromkeys(link.target for link in links):
                if target not in self.file.places and (number, target) not in self.told:
                    message = f"a link on p. {page} leads to {target!r}, which is nowhere"
                    yield Fault.DEAD_HREF.finding(self.href, 0, message)
        yield from self._leftovers()
        if self.edition is Edition.PRINT:
            yield from self._indexes()

    def _indexes(self) -> Iterator[Finding]:
        """Yield what is wrong with the indexes of sources."""
        by_anchor = {name.rpartition(":")[2]: pairs for name, pairs in self.file.indexed.items()}
        for key in dict.fromkeys(key for index in self.expectation.indexes for key in index.keys):
            pairs = by_anchor.get(self.expectation.by_key[key].anchor, ())
            claims = [Claim(text, self._leads_to(target, key)) for text, target in pairs]
            standings = [s for c in self.expectation.citations if c.key == key and (s := self._standing(c))]
            yield from judged(self.edition, self.href, key, claims, standings)

    def _leads_to(self, target: str, key: str) -> tuple[str, int] | None:
        """Return the citation that a link of an index leads to, where it is one of a work."""
        role, *own = parts(target)
        if role != "cite" or len(own) != 3 or target not in self.file.places:
            return None
        cited = self.expectation.works.get((own[0], int(own[1]), int(own[2])))
        return (cited.docname, cited.serial) if cited and cited.key == key else None

    def _standing(self, cited: Cited) -> Standing | None:
        """Return the page on which a citation is called; the number of its note stands in no link."""
        place = self.file.places.get(destination("call", cited.docname, cited.serial))
        return Standing(cited, frozenset({self.file.labels[place.page]}), None) if place else None

    def _leftovers(self) -> Iterator[Finding]:
        """Yield a finding for each bare key and each gap on the file's pages."""
        keys = Keys(self.expectation.by_key)
        on_page = self._citations_by_page()
        for number, text in enumerate(self.file.texts):
            kept = whole(text)[1]
            page = f"p. {self.file.labels[number]} of {self.file.name}"
            for key in dict.fromkeys(key for key, _ in keys.bare(kept)):
                message = f"the key {key!r} stands in the text of {page}"
                if cited := on_page.get((number, key)):
                    yield Fault.BARE_KEY.finding(cited.path, cited.line, f"{self.edition}: {message}")
                else:
                    yield Fault.BARE_KEY.finding(self.href, 0, message)
            for gap in dict.fromkeys(gap for gap, _ in gaps(kept)):
                yield Fault.GAP.finding(self.href, 0, f"{gap!r} stands on {page} where a reference was to be")

    def _citations_by_page(self) -> dict[tuple[int, str], Cited]:
        """Return the first citation of each work on each page."""
        found: dict[tuple[int, str], Cited] = {}
        for cited in self.expectation.citations:
            if place := self.file.places.get(_item(cited)):
                found.setdefault((place.page, cited.key), cited)
        return found


def _item(cited: Cited) -> str:
    """Return the name of a citation's own place."""
    return destination("cite", cited.docname, cited.serial, cited.position)
