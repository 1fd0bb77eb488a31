"""Every check of the sources, made on what the domains remember; no file is read again."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from sphinx.environment import BuildEnvironment

from octavo.citations import checks as citations
from octavo.citations.domain import citation_domain
from octavo.edition import Edition
from octavo.findings import BookFault, Finding
from octavo.matter import checks as matter
from octavo.matter.domain import MatterDomain, book_structure
from octavo.matter.references import targets
from octavo.production.warnings import remembered


def check(env: BuildEnvironment) -> list[Finding]:
    """Return every finding about the sources of a book, in order of place."""
    domain = citation_domain(env)
    paths = {docname: Path(env.doc2path(docname, base=False)).as_posix() for docname in env.found_docs}
    root = str(env.config.root_doc)
    book = book_structure(env)
    found = list(domain.library.findings)
    clusters = domain.clusters()
    known = list(domain.library.works)
    found += citations.unresolved(clusters, known)
    found += citations.malformed(domain.readings.values())
    found += citations.uncalled(domain.readings, paths)
    try:
        contents = domain.contents()
    except ValueError as error:
        found.append(
            Finding("conf.py", 0, "C006", f"a :filter: of a list of sources fails: {error}", "mend it")
        )
    else:
        listed = {key for keys in contents.values() for key in keys}
        found += citations.unlisted(clusters, set(known), listed)
        empty = {source.docname: source.line for source, keys in contents.items() if not keys}
        found += citations.unused_lists(empty, paths)
    orphans = {d for d in env.found_docs if "orphan" in env.metadata.get(d, {})}
    included = {inner for inners in env.included.values() for inner in inners}
    found += matter.unlisted(book, env.found_docs - orphans - included, root, paths)
    found += matter.empty(book, root, paths)
    if not env.config.octavo_trusted:
        found += matter.foreign_files(env.dependencies, paths, Path(env.srcdir), set(domain.bibdata.bibfiles))
    table = cast("MatterDomain", env.get_domain("matter")).data
    found += remembered(table["warnings"])
    every = [reference for found_in in table["references"].values() for reference in found_in]
    found += matter.dangling(every, targets(env))
    found += _styles(env)
    return sorted(set(found))


def _styles(env: BuildEnvironment) -> list[Finding]:
    """Return what is wrong with the citation styles that the editions ask for."""
    found: list[Finding] = []
    for edition in Edition:
        try:
            citation_domain(env).style(edition)
        except BookFault as fault:
            found += fault.findings
    return found
