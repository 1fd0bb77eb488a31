"""What the proof of pages says of a fault, and of pages and editions that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.edition import Edition
from octavo.proof.reading import State
from test_proof_pages import EXPECTATION, KINDS, proved, sound


def test_a_line_of_the_page_is_given(tmp_path: Path) -> None:
    reading = proved(Edition.EPUB, tmp_path, "one.{ext}#fig", "one.{ext}#figure")
    text = "book.epub/OEBPS/back/sources.xhtml:5: P010 link to '../chapters/one.xhtml#figure' leads nowhere"
    assert [str(finding).partition(" (")[0] for finding in reading.findings] == [text]


def test_a_message_names_edition_work_and_fault(tmp_path: Path) -> None:
    (finding,) = proved(Edition.WEB, tmp_path, 'href="#note-2"', 'href="#note-22"').findings
    assert str(finding) == (
        "chapters/one.rst:9: P002 web: citation of 'nish-1985': "
        "its call leads to '#note-22', where no note is "
        "(see that the note is written at the end of the chapter)"
    )


@pytest.mark.parametrize("edition", KINDS)
def test_a_page_missing_fails_its_citations(edition: Edition, tmp_path: Path) -> None:
    extension, build, prove = KINDS[edition]
    pages = sound(extension)
    del pages["chapters/one"]
    reading = prove(build(pages, tmp_path), EXPECTATION)
    assert {proof.state for proof in reading.proofs} == {State.FAILED}
    assert {f.code for f in reading.findings} == {"P001", "P010"}


@pytest.mark.parametrize("edition", KINDS)
def test_an_edition_missing_fails_everything(edition: Edition, tmp_path: Path) -> None:
    reading = KINDS[edition][2](tmp_path / "gone", EXPECTATION)
    assert {f.code for f in reading.findings} == {"P000"}
    assert reading.count(State.FAILED) == 5


def test_only_a_web_page_can_be_linked_to(tmp_path: Path) -> None:
    assert proved(Edition.WEB, tmp_path).proofs[0].href == "web/chapters/one.html#cite-1"
    assert proved(Edition.EPUB, tmp_path).proofs[0].href == ""
