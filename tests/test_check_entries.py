"""Every rule of the bibliography: what is bad is found, exactly, and what is good is left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import octavo.bibliography
from judging import codes, linted, works
from octavo.bibliography.fields import KNOWN
from octavo.bibliography.numbers import is_isbn, isbn13

WHOLE = "author = {A, B}, title = {T}, year = {1904}"

ENTRIES = [
    # B012 and B013: what is missing.
    (f"@book{{a, {WHOLE}}}", []),
    ("@book{a, author = {A, B}, year = {1904}}", ["B012"]),
    ("@letter{a, author = {A, B}, year = {1904}}", []),
    ("@newspaper{a, journal = {The Times}, year = {1904}}", []),
    ("@book{a, title = {T}, year = {1904}}", ["B013"]),
    ("@book{a, editor = {A, B}, title = {T}, year = {1904}}", []),
    ("@book{a, organization = {Admiralty}, title = {T}, year = {1904}}", []),
    ("@treaty{a, title = {T}, year = {1904}}", []),
    ("@incollection{a, title = {Ice}, booktitle = {Britannica}, year = {1911}}", []),
    ("@incollection{a, title = {Ice}, year = {1911}}", ["B013"]),
    ("@book{a, author = {A, B}, title = {T}}", ["B013"]),
    ("@book{a, author = {A, B}, title = {T}, date = {1904-02}}", []),
    ("@misc{a, title = {T}, note = {Undated}}", []),
    ("@book{a, author = {A, B}, title = {T}, pubstate = {forthcoming}}", []),
    (f"@article{{a, {WHOLE}}}", ["B013"]),
    (f"@article{{a, {WHOLE}, journaltitle = {{J}}}}", []),
    (f"@online{{a, {WHOLE}}}", ["B013"]),
    (f"@online{{a, {WHOLE}, howpublished = {{Radio}}}}", []),
    ("@book{a, title = {T}, crossref = {b}}", []),
    # B014: years.
    ("@book{a, author = {A, B}, title = {T}, year = {190}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {19O4}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {0904}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {2028}}", ["B014"]),
    ("@book{a, author = {A, B}, title = {T}, year = {2027}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {1905--1907}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {c. 1905}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {n.d.}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {forthcoming}}", []),
    ("@book{a, author = {A, B}, title = {T}, year = {44 BCE}}", []),
    ("@book{a, author = {A, B}, title = {T}, date = {-0044}}", []),
    ("@book{a, author = {A, B}, title = {T}, date = {1904-02-08/1904-02-09}}", []),
    (f"@book{{a, {WHOLE}, origdate = {{0850}}}}", []),
    # B015 and B016: numbers that prove themselves.
    (f"@book{{a, {WHOLE}, isbn = {{978-0-306-40615-7}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{978-0-306-40615-8}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-2}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{0-8044-2957-X}}}}", []),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-3}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{12345}}}}", ["B015"]),
    (f"@book{{a, {WHOLE}, isbn = {{0-306-40615-2, 978-0-306-40615-7}}}}", []),
    (f"@book{{a, {WHOLE}, doi = {{10.1057/9780230514584}}}}", []),
    (f"@book{{a, {WHOLE}, doi = {{https://doi.org/10.1057/9780230514584}}}}", ["B016"]),
    (f"@book{{a, {WHOLE}, doi = {{10.1057}}}}", ["B016"]),
    # B017: the web.
    (f"@online{{a, {WHOLE}, url = {{https://a.org/}}}}", ["B017"]),
    (f"@online{{a, {WHOLE}, url = {{https://a.org/}}, urldate = {{2026-11-22}}}}", []),
    (f"@book{{a, {WHOLE}, url = {{https://a.org/}}}}", []),
    # B018: names of fields.
    (f"@book{{a, {WHOLE}, pubisher = {{L}}}}", ["B018"]),
    (f"@book{{a, {WHOLE}, adress = {{L}}}}", ["B018"]),
    (f"@book{{a, {WHOLE}, publisher = {{L}}, gutenberg = {{1}}, mycolour = {{red}}}}", []),
    # B019: composed letters.
    ("@book{a, author = {To\u0304go\u0304, B}, title = {T}, year = {1904}}", ["B019"]),
    ("@book{a, author = {A, B}, title = {To\u0304go\u0304}, year = {1904}}", ["B019"]),
    ("@book{a, author = {Tōgō, B}, title = {Tōgō}, year = {1904}}", []),
]  # fmt: skip

SEVERITIES = {
    "B010": "error", "B011": "warning", "B012": "error", "B013": "warning", "B014": "error", "B015": "error",
    "B016": "error", "B017": "warning", "B018": "warning", "B019": "warning",
}  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), ENTRIES, ids=[entry for entry, _ in ENTRIES])
def test_an_entry_is_judged(entry: str, expected: list[str], tmp_path: Path) -> None:
    found = linted(works(tmp_path, f"% A line\n{entry}\n").values())
    assert codes(found) == expected
    assert all((f.path, f.line) == ("a.bib", 2) and f.remedy for f in found)
    assert all(f.severity == SEVERITIES[f.code] for f in found)


TWINS = [
    ("doi = {10.1000/a}", "doi = {10.1000/b}", []),
    ("doi = {10.1000/A}", "doi = {10.1000/a}, title = {Other}", ["B010"]),
    ("isbn = {0-306-40615-2}", "isbn = {978-0-306-40615-7}, title = {Other}", ["B010"]),
    ("isbn = {0-306-40615-2}, volume = {1}", "isbn = {0-306-40615-2}, volume = {2}", []),
    ("", "", ["B011"]),
    ("", "title = {the {IcE}!}", ["B011"]),
    ("", "title = {The Sea}", []),
    ("", "year = {1905}", []),
    ("", "author = {Smith, Ann}", []),
    ("volume = {1}", "volume = {2}", []),
    ("edition = {1}", "edition = {2}", []),
    ("doi = {10.1000/a}", "doi = {10.1000/a}", ["B010"]),
]


@pytest.mark.parametrize(("first", "second", "expected"), TWINS, ids=range(len(TWINS)))
def test_one_work_has_one_entry(first: str, second: str, expected: list[str], tmp_path: Path) -> None:
    base = {"author": "{Nish, Ian}", "title": "{The Ice}", "year": "{1985}"}
    text = ""
    for key, more in (("one", first), ("two", second)):
        fields = {n: v for n, v in base.items() if f"{n} =" not in more}
        text += f"@book{{{key}, {', '.join(f'{n} = {v}' for n, v in fields.items())}, {more}}}\n"
    found = [f for f in linted(works(tmp_path, text).values()) if f.code in {"B010", "B011"}]
    assert codes(found) == expected
    assert all("'two'" in f.message and "'one' in a.bib:1" in f.message and f.line == 2 for f in found)


def test_chapters_of_one_book_share_its_isbn(tmp_path: Path) -> None:
    more = "author = {A, B}, booktitle = {K}, year = {1904}, isbn = {0306406152}"
    text = f"@incollection{{a, title = {{A}}, {more}}}\n@incollection{{b, title = {{B}}, {more}}}\n"
    assert linted(works(tmp_path, text).values()) == []


def test_both_forms_of_an_isbn_are_one_number() -> None:
    assert isbn13("0306406152") == "9780306406157"
    assert is_isbn("9780306406157")


def test_every_field_that_octavo_reads_is_known() -> None:
    read = set()
    for path in Path(octavo.bibliography.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith(("fields.get", ".plain"))
                and node.args
            ):
                read |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    assert read - KNOWN == set()
