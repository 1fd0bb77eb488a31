"""The judges from outside: how they are asked, read, kept and told; a judge that fails is never clean."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from octavo.edition import Edition
from octavo.findings import MachineFault
from octavo.judges import epubcheck as checking
from octavo.judges.ace import read as read_ace
from octavo.judges.epubcheck import epubcheck
from octavo.judges.epubcheck import read as read_epubcheck
from octavo.judges.program import NoVerdict, answer
from octavo.judges.record import dump, load
from octavo.judges.sample import ALL, sample
from octavo.production.asking import answers
from octavo.proof.verdict import Complaint, Judge, Level, Record, Verdict, findings, line, not_run
from octavo.proof.weight import Measure
from octavo.system import node

MESSAGES = [
    {
        "ID": "RSC-005", "severity": "ERROR", "message": "Error while\nparsing", "additionalLocations": 3,
        "locations": [{"path": "text/one.xhtml", "line": 3, "column": 1}],
    },
    {
        "ID": "CSS-028", "severity": "USAGE", "message": "Use of Font-face", "additionalLocations": 0,
        "locations": [{"path": "css/book.css", "line": -1, "column": -1}],
    },
    {"ID": "OPF-1", "severity": "WARNING", "message": "odd", "additionalLocations": 0, "locations": []},
]  # fmt: skip


def account(messages: list[dict[str, Any]], errors: int, warnings: int, pages: int = 4) -> dict[str, Any]:
    """Return what EPUBCheck writes."""
    sums = {"checkerVersion": "5.3.0", "nFatal": 0, "nError": errors, "nWarning": warnings, "nUsage": 1}
    return {"messages": messages, "checker": sums, "publication": {"nSpines": pages}}


def beside(judge: Judge, place: Path) -> list[Record]:
    """Ask a judge in a thread of its own: this one may drive a browser already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(answers, judge, Edition.WEB, place).result()


# EPUBCheck


def test_what_epubcheck_says_is_read_with_every_place() -> None:
    verdict = read_epubcheck(account(MESSAGES, 1, 1))
    assert [(c.place, c.level, c.code) for c in verdict.faults] == [
        ("", Level.WARNING, "OPF-1"),
        ("and at 3 more places", Level.ERROR, "RSC-005"),
        ("text/one.xhtml:3", Level.ERROR, "RSC-005"),
    ]
    assert [(c.place, c.code) for c in verdict.allowed] == [("css/book.css", "CSS-028")]
    assert [verdict.count(level) for level in Level] == [2, 1, 0]
    assert (verdict.version, verdict.looked_at, verdict.state) == (
        "5.3.0",
        "the whole file, 4 pages",
        "failed",
    )
    assert verdict.faults[2].message == "Error while parsing"


