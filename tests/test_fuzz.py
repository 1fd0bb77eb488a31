"""Any file is read: findings with their place or a clean parse; no traceback, no lost entry, no long wait."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.bibliography.load import CROWD, Library, load

LIMIT = 5.0  #: Seconds of work that any file may take, however busy the machine is.

#: The same examples on every machine, and nothing written beside the tests.
SAME = settings(
    derandomize=True, database=None, deadline=None, max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

KEYS = st.from_regex(r"[a-z][a-z0-9:_.+*'-]{0,8}", fullmatch=True)
TEXT = st.text(st.sampled_from('ab {}"#,=@%\\$&()~é\n'), max_size=20)
WHOLE = st.sampled_from(["{A Title}", '"A Title"', "1904", "jan", '{A} # "B"', "{{N}ested {b}races}", "nope"])
FIELD = st.tuples(st.sampled_from(["title", "author", "year", "note", "Title"]), WHOLE | TEXT).map(" = ".join)
ENDS = st.sampled_from(["}\n", "}\n", "}\n", "\n", "}}\n", ",\n}\n", '"}\n', ")\n"])
BETWEEN = st.sampled_from(
    [
        "",
        "",
        "",
        "\n",
        "% a comment\n",
        "@comment{x}\n",
        "@comment x\n",
        "junk {\n",
        "}\n",
        "@string{a = b # a}\n",
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, str]:
    """Return the key and the text of an entry that may be broken."""
    key = draw(KEYS)
    kind = draw(st.sampled_from(["book", "article", "Misc", "scroll"]))
    fields = draw(st.lists(FIELD, max_size=4))
    joint = draw(st.sampled_from([",\n ", ",\n ", " "]))
    return key, f"@{kind}{{{key},\n {joint.join(fields)}{draw(ENDS)}{draw(BETWEEN)}"


def read(folder: Path, data: bytes) -> Library:
    """Read a file; require that it took no long time and that every finding names its place."""
    path = folder / "a.bib"
    path.write_bytes(data)
    begun = time.process_time()
    library = load([path], folder)
    assert time.process_time() - begun < LIMIT
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in library.findings:
        assert finding.path == "a.bib"
        assert 1 <= finding.line <= lines, finding
    return library


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@SAME
@given(written=st.lists(entries(), min_size=1, max_size=6))
def test_every_entry_is_read_or_named_on_its_line(
    tmp_path: Path, newline: str, written: list[tuple[str, str]]
) -> None:
    text = "".join(entry for _, entry in written)
    library = read(tmp_path, text.replace("\n", newline).encode())
    told = {finding.line for finding in library.findings}
    line = 1
    for key, entry in written:
        assert key in library.works or line in told, (key, line)
        line += entry.count("\n")


PIECES = [
    b"@book{", b"x,", b"title={", b"}", b'"', b"@string{", b"a = b # a", b"\0", b"\xff\xfe", b"\xe9", b"\r",
    b"\n", b"@comment", b"@", b"(", b")", b"#", b"author={A and B, C, D, E}",
    b"\xef\xbb\xbf", b" ", b"crossref={x}",
]  # fmt: skip


@SAME
@given(data=st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join))
def test_any_bytes_are_read(tmp_path: Path, data: bytes) -> None:
    read(tmp_path, data)


def joined(pieces: int, text: str, joint: str = "") -> bytes:
    return joint.join(text.replace("%d", str(i)) for i in range(pieces)).encode()


#: What the file holds, how many works are read of it, and the codes that are told.
EXTREMES = {
    "nested braces": (b"@book{x, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}\n@book{y,}", 2, {"B001"}),
    "unclosed braces": (b"@book{x, title={" + b"{" * 100_000 + b"\n@book{y, title={B}}", 2, {"B001"}),
    "unclosed entries": (joined(20_000, "@book{x%d, title={a\n"), 20_000, {"B001"}),
    "unclosed entry": (b"@book{x, title={a\n@book{y, title={B}}\n@book{z, title={C}}", 3, {"B001"}),
    "entry in an entry": (b"@book{x, title={a\n@book{y, title={B}}\n}}", 2, {"B001"}),
    "a megabyte": (b"@book{x, title={" + b"word " * 200_000 + b"}}", 1, set()),
    "a megabyte of TeX": (b"@book{x, title={" + rb"{\"o}rd \emph{x} $a$" * 50_000 + b"}}", 1, set()),
    "authors": (b"@book{x, author={" + joined(100_000, "Nish%d, Ian", " and ") + b"}}", 1, {"B022"}),
    "braced authors": (b"@book{x, author={" + joined(100_000, "{N} I%d", " and ") + b"}}", 1, {"B022"}),
    "an author of commas": (b"@book{x, author={" + b"," * 100_000 + b"}}", 1, {"B008"}),
    "one key": (joined(20_000, "@book{x, title={A}}\n"), 1, {"B002"}),
    "one type": (joined(20_000, "@scroll{x%d, title={A}}\n"), 20_000, {"B003"}),
    "a circle of macros": (b"@string{a = b # a}\n@string{b = a # b}\n@book{x, title = a # b}", 1, {"B007"}),
    "a growing macro": (b'@string{a="0123456789"}' + b"@string{a=a # a}\n" * 40 + b"@book{x,}", 1, {"B001"}),
    "pieces": (b"@book{x, title=" + joined(50_000, '"a"', " # ") + b"}", 1, set()),
    "fields": (b"@book{x, " + joined(50_000, "f%d = {a}", ",") + b"}", 1, set()),
    "no strings": (b"@book{x, " + joined(20_000, "f%d = nope%d", ",") + b"}", 1, {"B007"}),
    "at signs": (b"@" * 100_000, 0, {"B001"}),
    "quotation marks": (b'@book{x, title="' + b'"' * 100_000 + b"}", 1, {"B001"}),
    "comments": (b"@comment{x}\n@comment x\n@COMMENT{ {x }\n@commentary{y,}\n@book{z,}", 2, {"B003"}),
    "no keys": (b"@book{, title={A}}\n@book{title={B}}\n@book{}", 1, {"B001", "B021"}),
    "odd keys": ("@book{ä,}\n@book{a'b,}\n@book{a+b:c,}\n@book{a`b,}\n@book{a;b,}".encode(), 5, {"B021"}),
    "carriage returns": (b"@book{x,\r title={A}}\r\r@book{x, title={B}}\r", 1, {"B002"}),
    "NUL": (b"@book{x\0, title={A\0B}}", 1, {"B020"}),
    "UTF-16": ("@book{x, title={A}}".encode("utf-16"), 1, {"B004"}),
    "UTF-16 without a mark": ("@book{x, title={A}}".encode("utf-16-be"), 1, {"B004"}),
    "Latin-1": ("@book{x, title={Café}}\n@book{y, title={B}}".encode("latin-1"), 2, {"B004"}),
    "a mark of bytes": (b"\xef\xbb\xbf@book{x, title={A}}", 1, set()),
    "a mark of bytes inside": (b"@book{x, title={A}}\n\xef\xbb\xbf@book{y, title={B}}", 2, {"B020"}),
    "nothing": (b"", 0, set()),
}  # fmt: skip


@pytest.mark.parametrize("name", EXTREMES)
def test_extremes(tmp_path: Path, name: str) -> None:
    data, works, codes = EXTREMES[name]
    library = read(tmp_path, data)
    assert len(library.works) == works
    assert {finding.code for finding in library.findings} == codes


def test_an_entry_inside_another_ends_it(tmp_path: Path) -> None:
    library = read(tmp_path, EXTREMES["entry in an entry"][0])
    assert [str(finding) for finding in library.findings] == [
        "a.bib:1: B001 entry 'x' does not parse: the next entry begins before its end "
        "(look for a missing comma, brace or quotation mark)"
    ]
    assert library.works["y"].fields["title"] == "B"


def test_of_a_crowd_the_first_are_named(tmp_path: Path) -> None:
    library = read(tmp_path, EXTREMES["authors"][0])
    assert len(library.works["x"].people["author"]) == CROWD


def test_a_line_counts_the_same_whatever_ends_it(tmp_path: Path) -> None:
    text = "@book{x,\n title={A}}\n\n@book{x, title={B}}\n"
    told = [read(tmp_path, text.replace("\n", end).encode()).findings for end in ("\n", "\r\n", "\r")]
    assert told[0] == told[1] == told[2]
    assert told[0][0].line == 4
