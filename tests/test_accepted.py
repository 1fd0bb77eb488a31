"""The list of accepted findings: it takes what it names, and says what it cannot take."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from building import BOOKS
from octavo.accepted import judged, judged_epub
from octavo.cli.main import main
from octavo.findings import Finding, Severity, errors

FOUND = [
    Finding("../bibliography/a.bib", 4, "B015", "the ISBN '1' of 'nish' is none"),
    Finding("../bibliography/a.bib", 9, "C012", "nothing cites 'smith'", severity=Severity.WARNING),
    Finding("chapters/one.rst", 4, "C013", "(Nish, 22) is no citation yet"),
    Finding("chapters/one.rst", 7, "C001", "no bibliography entry for 'nish'"),
]


def entry(**fields: str | int) -> str:
    values = (
        f"{name} = {value if isinstance(value, int) else repr(value)}" for name, value in fields.items()
    )
    return "\n".join(["[[accept]]", *values, ""])


def told(text: str) -> list[str]:
    """Return the codes that stay open, those of the list itself with their line."""
    found = [f for f in judged(FOUND, text, "accepted.toml") if f.severity is not Severity.ACCEPTED]
    return [f"{f.code}:{f.line}" if f.path == "accepted.toml" else f.code for f in found]


EVERY = ["B015", "C012", "C013", "C001"]

LISTS = [
    ("", EVERY),
    ("# Nothing\n", EVERY),
    (entry(code="B015", path="../bibliography/a.bib", reason="So."), EVERY[1:]),
    (entry(code="B015", path="*.bib", reason="So."), EVERY[1:]),
    (entry(code="B015", path="../bibliography/*", line=4, reason="So."), EVERY[1:]),
    (entry(code="B015", path="*", text="of 'nish'", reason="So."), EVERY[1:]),
    (entry(code="B015", path="*", text="ISBN * none", reason="So."), EVERY[1:]),
    (entry(code="C013", path="chapters/*", text="(Nish, 22)", reason="So."), ["B015", "C012", "C001"]),
    # A001: nothing answers.
    (entry(code="B015", path="a.bib", reason="So."), [*EVERY, "A001:1"]),
    (entry(code="B015", path="*", line=5, reason="So."), [*EVERY, "A001:1"]),
    (entry(code="B015", path="*", text="smith", reason="So."), [*EVERY, "A001:1"]),
    ("\n\n" + entry(code="C099", path="*", reason="So."), [*EVERY, "A001:3"]),
    # A002: no reason.
    (entry(code="B015", path="*"), [*EVERY, "A002:1"]),
    (entry(code="B015", path="*", reason="  "), [*EVERY, "A002:1"]),
    # A003: unreadable.
    ("[[accept]]\ncode = B015\n", [*EVERY, "A003:2"]),
    ("[[accept]]\ncode = 'B015", [*EVERY, "A003:2"]),
    ("accept = 'B015'\n", [*EVERY, "A003:0"]),
    ("[[accepted]]\ncode = 'B015'\n", [*EVERY, "A003:1"]),
    (entry(path="*", reason="So."), [*EVERY, "A003:1"]),
    (entry(code="B015", path="*", line="4", reason="So."), [*EVERY, "A003:1"]),
    (entry(code="B015", path="*", reason="So.", file="a"), [*EVERY, "A003:1"]),
    # A004: never.
    (entry(code="C001", path="*", reason="So."), [*EVERY, "A004:1"]),
    (entry(code="P001", path="*", reason="So."), [*EVERY, "A004:1"]),
    (entry(code="A001", path="*", reason="So."), [*EVERY, "A004:1"]),
    # Two of them.
    (
        entry(code="B015", path="*", reason="So.")
        + "\n"
        + entry(code="C013", path="*", line=5, reason="So."),
        ["C012", "C013", "C001", "A001:6"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS, ids=range(len(LISTS)))
def test_a_list_takes_what_it_names(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_what_is_accepted_keeps_its_reason_and_stops_nothing() -> None:
    text = entry(code="B015", path="*", reason="The book prints it so.")
    (kept,) = judged(FOUND[:1], text, "accepted.toml")
    assert (kept.severity, kept.reason) == (Severity.ACCEPTED, "The book prints it so.")
    assert errors([kept]) == []


ACCEPTANCES = """
[[accept]]
code = "B015"
path = "*sources.bib"
reason = "The book itself prints this number."

[[accept]]
code = "C012"
path = "*sources.bib"
reason = "For later chapters."

