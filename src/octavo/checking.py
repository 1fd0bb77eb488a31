"""Every check of the sources, made on what the domains remember; no file is read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from sphinx.environment import BuildEnvironment

from octavo import accepted
from octavo.bibliography import lint, twins, verification
from octavo.bibliography.load import relative
from octavo.bibliography.work import Work
from octavo.citations import check_locators as locators
from octavo.citations import check_prose as prose
from octavo.citations import checks as citations
from octavo.citations import verifying
from octavo.citations.domain import CitationDomain, citation_domain
from octavo.citations.style import Form, Style
from octavo.edition import Edition
from octavo.editions.frontispiece import PAPER, SCREEN, frontispiece
from octavo.findings import BookFault, Finding
from octavo.matter import checks as matter
from octavo.matter.domain import MatterDomain, book_structure
from octavo.matter.guards import STANDARD_FILES
from octavo.matter.references import targets
from octavo.production.warnings import remembered
from octavo.settings import Settings


def check(env: BuildEnvironment, said: Sequence[Finding] = ()) -> list[Finding]:
    """Return every finding about the sources of a book, in order of place.

    ``said`` is what was said of the book elsewhere; it can be accepted like all else.
    """
    domain = citation_domain(env)
    paths = {docname: Path(env.doc2path(docname, base=False)).as_posix() for docname in env.found_docs}
    found = {*said, *domain.library.findings, *_citations(domain, paths), *_works(domain)}
    found |= {*_matter(env, paths), *_styles(env), *_frontispiece(env)}
    path = acceptances(env)[0]
    name = relative(path, Path(env.srcdir))
    if not path.is_file():
        if env.config.octavo_accepted:
            found |= set(accepted.unreadable([f"{name!r} is not there"], "conf.py"))
        return sorted(found)
    text = path.read_text(encoding="utf-8", errors="replace")
    return sorted(set(accepted.judged(found, text, name)))


def acceptances(env: BuildEnvironment) -> list[Path]:
    """Return where the list of accepted findings stands, then where it might have stood."""
    return accepted.places(Path(env.srcdir), str(env.config.octavo_accepted))


def _citations(domain: CitationDomain, paths: dict[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the citations, their notes, their locators and the lists of sources."""
    clusters, works = domain.clusters(), domain.library.works
    yield from citations.unresolved(clusters, list(works))
    yield from citations.malformed(domain.readings.values())
    yield from citations.uncalled(domain.readings, paths)
    yield from citations.repeated(clusters)
    uses = list(locators.uses(clusters))
    yield from locators.outside(uses, works)
    yield from locators.backwards(uses)
    yield from locators.misnumbered(uses)
    yield from locators.misplaced(uses, works)
    if required := str(domain.env.config.octavo_require_verified):
        places = verifying.to_look_up(clusters, works)
        yield from verifying.unread_places(places, required)
        yield from verifying.unseen_works(places, required)
    families, towns = prose.families(works.values()), prose.places(works.values())
    parentheses = [found for reading in domain.readings.values() for found in reading.parentheses]
    yield from prose.unconverted(parentheses, families)
    yield from prose.doubtful(parentheses, families, towns)
    try:
        contents, indexed = domain.contents(), domain.indexed()
    except ValueError as error:
        yield Finding("conf.py", 0, "C006", f"a :filter: of a list of sources fails: {error}", "mend it")
        return
    listed = {key for keys in contents.values() for key in keys}
    yield from citations.unlisted(clusters, works.keys(), listed)
    empty = {s.docname: s.line for s, keys in (contents | indexed).items() if not keys}
    yield from citations.unused_lists(empty, paths)
    cited = domain.cited().keys()
    yield from citations.uncited(_whole(domain), cited, listed)
    if any(style.form in {Form.NOTE, Form.AUTHOR} for style in _known_styles(domain)):
        yield from citations.alike(works.values(), cited)


def _known_styles(domain: CitationDomain) -> Iterator[Style]:
    """Yield the styles of the editions, without those that are not installed."""
    for edition in Edition:
        with suppress(BookFault):
            yield domain.style(edition)


def _works(domain: CitationDomain) -> Iterator[Finding]:
    """Yield what is wrong with the entries of the bibliography."""
    works = _whole(domain)
    for rule in (*twins.RULES, *lint.RULES, *verification.RULES):
        yield from rule(works)
    yield from lint.misdated(works, datetime.date.today().year)


def _whole(domain: CitationDomain) -> list[Work]:
    """Return the works whose entries parse: what a broken one lacks is not its author's meaning."""
    broken = {(f.path, f.line) for f in domain.library.findings if f.code == "B001"}
    return [work for work in domain.library.works.values() if (work.path, work.line) not in broken]


def _matter(env: BuildEnvironment, paths: dict[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the structure of the book and with its cross-references."""
    domain = citation_domain(env)
    root = str(env.config.root_doc)
    book = book_structure(env)
    orphans = {d for d in env.found_docs if "orphan" in env.metadata.get(d, {})}
    included = {inner for inners in env.included.values() for inner in inners}
    yield from matter.unlisted(book, env.found_docs - orphans - included, root, paths)
    yield from matter.empty(book, root, paths)
    yield from matter.untitled(book, paths)
    if not env.config.octavo_trusted:
        allowed = {*domain.bibdata.bibfiles, STANDARD_FILES}
        yield from matter.foreign_files(env.dependencies, paths, Path(env.srcdir), allowed)
    table = cast("MatterDomain", env.get_domain("matter")).data
    yield from remembered(table["warnings"])
    yield from remembered(table["refused"])
    yield from matter.unmeant_letters(table["table_notes"], paths)
    every = [reference for found_in in table["references"].values() for reference in found_in]
    yield from matter.dangling(every, targets(env))


def _frontispiece(env: BuildEnvironment) -> Iterable[Finding]:
    """Return what is wrong with the frontispiece, on paper and on screens."""
    settings, found = Settings.from_config(env.config), set()
    for endings in (PAPER, SCREEN):
        try:
            frontispiece(settings, Path(env.srcdir), endings)
        except BookFault as fault:
            found |= set(fault.findings)
    return found


def _styles(env: BuildEnvironment) -> Iterable[Finding]:
    """Return what is wrong with the citation styles that the editions ask for."""
    found: list[Finding] = []
    for edition in Edition:
        try:
            citation_domain(env).style(edition)
        except BookFault as fault:
            found += fault.findings
    return found
