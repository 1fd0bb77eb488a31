"""Timelines: the data file is read with every fault at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.findings import BookFault
from octavo.timelines.events import load


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_events_come_oldest_first_with_their_lines(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "- date: 1904-02-08\n  title: Later\n  sources: [a, b]\n- date: 1898\n  title: Earlier\n",
    )
    events = load(path, "t.yaml")
    assert [(e.title, e.line, e.sources) for e in events] == [("Earlier", 4, ()), ("Later", 1, ("a", "b"))]


def test_the_old_style_stands_beside_the_new(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "- {date: 1904-02-08, old_style: 1904-01-26, title: A}\n"
        "- {date: 1905-01-02, old_style: 1904-12-20, title: B}\n"
        "- {date: 1904-06-14, end: 1904-06-15, old_style: 1904-06-01, end_old_style: 1904-06-02, title: C}\n",
    )
    assert [e.date_text for e in load(path, "t.yaml")] == [
        "8 February 1904 (26 January O.S.)",
        "14–15 June 1904 (1–2 June 1904 O.S.)",
        "2 January 1905 (20 December 1904 O.S.)",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("- date: 1904-02-30\n  title: A\n- date: x\n  title: B\n", [("T106", 1), ("T106", 3)]),
        ("- title: A\n- date: 1904\n", [("T105", 1), ("T105", 2)]),
        ("- {date: 1904, title: [\n", [("T103", 2)]),
        ("date: 1904\n", [("T104", 1)]),
    ],
)
def test_every_fault_is_told_at_its_line(tmp_path: Path, text: str, codes: list[tuple[str, int]]) -> None:
    with pytest.raises(BookFault) as fault:
        load(write(tmp_path, text), "t.yaml")
    assert [(f.code, f.line) for f in fault.value.findings] == codes


def test_a_missing_file_is_the_authors_fault(tmp_path: Path) -> None:
    with pytest.raises(BookFault, match="none.yaml: T101 cannot be read"):
        load(tmp_path / "none.yaml", "none.yaml")
