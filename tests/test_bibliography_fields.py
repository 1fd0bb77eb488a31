"""Fields of BibTeX and biblatex: what becomes of each in CSL-JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citing import DATE, MLA, NOTES, cluster, printed, read
from octavo.bibliography.csl import item
from octavo.bibliography.languages import tag
from octavo.bibliography.load import load
from octavo.bibliography.markup import address, html, plain_text


def csl(folder: Path, text: str) -> dict[str, Any]:
    return item(list(read(folder, text).works.values())[-1])


@pytest.mark.parametrize(("markup", "told", "plain"), [
    (r"{\"U}ber {\o} Sh\=owa", "Über ø Shōwa", "Über ø Shōwa"),
    (r"100% of $5 & \#1 a_b", "100% of $5 & #1 a_b", "100% of $5 & #1 a_b"),
    (r"\textsc{Abc} {\em Ship} x\textsuperscript{2}",
     '<span style="font-variant:small-caps;">Abc</span> <i>Ship</i> x<sup>2</sup>', "Abc Ship x2"),
    (r"{Nogi}'s ``Hi'' \enquote{there}",
     '<span class="nocase">Nogi</span>’s “Hi” “there”', "Nogi’s “Hi” “there”"),
    (r"\unknown{x} stays", r"\unknownx stays", r"\unknownx stays"),
])  # fmt: skip
def test_tex_in_a_field(markup: str, told: str, plain: str) -> None:
    assert (html(markup), plain_text(markup)) == (told, plain)


def test_an_address_is_no_prose() -> None:
    assert address(r"\url{https://a.org/~b\_c--d\%20?e=1\&f}") == "https://a.org/~b_c--d%20?e=1&f"


@pytest.mark.parametrize(("fields", "expected"), [
    ("title={A}, subtitle={B}", {"title": "A: B", "title-short": "A"}),
    ("title={Why?}, subtitle={B}", {"title": "Why? B", "title-short": "Why?"}),
    ("title={The Sea}", {"title-short": "Sea"}),
    ("title={Die See}, langid={german}", {"title": "Die See", "language": "de"}),
    ("maintitle={All}, title={Part}, volume=2", {"title": "All", "volume-title": "Part", "volume": "2"}),
    ("title={A}, edition={New}", {"edition": "New ed."}),
    ("title={A}, edition={2nd}", {"edition": "2"}),
    ("title={A}, series={S}, number=3", {"collection-title": "S", "collection-number": "3"}),
    ("title={A}, origdate={1901}, origlocation={Paris}",
     {"original-date": {"date-parts": [[1901]]}, "original-publisher-place": "Paris"}),
    ("title={A}, translator={B, C}, origtitle={Original}, origlocation={Paris}",
     {"original-title": "Original"}),
    ("title={A}, origtitle={Море}", {"title": "A\ue014 Море\ue015"}),
    ("title={A}, eprinttype={jstor}, eprint={123}", {"URL": "https://www.jstor.org/stable/123"}),
    ("title={A}, doi={https://doi.org/10.5/x}", {"DOI": "10.5/x"}),
    ("title={A}, pubstate={inpress}", {"status": "in press"}),
    ("title={A}, pagetotal={300}", {"number-of-pages": "300"}),
    ("title={A}, eventtitle={E}, venue={V}, eventdate={1904-05}",
     {"event-title": "E", "event-place": "V", "event-date": {"date-parts": [[1904, 5]]}}),
    ("title={A}, editor={B, C}, editortype={compiler}", {"compiler": [{"family": "B", "given": "C"}]}),
    ("title={A}, editora={B, C}", {"editor": [{"family": "B", "given": "C"}]}),
    ("title={A}, introduction={B, C and D, E}", {"genre": "introduction by C B and E D"}),
    ("title={A}, author={B, C and others}",
     {"author": [{"family": "B", "given": "C"}, {"literal": "others"}]}),
    ("title={A}, author={Van Horn van der Oye, D}",
     {"author": [{"family": "Van Horn van der Oye", "given": "D"}]}),
    ("title={A}, author={van der Oye, D}",
     {"author": [{"family": "Oye", "given": "D", "non-dropping-particle": "van der"}]}),
    ("title={A}, date={1904-21}", {"issued": {"date-parts": [[1904, 13]]}}),
    ("title={A}, date={1904/..}", {"issued": {"date-parts": [[1904], [0]]}}),
    ("title={A}, year={1905--07}", {"issued": {"date-parts": [[1905], [1907]]}}),
    ("title={A}, year={c. 1905}", {"issued": {"date-parts": [[1905]], "circa": True}}),
    ("title={A}, date={-0044-03-15}", {"issued": {"date-parts": [[-44, 3, 15]]}}),
    ("title={A}, note={Not printed}, keywords={a, b}", {"title": "A"}),
])  # fmt: skip
def test_fields(fields: str, expected: dict[str, Any], tmp_path: Path) -> None:
    made = csl(tmp_path, f"@book{{x, {fields}}}")
    assert {name: made.get(name) for name in expected} == expected


def test_a_translation_does_not_look_like_a_reprint(tmp_path: Path) -> None:
    made = csl(tmp_path, "@book{x, title={A}, translator={B, C}, origdate=1901, origlocation={Paris}}")
    assert "original-publisher-place" not in made


def test_a_place_in_an_archive(tmp_path: Path) -> None:
    made = csl(
        tmp_path,
        "@archival{x, title={A}, fond=417, opis={op. 2 dop.}, delo=2823, box=3, shelfmark={S 1},"
        " collection={C}, archive={R}, location={Town}, series={Ser.}, jacar={C09}}",
    )
    assert made["archive_location"] == "f. 417, op. 2 dop., d. 2823, Ser., box 3, S 1, JACAR Ref. C09"
    assert (made["archive_collection"], made["archive"], made["archive-place"]) == ("C", "R", "Town")
    assert {"publisher-place", "collection-title"} & made.keys() == set()


@pytest.mark.parametrize(("name", "found"), [
    ("japanese", "ja"), ("English", "en"), ("british", "en-GB"), ("zh-hant", "zh-Hant"), ("pt-br", "pt-BR"),
    ("langrussian", "ru"), ("gibberish", ""), ("", ""),
])  # fmt: skip
def test_languages(name: str, found: str) -> None:
    assert tag(name) == found


def test_a_chapter_inherits_from_its_book_and_its_data(tmp_path: Path) -> None:
    made = csl(
        tmp_path,
        "@xdata{press, publisher={Marrow}, location={York}}\n"
        "@collection{whole, editor={Alder, Ann}, title={All}, subtitle={Essays}, date=1904, xdata={press}}\n"
        "@incollection{part, author={Birch, Ben}, title={Ice}, pages={3--9}, crossref={whole}}",
    )
    assert (made["container-title"], made["title"], made["publisher"]) == ("All: Essays", "Ice", "Marrow")
    assert made["editor"] == [{"family": "Alder", "given": "Ann"}]
    assert made["issued"] == {"date-parts": [[1904]]}


def test_data_are_no_work(tmp_path: Path) -> None:
    assert list(read(tmp_path, "@xdata{d, publisher={M}}\n@book{b, title={A}, xdata={d}}").works) == ["b"]


def test_a_holder_that_is_not_there_or_is_the_work_itself_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text(
        "@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n@book{c, xdata={d}}"
    )
    assert [str(finding) for finding in load([path], tmp_path).findings] == [
        "a.bib:2: B009 crossref of 'b' leads back to itself through 'a' (mend crossref, or add the entry)",
        "a.bib:3: B009 xdata of 'c' names 'd', which is no entry (mend xdata, or add the entry)",
    ]


JAPANESE = """
@book{a, author={Mori, Saburo}, nameorder={family}, title={Umi}, publisher={M}, year=1930, langid={japanese}}
@book{b, author={Mori, Kenji}, keywords={family-first}, title={Yama}, publisher={M}, year=1931,
  langid={japanese}}