def test_an_account_that_is_not_whole_is_no_verdict() -> None:
    with pytest.raises(ValueError, match="its sums are not those"):
        read_epubcheck(account([], 1, 0))
    with pytest.raises(ValueError, match="its sums are not those"):
        read_epubcheck(account(MESSAGES, 1, 0))
    with pytest.raises(ValueError, match="looked at no page"):
        read_epubcheck(account([], 0, 0, pages=0))


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a program of that name before all others; it runs a line of shell."""

    def place(name: str, script: str) -> None:
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    return place


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "exit code 0"),
        ("echo 'no such jar' >&2; exit 1", "no such jar"),
        ("echo '{}'", "EPUBCheck gave no answer"),
        ("echo '{broken'", "EPUBCheck gave no answer"),
    ],
)
def test_an_epubcheck_that_fails_is_never_clean(
    script: str, reason: str, stub: Callable[[str, str], None], tmp_path: Path
) -> None:
    stub("java", script)
    for _ in range(2):
        (record,) = answers(Judge.EPUBCHECK, Edition.EPUB, tmp_path / "a.epub")
        assert not record.verdict.was_run and not record.verdict.is_clean
        assert reason in record.verdict.reason


def test_a_judge_whose_program_is_missing_says_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = {}
    for judge, edition in ((Judge.EPUBCHECK, "epub"), (Judge.ACE, "epub"), (Judge.AXE, "web")):
        for record in answers(judge, Edition(edition), tmp_path):
            told[record.verdict.judge] = (record.verdict.reason, record.verdict.remedy)
    assert told[Judge.EPUBCHECK] == ("Java is not here", "octavo setup --for judge")
    assert told[Judge.ACE][1] == "octavo setup --for judge"
    assert told[Judge.AXE] == told[Judge.BROWSER]
    assert told[Judge.AXE][0] == "Chromium is not here"


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "find_spec", lambda name: None)
    with pytest.raises(NoVerdict, match="the Python package epubcheck is not here"):
        epubcheck(tmp_path / "a.epub")


def test_a_program_that_does_not_end_is_stopped(stub: Callable[[str, str], None]) -> None:
    stub("sleeper", "sleep 60")
    with pytest.raises(NoVerdict, match="did not end within 0 seconds"):
        answer(["sleeper"], limit=0.2)
    with pytest.raises(NoVerdict, match="cannot be started: No such file"):
        answer(["no-such-program"])


# Ace


def page(url: str, *assertions: dict[str, Any]) -> dict[str, Any]:
    return {"earl:testSubject": {"url": url}, "assertions": list(assertions)}


def report(outcome: str, *pages: dict[str, Any]) -> dict[str, Any]:
    """Return what Ace writes."""
    return {
        "assertions": list(pages),
        "earl:result": {"earl:outcome": outcome},
        "earl:assertedBy": {"doap:release": {"doap:revision": "1.4.6"}},
    }


VIOLATION = {
    "earl:test": {"earl:impact": "moderate", "dct:title": "heading-order"},
    "earl:result": {"dct:description": "Heading order\nis wrong", "earl:pointer": {"css": ["h3"]}},
}


def test_what_ace_says_is_read() -> None:
    pages = frozenset({"one.xhtml", "two.xhtml"})
    verdict = read_ace(report("fail", page("/one.xhtml"), page("two.xhtml", VIOLATION)), pages)
    (found,) = verdict.faults
    assert (found.place, found.level, found.code) == ("two.xhtml h3", Level.WARNING, "heading-order")
    assert found.message == "Heading order is wrong"
    assert read_ace(report("pass", page("one.xhtml"), page("two.xhtml")), pages).is_clean


def test_a_report_of_ace_that_is_not_whole_is_no_verdict() -> None:
    with pytest.raises(ValueError, match=r"did not look at two\.xhtml"):
        read_ace(report("pass", page("one.xhtml")), frozenset({"one.xhtml", "two.xhtml"}))
    with pytest.raises(ValueError, match="its sum is not"):
        read_ace(report("fail", page("one.xhtml")), frozenset({"one.xhtml"}))


def test_an_ace_that_writes_no_report_is_never_clean(
    stub: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node, "find", lambda name, version="": tmp_path)
    stub("node", "echo 'no browser' >&2; exit 0")
    stub("chromium", "exit 0")
    for _ in range(2):
        (record,) = answers(Judge.ACE, Edition.EPUB, tmp_path / "a.epub")
        assert record.verdict.reason == "Ace gave no report: no browser"


def test_a_browser_that_cannot_be_driven_gives_no_verdict(
    stub: Callable[[str, str], None], tmp_path: Path
) -> None:
    pytest.importorskip("playwright")
    stub("chromium", "echo 'no display' >&2; exit 1")
    (tmp_path / "index.html").write_text("<title>A</title>", encoding="utf-8")
    told = [record.verdict for record in beside(Judge.AXE, tmp_path)]
    assert [verdict.judge for verdict in told] == [Judge.AXE, Judge.BROWSER]
    assert all(verdict.reason.startswith("Chromium cannot be driven") for verdict in told)


def test_npm_that_fails_leaves_nothing_that_counts_as_installed(
    stub: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = "mkdir -p node_modules/some && echo '{}' > node_modules/some/package.json"
    stub("npm", f"{made}; echo 'the line broke' >&2; exit 1")
    with pytest.raises(MachineFault, match="npm cannot install some: the line broke"):
        node.install("some", "1.0")
    assert node.find("some", "1.0") is None
    stub("npm", made)
    assert node.install("some", "1.0") == node.find("some", "1.0")


# What is kept, and what is told


FAULT = Complaint("text/one.xhtml:3", Level.ERROR, "RSC-005", "broken")
SAID = Record(Verdict(Judge.EPUBCHECK, Edition.EPUB, "5.3.0", "all", (FAULT,)), (Measure("a.html", 3, 0.01),))


def test_a_verdict_is_kept_with_the_content_and_no_longer(tmp_path: Path) -> None:
    file = tmp_path / "a.epub"
    folder = tmp_path / "verdicts"
    ask = (folder, Judge.EPUBCHECK, Edition.EPUB, file)
    assert load(*ask).verdict.reason == "the epub edition was not built"
    file.write_bytes(b"one")
    assert load(*ask).verdict.reason == "it was not asked"
    dump(folder, file, SAID)
    assert load(*ask) == SAID
    file.write_bytes(b"two")
    assert load(*ask).verdict.reason == "the edition has changed since it was asked"
    file.write_bytes(b"one")
    assert load(*ask) == SAID
    (folder / "epubcheck.json").write_text("{}", encoding="utf-8")
    assert load(*ask).verdict.reason == "what was kept of it cannot be read"


def test_a_folder_is_known_by_all_its_files(tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (web / "a.html").write_bytes(b"one")
    dump(tmp_path / "kept", web, Record(Verdict(Judge.AXE, Edition.WEB, "4")))
    assert load(tmp_path / "kept", Judge.AXE, Edition.WEB, web).verdict.was_run
    (web / "b.css").write_bytes(b"")
    assert not load(tmp_path / "kept", Judge.AXE, Edition.WEB, web).verdict.was_run


def test_a_verdict_is_a_line_and_its_faults_are_findings() -> None:
    clean = Verdict(Judge.PAGES, Edition.EPUB, "1", "4 of 5 printed pages")
    missing = not_run(Judge.ACE, Edition.EPUB, "Ace by DAISY is not here", "octavo setup --for judge")
    assert [line(verdict).split(maxsplit=1)[1] for verdict in (SAID.verdict, clean, missing)] == [
        "5.3.0                 epub      1 errors, 0 warnings, 0 usages (all)",
        "agreement 1                epub      0 errors, 0 warnings, 0 usages (4 of 5 printed pages)",
        "by DAISY                    epub      "
        "not run: Ace by DAISY is not here; run: octavo setup --for judge",
    ]
    (found,) = findings([SAID.verdict, clean, missing])
    assert (found.path, found.code) == ("epub/text/one.xhtml:3", "P040")
    assert found.message == "EPUBCheck: RSC-005 broken"


def test_a_long_book_is_looked_at_in_every_kind_of_page() -> None:
    few = sample({"a.html": "chapter", "search.html": "finding"}, {"a.html": 1, "search.html": 1}, "x")
    assert (few.pages, few.told) == (("a.html", "search.html?q=x"), "all 2 pages")
    kinds = {f"{n:03}.html": "chapter" for n in range(200)} | {"i.html": "book-index", "t.html": "title-page"}
    sizes = dict.fromkeys(kinds, 1) | {"123.html": 9}
    many = sample(kinds, sizes, "x")
    assert many == sample(kinds, sizes, "x")
    assert {"000.html", "123.html", "i.html", "t.html"} <= set(many.pages) and len(many.pages) == ALL
    assert many.told == f"{ALL} of 202 pages: every kind, and a sample"


# The real ones, on a book with a fault


def broken(source: Path, target: Path, name: str, good: str, bad: str) -> Path:
    """Write an EPUB anew with a fault in one of its files."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith(name):
                assert good in data.decode()
                data = data.decode().replace(good, bad).encode()
            new.writestr(info, data)
    return target


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from building import WHOLE, built

    return built(tmp_path_factory, "small", WHOLE / "small")