[[accept]]
code = "B013"
path = "*sources.bib"
reason = "Nobody knows."
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book whose bibliography has faults, and whose text has none."""
    folder = Path(shutil.copytree(BOOKS / "accepted", tmp_path / "book"))
    (folder / "accepted.toml").unlink()
    (folder / "one.rst").write_text("One\n===\n\nA sentence :cite:p:`nish-1985{12}`.\n", encoding="utf-8")
    return folder


def check(book: Path, *more: str) -> int:
    return main(["check", str(book), "--out", str(book.parent / "out"), *more])


@pytest.mark.parametrize("place", ["accepted.toml", "../bibliography/accepted.toml", "kept.toml"])
def test_the_list_stands_beside_the_bibliography_or_in_the_book(
    place: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(book) == 1
    (book / place).parent.mkdir(exist_ok=True)
    (book / place).write_text(ACCEPTANCES, encoding="utf-8")
    if place == "kept.toml":
        conf = book / "conf.py"
        conf.write_text(conf.read_text(encoding="utf-8") + f'octavo_accepted = "{place}"\n', encoding="utf-8")
    capsys.readouterr()
    for _ in range(2):
        assert check(book, "--strict") == 0
        assert capsys.readouterr().out == "1 citations, no fault, 4 accepted\n"


def test_what_is_accepted_does_not_stop_a_build(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (book / "accepted.toml").write_text(ACCEPTANCES, encoding="utf-8")
    out = book.parent / "out"
    for _ in range(2):
        assert main(["build", str(book), "--out", str(out), "--edition", "web"]) == 0
        said = capsys.readouterr()
        assert "note: 4 findings accepted, each with its reason" in said.out
        assert "B015" not in said.out + said.err
    assert "B015" not in (out / "report" / "index.html").read_text(encoding="utf-8")


def test_a_list_that_conf_names_must_be_there(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conf = book / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'octavo_accepted = "no.toml"\n', encoding="utf-8")
    assert check(book) == 1
    assert "conf.py: A003 'no.toml' is not there" in capsys.readouterr().out


def test_the_flagships_list_answers_to_something(root: Path) -> None:
    text = (root / "bibliography" / "accepted.toml").read_text(encoding="utf-8")
    later = Finding("../bibliography/primary.bib", 1, "C012", "nothing cites it", severity=Severity.WARNING)
    assert [f.severity for f in judged([later], text, "accepted.toml")] == [Severity.ACCEPTED]


# What is found in the finished EPUB


TASTE = [
    Finding("chapters/one.rst", 0, "E157", "epub: '80000' has no comma", severity=Severity.WARNING),
    Finding("chapters/two.rst", 0, "E120", "epub: a call is none"),
]


def told_of_epub(text: str) -> list[str]:
    """Return the codes of the EPUB that stay open, those of the list itself with their line and weight."""
    found = [f for f in judged_epub(TASTE, text, "accepted.toml") if f.severity is not Severity.ACCEPTED]
    return [f"{f.code}:{f.line} {f.severity}" if f.path == "accepted.toml" else f.code for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["E157", "E120"]),
        (entry(code="E157", path="chapters/*", text="80000", reason="So."), ["E120"]),
        (entry(code="E157", path="chapters/two.rst", reason="So."), ["E157", "E120", "A001:1 warning"]),
        (entry(code="E157", path="*"), ["E157", "E120"]),
        (entry(code="E120", path="*", reason="So."), ["E157", "E120", "A004:1 error"]),
        # Those of the sources and of the printed pages are judged elsewhere.
        (entry(code="B015", path="*", reason="So."), ["E157", "E120"]),
        (entry(code="L010", path="*", reason="So."), ["E157", "E120"]),
    ],
)
def test_a_matter_of_taste_in_the_epub_can_be_accepted(text: str, expected: list[str]) -> None:
    for _ in range(2):
        assert told_of_epub(text) == expected


def test_the_check_of_the_sources_leaves_the_epub_alone() -> None:
    assert told(entry(code="E157", path="*", reason="So.")) == EVERY
    assert told(entry(code="E157", path="*")) == [*EVERY, "A002:1"]
    assert told(entry(code="E001", path="*", reason="So.")) == [*EVERY, "A004:1"]


def test_an_accepted_finding_of_the_epub_stays_in_the_report_with_its_reason(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "One\n===\n\nA fleet of 80000 men :cite:p:`nish-1985{12}`.\n"
    (book / "one.rst").write_text(text, encoding="utf-8")
    build = ["build", str(book), "--out", str(book.parent / "out"), "--edition", "epub"]
    (book / "accepted.toml").write_text(ACCEPTANCES, encoding="utf-8")
    for _ in range(2):
        assert main(build) == 0
        assert "one.rst: E157" in capsys.readouterr().err
    more = entry(code="E157", path="one.rst", reason="A number of a kind of its own.")
    (book / "accepted.toml").write_text(ACCEPTANCES + more, encoding="utf-8")
    for _ in range(2):
        assert main(build) == 0
        said = capsys.readouterr()
        assert "E157" not in said.err
        assert "note: 5 findings accepted, each with its reason" in said.out
    data = json.loads((book.parent / "out/report/report.json").read_text(encoding="utf-8"))
    (row,) = [row for row in data["judges"] if row["judge"] == "octavo’s own check"]
    assert row["faults"] == 0
    assert [c["allowed"] for c in row["complaints"]] == ["A number of a kind of its own."]
    assert [f for f in data["findings"] if f["code"] == "E157"] == []
