"""The proof of the handouts, sound and with one fault seeded at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.proof.handouts import UNNUMBERED, prove_handouts
from octavo.proof.reading import State
from test_proof_pdf import EXPECTATION, Line, one_line, write

HANDOUT_ONE = [
    [
        Line(500, "One", ("one",)),
        Line(450, "(Nish 12)", ("cite:one:1:1",), ("source:one:source-nish-1985",)),
    ],
    [
        Line(500, "(Chronicle 3)", ("cite:one:2:1", "cite:one:2:2"), ("source:one:source-rouen-1904",)),
        Line(200, "Nish, Ian. Origins.", ("source:one:source-nish-1985",)),
        Line(180, "Rouen Chronicle.", ("source:one:source-rouen-1904",)),
    ],
]
HANDOUT_TWO = [
    [
        Line(450, "(Nish)", ("cite:two:1:1",), ("source:two:source-nish-1985",)),
        Line(200, "Nish, Ian. Origins.", ("source:two:source-nish-1985",)),
    ]
]


def handouts(folder: Path) -> Path:
    """Write the handouts of both chapters on both papers."""
    for paper in ("a4", "letter"):
        write(folder / "handouts" / f"01-one-{paper}.pdf", HANDOUT_ONE)
        write(folder / "handouts" / f"02-two-{paper}.pdf", HANDOUT_TWO)
    return folder / "handouts"


def test_sound_handouts_have_no_findings(tmp_path: Path) -> None:
    reading = prove_handouts(handouts(tmp_path), EXPECTATION)
    assert [str(finding) for finding in reading.findings] == []
    assert [proof.state for proof in reading.proofs] == [State.ABSENT, *[State.PROVED] * 4]
    assert reading.proofs[0].reason == UNNUMBERED
    assert reading.proofs[2].href == "handouts/01-one-a4.pdf#page=2"
    assert len(reading.artefacts) == 4


def test_a_fault_on_one_paper_is_a_fault(tmp_path: Path) -> None:
    folder = handouts(tmp_path)
    write(folder / "02-two-letter.pdf", one_line(HANDOUT_TWO, "(Nish)", links=()))
    reading = prove_handouts(folder, EXPECTATION)
    assert [(f.path, f.line, f.code) for f in reading.findings] == [("two.rst", 5, "P005")]
    assert reading.proofs[4].href == "handouts/02-two-letter.pdf#page=1"


def test_a_handout_missing_fails_its_citations(tmp_path: Path) -> None:
    folder = handouts(tmp_path)
    (folder / "02-two-a4.pdf").unlink()
    reading = prove_handouts(folder, EXPECTATION)
    assert [(f.path, f.line, f.code) for f in reading.findings] == [("handouts", 0, "P000")]
    assert [proof.cited.path for proof in reading.proofs if proof.state is State.FAILED] == ["two.rst"]


def test_an_empty_handout_is_found(tmp_path: Path) -> None:
    folder = handouts(tmp_path)
    write(folder / "02-two-a4.pdf", [[]])
    found = [(f.path, f.line, f.code) for f in prove_handouts(folder, EXPECTATION).findings]
    assert found == [("handouts/02-two-a4.pdf", 0, "P014"), ("two.rst", 5, "P001")]


def test_a_handout_that_is_no_pdf_is_found(tmp_path: Path) -> None:
    folder = handouts(tmp_path)
    (folder / "02-two-a4.pdf").write_bytes(b"")
    found = [(f.path, f.line, f.code) for f in prove_handouts(folder, EXPECTATION).findings]
    assert found == [("handouts/02-two-a4.pdf", 0, "P014")]


def test_a_handout_of_another_chapter_is_found(tmp_path: Path) -> None:
    folder = handouts(tmp_path)
    write(folder / "02-two-a4.pdf", [*HANDOUT_TWO, *HANDOUT_ONE])
    findings = prove_handouts(folder, EXPECTATION).findings
    assert {(f.path, f.code) for f in findings} == {("handouts/02-two-a4.pdf", "P015")}


@pytest.mark.parametrize("made", [False, True])
def test_no_handouts_at_all_fail_every_citation(made: bool, tmp_path: Path) -> None:
    folder = tmp_path / "handouts"
    if made:
        folder.mkdir()
    reading = prove_handouts(folder, EXPECTATION)
    assert [(f.path, f.code) for f in reading.findings] == [("handouts", "P000")]
    assert reading.count(State.FAILED) == 5
