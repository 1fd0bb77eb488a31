"""Every rule of the check: what is bad is found, exactly, and what is good is left alone."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

import octavo.bibliography
from octavo.bibliography import lint, twins
from octavo.bibliography.fields import KNOWN
from octavo.bibliography.load import load
from octavo.bibliography.numbers import is_isbn, isbn13
from octavo.bibliography.work import Work
from octavo.citations import check_locators as locators
from octavo.citations import check_prose as prose
from octavo.citations import checks
from octavo.citations.cluster import Cluster, MalformedCitation, targets
from octavo.citations.nearest import LIMIT, Nearest
from octavo.citations.prose import Parenthesis, candidates
from octavo.findings import Finding

WORKS = """
@book{novel, author = {Nish, Ian}, title = {The Ice}, year = {1985}, pagetotal = {274}, address = {London}}
@book{set, author = {Smith, Ann}, title = {The Sea}, year = {1990}, volumes = {2}}
@book{bare, author = {van der Oye, David}, title = {The Sun}, year = {2001}, pages = {320}}
@book{laws, editor = {O'Neill, Jo}, title = {Treaties and Agreements}, year = {1921}}
@article{piece, author = {Jones, Max}, title = {A Piece}, journal = {J}, year = {1991}, pages = {919--930}}
@article{short, author = {Jones, Max}, title = {B Piece}, journal = {J}, year = {1991}, pages = {1145--53}}
@article{start, author = {Jones, Max}, title = {C Piece}, journal = {J}, year = {1992}, pages = {45}}
@article{odd, author = {Jones, Max}, title = {D Piece}, journal = {J}, year = {1993}, pages = {S1--S9}}
@treaty{peace, title = {Treaty of Peace}, year = {1905}}
@treaty{printed, title = {Treaty of War}, year = {1904}, pages = {10--12}}
@book{crown, author = {{The Crown}}, title = {Papers}, year = {1900}}
"""


def works(tmp_path: Path, text: str = WORKS) -> dict[str, Work]:
    path = tmp_path / "a.bib"
    path.write_text(text, encoding="utf-8")
    return load([path], tmp_path).works


def clusters(*texts: str, form: str = "p", sentence: int = 0) -> list[Cluster]:
    """Return citations, one a line from line 1 on."""
    return [
        Cluster("one", i, "one.rst", i, form, tuple(targets(text)), sentence=sentence)
        for i, text in enumerate(texts, 1)
    ]


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


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


# Prose

PROSE = [
    # Of an author whom the bibliography knows.
    ("So it was (Nish, 22).", "C013"),
    ("So it was (Nish 22).", "C013"),
    ("So it was (Nish 1985).", "C013"),
    ("So it was (Nish 1985: 45).", "C013"),
    ("So it was (Nish, 1985, pp. 3–4).", "C013"),
    ("So it was (see Nish 1985).", "C013"),
    ("So it was (see also Ian Nish, 1985, p. 3).", "C013"),
    ("So it was (Nish 1985a; Brown 2004).", "C013"),
    ("So it was (Smith and Brown 1990, 12).", "C013"),
    ("So it was (van der Oye 2001).", "C013"),
    ("So it was (O’Neill 1921).", "C013"),
    ("So it was (Nish et al. 1985).", "C013"),
    ("So it was (Nish\n1985).", "C013"),
    ("As Nish (1985: 45) says.", "C013"),
    ("As Nish (1985, 45) says.", "C013"),
    # Of one whom it does not know.
    ("So it was (Brown, 2004).", "C014"),
    ("So it was (Brown 2004: 45).", "C014"),
    ("So it was (Brown, p. 45).", "C014"),
    ("So it was (Brown, 45).", "C014"),
    ("So it was (cf. Brown 2004).", "C014"),
    ("So it was (Brown and White 2004).", "C014"),
    ("So it was (Brown et al. 2004).", "C014"),
    # Of nobody.
    ("It began (1904).", ""),
    ("It began (1904–1905).", ""),
    ("It began (15 March 1898).", ""),
    ("It began (March 1898).", ""),
    ("It began (15 March, Old Style).", ""),
    ("It began (9 February New Style).", ""),
    ("The painter (1848–1913) came.", ""),
    ("The painter (born 1848) came.", ""),
    ("The tsar (Nicholas, 1894–1917) came.", ""),
    ("The ship (battleship, 1902) came.", ""),
    ("The ship (\ufffc, 1902) came.", ""),
    ("The ship (6,500 tons) came.", ""),
    ("The ships (7 and 6) came.", ""),
    ("A map (Chapter 3) and another (Figure 2).", ""),
    ("The year (Meiji 37) ended.", ""),
    ("The mission (Apollo 11) ended.", ""),
    ("The rifle (Type 30) was new.", ""),
    ("A book (London, 1904) came out.", ""),
    ("The report (Library of Congress, 1904) is lost.", ""),
    ("The harbor (modern Nampo) froze.", ""),
    ("He went (as Brown says).", ""),
    ("Brown (1904) was a year of ice.", ""),
    ("It fell (Brown, the fleet’s captain, 1904).", ""),
]


@pytest.mark.parametrize(("text", "expected"), PROSE, ids=[text for text, _ in PROSE])
def test_a_parenthesis_is_told_where_it_is_a_citation(text: str, expected: str, tmp_path: Path) -> None:
    known = works(tmp_path).values()
    found = [Parenthesis("one.rst", 1, inside, names, plain) for _, inside, names, plain in candidates(text)]
    families, places = prose.families(known), prose.places(known)
    told = [*prose.unconverted(found, families), *prose.doubtful(found, families, places)]
    assert codes(told) == ([expected] if expected else [])
    assert all(f.severity == {"C013": "error", "C014": "warning"}[f.code] for f in told)


def test_an_institution_is_no_family_name(tmp_path: Path) -> None:
    assert prose.families(works(tmp_path).values()) == {
        "nish",
        "smith",
        "oye",
        "van der oye",
        "o'neill",
        "jones",
    }


# The bibliography

WHOLE = "author = {A, B}, title = {T}, year = {1904}"

ENTRIES = [
    # B012 and B013: what is missing.
    (f"@book{{a, {WHOLE}}}", []),
    ("@book{a, author = {A, B}, year = {1904}}", ["B012"]),
    ("@letter{a, author = {A, B}, year = {1904}}", []),
    ("@newspaper{a, journal = {The Times}, year = {1904}}", []),
    ("@book{a, title = {T}, year = {1904}}", ["B013"]),
    ("@book{a, editor = {A, B}, title = {T}, year = {1904}}", []),
    ("@book{a, organization = {Admiralty}, title = {T}, year = {1904}}", []),
    ("@treaty{a, title = {T}, year = {1904}}", []),
    ("@incollection{a, title = {Ice}, booktitle = {Britannica}, year = {1911}}", []),
    ("@incollection{a, title = {Ice}, year = {1911}}", ["B013"]),
    ("@book{a, author = {A, B}, title = {T}}", ["B013"]),
    ("@book{a, author = {A, B}, title = {T}, date = {1904-02}}", []),
    ("@misc{a, title = {T}, note = {Undated}}", []),
    ("@book{a, author = {A, B}, title = {T}, pubstate = {forthcoming}}", []),
    (f"@article{{a, {WHOLE}}}", ["B013"]),
    (f"@article{{a, {WHOLE}, journaltitle = {{J}}}}", []),
    (f"@online{{a, {WHOLE}}}", ["B013"]),
    (f"@online{{a, {WHOLE}, howpublished = {{Radio}}}}", []),
    ("@book{a, title = {T}, crossref = {b}}", []),
    # B014: years.
    ("@book{a, author = {A, B}, title = {T}, year = {190}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {19O4}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {0904}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {2028}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {2027}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {1905--1907}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {c. 1905}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {n.d.}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {forthcoming}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {44 BCE}}", []),
    ("@book{a, author = {A, B}, title = {T}, date = {-0044}}", []),
    ("@book{a, author = {A, B}, title = {T}, date = {1904-02-08/1904-02-09}}", []),
    (f"@book{{a, {WHOLE}, origdate = {{0850}}}}", []),
    # B015 and B016: numbers that prove themselves.
    (f"@book{{a, {WHOLE}, isbn = {{978-0-306-40615-7}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{978-0-306-40615-8}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-2}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{0-8044-2957-X}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-3}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{12345}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-2, 978-0-306-40615-7}}}}", []),
    (f"@book{{a, {WHOLE}, doi = {{10.1057/9780230514584}}}}", []),
    (f"@book{{a, {WHOLE}, doi = {{https://doi.org/10.1057/9780230514584}}}}", ["B016"]),
    (f"@book{{a, {WHOLE}, doi = {{10.1057}}}}", ["B016"]),
    # B017: the web.
    (f"@online{{a, {WHOLE}, url = {{https://a.org/}}}}", ["B017"]),
    (f"@online{{a, {WHOLE}, url = {{https://a.org/}}, urldate = {{2026-11-22}}}}", []),
    (f"@book{{a, {WHOLE}, url = {{https://a.org/}}}}", []),
    # B018: names of fields.
    (f"@book{{a, {WHOLE}, pubisher = {{L}}}}", ["B018"]),
    (f"@book{{a, {WHOLE}, adress = {{L}}}}", ["B018"]),
    (f"@book{{a, {WHOLE}, publisher = {{L}}, gutenberg = {{1}}, mycolour = {{red}}}}", []),
    # B019: composed letters.
    ("@book{a, author = {To\u0304go\u0304, B}, title = {T}, year = {1904}}", ["B019"]),
    ("@book{a, author = {A, B}, title = {To\u0304go\u0304}, year = {1904}}", ["B019"]),
    ("@book{a, author = {Tōgō, B}, title = {Tōgō}, year = {1904}}", []),
]  # fmt: skip

SEVERITIES = {
    "B010": "error", "B011": "warning", "B012": "error", "B013": "warning", "B014": "error", "B015": "error",
    "B016": "error", "B017": "warning", "B018": "warning", "B019": "warning",
}  # fmt: skip


def linted(known: Iterable[Work]) -> list[Finding]:
    entries = list(known)
    found = [f for rule in (*twins.RULES, *lint.RULES) for f in rule(entries)]
    return sorted([*found, *lint.misdated(entries, 2026)])


@pytest.mark.parametrize(("entry", "expected"), ENTRIES, ids=[entry for entry, _ in ENTRIES])
def test_an_entry_is_judged(entry: str, expected: list[str], tmp_path: Path) -> None:
    found = linted(works(tmp_path, f"% A line\n{entry}\n").values())
    assert codes(found) == expected
    assert all((f.path, f.line) == ("a.bib", 2) and f.remedy for f in found)
    assert all(f.severity == SEVERITIES[f.code] for f in found)


TWINS = [
    ("doi = {10.1000/a}", "doi = {10.1000/b}", []),
    ("doi = {10.1000/A}", "doi = {10.1000/a}, title = {Other}", ["B010"]),
    ("isbn = {0-306-40615-2}", "isbn = {978-0-306-40615-7}, title = {Other}", ["B010"]),
    ("isbn = {0-306-40615-2}, volume = {1}", "isbn = {0-306-40615-2}, volume = {2}", []),
    ("", "", ["B011"]),
    ("", "title = {the {IcE}!}", ["B011"]),
    ("", "title = {The Sea}", []),
    ("", "year = {1905}", []),
    ("", "author = {Smith, Ann}", []),
    ("volume = {1}", "volume = {2}", []),
    ("edition = {1}", "edition = {2}", []),
    ("doi = {10.1000/a}", "doi = {10.1000/a}", ["B010"]),
]


@pytest.mark.parametrize(("first", "second", "expected"), TWINS, ids=range(len(TWINS)))
def test_one_work_has_one_entry(first: str, second: str, expected: list[str], tmp_path: Path) -> None:
    base = {"author": "{Nish, Ian}", "title": "{The Ice}", "year": "{1985}"}
    text = ""
    for key, more in (("one", first), ("two", second)):
        fields = {n: v for n, v in base.items() if f"{n} =" not in more}
        text += f"@book{{{key}, {', '.join(f'{n} = {v}' for n, v in fields.items())}, {more}}}\n"
    found = [f for f in linted(works(tmp_path, text).values()) if f.code in {"B010", "B011"}]
    assert codes(found) == expected
    assert all("'two'" in f.message and "'one' in a.bib:1" in f.message and f.line == 2 for f in found)


def test_chapters_of_one_book_share_its_isbn(tmp_path: Path) -> None:
    more = "author = {A, B}, booktitle = {K}, year = {1904}, isbn = {0306406152}"
    text = f"@incollection{{a, title = {{A}}, {more}}}\n@incollection{{b, title = {{B}}, {more}}}\n"
    assert linted(works(tmp_path, text).values()) == []


def test_both_forms_of_an_isbn_are_one_number() -> None:
    assert isbn13("0306406152") == "9780306406157"
    assert is_isbn("9780306406157")


def test_every_field_that_octavo_reads_is_known() -> None:
    read = set()
    for path in Path(octavo.bibliography.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith(("fields.get", ".plain"))
                and node.args
            ):
                read |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    assert read - KNOWN == set()


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
