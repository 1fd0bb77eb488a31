"""The checks of citations, made on what the domain remembers, before anything is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from octavo.bibliography.work import Work, plain_text
from octavo.citations.cluster import AUTHOR_ONLY, NO_AUTHOR, SILENT, Cluster
from octavo.citations.locators import parse
from octavo.citations.nearest import Nearest
from octavo.citations.reading import Reading
from octavo.findings import Finding, Severity


def unresolved(clusters: Iterable[Cluster], known: Sequence[str]) -> Iterator[Finding]:
    """Yield C001 for each key that is in no bibliography, with the nearest keys.

    Bad: ``:cite:p:`westwod-1986{22}```. Good: ``:cite:p:`westwood-1986{22}```.
    """
    names = set(known)
    nearest = Nearest(known)
    for cluster in clusters:
        for target in cluster.targets:
            if target.key in names:
                continue
            near = nearest.to(target.key)
            remedy = (
                f"did you mean {' or '.join(repr(key) for key in near)}?" if near else "add it to a .bib file"
            )
            yield Finding(
                cluster.path, cluster.line, "C001", f"no bibliography entry for {target.key!r}", remedy
            )


def malformed(readings: Iterable[Reading]) -> Iterator[Finding]:
    """Yield C002 for each citation that does not parse.

    Bad: ``:cite:p:`nish-1985{p. {3}}``` and ``:cite:p:`nish-1985{}```.
    Good: ``:cite:p:`nish-1985{3}```.
    """
    for reading in readings:
        for path, line, rest in reading.malformed:
            message = f"the citation does not parse at {rest!r}"
            yield Finding(
                path, line, "C002", message, "write {pre-text}key{locator}, with commas between works"
            )


def uncalled(readings: Mapping[str, Reading], paths: Mapping[str, str]) -> Iterator[Finding]:
    """Yield C003 for each note that nothing calls, so that no edition would print it.

    Bad: a note ``.. [#ice] ...`` without ``[#ice]_`` in the text. Good: both.
    """
    for docname, reading in readings.items():
        for label, line in reading.uncalled:
            message = f"nothing in the text calls the note {label!r}"
            yield Finding(
                paths[docname], line, "C003", message, f"put [#{label}]_ into the text or delete the note"
            )


def unlisted(clusters: Iterable[Cluster], known: Set[str], listed: Set[str]) -> Iterator[Finding]:
    """Yield C004 for each work that is cited and stands in no list of sources, at its first citation.

    Bad: a book without ``.. bibliography::``, or with filters that leave a cited work out.
    Good: lists that hold every work cited.
    """
    seen: set[str] = set()
    for cluster in clusters:
        for key in (target.key for target in cluster.targets):
            if key in known and key not in listed and key not in seen:
                seen.add(key)
                message = f"{key!r} is cited, but no list of sources holds it"
                remedy = "add a .. bibliography:: directive, or widen the :filter: of one"
                yield Finding(cluster.path, cluster.line, "C004", message, remedy)


def unused_lists(listed: Mapping[str, int], paths: Mapping[str, str]) -> Iterator[Finding]:
    """Yield C005, a warning, for each list of sources that holds no work.

    Bad: ``.. bibliography::`` with a ``:filter:`` that no work passes. Good: one that some work passes.
    """
    for docname, line in listed.items():
        message = "the list of sources is empty"
        yield Finding(
            paths[docname], line, "C005", message, "widen its :filter: or delete it", Severity.WARNING
        )


def repeated(clusters: Iterable[Cluster]) -> Iterator[Finding]:
    """Yield C011, a warning, for each citation that its sentence has already given, work and locator alike.

    Bad: ``The ice :cite:p:`nish-1985{3}` held :cite:p:`nish-1985{3}`.``
    Good: ``The ice held :cite:p:`nish-1985{3}`.``
    """
    seen: set[tuple[str, int, str, str]] = set()
    for cluster in clusters:
        if cluster.form in AUTHOR_ONLY | NO_AUTHOR | SILENT:
            continue
        told: set[str] = set()
        for target in cluster.targets:
            # A cluster that stands in no sentence, as in a timeline, is one by itself.
            sentence = cluster.sentence or -cluster.serial
            place = (cluster.docname, sentence, target.key, parse(target.post).text)
            if place in seen and target.key not in told:
                told.add(target.key)
                message = f"the sentence already cites {target.key!r}"
                message += f" at {place[3]}" if place[3] else ""
                remedy = "leave one of the two, or give each its own locator"
                yield Finding(cluster.path, cluster.line, "C011", message, remedy, Severity.WARNING)
            seen.add(place)


def uncited(works: Iterable[Work], cited: Set[str], listed: Set[str]) -> Iterator[Finding]:
    """Yield C012, a warning, for each work that the book neither cites nor lists.

    Bad: an entry that no chapter cites, in a book that lists only what it cites.
    Good: the entry cited, deleted, or named in ``accepted.toml`` with a reason.

    A list with ``:all:`` or a filter that lets the work pass prints it, and nothing is reported.
    """
    for work in works:
        if work.key not in cited and work.key not in listed:
            message = f"nothing cites {work.key!r}, and no list holds it"
            remedy = "cite it, delete it, or accept it with a reason"
            yield Finding(work.path, work.line, "C012", message, remedy, Severity.WARNING)


def alike(works: Iterable[Work], cited: Set[str]) -> Iterator[Finding]:
    """Yield C017, a warning, for each cited work whose short form is that of another cited work.

    Bad: two treaties ``Agreement between Two``, of 1902 and of 1905, both cited in a style of notes.
    Good: ``shorttitle = {Agreement of 1905}`` in one of them.

    Styles that print years tell such works apart; a note and a style of author and page do not.
    """
    seen: dict[tuple[str, ...], Work] = {}
    for work in works:
        if work.key not in cited or not (title := work.short_title or work.fields.get("title", "")):
            continue
        people = work.people.get("author") or work.people.get("editor") or ()
        names = [plain_text(" ".join(person.last_names)) for person in people]
        # Pages are printed with the volume that they are of.
        form = (*names, plain_text(title), work.plain("volume"))
        other = seen.setdefault(tuple(part.casefold() for part in form), work)
        if other is not work:
            message = f"a short note cannot tell {work.key!r} from {other.key!r} in {other.path}:{other.line}"
            remedy = "give one of them a shorttitle of its own"
            yield Finding(work.path, work.line, "C017", message, remedy, Severity.WARNING)


#: Every generator of this file.
RULES = (unresolved, malformed, uncalled, unlisted, unused_lists, repeated, uncited, alike)
