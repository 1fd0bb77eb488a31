"""The engine: roles, positions, numbers, letters behind years, hostile fields, its store."""

from __future__ import annotations

from pathlib import Path

import pytest

from citing import APA, DATE, MLA, NOTES, STYLES, cluster, engine, printed, shown
from octavo.citations.engine import Engine, Repeats, find_style
from octavo.citations.inlines import in_note

BIB = """
@book{alder, author = {Alder, Ann}, title = {The Sea}, publisher = {Marrow}, year = 1904}
@book{alder-b, author = {Alder, Ann}, title = {The Land}, publisher = {Marrow}, year = 1904}
@book{birch, author = {Birch, Ben}, title = {Ice: A Study}, publisher = {Marrow}, year = 1910}
@article{anon, title = {The Thaw}, journaltitle = {Gazette}, date = {1904-03-01}, keywords = {newspaper}}
"""

#: Role, and what it prints of ``birch{12}`` in notes, author and date, author and page, and numbers.
ROLES = {
    "p": ("Ben Birch, *Ice: A Study* (Marrow, 1910), 12.", "(Birch 1910, 12)", "(Birch 12)", "[3, p. 12]"),
    "ps": ("Ben Birch, *Ice: A Study* (Marrow, 1910), 12.", "(Birch 1910, 12)", "(Birch 12)", "[3, p. 12]"),
    "t": ("*Ice: A Study* (Marrow, 1910), 12.", "Birch (1910, 12)", "Birch (12)", "Birch [3, p. 12]"),
    "ts": ("*Ice: A Study* (Marrow, 1910), 12.", "Birch (1910, 12)", "Birch (12)", "Birch [3, p. 12]"),
    "ct": ("*Ice: A Study* (Marrow, 1910), 12.", "Birch (1910, 12)", "Birch (12)", "Birch [3, p. 12]"),
    "cts": ("*Ice: A Study* (Marrow, 1910), 12.", "Birch (1910, 12)", "Birch (12)", "Birch [3, p. 12]"),
    "alp": ("Ben Birch, *Ice: A Study* (Marrow, 1910), 12.", "Birch 1910, 12", "Birch 12", "3, p. 12"),
    "alps": ("Ben Birch, *Ice: A Study* (Marrow, 1910), 12.", "Birch 1910, 12", "Birch 12", "3, p. 12"),
    "label": ("Ben Birch, *Ice: A Study* (Marrow, 1910), 12.", "Birch 1910, 12", "Birch 12", "3, p. 12"),
    "labelpar": (
        "Ben Birch, *Ice: A Study* (Marrow, 1910), 12.",
        "(Birch 1910, 12)",
        "(Birch 12)",
        "[3, p. 12]",
    ),
    "year": ("1910", "1910, 12", "1910", "1910"),
    "yearpar": ("(1910)", "(1910, 12)", "(1910)", "(1910)"),
    "author": ("Birch", "Birch", "Birch", "Birch"),
    "authors": ("Birch", "Birch", "Birch", "Birch"),
    "cauthor": ("Birch", "Birch", "Birch", "Birch"),
    "cauthors": ("Birch", "Birch", "Birch", "Birch"),
    "authorpar": ("(Birch)", "(Birch)", "(Birch)", "(Birch)"),
    "authorpars": ("(Birch)", "(Birch)", "(Birch)", "(Birch)"),
}


@pytest.mark.parametrize("form", ROLES)
def test_each_role_does_something_sensible_in_each_kind_of_style(form: str, tmp_path: Path) -> None:
    styles = (NOTES, DATE, MLA, "ieee")
    told = tuple(
        printed(tmp_path, BIB, style, [cluster(1, "birch{12}", form)]).citations[0] for style in styles
    )
    assert told == ROLES[form]


def test_every_role_of_sphinxcontrib_bibtex_is_in_the_table() -> None:
    from sphinxcontrib.bibtex.domain import BibtexDomain

    assert set(BibtexDomain._role_names) - {"empty"} <= set(ROLES)


def test_a_name_alone_makes_no_citation_after_it_a_second_one(tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, NOTES, [cluster(1, "birch", "author"), cluster(2, "birch")])
    assert made.citations == ["Birch", "Ben Birch, *Ice: A Study* (Marrow, 1910)."]


IBID = "chicago-notes-bibliography-subsequent-ibid"


def test_ibid_stands_where_the_style_has_it_and_never_in_an_edition_of_single_notes(tmp_path: Path) -> None:
    chapter = [cluster(1, "birch{3}"), cluster(2, "birch{3}"), cluster(3, "birch{4}"), cluster(4, "anon")]
    assert printed(tmp_path, BIB, IBID, chapter).citations[1:3] == ["Ibid.", "Ibid., 4."]
    made = printed(tmp_path, BIB, IBID, chapter, repeats=Repeats.SHORT)
    assert made.citations[1:3] == ["Birch, *Ice*, 3.", "Birch, *Ice*, 4."]
    assert sorted(made.entries) == ["alder", "alder-b", "anon", "birch"]


