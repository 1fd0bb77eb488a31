"""The checks of locators: whether the place that a citation names can be in its work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from octavo.bibliography.kinds import csl_type
from octavo.bibliography.work import Work
from octavo.citations.cluster import Cluster
from octavo.citations.extents import filled, ranges, roman
from octavo.citations.locators import Locator, parse
from octavo.findings import Finding, Severity

#: Labels whose number says whether one place or several are meant, and their plurals.
PLURALS = {"p.": "pp.", "ch.": "chs.", "art.": "arts.", "col.": "cols.", "fol.": "fols.", "para.": "paras."}

_PAGES = frozenset({"p.", "pp."})
_ARTICLES = frozenset({"art.", "arts."})

#: A number, a range or a list of either, all in Arabic figures.
_FIGURES = re.compile(r"\d+(?:–\d+)?(?:, ?\d+(?:–\d+)?)*")
_RANGE = re.compile(
    r"(?<![\w.–])(?:(?P<start>\d+)–(?P<end>\d+)|(?P<low>[ivxlc]+)–(?P<high>[ivxlc]+))(?![\w.:–])",
    re.IGNORECASE,
)

#: Kinds of work that have pages and no articles of law.
_PROSE = frozenset({"book", "chapter", "article-journal", "article-newspaper", "thesis"})
#: Words of a title that promise the text of a law or a treaty.
_LEGAL = re.compile(
    r"\b(?:treat(?:y|ies)|conventions?|agreements?|protocols?|constitutions?|charters?|statutes?|laws?|codes?"
    r"|documents?|papers|acts?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Use:
    """One work cited with a locator."""

    path: str  #: Source file, relative to the book.
    line: int  #: Line of the citation.
    key: str  #: Key of the work.
    written: str  #: Locator as the author wrote it.
    locator: Locator  #: Locator as it was read.

    def finding(self, code: str, message: str, remedy: str, *severity: Severity) -> Finding:
        """Return a finding at this place."""
        return Finding(self.path, self.line, code, message, remedy, *severity)


def uses(clusters: Iterable[Cluster]) -> Iterator[Use]:
    """Yield every locator of the book."""
    for cluster in clusters:
        for target in cluster.targets:
            if target.post:
                yield Use(cluster.path, cluster.line, target.key, target.post, parse(target.post))


def outside(found: Iterable[Use], works: Mapping[str, Work]) -> Iterator[Finding]:
    """Yield C007 for each page in Arabic figures, or volume, that lies outside the work.

    Bad: ``:cite:p:`nish-1985{931}```, the work being ``pages = {919--930}``, or ``pagetotal = {274}``.
    Good: ``:cite:p:`nish-1985{921}```.

    A work without these fields is not judged, and of a work whose ``pages`` names only the first
    page, only what lies before it.
    """
    for use in found:
        work = works.get(use.key)
        if work is None or use.locator.label not in _PAGES:
            continue
        volume, colon, value = use.locator.value.rpartition(":")
        if colon:
            last = work.plain("volumes")
            if volume.isdigit() and last.isdigit() and not 1 <= int(volume) <= int(last):
                message = f"{use.key!r} has {last} volumes, and volume {volume} is cited"
                yield use.finding("C007", message, "mend the locator, or volumes in the entry")
        elif _FIGURES.fullmatch(value) and (limits := _limits(work)):
            pages = [number for pair in ranges(value) for number in pair]
            wrong = [n for n in pages if n < limits[0] or (limits[1] and n > limits[1])]
            if wrong:
                message = f"page {wrong[0]} is not in {use.key!r}, which {_extent(limits, work)}"
                yield use.finding("C007", message, "mend the locator, or the pages in the entry")


def backwards(found: Iterable[Use]) -> Iterator[Finding]:
    """Yield C008 for each range that does not run forward.

    Bad: ``:cite:p:`nish-1985{15–12}```. Good: ``:cite:p:`nish-1985{12–15}```.

    A range may leave out what it repeats: ``153–54`` is 153 to 154.
    """
    for use in found:
        if use.locator.label in {"", "fig.", "figs."}:
            continue
        for match in _RANGE.finditer(use.locator.value):
            if match["start"]:
                start, end = int(match["start"]), int(filled(match["start"], match["end"]))
            else:
                start, end = roman(match["low"]), roman(match["high"])
            if end <= start:
                message = f"the range {match[0]} does not run forward"
                yield use.finding("C008", message, "write the lower number first, or one number alone")


def misnumbered(found: Iterable[Use]) -> Iterator[Finding]:
    """Yield C009, a warning, for each label in the singular before several numbers, or the other way round.

    Bad: ``{p. 12–15}`` and ``{pp. 12}``. Good: ``{pp. 12–15}``, ``{p. 12}``, or the bare number.
    """
    for use in found:
        label, value = use.locator.label, use.locator.value
        if ":" in value or not _FIGURES.fullmatch(value):
            continue
        one = value.isdigit()
        single = next((s for s, plural in PLURALS.items() if label in {s, plural}), "")
        right = single if one else PLURALS.get(single, "")
        if single and label != right:
            message = f"the locator {use.written!r} has {label} before {'one number' if one else 'several'}"
            yield use.finding("C009", message, f"write {right} {value}", Severity.WARNING)


def misplaced(found: Iterable[Use], works: Mapping[str, Work]) -> Iterator[Finding]:
    """Yield C010, a warning, for each locator of a kind that its work does not have.

    Bad: a page of a treaty whose entry has no ``pages``; an article of a novel; ``2:40`` of a book of
    one volume. Good: ``art. 9`` of the treaty, ``40`` of the novel, ``volumes = {2}`` in the entry.
    """
    for use in found:
        work = works.get(use.key)
        if work is None:
            continue
        kind, label = csl_type(work), use.locator.label
        if kind == "treaty" and label in _PAGES and not (work.plain("pages") or work.plain("pagetotal")):
            message, remedy = f"{use.key!r} is a treaty without pages", "cite its article, as in art. 9"
        elif label in _ARTICLES and kind in _PROSE and not _is_legal(work):
            message, remedy = f"{use.key!r} has no articles", "cite the page or the chapter"
        elif ":" in use.locator.value and label in _PAGES and not _has_volumes(work):
            message, remedy = f"the entry of {use.key!r} knows no volumes", "give it volumes = {...}"
        else:
            continue
        message = f"{message}, and {use.written!r} is cited"
        yield use.finding("C010", message, remedy, Severity.WARNING)


def _is_legal(work: Work) -> bool:
    """Return whether a work may hold the articles of a law or a treaty."""
    return bool({"treaty", "law", "legal"} & set(work.keywords)) or bool(_LEGAL.search(work.plain("title")))


def _has_volumes(work: Work) -> bool:
    """Return whether a work may have several volumes."""
    fields = ("volumes", "volume", "maintitle")
    return work.kind.startswith("mv") or any(work.plain(field) for field in fields)


def _limits(work: Work) -> tuple[int, int] | None:
    """Return first and last page of a work, the last 0 where it is not known."""
    if csl_type(work) in {"book", "thesis", "report"}:
        numbers = [int(n) for n in re.findall(r"\d+", work.plain("pagetotal"))]
        return (1, max(numbers)) if numbers else None
    pages = work.plain("pages").replace("-", "–")
    if not _FIGURES.fullmatch(pages):
        return None
    pairs = list(ranges(pages))
    last = max(end for _, end in pairs) if "–" in pages else 0
    return min(start for start, _ in pairs), last


def _extent(limits: tuple[int, int], work: Work) -> str:
    """Return in words which pages a work has."""
    first, last = limits
    if not last:
        return f"begins on page {first}"
    return f"has {last} pages" if first == 1 and work.plain("pagetotal") else f"is on pages {first}–{last}"


#: Every generator of this file.
RULES = (outside, backwards, misnumbered, misplaced)
