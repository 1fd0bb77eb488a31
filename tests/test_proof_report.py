"""What the proof expects, and the report of what it found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from octavo.edition import Edition
from octavo.findings import Finding, Severity
from octavo.proof.expected import ChapterNumbers, Cited, Expectation, ExpectedSource
from octavo.proof.faults import Fault
from octavo.proof.reading import Artefact, Proof, Reading, State
from octavo.proof.report import Report, as_data, readable_size, times, write_report

CITED = Cited("one.rst", 4, "one", 1, 1, 1, "nish-1985", "12–<b>15</b>", ("Nish",))
LATER = Cited("one.rst", 9, "one", 1, 2, 1, "togo-1930", "", ("Tōgō",), called=False)
EXPECTATION = Expectation(
    (CITED, LATER),
    (ExpectedSource("nish-1985", ("Nish",), "source-nish-1985"), ExpectedSource("togo-1930", ("Tōgō",))),
    (ChapterNumbers("one", 1, ("1.1",), (), 2, ("one", "one-more")),),
)


def test_an_expectation_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    EXPECTATION.dump(tmp_path / "expected.json")
    assert Expectation.load(tmp_path / "expected.json") == EXPECTATION


def test_every_kind_of_fault_has_a_code_of_its_own_and_a_remedy() -> None:
    assert len({fault.code for fault in Fault}) == len(Fault)
    assert all(re.fullmatch(r"P\d{3}", fault.code) and fault.remedy for fault in Fault)


def report() -> Report:
    """Return a report with every state, and values that are markup if nobody escapes them."""
    web = Reading(
        Edition.WEB,
        (Artefact(Edition.WEB, "web/index.html", 1234567, 12),),
        (
            Proof(
                Edition.WEB,
                CITED,
                State.PROVED,
                "note 1",
                "web/one two.html#cite-1",
                "1. <script>Nish</script>",
            ),
            Proof(Edition.WEB, LATER, State.FAILED, reason="it's gone", fault=Fault.NO_CITATION),
        ),
    )
    handouts = Reading(
        Edition.HANDOUTS,
        (),
        tuple(Proof(Edition.HANDOUTS, cited, State.ABSENT, reason="not here") for cited in (CITED, LATER)),
    )
    checks = (Finding("a<b>.bib", 0, "B001", "odd & ends", "mend", Severity.WARNING),)
    return Report("Ships & <Guns>", EXPECTATION, (web, handouts), 1, checks)


def test_a_report_tells_everything_once(tmp_path: Path) -> None:
    page = write_report(tmp_path / "report", report())
    root = etree.parse(str(page), etree.HTMLParser(encoding="utf-8")).getroot()
    assert root.findtext(".//h1") == "Ships & <Guns>"
    rows = root.findall(".//table[@class='citations']/tbody/tr")
    assert [row.get("class") for row in rows] == ["proved", "failed"]
    assert [row.get("data-web") for row in rows] == ["proved", "failed"]
    assert {row.get("data-handouts") for row in rows} == {"absent"}
    assert [link.get("href") for link in rows[0].iter("a")] == ["../web/one%20two.html#cite-1"]
    cells = [" ".join("".join(cell.itertext()).split()) for cell in rows[1]]
    assert cells == ["one.rst:9", "togo-1930", "–", "✗ failed P001 it's gone", "– absent"]
    tally = root.findall(".//table[@class='editions']/tbody/tr")[1][-1]
    assert "".join(tally.itertext()) == "0 / 0 2 have no place here: not here"
    assert [" ".join("".join(p.itertext()).split()) for p in root.findall(".//li/p[@class='place']")] == [
        "one.rst:9 P001",
        "a<b>.bib B001",
    ]


def test_a_report_needs_no_other_file_and_escapes_every_value(tmp_path: Path) -> None:
    text = write_report(tmp_path, report()).read_text(encoding="utf-8")
    assert "1. &lt;script&gt;Nish" in text
    assert "12–&lt;b&gt;15" in text
    assert "a&lt;b&gt;.bib" in text
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//|url\(|@import""", text)
    assert text.count("<script>") == 1


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    write_report(tmp_path / "a", report())
    write_report(tmp_path / "b", report())
    for name in ("index.html", "report.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_data_hold_the_sums() -> None:
    data = as_data(report())
    assert (data["citations"], data["sources"], data["proved"]) == (2, {"cited": 2, "listed": 2}, False)
    web, handouts = data["editions"]
    assert (web["expected"], web["proved"], web["failed"], web["absent"]) == (2, 1, 1, 0)
    assert (handouts["expected"], handouts["absent"]) == (0, 2)
    assert data["rows"][1]["proofs"]["web"]["code"] == "P001"


def test_a_book_without_a_fault_is_proved() -> None:
    whole = report()
    sound = Report(
        "t", Expectation((CITED,), (), ()), (Reading(Edition.WEB, proofs=whole.readings[0].proofs[:1]),), 1
    )
    assert sound.is_proved
    assert not whole.is_proved


@pytest.mark.parametrize(("size", "text"), [(999, "999 B"), (1500, "2 kB"), (2_340_000, "2.3 MB")])
def test_sizes_are_readable(size: int, text: str) -> None:
    assert readable_size(size) == text


@pytest.mark.parametrize(("count", "text"), [(1, "once"), (2, "twice"), (5, "5 times")])
def test_counts_are_words(count: int, text: str) -> None:
    assert times(count) == text
