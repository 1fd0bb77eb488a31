"""The flagship: every citation, in every edition, opened and followed to its source."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

import pytest

from building import built
from octavo.edition import Edition
from octavo.findings import errors
from octavo.production.folders import Folders
from octavo.production.progress import Progress
from octavo.production.source import Source, check
from octavo.proof.epub import prove_epub
from octavo.proof.expected import Cited
from octavo.proof.handouts import prove_handouts
from octavo.proof.print import prove_print
from octavo.proof.reading import Reading, State
from octavo.proof.web import prove_web

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
SLUG = "russo-japanese-war"

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("flagship")]


@cache
def source() -> Source:
    """Return what one read of the flagship gives."""
    with tempfile.TemporaryDirectory() as out, Path("/dev/null").open("w", encoding="ascii") as nowhere:
        return check(Folders.of(BOOK, Path(out)), Progress(stream=nowhere))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory, "flagship", BOOK)


@pytest.fixture(scope="module")
def readings(out: Path) -> dict[Edition, Reading]:
    expected = source().expectation
    return {
        Edition.WEB: prove_web(out / "web", expected),
        Edition.EPUB: prove_epub(out / "epub" / f"{SLUG}.epub", expected),
        Edition.PRINT: prove_print(out / "print" / f"{SLUG}.pdf", expected),
        Edition.HANDOUTS: prove_handouts(out / "handouts", expected),
    }


def place(cited: Cited) -> str:
    return f"{cited.place}.{cited.serial}-{cited.position} {cited.key} {cited.locator}".strip()


def test_the_sources_have_no_fault() -> None:
    assert errors(source().findings) == []


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("cited", source().expectation.citations, ids=place)
def test_the_citation_leads_to_its_source(
    cited: Cited, edition: Edition, readings: dict[Edition, Reading]
) -> None:
    proof = next(proof for proof in readings[edition].proofs if proof.cited == cited)
    if edition is Edition.HANDOUTS and not cited.chapter:
        assert proof.state is State.ABSENT
    else:
        assert proof.state is State.PROVED, proof.reason


@pytest.mark.parametrize("edition", list(Edition))
def test_nothing_else_is_wrong_with_the_edition(edition: Edition, readings: dict[Edition, Reading]) -> None:
    assert readings[edition].findings == []


def test_numbers_agree_in_web_epub_and_print(readings: dict[Edition, Reading]) -> None:
    web, epub, printed = (readings[e].numbers for e in (Edition.WEB, Edition.EPUB, Edition.PRINT))
    assert web == epub == printed
    assert [numbers.chapter for numbers in web if numbers.chapter] == [1, 2, 3]


def test_the_essays_three_citations_are_here_and_corrected() -> None:
    first = (BOOK / "chapters" / "01-origins.rst").read_text(encoding="utf-8")
    for key, page in (("westwood-1986", "22"), ("ashmead-bartlett-1906", "4"), ("clements-2010", "131")):
        cited = [c for c in source().expectation.citations if (c.key, c.locator) == (key, page)]
        assert cited, key
        assert f"{key}{{{page}}}" in first
    assert re.search(r"Russia, Germany,? and France", first)


def test_every_edition_is_where_the_readme_says(out: Path) -> None:
    for name in ("web/index.html", f"epub/{SLUG}.epub", f"print/{SLUG}.pdf", "report/index.html"):
        assert (out / name).is_file(), name
    papers = sorted(path.name for path in (out / "handouts").glob("*.pdf"))
    assert papers == [
        f"{chapter}-{paper}.pdf"
        for chapter in ("01-origins", "02-road-to-war", "03-outbreak")
        for paper in ("a4", "letter")
    ]
