"""Every rule of citations: what is bad is found, exactly, and what is good is left alone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from judging import clusters, linted, works
from octavo.citations import check_locators as locators
from octavo.citations import check_prose as prose
from octavo.citations import checks
from octavo.citations.cluster import Cluster, MalformedCitation, targets
from octavo.citations.nearest import LIMIT, Nearest

# Locators

LOCATORS = [
    # C007: outside the work.
    ("novel{274}", ""),
    ("novel{275}", "C007 page 275 is not in 'novel', which has 274 pages"),
    ("novel{12, 280–281}", "C007 page 280 is not in 'novel', which has 274 pages"),
    ("novel{pp. 270–280}", "C007 page 280 is not in 'novel', which has 274 pages"),
    ("novel{0}", "C007 page 0 is not in 'novel', which has 274 pages"),
    ("novel{xii}", ""),
    ("novel{ch. 300}", ""),
    ("bare{999}", ""),
    ("piece{919}", ""),
    ("piece{921–30}", ""),
    ("piece{918}", "C007 page 918 is not in 'piece', which is on pages 919–930"),
    ("piece{931}", "C007 page 931 is not in 'piece', which is on pages 919–930"),
    ("short{1150}", ""),
    ("short{1154}", "C007 page 1154 is not in 'short', which is on pages 1145–1153"),
    ("start{60}", ""),
    ("start{44}", "C007 page 44 is not in 'start', which begins on page 45"),
    ("odd{3}", ""),
    ("set{2:999}", ""),
    ("set{3:4}", "C007 'set' has 2 volumes, and volume 3 is cited"),
    ("set{vol. 3, p. 4}", "C007 'set' has 2 volumes, and volume 3 is cited"),
    # C008: backwards.
    ("novel{15–12}", "C008 the range 15–12 does not run forward"),
    ("novel{12-12}", "C008 the range 12–12 does not run forward"),
    ("novel{153–54}", ""),
    ("novel{153–52}", "C008 the range 153–52 does not run forward"),
    ("novel{xii–ix}", "C008 the range xii–ix does not run forward"),
    ("novel{ix–xii}", ""),
    ("novel{xii–3}", ""),
    ("set{2:15–12}", "C008 the range 15–12 does not run forward"),
    ("novel{chs. 3–2}", "C008 the range 3–2 does not run forward"),
    ("novel{fig. 3–2}", ""),
    ("novel{see also the maps}", ""),
    # C009: singular and plural.
    ("novel{p. 12–15}", "C009 the locator 'p. 12–15' has p. before several"),
    ("novel{p. 12, 15}", "C009 the locator 'p. 12, 15' has p. before several"),
    ("novel{pp. 12}", "C009 the locator 'pp. 12' has pp. before one number"),
    ("novel{chs. 2}", "C009 the locator 'chs. 2' has chs. before one number"),
    ("novel{ch. 2–3}", "C009 the locator 'ch. 2–3' has ch. before several"),
    ("novel{pp. 12–15}", ""),
    ("novel{p. 12}", ""),
    ("novel{12, 15–17}", ""),
    ("novel{p. 12n3}", ""),
    # C010: of another kind.
    ("peace{art. 9}", ""),
    ("peace{9}", "C010 'peace' is a treaty without pages, and '9' is cited"),
    ("printed{11}", ""),
    ("novel{art. 9}", "C010 'novel' has no articles, and 'art. 9' is cited"),
    ("laws{art. 9}", ""),
    ("novel{2:40}", "C010 the entry of 'novel' knows no volumes, and '2:40' is cited"),
    ("nowhere{40}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LOCATORS, ids=[text for text, _ in LOCATORS])
def test_a_locator_is_judged_by_its_work(text: str, expected: str, tmp_path: Path) -> None:
    known = works(tmp_path)
    uses = list(locators.uses(clusters(text)))
    found = [
        *locators.outside(uses, known),
        *locators.backwards(uses),
        *locators.misnumbered(uses),
        *locators.misplaced(uses, known),
    ]
    assert [f"{f.code} {f.message}" for f in found] == ([expected] if expected else [])
    assert all(f.remedy and (f.path, f.line) == ("one.rst", 1) for f in found)
    severities = {"C007": "error", "C008": "error", "C009": "warning", "C010": "warning"}
    assert all(f.severity == severities[f.code] for f in found)


@pytest.mark.parametrize("text", ["novel{}", "novel{ }", "set{4},novel{}"])
def test_an_empty_locator_is_no_citation(text: str) -> None:
    with pytest.raises(MalformedCitation, match=r"novel\{ ?\}"):
        list(targets(text))


# Sentences and works

REPEATED = [
    (clusters("novel{3}", "novel{3}", sentence=1), [2]),
    (clusters("novel{3}", "novel{p. 3}", sentence=1), [2]),
    (clusters("novel", "set,novel", sentence=1), [2]),
    (clusters("novel{3},novel{3}"), [1]),
    (clusters("novel{3}", "novel{4}", sentence=1), []),
    (clusters("novel{3}", "novel", sentence=1), []),
    (clusters("novel{3}", "novel{3}"), []),
    (clusters("novel", form="author", sentence=1) + clusters("novel", form="year", sentence=1), []),
]


@pytest.mark.parametrize(("cited", "lines"), REPEATED, ids=range(len(REPEATED)))
def test_a_sentence_cites_a_place_once(cited: list[Cluster], lines: list[int]) -> None:
    found = list(checks.repeated(cited))
    assert [(f.code, f.line, f.severity) for f in found] == [("C011", line, "warning") for line in lines]


def test_the_same_citation_in_two_sentences_is_no_repetition() -> None:
    first, second = clusters("novel{3}", "novel{3}", sentence=1)
    assert list(checks.repeated([first, replace(second, sentence=2)])) == []


def test_a_work_neither_cited_nor_listed_is_told_at_its_entry(tmp_path: Path) -> None:
    known = works(tmp_path)
    rest = known.keys() - {"novel", "set"}
    (found,) = checks.uncited(known.values(), {"novel"}, rest)
    assert (found.path, found.line, found.code, found.severity) == ("a.bib", 3, "C012", "warning")


def test_unknown_keys_are_compared_up_to_a_limit() -> None:
    keys = [f"work-{i:05}" for i in range(1000)]
    nearest = Nearest(keys)
    assert nearest.to("Work-00007") == ["work-00007"]
    assert "work-00123" in nearest.to("work-0123")
    assert nearest.to("zzz") == []
    for i in range(LIMIT):
        nearest.to(f"wrk-{i}")
    assert nearest.to("wrk-0012") == []


def test_the_rules_are_fast_enough_for_a_large_book(tmp_path: Path) -> None:
    entries = "".join(
        f"@book{{work-{i}, author = {{Name{i % 700}, Ann}}, title = {{Title {i}}}, volume = {{{i}}},\n"
        f" year = {{{1800 + i % 200}}}, publisher = {{P}}, address = {{London}}, pagetotal = {{300}},\n"
        f" isbn = {{0306406152}},\n"
        f" doi = {{10.1000/{i}}}, url = {{https://a.org/{i}}}, colour{i % 60} = {{x}}}}\n"
        for i in range(10_000)
    )
    known = works(tmp_path, entries)
    cited = clusters(*(f"work-{i}{{pp. {i % 200 + 1}–{i % 200 + 3}}}" for i in range(4_900)), sentence=1)
    cited += clusters(*(f"wrk-{i}{{3}}" for i in range(100)))
    began = time.process_time()
    linted(known.values())
    uses = list(locators.uses(cited))
    for found in (
        checks.unresolved(cited, list(known)),
        checks.repeated(cited),
        checks.uncited(known.values(), {"work-1"}, set()),
        locators.outside(uses, known),
        locators.backwards(uses),
        locators.misnumbered(uses),
        locators.misplaced(uses, known),
        prose.unconverted([], prose.families(known.values())),
        prose.doubtful([], set(), prose.places(known.values())),
    ):
        list(found)
    # About half a second where it was written; what compares each with each takes minutes.
    assert (took := time.process_time() - began) < 2, took


ALIKE = """
@treaty{first, title = {Agreement between Two}, year = {1902}}
@treaty{second, title = {Agreement between Two}, year = {1905}}
@treaty{third, title = {Agreement between Two}, shorttitle = {Agreement of 1907}, year = {1907}}
@book{one, author = {Smith, Ann}, title = {The Sea: A Study}, year = {1990}}
@book{other, author = {Smith, Bo}, title = {Sea}, year = {1991}}
@book{apart, author = {Jones, Max}, title = {Sea}, year = {1992}}
@book{half, author = {Kerr, Jo}, title = {Set}, volume = {1}, year = {1992}}
@book{rest, author = {Kerr, Jo}, title = {Set}, volume = {2}, year = {1993}}
"""


def test_two_works_that_a_short_note_cannot_tell_apart(tmp_path: Path) -> None:
    known = works(tmp_path, ALIKE).values()
    everything = {work.key for work in known}
    found = list(checks.alike(known, everything))
    assert [f.message.split(" in ")[0] for f in found] == [
        "a short note cannot tell 'second' from 'first'",
        "a short note cannot tell 'other' from 'one'",
    ]
    assert list(checks.alike(known, everything - {"first", "one"})) == []
