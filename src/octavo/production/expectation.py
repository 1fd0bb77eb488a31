"""What the proof will look for in the built files, taken from what was read."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from octavo.bibliography.csl import item
from octavo.bibliography.work import Work
from octavo.citations.cluster import NO_AUTHOR, Cluster
from octavo.citations.domain import citation_domain
from octavo.citations.mentions import year
from octavo.citations.reading import NoteCall, makes_note
from octavo.citations.sources import anchor
from octavo.citations.verifying import Verified
from octavo.matter.domain import book_structure
from octavo.proof.expected import ChapterNumbers, Cited, Expectation, ExpectedIndex, ExpectedSource


def expectation(env: BuildEnvironment) -> Expectation:
    """Return every citation, every source and every number of a book that was read."""
    domain = citation_domain(env)
    book = book_structure(env)
    inside = set(book.docnames)
    chapter = {doc: c.number for c in book.chapters for doc in c.docs}
    names = {key: work.names for key, work in domain.library.works.items()}
    verified = {key: Verified(work) for key, work in domain.library.works.items()}
    cited = tuple(
        Cited(
            cluster.path, cluster.line, cluster.docname, chapter[cluster.docname], cluster.serial, position,
            target.key, target.post,
            (*names[target.key], *_years(domain.work(target.key), cluster)),
            makes_note(cluster) and not cluster.note, verified[target.key].of(target.post).value,
        )
        for cluster in domain.clusters()
        if cluster.docname in inside and not cluster.is_silent
        for position, target in enumerate(cluster.targets, 1)
    )  # fmt: skip
    # Every key, cited or not: none of them may stand in an edition as bare text.
    sources = tuple(
        ExpectedSource(key, told, anchor(key), verified[key].work.value) for key, told in names.items()
    )
    numbers = []
    for entry in book.chapters:
        figures: list[str] = []
        tables: list[str] = []
        for docname in entry.docs:
            found = env.toc_fignumbers.get(docname, {})
            figures += _numbers(found.get("figure", {}))
            tables += _numbers(found.get("table", {}))
        order = [item for doc in entry.docs if doc in domain.readings for item in domain.readings[doc].order]
        notes = sum(makes_note(item) for item in order)
        own = sum(isinstance(item, NoteCall) for item in order)
        numbers.append(
            ChapterNumbers(entry.docname, entry.number, tuple(figures), tuple(tables), notes, entry.docs, own)
        )
    named = {one.key for one in cited}
    indexes = tuple(
        ExpectedIndex(index.docname, tuple(key for key in keys if key in named))
        for index, keys in domain.indexed().items()
        if index.docname in inside
    )
    return Expectation(cited, sources, tuple(numbers), indexes)


def _years(work: Work, cluster: Cluster) -> tuple[str, ...]:
    """Return what else a citation may name its work by: its year, where only that is asked for."""
    if cluster.form not in NO_AUTHOR:
        return ()
    told = year(item(work))
    return tuple(f"{told}{letter}" for letter in ("", *"abcdef"))


def _numbers(found: dict[str, tuple[int, ...]]) -> list[str]:
    """Return numbers as the book prints them."""
    return [".".join(str(part) for part in number) for number in found.values()]