@book{c, author={Ivanov, Pyotr}, authororiginal={Пётр Иванов}, title={More}, publisher={M}, year=1932,
  langid={russian}}
@book{d, editor={Mori, Saburo and Lee, Ann}, nameorder={author}, title={Kawa}, publisher={M}, year=1933}
"""


def test_a_family_name_that_comes_first_is_neither_turned_nor_followed_by_a_comma(tmp_path: Path) -> None:
    made = printed(
        tmp_path, JAPANESE, NOTES, [cluster(1, "a"), cluster(2, "a{3}"), cluster(3, "c"), cluster(4, "d")]
    )
    assert made.citations == [
        "Mori Saburo, *Umi* (M, 1930).",
        "Mori, *Umi*, 3.",
        "Pyotr Ivanov ‹ru: Пётр Иванов›, *More* (M, 1932).",
        "Saburo Mori and Ann Lee, eds., *Kawa* (M, 1933).",
    ]
    assert [made.entries[key].partition(".")[0] for key in "abc"] == [
        "Mori Saburo", "Mori Kenji", "Ivanov, Pyotr ‹ru: Пётр Иванов›",
    ]  # fmt: skip
    # Sorted as their family names in roman letters.
    assert list(made.entries) == ["c", "b", "a", "d"]


def test_two_of_one_family_name_are_told_apart(tmp_path: Path) -> None:
    clusters = [cluster(1, "a"), cluster(2, "b")]
    assert printed(tmp_path, JAPANESE, DATE, clusters).citations == ["(S. Mori 1930)", "(K. Mori 1931)"]
    assert printed(tmp_path, JAPANESE, MLA, clusters).citations[1] == "(K. Mori)"
