"""Verification: what an entry says of a work and its places, and who is told of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from building import copied
from judging import clusters, codes, works
from octavo.bibliography.load import load
from octavo.bibliography.verification import Verification, misstated, of_work
from octavo.citations.verifying import Verified, to_look_up, unread_places, unseen_works
from octavo.cli.main import main
from octavo.proof.expected import Cited, Expectation, ExpectedSource
from octavo.proof.report import Report, as_data, write_report
from octavo.proof.verification import summary

TEXT, CATALOGUE, SECOND, NOT = Verification

PLACES = [
    # What the entry names as verified; the locator cited; how it was.
    ("12", "12", TEXT),
    ("12", "p. 12", TEXT),
    ("12", "13", NOT),
    ("12", "12–13", NOT),
    ("12, 45--47", "45–46", TEXT),
    ("12, 45--47", "12, 46", TEXT),
    ("12, 45--47", "44–46", NOT),
    ("45--46, 47", "45–47", TEXT),
    ("145--47", "147", TEXT),
    ("12", "xii", NOT),
    ("vii--xii", "x", TEXT),
    ("12", "1:12", NOT),
    ("1:74, 1:169--170", "1:169", TEXT),
    ("1:74, 1:169--170", "vol. 1, p. 170", TEXT),
    ("1:74, 1:169--170", "2:74", NOT),
    ("ch. 3", "3", NOT),
    ("ch. 3", "ch. 3", TEXT),
    ("chs. 2, 5", "ch. 5", TEXT),
    ("chs. 2, 5", "chs. 2–5", NOT),
    ("arts. 1--4", "art. IV", TEXT),
    ("arts. I--IV", "arts. 2–3", TEXT),
    ("nos. 2, 39", "no. 39", TEXT),
    ("all", "art. 5", TEXT),
    ("all", "passim", TEXT),
    ("Appendix", "appendix", TEXT),
    ("Appendix", "12", NOT),
    ("12: second-hand", "12", SECOND),
    ("12; 13: second-hand", "12–13", SECOND),
    ("12; 13: catalogue", "12", TEXT),
    ("12: unverified", "12", NOT),
    ("ch. 3: catalogue; 22", "ch. 3", CATALOGUE),
    ("", "12", NOT),
]


@pytest.mark.parametrize(("named", "cited", "how"), PLACES)
def test_a_place_is_as_verified_as_its_entry_says(
    named: str, cited: str, how: Verification, tmp_path: Path
) -> None:
    entry = f"@book{{a, author = {{A, B}}, title = {{T}}, year = {{1904}}, verified = {{{named}}}}}"
    found = works(tmp_path, entry)["a"]
    assert list(misstated([found])) == []
    assert Verified(found).of(cited) is how


@pytest.mark.parametrize(
    ("fields", "how"),
    [
        ("verification = {catalogue}", CATALOGUE),
        ("verification = {unverified}, verified = {12}", NOT),
        ("verified = {12: second-hand; 13}", TEXT),
        ("verified = {12: second-hand}", SECOND),
        ("keywords = {primary, verified-catalogue}", CATALOGUE),
        ("keywords = {verified-text}, verification = {second-hand}", SECOND),
        ("keywords = {verified-somehow}", NOT),
        ("keywords = {primary}", NOT),
    ],
)
def test_a_work_is_as_verified_as_its_entry_says(fields: str, how: Verification, tmp_path: Path) -> None:
    found = works(tmp_path, f"@book{{a, title = {{T}}, {fields}}}")["a"]
    assert of_work(found) is how
    assert Verified(found).of("") is how


def test_a_range_of_many_million_pages_costs_nothing(tmp_path: Path) -> None:
    found = works(tmp_path, "@book{a, title = {T}, verified = {1--999999999999}}")["a"]
    assert Verified(found).of("1–999999999998") is TEXT


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("verification = {text}", 0),
        ("verification = {Text}", 1),
        ("verification = {}", 1),
        ("verified = {22: checked}", 1),
        ("verified = {1:74: text}", 0),
        ("verified = {; 22;}", 0),
        ("verified = {: text}", 1),
    ],
)
def test_a_word_that_says_nothing_is_a_fault(fields: str, count: int, tmp_path: Path) -> None:
    found = works(tmp_path, f"@book{{a, title = {{T}}, {fields}}}")["a"]
    assert codes(misstated([found])) == ["B030"] * count


def test_no_entry_inherits_how_another_was_verified(tmp_path: Path) -> None:
    text = """@inbook{part, title = {P}, crossref = {whole}}
    @book{whole, title = {W}, verification = {text}, verified = {12}}"""
    found = works(tmp_path, text)
    assert Verified(found["part"]).of("12") is NOT
    assert of_work(found["part"]) is NOT


@pytest.mark.parametrize(
    ("required", "expected"), [("", []), ("locators", ["C015"]), ("works", ["C015", "C016"])]
)
def test_a_release_refuses_what_nobody_verified(required: str, expected: list[str], tmp_path: Path) -> None:
    text = """@book{a, title = {T}, verified = {12}, verification = {text}} @book{b, title = {U}}"""
    known = works(tmp_path, text)
    places = to_look_up(clusters("a{12}", "a", "a{13}", "b", "nowhere{3}"), known)
    assert [(p.key, p.locator, p.line) for p in places] == [("a", "13", 3), ("b", "", 4)]
    assert codes([*unread_places(places, required), *unseen_works(places, required)]) == expected


def test_the_check_lists_what_to_look_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = copied(tmp_path, "unverified-locators")
    conf = book / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace('"locators"', '""'), encoding="utf-8")
    assert main(["check", str(book), "--out", str(tmp_path / "out"), "--unverified"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "5 citations, no fault, 3 not verified",
        "not verified: 3 citations of 2 works",
        "nish-1985",
        "    13  one.rst:4",
        "    44--46  one.rst:6",
        "smith-1990",
        "    (the work)  one.rst:8",
    ]


def test_plain_sphinx_reads_the_fields_and_says_nothing(tmp_path: Path) -> None:
    book = copied(tmp_path, "unverified-locators")
    (book / "conf.py").write_text(
        'extensions = ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["sources.bib"]\n', encoding="utf-8"
    )
    (book / "index.rst").write_text("B\n=\n\n.. toctree::\n\n   one\n   bibliography\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(book), str(tmp_path / "html")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def cited(line: int, key: str, locator: str, verified: str) -> Cited:
    return Cited("one.rst", line, "one", 1, line, 1, key, locator, (key,), verified=verified)


EXPECTATION = Expectation(
    (
        cited(1, "nish", "12", "text"),
        cited(2, "nish", "13", "unverified"),
        cited(3, "smith", "", "catalogue"),
        cited(4, "smith", "ch. 2", "second-hand"),
        cited(5, "jones", "", "unverified"),
    ),
    tuple(
        ExpectedSource(key, (key,), "", how)
        for key, how in (("nish", "text"), ("smith", "catalogue"), ("jones", "unverified"), ("x", "text"))
    ),
    (),
)


def test_the_report_counts_places_and_works() -> None:
    told = summary(EXPECTATION)
    assert [(t.level, t.places, t.works) for t in told.tallies] == [
        ("text", 1, 1),
        ("catalogue", 0, 1),
        ("second-hand", 1, 0),
        ("unverified", 1, 1),
    ]
    assert (told.places, told.works, told.is_kept) == (3, 3, True)
    assert {key: [c.line for c in found] for key, found in told.by_work.items()} == {
        "jones": [5],
        "nish": [2],
    }
    data = as_data(Report("t", EXPECTATION, (), 1))
    assert data["verification"]["places"] == {"text": 1, "catalogue": 0, "second-hand": 1, "unverified": 1}
    assert [row["verified"] for row in data["rows"]][:2] == ["text", "unverified"]


def test_the_report_shows_it_and_says_nothing_of_a_book_that_keeps_no_account(tmp_path: Path) -> None:
    page = write_report(tmp_path / "a", Report("t", EXPECTATION, (), 1))
    root = etree.parse(str(page), etree.HTMLParser(encoding="utf-8")).getroot()
    rows = root.findall(".//table[@class='verification']/tbody/tr")
    assert [" ".join(cell.text or "" for cell in row) for row in rows] == [
        "text read 1 1",
        "catalogue 0 1",
        "second hand 1 0",
        "not verified 1 1",
        "together 3 3",
    ]
    summaries = [element.text for element in root.iter("summary")]
    assert summaries == ["2 citations are not verified"]
    marks = [row.get("data-verified") for row in root.findall(".//table[@class='citations']/tbody/tr")]
    assert marks == ["text", "unverified", "catalogue", "second-hand", "unverified"]
    bare = Expectation(EXPECTATION.citations[1:2], EXPECTATION.sources[2:3], ())
    text = write_report(tmp_path / "b", Report("t", bare, (), 1)).read_text(encoding="utf-8")
    assert "Verification" not in text


def test_the_flagship_says_honestly_what_was_not_looked_up(root: Path) -> None:
    paths = [root / "bibliography" / f"{name}.bib" for name in ("strings", "primary", "secondary")]
    found = load(paths, root / "book").works
    assert len(found) >= 90
    assert all("verification" in work.fields for work in found.values())
    for key, page in (("westwood-1986", "22"), ("ashmead-bartlett-1906", "4"), ("clements-2010", "131")):
        assert Verified(found[key]).of(page) is NOT
    assert Verified(found["kuropatkin-1909"]).of("1:169–170") is TEXT
    assert Verified(found["broeze-1997"]).of("266") is SECOND
