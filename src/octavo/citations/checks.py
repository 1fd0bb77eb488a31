"""The checks of citations, made on what the domain remembers, before anything is built."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from octavo.citations.cluster import Cluster
from octavo.citations.reading import Reading
from octavo.findings import Finding, Severity


def unresolved(clusters: Iterable[Cluster], known: Sequence[str]) -> Iterator[Finding]:
    """Yield C001 for each key that is in no bibliography, with the nearest keys.

    Bad: ``:cite:p:`westwod-1986{22}```. Good: ``:cite:p:`westwood-1986{22}```.
    """
    names = set(known)
    lower: dict[str, str] = {key.lower(): key for key in known}
    for cluster in clusters:
        for target in cluster.targets:
            if target.key in names:
                continue
            if other := lower.get(target.key.lower()):
                near = [other]
            else:
                near = difflib.get_close_matches(target.key, known, 3, 0.6)
            remedy = (
                f"did you mean {' or '.join(repr(key) for key in near)}?" if near else "add it to a .bib file"
            )
            yield Finding(
                cluster.path, cluster.line, "C001", f"no bibliography entry for {target.key!r}", remedy
            )


def malformed(readings: Iterable[Reading]) -> Iterator[Finding]:
    """Yield C002 for each citation that does not parse.

    Bad: ``:cite:p:`nish-1985{p. {3}}```. Good: ``:cite:p:`nish-1985{3}```.
    """
    for reading in readings:
        for path, line, rest in reading.malformed:
            message = f"the citation does not parse at {rest!r}"
            yield Finding(
                path, line, "C002", message, "write {pre-text}key{locator}, with commas between works"
            )


def uncalled(readings: Mapping[str, Reading], paths: Mapping[str, str]) -> Iterator[Finding]:
    """Yield C003 for each note that nothing calls: no edition would print it.

    Bad: a note ``.. [#ice] ...`` without ``[#ice]_`` in the text.
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

    Bad: ``.. bibliography::`` with a filter that nothing passes.
    """
    for docname, line in listed.items():
        message = "the list of sources is empty"
        yield Finding(
            paths[docname], line, "C005", message, "widen its :filter: or delete it", Severity.WARNING
        )
