"""The press room: printers' profiles, the gutter, the spine, the bar code."""

from __future__ import annotations

import doctest
import tomllib

import pytest

from octavo import templates
from octavo.editions import cover
from octavo.findings import BookFault
from octavo.press import barcode, folding, gutter, interior, wrap
from octavo.press.gutter import Chooser, choices, needed
from octavo.press.order import Order, faults
from octavo.press.profiles import load, names
from octavo.settings import Settings, own_settings


@pytest.mark.parametrize("module", [barcode, cover, folding, gutter, interior, wrap])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", names())
def test_every_figure_of_a_profile_has_its_source(name: str) -> None:
    data = tomllib.loads((templates.folder("press") / f"{name}.toml").read_text(encoding="utf-8"))
    figures = {f"{room}.{key}" for room in ("interior", "cover") for key in data[room]}
    assert figures | {"papers"} == set(data["sources"])
    assert all(data["sources"].values())


@pytest.mark.parametrize("name", names())
def test_a_profile_is_whole(name: str) -> None:
    profile = load(name)
    steps = [step.first for step in profile.interior.gutter]
    assert steps == sorted(steps) and steps[0] == 1
    assert profile.interior.least < profile.interior.most
    assert all(0.04 < paper.page < 0.1 for paper in profile.papers.values())


def test_a_printer_or_paper_that_is_not_there_is_the_authors_fault() -> None:
    with pytest.raises(BookFault, match="S012 octavo_printers names 'lulu'"):
        load("lulu")
    with pytest.raises(BookFault, match="S013 kdp has no paper 'vellum'"):
        load("kdp").paper("vellum")


@pytest.mark.parametrize(
    ("pages", "inches"),
    [(24, 0.375), (150, 0.375), (151, 0.5), (300, 0.5), (301, 0.625), (501, 0.75), (700, 0.75), (828, 0.875)],
)
def test_the_gutter_of_kdp_by_page_count(pages: int, inches: float) -> None:
    assert needed([load("kdp")], pages) == pytest.approx(inches * 25.4)


def test_the_widest_gutter_of_all_printers_counts() -> None:
    assert needed([load("kdp"), load("ingramspark")], 100) == pytest.approx(12.7)


def pages_at(measure: float, words: int) -> int:
    """Return the pages of a book whose lines have a length."""
    return int(words / measure)


@pytest.mark.parametrize("words", range(14_000, 56_000, 250))
def test_the_gutter_settles_and_does_not_depend_on_where_it_began(words: int) -> None:
    profiles = [load("kdp")]
    measures = {gutter: 112.0 - max(0.0, gutter - 12) for gutter in choices(profiles)}
    ends = set()
    for first in measures:
        chooser, gutter = Chooser(profiles, measures), first
        for _ in range(12):
            new = chooser.choose(gutter, pages_at(measures[gutter], words))
            if new == gutter:
                break
            gutter = new
        else:
            raise AssertionError("the gutter does not settle")
        assert needed(profiles, pages_at(measures[gutter], words)) <= gutter
        ends.add(gutter)
    assert len(ends) == 1


@pytest.mark.parametrize("isbn", ["978-3-16-148410-1", "3-16-148410-0", "", "978316148410X"])
def test_a_wrong_isbn_has_no_bar_code(isbn: str) -> None:
    with pytest.raises(BookFault, match="S007"):
        barcode.isbn13(isbn)


@pytest.mark.parametrize(("price", "code"), [("GBP 12.50", "01250"), ("CAD 9.00", "60900"), ("", "90000")])
def test_the_price_has_a_code(price: str, code: str) -> None:
    assert barcode.add_on(price) == code


@pytest.mark.parametrize("price", ["19.99", "EUR 20.00", "USD 120.00"])
def test_a_price_without_a_code_is_the_authors_fault(price: str) -> None:
    with pytest.raises(BookFault, match="S008"):
        barcode.add_on(price)


def test_no_word_stands_on_a_thin_spine() -> None:
    asked = load("kdp").cover
    assert wrap.spine_type(asked, 78, 10.0) == 0
    assert wrap.spine_type(asked, 79, 4.5) == 0
    assert 6 <= wrap.spine_type(asked, 96, 6.1) <= 15


def test_an_order_is_tried_before_anything_is_set() -> None:
    def found(**asked: object) -> list[str]:
        values = {"slug": "b", **own_settings(), **asked}
        settings = Settings("B", ("A",), "en", "", **values)  # type: ignore[arg-type]
        return [finding.code for finding in faults(settings)]

    assert found() == []
    assert found(printers=("kdp", "home"), papers={"kdp": "white"}, isbn_print="978-3-16-148410-0") == []
    assert found(printers=("lulu",)) == ["S012"]
    assert found(printers=("kdp",), papers={"kdp": "vellum"}) == ["S013"]
    assert found(isbn_print="978-3-16-148410-1") == ["S007"]
    assert found(isbn_print="978-3-16-148410-0", price="19.99") == ["S008"]
    assert found(inks="red") == ["S009"]


def test_the_width_from_a_printers_own_template_counts() -> None:
    values = {
        **own_settings(),
        "slug": "b",
        "printers": ("kdp", "ingramspark"),
        "spines": {"ingramspark": 4.1},
    }
    order = Order.of(Settings("B", ("A",), "en", "", **values))
    assert [order.spine(profile, 100) for profile in order.profiles] == [6.35, 4.1]
    assert list(order.notes()) == []


def test_a_colour_of_the_cover_is_four_percentages() -> None:
    assert cover.colours({"ground": "0 0 0 50"})["ground"] == "0,0,0,0.5"
    for wrong in ({"ground": "#123456"}, {"ground": "0 0 0 101"}, {"sky": "0 0 0 0"}):
        with pytest.raises(BookFault, match="S010"):
            cover.colours(wrong)