@pytest.mark.latex
@pytest.mark.epubcheck
def test_epubcheck_finds_a_planted_fault_twice(small: Path, tmp_path: Path) -> None:
    epub = next((small / "epub").glob("*.epub"))
    bad = broken(epub, tmp_path / "bad.epub", "one.xhtml", "<h1", '<h1 align="left"')
    for _ in range(2):
        (record,) = answers(Judge.EPUBCHECK, Edition.EPUB, bad)
        assert {fault.code for fault in record.verdict.faults} == {"RSC-005"}
        assert record.verdict.count(Level.ERROR) == len(record.verdict.faults) > 0
        assert record.verdict.faults[0].place.startswith("text/one.xhtml:")


@pytest.mark.latex
@pytest.mark.ace
def test_ace_finds_a_planted_fault_twice(small: Path, tmp_path: Path) -> None:
    node.install(node.ACE)
    epub = next((small / "epub").glob("*.epub"))
    bad = broken(epub, tmp_path / "bad.epub", "content.opf", "schema:accessibilityHazard", "schema:nothing")
    for _ in range(2):
        (record,) = answers(Judge.ACE, Edition.EPUB, bad)
        assert [fault.code for fault in record.verdict.faults] == ["metadata-accessibilityhazard"]
        assert record.verdict.faults[0].place.startswith("content.opf")


FAULTY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A</title>
<style>p {{ color: #bbb; background: #fff }} div {{ width: 900px }}</style></head>
<body><main><h1>A</h1><p>Words.</p><div>Wide</div><img src="{image}" alt="A picture."></main>
<script>document.cookie = "a=b"; throw new Error("it broke");</script></body></html>"""


@pytest.mark.browser
def test_the_browser_finds_planted_faults_twice(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    web = tmp_path / "web"
    web.mkdir()
    page = FAULTY.format(image="http://127.0.0.1:9/none.png")
    (web / "index.html").write_text(page, encoding="utf-8")
    for _ in range(2):
        axe, browser = beside(Judge.AXE, web)
        contrast = {fault.place.partition(" <")[0] for fault in axe.verdict.faults}
        assert {"color-contrast"} == {fault.code for fault in axe.verdict.faults}
        assert "index.html (320 px)" in contrast and "index.html (dark)" in contrast
        told = {(fault.place, fault.code) for fault in browser.verdict.faults}
        assert {("index.html (320 px)", "reflow"), ("index.html (light)", "script")} <= told
        assert ("index.html (light)", "request") in told
        assert ("index.html (light)", "reflow") not in told
        assert [measure.path for measure in browser.measures] == ["index.html"]