def test_positions_begin_anew_in_each_chapter(tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, NOTES, [cluster(1, "birch")], [cluster(1, "birch")])
    assert made.citations[0] == made.citations[1] == "Ben Birch, *Ice: A Study* (Marrow, 1910)."


def test_two_places_in_one_work_are_both_printed(tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, NOTES, [cluster(1, "birch{4},birch{9}")])
    assert made.citations == ["Ben Birch, *Ice: A Study* (Marrow, 1910), 4, 9."]
    assert printed(tmp_path, BIB, DATE, [cluster(1, "birch{4},birch{9}")]).citations == ["(Birch 1910, 4, 9)"]


def test_a_cluster_keeps_the_authors_order_his_words_and_semicolons(tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, NOTES, [cluster(1, "{see}birch{12--15},{but compare}alder{passim}")])
    assert made.citations == [
        "See Ben Birch, *Ice: A Study* (Marrow, 1910), 12–15;"
        " but compare Ann Alder, *The Sea* (Marrow, 1904), passim."
    ]
    assert printed(tmp_path, BIB, MLA, [cluster(1, "{see}birch{12-15};anon")]).citations == [
        "(see Birch 12–15; “Thaw”)"
    ]


def test_no_comma_is_left_inside_quotation_marks_where_no_place_follows(tmp_path: Path) -> None:
    bib = """@article{ice, author={Nish, Ian}, title={The Ice}, journal={Past}, year={1985}}
    @book{ships, author={Smith, Ann}, title={Ships}, publisher={Longman}, year={1905}}"""
    told = printed(
        tmp_path, bib, NOTES, [cluster(1, "ice,ships"), cluster(2, "ice,ships"), cluster(3, "ice{3},ships")]
    )
    assert told.citations[1:] == ["Nish, “Ice”; Smith, *Ships*.", "Nish, “Ice,” 3; Smith, *Ships*."]


def test_a_citation_inside_an_authors_note_makes_no_second_note(tmp_path: Path) -> None:
    chapter = [cluster(1, "birch{12}", note="own"), cluster(2, "birch{13}")]
    made = printed(tmp_path, BIB, NOTES, chapter)
    assert made.citations == ["(Ben Birch, *Ice: A Study* (Marrow, 1910), 12)", "Birch, *Ice*, 13."]


@pytest.mark.parametrize(("before", "told"), [
    ("", "Ben Birch, *Ice: A Study* (Marrow, 1910), 12"),
    ("The ice held. ", "Ben Birch, *Ice: A Study* (Marrow, 1910), 12"),
    ("On this see ", "Ben Birch, *Ice: A Study* (Marrow, 1910), 12"),
    ("The ice held ", "(Ben Birch, *Ice: A Study* [Marrow, 1910], 12)"),
])  # fmt: skip
def test_a_citation_fits_into_the_authors_note(before: str, told: str, tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, NOTES, [cluster(1, "birch{12}", note="own")])
    assert shown(in_note(made.raw[0], before)) == told


def test_letters_behind_a_year_are_the_same_whatever_else_is_rendered(tmp_path: Path) -> None:
    both = [cluster(1, "alder")], [cluster(1, "alder-b")]
    together = printed(tmp_path, BIB, DATE, *both)
    assert together.citations == ["(Alder 1904b)", "(Alder 1904a)"]
    # A second chapter alone, with nothing else in the cache.
    apart = tmp_path / "apart"
    apart.mkdir()
    assert printed(apart, BIB, DATE, both[1]).citations == ["(Alder 1904a)"]
    assert printed(tmp_path, BIB, DATE, [cluster(1, "alder")], [cluster(1, "birch")]).citations == [
        "(Alder 1904b)",
        "(Birch 1910)",
    ]


def test_a_dash_for_the_author_is_kept_apart_from_the_entry(tmp_path: Path) -> None:
    made = printed(tmp_path, BIB, MLA, [cluster(1, "alder")])
    assert made.entries["alder"] == "Alder, Ann. *The Sea*. Marrow, 1904."
    assert made.dashes == {"alder": "———. *The Sea*. Marrow, 1904."}
    assert printed(tmp_path, BIB, APA, [cluster(1, "alder")]).dashes == {}


