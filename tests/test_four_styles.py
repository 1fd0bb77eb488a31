"""The flagship in the four styles of the manuals: every edition, without an edit to a chapter."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from building import built, session_folder
from citing import APA, DATE, MLA, NOTES
from octavo.citations.sources import anchor

ROOT = Path(__file__).resolve().parents[1]
SLUG = "russo-japanese-war"
EDITIONS = ("web", "epub", "print", "handouts")

pytestmark = pytest.mark.latex

#: By style, what stands in the text or in a note of the first chapter, and in the list of sources.
PRINTED = {
    NOTES: (
        "A. N. Kuropatkin, The Russian Army and the Japanese War, ed. E. D. Swinton, trans. A. B. Lindsay "
        "(E. P. Dutton, 1909), 1:74.",
        "Kowner, Rotem, ed. The Impact of the Russo-Japanese War. Routledge, 2007.",
    ),
    DATE: (
        "(Kuropatkin 1909, 1:74)",
        "Kowner, Rotem, ed. 2007. The Impact of the Russo-Japanese War. Routledge.",
    ),
    MLA: (
        "(Kuropatkin 1: 74)",
        "Kowner, Rotem, editor. The Impact of the Russo-Japanese War. Routledge, 2007.",
    ),
    APA: (
        "(Kuropatkin, 1909, Vol. 1, p. 74)",
        "Kowner, R. (Ed.). (2007). The Impact of the Russo-Japanese War. Routledge.",
    ),
}

#: What no style prints: the seams of a citation that was put together wrongly.
SEAMS = re.compile(
    r"\(\s*[,;)]|\[\s*\]|[,;]\s*\)|,,|;;|\.\.(?!\.)|\s[,;](?=\s)|,”;|pp?\. \d+:|\d--\d|[’”]’?[.,]”"
)


@pytest.fixture(scope="module", params=PRINTED)
def style(request: pytest.FixtureRequest) -> str:
    """Return a style."""
    return str(request.param)


@pytest.fixture(scope="module")
def out(style: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the editions of the flagship in a style; only the settings differ from the book's own."""
    folder = session_folder(tmp_path_factory) / f"flagship-{style}-{tmp_path_factory.getbasetemp().name}"
    shutil.copytree(ROOT / "bibliography", folder / "bibliography", dirs_exist_ok=True)
    book = Path(shutil.copytree(ROOT / "book", folder / "book", dirs_exist_ok=True))
    conf = book / "conf.py"
    own = f"""
octavo_citation_style = {style!r}
octavo_citation_styles = {{}}
octavo_printers = []
octavo_archive = False
octavo_accepted = "accepted.toml"
"""
    # What is accepted of the printed pages is of the book's own style.
    later = '[[accept]]\ncode = "C012"\npath = "../bibliography/*.bib"\nreason = "Chapters to come."\n'
    (book / "accepted.toml").write_text(later, encoding="utf-8")
    conf.write_text((ROOT / "book" / "conf.py").read_text(encoding="utf-8") + own, encoding="utf-8")
    return built(tmp_path_factory, f"four-{style}", book)


def of_pdf(path: Path) -> str:
    """Return the text of a PDF in one line, words broken at the ends of lines joined."""
    document = pypdfium2.PdfDocument(path)
    pages = [document[i].get_textpage().get_text_range() for i in range(len(document))]
    document.close()
    return " ".join("\n".join(pages).replace("\ufffe\r\n", "").replace("\ufffe", "").split())


def of_markup(data: bytes) -> str:
    """Return the text of a page in one line."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    for element in root.xpath("//script | //style | //head | //pre"):
        element.getparent().remove(element)
    return " ".join("".join(root.itertext()).split())


def texts(out: Path) -> dict[str, str]:
    """Return the text of every edition."""
    pages = sorted((out / "web").rglob("*.html"))
    with zipfile.ZipFile(out / "epub" / f"{SLUG}.epub") as archive:
        inside = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    return {
        "web": " ".join(of_markup(page.read_bytes()) for page in pages),
        "epub": " ".join(map(of_markup, inside)),
        "print": of_pdf(out / "print" / f"{SLUG}.pdf"),
        "handouts": of_pdf(out / "handouts" / "01-origins-a4.pdf"),
    }


@pytest.mark.xdist_group("four-styles")
class TestFlagship:
    def test_every_citation_is_proved_in_every_edition(self, out: Path) -> None:
        report: dict[str, Any] = json.loads((out / "report" / "report.json").read_text(encoding="utf-8"))
        assert report["proved"]
        assert [edition["edition"] for edition in report["editions"]] == list(EDITIONS)
        for edition in report["editions"]:
            assert edition["failed"] == 0
            assert edition["proved"] + edition["absent"] == report["citations"] == 235
            assert (edition["absent"] > 0) == (edition["edition"] == "handouts")

    def test_each_edition_prints_what_the_style_wants(self, style: str, out: Path) -> None:
        for edition, text in texts(out).items():
            # The handout of one chapter has only its own sources.
            wanted = PRINTED[style][: 1 if edition == "handouts" else 2]
            for words in wanted:
                assert words in text, (edition, words)

    def test_the_bibliography_is_by_kind_and_each_work_stands_once(self, out: Path) -> None:
        rows = json.loads((out / "report" / "report.json").read_text(encoding="utf-8"))["rows"]
        page = etree.parse(str(out / "web" / "back" / "bibliography.html"), etree.HTMLParser())
        lists = [[li.get("id") for li in ul] for ul in page.findall(".//ul[@class='sources']")]
        treaties, others, secondary = lists
        assert "source-treaty-portsmouth-1905" in treaties
        assert "source-tyler-1905" in others
        assert "source-nish-1985" in secondary
        found = [name for names in lists for name in names]
        assert len(found) == len(set(found))
        assert set(found) == {anchor(row["key"]) for row in rows}

    def test_no_edition_shows_a_seam(self, out: Path) -> None:
        for edition, text in texts(out).items():
            found = [text[max(m.start() - 40, 0) : m.end() + 20] for m in SEAMS.finditer(text)]
            assert found == [], edition
