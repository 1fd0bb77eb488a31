"""The benchmark: the made-up book holds what it should, and every program reads the same chapters."""

from __future__ import annotations

import re
import sys
import threading
import time
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from octavo.bench.book import Shape, docname, parts
from octavo.bench.comparison import edit
from octavo.bench.measure import Measure, run
from octavo.bench.pressing import swap
from octavo.bench.settings import write_for_octavo, write_for_sphinx
from octavo.bench.table import table
from octavo.bench.typst import convert
from octavo.bench.watch import ENGINE, WORK, Tally, find
from octavo.findings import MachineFault

SHAPE = Shape(2)
CITATION = re.compile(r":cite:p:`source-\d{3}\{\d+(--\d+)?\}`")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    write_for_octavo(folder / "octavo", SHAPE)
    write_for_sphinx(folder / "sphinx", SHAPE)
    return folder


@pytest.mark.parametrize("number", range(1, SHAPE.chapters + 1))
class TestChapter:
    def test_counts(self, home: Path, number: int) -> None:
        text = (home / "sphinx" / f"{docname(number)}.rst").read_text(encoding="utf-8")
        assert len(CITATION.findall(text)) == SHAPE.citations
        plain = CITATION.sub("", re.sub(r"\.\. index::\n(   .*\n)+", "", text))
        tree = publish_doctree(plain, settings_overrides={"report_level": 2, "halt_level": 2})
        assert len(list(tree.findall(nodes.footnote_reference))) == SHAPE.notes
        assert len(list(tree.findall(nodes.footnote))) == SHAPE.notes
        assert len(list(tree.findall(nodes.section))) == SHAPE.sections
        assert words(tree) == SHAPE.words

    def test_both_programs_read_the_same(self, home: Path, number: int) -> None:
        one, other = (home / name / f"{docname(number)}.rst" for name in ("octavo", "sphinx"))
        assert one.read_bytes() == other.read_bytes()


def words(tree: nodes.document) -> int:
    """Return the words of the prose: paragraphs that stand in no note, without the numbers of notes."""
    paragraphs = [p for p in tree.findall(nodes.paragraph) if not isinstance(p.parent, nodes.footnote)]
    for paragraph in paragraphs:
        for call in list(paragraph.findall(nodes.footnote_reference)):
            call.parent.remove(call)
    return sum(len(paragraph.astext().split()) for paragraph in paragraphs)


def test_sources(home: Path) -> None:
    text = (home / "octavo/sources.bib").read_text(encoding="utf-8")
    assert len(set(re.findall(r"^@\w+\{(source-\d+),", text, re.MULTILINE))) == SHAPE.sources


def test_the_same_seed_gives_the_same_book_and_another_one_another(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_for_octavo(tmp_path / name, Shape(1, seed=seed))
    a, b, c = ((tmp_path / name / f"{docname(1)}.rst").read_bytes() for name in "abc")
    assert a == b != c


@pytest.mark.parametrize(("chapters", "lengths"), [(1, [1]), (10, [10]), (25, [10, 10, 5])])
def test_parts(chapters: int, lengths: list[int]) -> None:
    made = parts(Shape(chapters))
    assert [len(documents) for _, documents in made] == lengths
    assert [d for _, documents in made for d in documents] == [docname(n) for n in range(1, chapters + 1)]


def test_an_edit_leaves_the_notes_last(tmp_path: Path) -> None:
    write_for_sphinx(tmp_path / "b", Shape(1, words=300, citations=2, notes=1, sections=1))
    edit(tmp_path / "b")
    text = (tmp_path / "b" / f"{docname(1)}.rst").read_text(encoding="utf-8")
    assert text.index("One sentence more") < text.index(".. [#note1]")


class TestMeasure:
    def test_memory_of_the_largest_process(self, tmp_path: Path) -> None:
        inner = "x = bytearray(80_000_000)"
        outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
        taken = run([sys.executable, "-c", outer], tmp_path)
        assert taken.seconds > 0
        assert 80 < taken.peak_mb < 200

    def test_processor_time_of_a_process_whose_parent_ends_before_it(self, tmp_path: Path) -> None:
        work = "import time\nwhile time.process_time() < 0.4: pass"
        parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {work!r}])"
        assert run([sys.executable, "-c", parent], tmp_path).cpu > 0.4

    def test_a_failure_says_what_the_program_said(self, tmp_path: Path) -> None:
        with pytest.raises(MachineFault, match="status 3:\nno such book"):
            run([sys.executable, "-c", "print('no such book'); raise SystemExit(3)"], tmp_path)


def test_table() -> None:
    measures = [
        Measure("octavo", "  read", 10, 1.0, 90.0),
        Measure("octavo", "all", 10, 2.25, 100.0, 3.21),
        Measure("octavo", "all", 1040, 8.0, 200.4, 9.0, "twice"),
    ]
    assert list(table(measures, "chapters")) == [
        "| program | stage | 10 chapters: CPU s | s | MB | 1,040 chapters: CPU s | s | MB | |",
        "|---|---|---:|---:|---:|---:|---:|---:|---|",
        "| octavo | – read |  | 1.0 | 90 |  |  |  |  |",
        "| octavo | all | 3.2 | 2.2 | 100 | 9.0 | 8.0 | 200 | twice |",
    ]


def test_the_exchange_of_two_words_keeps_every_word(tmp_path: Path) -> None:
    write_for_octavo(tmp_path, Shape(1, words=300, citations=2, notes=1, sections=1))
    path = tmp_path / f"{docname(1)}.rst"
    before = path.read_text(encoding="utf-8")
    swap(tmp_path)
    after = path.read_text(encoding="utf-8")
    assert before != after
    assert sorted(before.split()) == sorted(after.split())


class TestWatch:
    def test_what_is_watched_is_there(self) -> None:
        for places in WORK.values():
            for place in places:
                assert callable(getattr(*find(place)))
        engine = getattr(*find(ENGINE))
        assert callable(engine._pandoc)
        assert callable(engine._run)

    def test_work_inside_other_work_counts_once(self) -> None:
        tally, held = Tally(), threading.local()

        def busy() -> None:
            end = time.thread_time() + 0.05
            while time.thread_time() < end:
                pass

        inner = tally.timed("inner", busy, held)
        tally.timed("outer", lambda: (busy(), inner()), held)()
        assert tally.cpu.keys() == {"outer"}
        assert 0.1 <= tally.cpu["outer"] < 1


def test_typst_reads_the_same_words(tmp_path: Path) -> None:
    write_for_sphinx(tmp_path / "s", Shape(1, words=300, citations=2, notes=1, sections=1))
    convert(tmp_path / "s", tmp_path / "t", 1)
    text = (tmp_path / "t/book.typ").read_text(encoding="utf-8")
    assert text.count("#footnote[") == 1
    assert "index::" not in text
    words = re.findall(r"[a-z]{5,}", (tmp_path / "s" / f"{docname(1)}.rst").read_text(encoding="utf-8"))
    assert len(set(words) - set(re.findall(r"[a-z]{5,}", text))) < 5
