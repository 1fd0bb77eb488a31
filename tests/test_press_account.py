"""The account of the press in the report: every rule a line, and what was not tried said so."""

from __future__ import annotations

import doctest
import json
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from lxml import html
from pikepdf import Dictionary

import octavo.editions.print as printing
from octavo.findings import Finding, Severity
from octavo.press.account import Account, Line, Verdict, archived, held, of_data, shown
from octavo.press.preflight import Result, rules
from octavo.press.profiles import Standard
from octavo.proof.expected import Expectation
from octavo.proof.report import Report, write_report
from octavo.typesetting import tagging
from pressing import SLUG, pressed
from test_print import written

COUNT = len(rules())
RULES = {rule.code: rule for rule in rules()}


def results(*findings: Finding) -> tuple[Result, ...]:
    return tuple(Result(rule, tuple(f for f in findings if f.code == rule.code)) for rule in rules())


FAULT = Finding("a.pdf", 9, "R009", "page 9: picture Im1 is in rgb", "turn it into grey")
DOUBT = Finding("a.pdf", 3, "R010", "page 3: picture Im2 has 72 pixels an inch", "", Severity.WARNING)


def test_every_rule_is_a_line_with_page_and_object() -> None:
    account = held("a.pdf", "A printer", Standard.X1A, results(FAULT, DOUBT))
    assert [line.code for line in account.lines] == sorted(RULES)
    found = {line.code: line for line in account.lines if line.told}
    assert found["R009"].verdict is Verdict.FAIL
    assert found["R009"].told == ("page 9: picture Im1 is in rgb (turn it into grey)",)
    assert found["R010"].verdict is Verdict.LOOK
    assert (account.passed, account.asked) == (COUNT - 2, COUNT)
    assert "no validator of the whole was run" in " ".join(account.said)
    assert held("a.pdf", "A printer", Standard.PLAIN, results()).said == ()
    assert of_data(json.loads(json.dumps(account.as_data()))) == account


def test_the_report_tells_it_on_its_page_and_in_its_data(tmp_path: Path) -> None:
    accounts = (held("a.pdf", "A printer", Standard.X4, results(FAULT)), archived("b.pdf"))
    report = Report("A Book", Expectation((), (), ()), (), 1, accounts=accounts)
    page = html.fromstring(write_report(tmp_path, report).read_bytes())
    first, second = page.xpath("//details[@class='preflight']")
    assert len(first.xpath(".//tbody/tr")) == COUNT
    (failed,) = first.xpath(".//tbody/tr[@class='failed']")
    assert " ".join(failed.text_content().split()).startswith("R009 ✗ fail Picture in colours")
    assert "page 9: picture Im1 is in rgb" in failed.text_content()
    assert first.get("open") is not None and second.get("open") is None
    assert "veraPDF itself was not run" in second.text_content()
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["preflight"]
    assert [entry["name"] for entry in data] == ["a.pdf", "b.pdf"]
    assert {line["code"]: line["verdict"] for line in data[0]["lines"]}["R009"] == "FAIL"


def test_a_copy_for_a_screen_says_whether_it_is_tagged() -> None:
    with pikepdf.new() as pdf:
        account = shown("s.pdf", pdf, "the TeX at hand is old")
        assert account.said == ("Not tagged: the TeX at hand is old. The EPUB is the accessible edition.",)
        pdf.Root.StructTreeRoot = Dictionary()
        assert "Not tagged" in shown("s.pdf", pdf, "x").said[0]
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        assert shown("s.pdf", pdf, "").said == ("Tagged by LaTeX; no validator of PDF/UA was run.",)


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(tagging)
    assert result.attempted > 1
    assert result.failed == 0


@pytest.mark.parametrize(
    ("said", "asked", "wanted"),
    [("TeX Live 2025", True, True), ("TeX Live 2025", False, False), ("TeX Live 2022", True, False),
     ("", True, False)],
)  # fmt: skip
def test_latex_is_asked_for_tags_only_where_it_can_write_them(
    said: str, asked: bool, wanted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "version", lambda: said)
    book = Path(__file__).parent / "whole" / "small"
    if asked:
        book = Path(shutil.copytree(book, tmp_path / "book"))
        with (book / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write("\noctavo_tagged = True\n")
    folder = written(tmp_path / "out", book=book)
    (tex,) = folder.glob("*.tex")
    first = tex.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("\\DocumentMetadata{lang=en,") == wanted
    assert first.startswith("\\documentclass") != wanted


@pytest.mark.latex
@pytest.mark.xdist_group("press")
def test_a_built_book_accounts_for_every_file_of_the_press(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = pressed(tmp_path_factory)
    data = json.loads((folder.parent / "report" / "report.json").read_text(encoding="utf-8"))["preflight"]
    accounts = {entry["name"]: of_data(entry) for entry in data}
    files = {path.name for path in folder.glob("*.pdf")} - {f"{SLUG}.pdf"}
    assert set(accounts) == files
    for name, account in accounts.items():
        if re.search("interior|cover", name):
            assert len(account.lines) == COUNT
            assert account.passed == account.asked == COUNT - (1 if "interior" in name else 4)
    assert accounts[f"{SLUG}-screen.pdf"].said[0].startswith(("Not tagged: ", "Tagged by LaTeX"))
    assert isinstance(accounts[f"{SLUG}-archive.pdf"], Account)
    assert all(isinstance(line, Line) for account in accounts.values() for line in account.lines)
