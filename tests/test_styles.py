"""The four styles of the manuals: what each kind of source becomes in a note, in the text and in a list.

Each file of ``golden/`` holds an entry, two locators and what is printed. A remark says where the
style file or the engine is known to differ from the manual, or where nobody here is sure.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from citing import STYLES, cluster, printed

GOLDEN = Path(__file__).parent / "golden"


def cases() -> list[Any]:
    """Return kind, style and what is expected; the id says whether there is a remark to read."""
    found = []
    for path in sorted(GOLDEN.glob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        for style in STYLES:
            mark = "-remark" if "remark" in case[style] else ""
            found.append(pytest.param(case, style, id=f"{path.stem}-{style}{mark}"))
    return found


@pytest.mark.parametrize(("case", "style"), cases())
def test_what_a_style_prints(case: dict[str, Any], style: str, tmp_path: Path) -> None:
    cited = [f"work{{{case[n]}}}" if case[n] else "work" for n in ("locator", "again")]
    made = printed(tmp_path, case["entry"], style, [cluster(i, text) for i, text in enumerate(cited, 1)])
    expected = case[style]
    told = {"first": made.citations[0], "again": made.citations[1], "list": made.entries["work"]}
    assert told == {name: expected[name] for name in told}, expected.get("remark", "")


def test_every_kind_has_every_style_and_nothing_else() -> None:
    paths = sorted(GOLDEN.glob("*.toml"))
    assert len(paths) >= 14
    for path in paths:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(case) == {"entry", "locator", "again", *STYLES}, path.name
        assert all(set(case[style]) - {"remark"} == {"first", "again", "list"} for style in STYLES), path.name


def test_no_golden_string_has_the_oddities_of_a_bad_mapping() -> None:
    for path in sorted(GOLDEN.glob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        for style in STYLES:
            for name in ("first", "again", "list"):
                told = case[style][name]
                for odd in ("..", ",,", " ,", " .", "()", "[]", "{", "}", "\\", ".,”,", "accessed", '"'):
                    assert odd not in told, (path.name, style, told)


#: A locator, and what each style makes of a page in a volume, in the order of the styles.
VOLUMES = [
    ("2:40", ("2:40", "2:40", "2: 40", "Vol. 2, p. 40")),
    ("vol. 2, pp. 40--45", ("2:40–45", "2:40–45", "2: 40–45", "Vol. 2, pp. 40–45")),
    ("2:vii", ("2:vii", "2:vii", "2: vii", "Vol. 2, p. vii")),
    ("vol. 2", ("vol. 2", "vol. 2", "vol. 2", "Vol. 2")),
]


@pytest.mark.parametrize(("locator", "expected"), VOLUMES)
def test_a_page_in_a_volume_is_what_the_manual_wants(
    locator: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    entry = "@book{work, author = {Smith, Ann}, title = {Sea}, year = {1990}, volumes = {3}}"
    for style, wanted in zip(STYLES, expected, strict=True):
        made = printed(tmp_path, entry, style, [cluster(1, f"work{{{locator}}}")])
        assert made.citations[0].rstrip(".)").endswith(f" {wanted}"), style


def test_pages_of_several_volumes_in_one_citation(tmp_path: Path) -> None:
    entry = "@book{work, author = {Smith, Ann}, title = {Sea}, year = {1990}, volumes = {3}}"
    wanted = ("2:40, 45, 3:41", "2:40, 45, 3:41", "2: 40, 45, 3: 41", "Vol. 2, pp. 40, 45; Vol. 3, p. 41")
    for style, expected in zip(STYLES, wanted, strict=True):
        made = printed(tmp_path, entry, style, [cluster(1, "work{2:40},work{2:45},work{3:41}")])
        assert made.citations[0].rstrip(".)").endswith(f" {expected}"), style


def test_a_point_stands_inside_both_of_two_closing_quotation_marks(tmp_path: Path) -> None:
    entry = """
    @article{work, author = {Smith, Ann}, title = {Was It ``Neutral''}, journal = {J}, year = {1990}}
    @article{boys, author = {Smith, Ann}, title = {Don't Ask the Soldiers'}, journal = {J}, year = {1991}}"""
    for style in STYLES[:3]:
        made = printed(tmp_path, entry, style, [cluster(1, "work")])
        assert "“Was It ‘Neutral.’”" in made.entries["work"]
        assert "the Soldiers’.”" in made.entries["boys"]
    first = printed(tmp_path, entry, STYLES[0], [cluster(1, "work{3}")]).citations[0]
    assert first == "Ann Smith, “Was It ‘Neutral,’” *J*, 1990, 3."


def test_the_list_is_sorted_across_scripts_and_accents(tmp_path: Path) -> None:
    people = {"z": "Żeromski, Stefan", "zu": "Zulu, Ann", "o": "Ōkuma, Shigenobu", "p": "Parker, Bo",
              "v": "Вера, А.", "oe": "Œuvre, Jo"}  # fmt: skip
    entries = "".join(
        f"@book{{{key}, author = {{{name}}}, title = {{T}}, year = {{1904}}}}\n"
        for key, name in people.items()
    )
    for style in STYLES:
        assert list(printed(tmp_path, entries, style, [cluster(1, "z")]).entries) == [
            "oe", "o", "p", "z", "zu", "v",
        ], style  # fmt: skip