def test_a_chapter_is_rendered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [cluster(1, "birch")]
    made = engine(tmp_path, BIB, NOTES).render([first])
    monkeypatch.setattr(Engine, "_pandoc", lambda *_: pytest.fail("pandoc was called"))
    assert engine(tmp_path, BIB, NOTES).render([first]) == made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return what grows, by each run of pandoc, by the number of paragraphs that it is asked for."""
    told: list[int] = []
    original = Engine._pandoc

    def one(own: Engine, blocks: list[object], *rest: object) -> object:
        told.append(len(blocks))
        return original(own, blocks, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "_pandoc", one)
    return told


def test_an_edit_of_one_chapter_asks_pandoc_for_that_chapter_alone(tmp_path: Path, asked: list[int]) -> None:
    chapters = [[cluster(n, f"birch{{{d * 10 + n}}}") for n in range(1, 9)] for d in range(5)]
    before = engine(tmp_path, BIB, DATE).render(chapters)[0]
    assert len(asked) == 1
    edited = [*chapters[:2], [*chapters[2][:-1], cluster(8, "alder{3}")], *chapters[3:]]
    after = engine(tmp_path, BIB, DATE).render(edited)[0]
    # The census, two heads of a chapter, eight citations.
    assert asked[1:] == [11]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, True, False, True, True]
    assert shown(after[2][-1].text) == "(Alder 1904b, 3)"


def test_two_editions_in_one_style_take_one_run(tmp_path: Path, asked: list[int]) -> None:
    chapters = [[cluster(1, "birch{1}"), cluster(2, "birch{2}")], [cluster(1, "anon"), cluster(2, "alder")]]
    for repeats in Repeats:
        engine(tmp_path, BIB, IBID, repeats).render(chapters)
    assert len(asked) == 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("repeats", Repeats)
def test_a_book_reads_the_same_rendered_at_once_or_by_chapters(
    tmp_path: Path, style: str, repeats: Repeats
) -> None:
    keys = ["alder{1}", "birch{2}", "alder-b", "birch", "birch{7}", "anon", "alder-b{9}"]
    chapters = [[cluster(n, key) for n, key in enumerate(keys[d:], 1)] for d in range(4)]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    at_once = engine(tmp_path / "one", BIB, style, repeats).render(chapters)
    for count in range(1, len(chapters) + 1):
        by_chapters = engine(tmp_path / "two", BIB, style, repeats).render(chapters[:count])
    assert by_chapters == at_once


LETTERS = (
    BIB
    + """
@letter{note, author = {Cedar, Cy}, title = {Cedar to Birch}, date = {1904-02-06}}
@misc{odd, author = {Dogwood, D.}, title = {Odds}, year = 1905}
"""
)


def test_what_a_style_does_not_list_has_its_first_citation_for_an_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[int]
) -> None:
    chapter = [cluster(1, "note"), cluster(2, "odd"), cluster(3, "note")]
    made = printed(tmp_path, LETTERS, NOTES, chapter)
    assert len(asked) == 1
    # Where it is of no kind that one would expect, pandoc is asked once more, to the same end.
    monkeypatch.setattr("octavo.citations.engine.SELDOM_LISTED", frozenset())
    (tmp_path / "again").mkdir()
    assert printed(tmp_path / "again", LETTERS, NOTES, chapter) == made
    assert len(asked) == 3
    assert made.entries["note"].startswith("Cy Cedar")


@pytest.mark.parametrize(("style", "text", "entry"), [
    ("ieee", "[1], [3]", "[1] A. Alder"), ("nature", "^1,3^", "1. Alder, A."),
])  # fmt: skip
def test_a_style_of_numbers_numbers_text_and_list_alike(
    style: str, text: str, entry: str, tmp_path: Path
) -> None:
    made = printed(tmp_path, BIB, style, [cluster(1, "alder,birch")])
    assert made.citations[0].replace("^^", "") == text
    assert made.entries["alder"].startswith(entry)
    assert list(made.entries) == ["alder", "alder-b", "birch", "anon"]


def test_a_dependent_style_has_its_parents_rules(tmp_path: Path) -> None:
    assert find_style("nature-physics", tmp_path).path.name == "nature.csl"


HOSTILE = r"""
@book{x, author = {{Fire \& <b>Sword</b> \$5}},
  title = {100\% \#1 <i>a</i> & a_b ^ ~ \{x\} C:\\dir 5 < 6 $x$},
  publisher = {M&S <script>alert(1)</script>},
  location = {A & B}, year = {<1904>},
  url = {https://example.org/~a_b?x=1&y=%20--z}}
"""


@pytest.mark.parametrize("style", STYLES)
def test_what_is_markup_elsewhere_lands_as_text(style: str, tmp_path: Path) -> None:
    entry = printed(tmp_path, HOSTILE, style, [cluster(1, "x")]).entries["x"]
    assert "Fire & <b>Sword</b> $5" in entry
    assert "100% #1 <i>a</i> & a_b ^ \u00a0 {x} c: dir 5 < 6 $x$" in entry.lower()
    assert "M&S <script>alert(1)</script>" in entry
    assert "https://example.org/~a_b?x=1&y=%20--z" in entry


def test_the_case_of_a_title_is_the_authors_where_the_style_changes_none(tmp_path: Path) -> None:
    bib = "@book{x, author = {Low, Al}, title = {The {iPort} of london}, publisher = {M}, year = 1904}"
    assert "*The iPort of london*" in printed(tmp_path, bib, APA, [cluster(1, "x")]).entries["x"]
    assert "*The iPort of London*" in printed(tmp_path, bib, NOTES, [cluster(1, "x")]).entries["x"]
