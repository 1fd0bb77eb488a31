"""Findings: every form in which they are told, and the registry of their codes."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from building import copied
from octavo.cli.main import main
from octavo.codes.page import page
from octavo.codes.registry import GENERATORS, of_the_sources, registry
from octavo.findings import (
    Finding,
    Rule,
    Severity,
    as_json,
    as_junit,
    as_sarif,
    as_text,
    from_json,
    rules_of,
    strict,
)

FOUND = [
    Finding(
        "../bibliography/a b.bib", 4, "B015", "the ISBN '1' is none", "copy it", Severity.ACCEPTED, "So."
    ),
    Finding("one.rst", 7, "C001", "no entry for <x> & \x01", "add it"),
    Finding("two.rst", 0, "C005", "the list is empty", severity=Severity.WARNING),
]
RULES = [
    Rule("B015", "A number that is none", bad="`1`", good="`2`"),
    Rule("C001", "A key that is nowhere"),
    Rule("C003", "A note that nothing calls", Severity.WARNING),
    Rule("C005", "A list that holds nothing", Severity.WARNING),
]


def test_the_terminal_leaves_out_what_is_accepted() -> None:
    assert as_text(FOUND) == (
        "one.rst:7: C001 no entry for <x> & \x01 (add it)\ntwo.rst: C005 the list is empty"
    )


def test_json_is_read_back_as_it_was() -> None:
    assert from_json(as_json(FOUND)) == FOUND


def test_strict_makes_errors_of_warnings_alone() -> None:
    assert [f.severity for f in strict(FOUND)] == ["accepted", "error", "error"]


def test_sarif_names_rules_places_and_acceptances() -> None:
    log = json.loads(as_sarif(FOUND, RULES, "work/book", "1.2"))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"], driver["version"]) == ("2.1.0", "octavo", "1.2")
    assert [rule["id"] for rule in driver["rules"]] == ["B015", "C001", "C003", "C005"]
    assert driver["rules"][0]["help"] == {"text": "Bad: `1`\nGood: `2`", "markdown": "Bad: `1`\n\nGood: `2`"}
    assert driver["rules"][2]["defaultConfiguration"] == {"level": "warning"}
    first, second, third = run["results"]
    assert [driver["rules"][r["ruleIndex"]]["id"] for r in run["results"]] == ["B015", "C001", "C005"]
    assert [r["level"] for r in run["results"]] == ["note", "error", "warning"]
    assert first["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "So."}]
    assert second["suppressions"] == third["suppressions"] == []
    where = first["locations"][0]["physicalLocation"]
    assert where == {
        "artifactLocation": {"uri": "work/bibliography/a%20b.bib"},
        "region": {"startLine": 4},
    }
    assert third["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "work/book/two.rst"}}
    assert second["message"]["text"] == "no entry for <x> & \x01 (add it)"


def test_junit_has_a_case_for_each_finding_and_each_clean_rule() -> None:
    root = ElementTree.fromstring(as_junit(FOUND, RULES, "book"))
    (suite,) = root
    counts = {"tests": "4", "failures": "1", "errors": "0", "skipped": "1"}
    assert {name: suite.get(name) for name in counts} == counts
    assert {name: root.get(name) for name in counts} == counts
    kept, failed, warned, clean = suite
    assert (kept.get("file"), kept.get("line")) == ("bibliography/a b.bib", "4")
    assert [child.tag for child in kept] == ["skipped"]
    assert kept[0].get("message") == "accepted: So."
    assert [child.tag for child in failed] == ["failure"]
    assert failed[0].get("type") == "C001"
    assert failed[0].text == "one.rst:7: C001 no entry for <x> & \ufffd (add it)"
    assert [child.tag for child in warned] == ["system-out"]
    assert (clean.get("name"), list(clean)) == ("C003 A note that nothing calls", [])


def test_a_rule_is_read_from_its_docstring() -> None:
    def rule() -> None:
        """Yield C098 and C099, a warning, for each thing, such as ``a``.

        Bad: ``:x:`a```. Good: none.

        More of it.
        """

    (first, second) = rules_of([rule])
    assert first == Rule(
        "C098", "Thing, such as `a`.", Severity.WARNING, "`` :x:`a` ``", "none", "More of it."
    )
    assert second.code == "C099"


def test_a_rule_without_examples_is_refused() -> None:
    def rule() -> None:
        """Yield C099 for each thing."""

    with pytest.raises(ValueError, match="rule does not say"):
        list(rules_of([rule]))


# The registry


def used_codes(root: Path) -> set[str]:
    """Return every code that stands as a text in the source."""
    found: set[str] = set()
    for path in (root / "src" / "octavo").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^[ABCELMNPRSTW]\d{3}$", node.value))
    return found


def test_every_code_has_its_rule_and_every_rule_its_code(root: Path) -> None:
    known = {rule.code for rule in registry()}
    assert known == used_codes(root), "a code needs a rule: see octavo/codes/declared.py"


def test_every_rule_that_is_a_generator_shows_bad_and_good() -> None:
    shown = list(rules_of(GENERATORS))
    assert len(shown) > 60
    assert all(rule.bad and rule.good and rule.what for rule in shown)


def test_the_manuals_page_is_what_the_rules_say(root: Path) -> None:
    committed = (root / "docs" / "findings.md").read_text(encoding="utf-8")
    assert committed == page(registry()), "run: octavo codes > docs/findings.md"


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes"]) == 0
    assert capsys.readouterr().out == page(registry())


def test_the_check_of_the_sources_knows_no_code_of_the_proof() -> None:
    codes = {rule.code for rule in of_the_sources()}
    assert {"A001", "B001", "C001", "M001", "S001", "T101", "W101"} <= codes
    assert not {code for code in codes if code[0] in "PEN" or code in {"T001", "T005"}}


# The command


def check(tmp_path: Path, name: str, *more: str) -> int:
    return main(["check", str(copied(tmp_path, name)), "--out", str(tmp_path / "out"), *more])


@pytest.mark.parametrize("form", ["json", "junit", "sarif"])
def test_a_file_holds_what_a_program_reads(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "made" / "findings"
    assert check(tmp_path, "unknown-key", "--format", form, "--output", str(file)) == 1
    text = file.read_text(encoding="utf-8")
    if form == "junit":
        assert len(ElementTree.fromstring(text).findall(".//failure")) == 3
    elif form == "sarif":
        assert [r["ruleId"] for r in json.loads(text)["runs"][0]["results"]] == ["C001"] * 3
    else:
        assert [f.code for f in from_json(text)] == ["C001"] * 3
    assert capsys.readouterr().out == "3 faults\n"


def test_a_book_that_cannot_be_read_is_told_to_programs_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(tmp_path, "broken-conf", "--format", "sarif") == 1
    assert [r["ruleId"] for r in json.loads(capsys.readouterr().out)["runs"][0]["results"]] == ["S000"]


def test_a_file_that_cannot_be_written_is_the_machines_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "there").mkdir()
    assert check(tmp_path, "unknown-key", "--output", str(tmp_path / "there")) == 2
    assert "name another file with --output" in capsys.readouterr().err
