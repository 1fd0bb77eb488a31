"""Reading .bib files: every entry with its place, every fault at once, CSL-JSON that loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.bibliography.csl import KINDS, item
from octavo.bibliography.load import Library, load


def library(tmp_path: Path, text: str | bytes, name: str = "a.bib") -> Library:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load([path], tmp_path)


def told(found: Library) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.code) for f in found.findings]


def test_every_fault_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = library(
        tmp_path,
        """@string{pub = "Longman"}
@book{one, author = {Nish, Ian}, title = {A}, publisher = pub, year = 1985}
@book{one, title = {again}}
@book{two, title = {a} year = {1}}
@foo{three, title = {b}, title = {c}, publisher = nope}
@book{four, author = {a, b, c, d, e}}
@book{five, title = {E}}
""",
    )
    assert told(found) == [
        ("a.bib", 3, "B002"), ("a.bib", 4, "B001"), ("a.bib", 5, "B007"),
        ("a.bib", 5, "B003"), ("a.bib", 5, "B006"), ("a.bib", 6, "B008"),
    ]  # fmt: skip
    assert list(found.works) == ["one", "two", "three", "four", "five"]
    assert found.works["one"].fields["publisher"] == "Longman"
    assert found.works["one"].line == 2


def test_a_duplicate_key_names_both_places(tmp_path: Path) -> None:
    found = library(tmp_path, "@book{x, title={A}}\n\n@book{x, title={B}}\n")
    assert str(found.findings[0]) == (
        "a.bib:3: B002 key 'x' is taken by the entry in a.bib:1 "
        "(give one of the two another key, or delete it)"
    )
    assert found.works["x"].fields["title"] == "A"


def test_a_bad_byte_is_found_at_its_line(tmp_path: Path) -> None:
    found = library(tmp_path, b"@book{x, title={A}}\n@book{y, title={Caf\xe9}}\n")
    assert str(found.findings[0]) == "a.bib:2: B004 byte 0xE9 is not UTF-8 (save the file as UTF-8)"
    assert list(found.works) == ["x", "y"]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    found = load([tmp_path / "none.bib"], tmp_path)
    assert told(found) == [("none.bib", 0, "B005")]


def test_an_unclosed_entry_names_its_first_line(tmp_path: Path) -> None:
    found = library(tmp_path, "@book{ok, title={A}}\n@book{open, title={B\n")
    assert told(found) == [("a.bib", 2, "B001")]
    assert "ok" in found.works


def test_macros_of_one_file_serve_the_next(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text('@string{sup = "SUNY Press"}', encoding="utf-8")
    (tmp_path / "b.bib").write_text("@book{x, publisher = sup}", encoding="utf-8")
    found = load([tmp_path / "s.bib", tmp_path / "b.bib"], tmp_path)
    assert (told(found), found.works["x"].fields["publisher"]) == ([], "SUNY Press")


def csl(tmp_path: Path, text: str) -> dict[str, object]:
    found = library(tmp_path, text)
    assert told(found) == []
    return item(next(iter(found.works.values())))


def test_a_title_keeps_its_case_its_italics_and_its_ampersand(tmp_path: Path) -> None:
    made = csl(tmp_path, r"@book{x, title={The {Russo} War \& the \emph{Ship}, 1904--05}}")
    assert made["title"] == 'The <span class="nocase">Russo</span> War & the <i>Ship</i>, 1904–05'


def test_a_translated_work_keeps_its_people_and_its_first_date(tmp_path: Path) -> None:
    made = csl(
        tmp_path,
        "@book{x, author={Kuropatkin, A. N.}, translator={Lindsay, A. B.}, editor={Swinton, E. D.},"
        " title={T}, date={1909}, origdate={1906}, volumes={2}, location={New York}}",
    )
    assert made["translator"] == [{"family": "Lindsay", "given": "A. B."}]
    assert made["issued"] == {"date-parts": [[1909]]}
    assert made["original-date"] == {"date-parts": [[1906]]}
    assert (made["number-of-volumes"], made["publisher-place"]) == ("2", "New York")


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year=1904", {"date-parts": [[1904]]}),
        ("year=1904, month=feb, day=9", {"date-parts": [[1904, 2, 9]]}),
        ("year=1904, month={2}", {"date-parts": [[1904, 2]]}),
        ("date={1904-02-09}", {"date-parts": [[1904, 2, 9]]}),
        ("date={1904-02-09/1905-09-05}", {"date-parts": [[1904, 2, 9], [1905, 9, 5]]}),
        ("date={1904~}", {"date-parts": [[1904]], "circa": True}),
        ("year={n.d.}", {"literal": "n.d."}),
    ],
)
def test_dates(tmp_path: Path, fields: str, issued: object) -> None:
    assert csl(tmp_path, f"@book{{x, title={{A}}, {fields}}}")["issued"] == issued


def test_a_treaty_and_a_newspaper_are_known_by_their_keywords(tmp_path: Path) -> None:
    assert csl(tmp_path, "@misc{x, title={Treaty}, keywords={primary, treaty}}")["type"] == "treaty"
    assert csl(tmp_path, "@article{y, title={News}, keywords={newspaper}}")["type"] == "article-newspaper"


def test_an_institution_is_one_name(tmp_path: Path) -> None:
    made = csl(tmp_path, "@book{x, author={{United States, Department of State}}, title={A}}")
    assert made["author"] == [{"literal": "United States, Department of State"}]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_entry_type_becomes_a_type_of_csl(tmp_path: Path, kind: str) -> None:
    assert csl(tmp_path, f"@{kind}{{x, title={{A}}}}")["type"] == KINDS[kind]


def test_a_work_is_known_by_family_names_and_the_head_of_its_title(tmp_path: Path) -> None:
    found = library(
        tmp_path, "@book{x, author={Evans, David C. and Peattie, Mark}, title={Kaigun: Strategy}}"
    )
    assert found.works["x"].names == ("Evans", "Peattie", "Kaigun", "Kaigun: Strategy")
