"""What was verified of each citation: its place in the work, else the work itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from octavo.bibliography.verification import Verification, of_places, of_work
from octavo.bibliography.work import Work
from octavo.citations.cluster import Cluster
from octavo.citations.extents import cover, extents
from octavo.citations.locators import Locator, parse
from octavo.citations.place import Place
from octavo.findings import Finding
from octavo.settings import REQUIRED

#: Word that stands for every place of a work.
ALL = "all"

#: What ``octavo_require_verified`` may ask for; works are asked for besides their places.
LOCATORS, WORKS = REQUIRED


class Verified:
    """Tells how a work and the places in it were verified."""

    def __init__(self, work: Work) -> None:
        self.work = of_work(work)
        self.places: dict[Verification, list[Locator]] = {}
        for text, word in of_places(work):
            if word in set(Verification):
                self.places.setdefault(Verification(word), []).extend(_places(text))

    def of(self, locator: str) -> Verification:
        """Return how a place was verified, of several the worst; without a locator, how the work was."""
        if not locator:
            return self.work
        wanted = parse(locator)
        known: list[Locator] = []
        for level in list(Verification)[:-1]:
            known += self.places.get(level, [])
            if _holds(known, wanted):
                return level
        return Verification.UNVERIFIED


def _places(text: str) -> Iterator[Locator]:
    """Yield the places that a part of ``verified`` names: one locator, or several between commas."""
    whole = parse(text)
    yield whole
    if not whole.label:
        yield from (parse(piece) for piece in text.split(",") if "," in text)


def _holds(known: Iterable[Locator], wanted: Locator) -> bool:
    """Return whether some places hold another: by their words, or by their numbers."""
    known = list(known)
    words = {place.text.casefold() for place in known}
    if words & {ALL, wanted.text.casefold()}:
        return True
    spans = extents(wanted)
    return bool(spans) and cover([span for place in known for span in extents(place)], spans)


def to_look_up(clusters: Iterable[Cluster], works: Mapping[str, Work]) -> list[Place]:
    """Return every citation whose place, or whose work where it has no place, is not verified."""
    known: dict[str, Verified] = {}
    found = []
    for cluster in clusters:
        for target in cluster.targets:
            if target.key not in works:
                continue
            if target.key not in known:
                known[target.key] = Verified(works[target.key])
            if known[target.key].of(target.post) is Verification.UNVERIFIED:
                found.append(Place(target.key, target.post, cluster.path, cluster.line))
    return found


def unread_places(places: Iterable[Place], required: str) -> Iterator[Finding]:
    """Yield C015 for each locator that nobody has verified, where ``octavo_require_verified`` asks for it.

    Bad: ``:cite:p:`nish-1985{22}```, and no ``verified`` in the entry. Good: ``verified = {22}`` in it.
    """
    if required not in {LOCATORS, WORKS}:
        return
    for place in places:
        if place.locator:
            message = f"{place.locator!r} of {place.key!r} is not verified"
            remedy = f"look it up, then add verified = {{{place.locator}}} to the entry"
            yield Finding(place.path, place.line, "C015", message, remedy)


def unseen_works(places: Iterable[Place], required: str) -> Iterator[Finding]:
    """Yield C016 for each citation of a whole work that nobody has verified, where the setting asks for it.

    Bad: ``:cite:p:`nish-1985``` under ``octavo_require_verified = "works"``, and no ``verification`` in
    the entry. Good: ``verification = {catalogue}`` in it.
    """
    if required != WORKS:
        return
    for place in places:
        if not place.locator:
            message = f"the work {place.key!r} is not verified"
            remedy = "look for it in a catalogue, then add verification = {catalogue} to the entry"
            yield Finding(place.path, place.line, "C016", message, remedy)


#: Every generator of this file.
RULES = (unread_places, unseen_works)
