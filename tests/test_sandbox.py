"""Hostile TeX: what a program in TeX could do if one ever got past every other guard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo.findings import BookFault
from octavo.typesetting import engine, sandbox
from test_typesetting import cache, small, words

__all__ = ["cache"]
pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("sandbox")]
closed = pytest.mark.skipif(not sandbox.is_available(), reason="bubblewrap does not work here")

#: Attempts in Lua, each on its own; ``ROOM`` is a folder outside the closed room.
LUA = """
local room = "ROOM"
local attempts = {
  function() local f = io.open(room .. "/secret") tex.print(f:read("a")) end,
  function() for line in io.lines(room .. "/secret") do tex.print(line) end end,
  function() local f = io.open("/etc/passwd") tex.print("leak" .. f:read("a"):sub(1, 4)) end,
  function() local f = io.open(os.getenv("HOME") .. "/../../.netrc") tex.print("leak" .. f:read("a")) end,
  function() local f = io.open(room .. "/mark", "w") f:write("x") f:close() end,
  function() local f = io.open(room .. "/canary", "w") f:write("x") f:close() end,
  function() assert(os.remove(room .. "/canary")) end,
  function() assert(os.rename(room .. "/canary", room .. "/mark")) end,
  function() assert(os.rename("book.tex", room .. "/mark")) end,
  function() assert(lfs.mkdir(room .. "/mark")) end,
  function() assert(lfs.touch(room .. "/canary", 0, 0)) end,
  function() for name in lfs.dir(room) do tex.print("leak" .. name) end end,
  function() os.execute("touch " .. room .. "/mark") end,
  function() tex.print(io.popen("cat " .. room .. "/secret"):read("a")) end,
  function() os.spawn({ "touch", room .. "/mark" }) end,
  function() os.exec({ "touch", room .. "/mark" }) end,
  function() require("ffi").C.system("touch " .. room .. "/mark") end,
  function() require("socket").connect("127.0.0.1", 80) tex.print("leaknet") end,
  function() local f = io.open("/usr/share/mark", "w") f:write("x") f:close() tex.print("leakusr") end,
  function() local f = io.open("latexmkrc", "w") f:write("system('touch ROOM/mark')") f:close() end,
}
for _, attempt in ipairs(attempts) do pcall(attempt) end
"""

#: Attempts in TeX itself; the engine guards against these wherever it runs.
TEX = {
    "write18": r"\immediate\write18{touch ROOM/mark}",
    "input of a whole path": r"\input{ROOM/secret.tex}",
    "input of a path upwards": r"\input{../secret.tex}",
    "openin": r"\openin5=ROOM/secret.tex \ifeof5 shut\else \read5 to\x \x\fi",
    "openout of a whole path": r"\immediate\openout5=ROOM/mark",
    "openout upwards": r"\immediate\openout5=../mark",
    "openout of a hidden file": r"\immediate\openout5=.mark",
    "a listing": r"\VerbatimInput{ROOM/secret.tex}",
    "a file that is asked for": r"\InputIfFileExists{ROOM/secret.tex}{}{}",
    "filecontents": r"\begin{filecontents}[force]{ROOM/mark}x\end{filecontents}",
    "picture": r"\includegraphics{ROOM/secret.tex}",
    "execute": r"\directlua{os.execute('touch ROOM/mark')}",
    "popen": r"\directlua{pcall(function() io.popen('touch ROOM/mark') end)}",
}


def room(tmp_path: Path) -> Path:
    """Return a folder with a secret and a canary, both outside of where TeX may be."""
    for name in ("secret", "secret.tex"):
        (tmp_path / name).write_text("SESAME-4711", encoding="utf-8")
    (tmp_path / "canary").write_text("alive", encoding="utf-8")
    return tmp_path


def harm(place: Path) -> list[str]:
    """Return what was done outside the folder of the document, or taken out of it."""
    names = {path.name for path in place.iterdir()}
    found = sorted(names ^ {"secret", "secret.tex", "canary", "book"})
    found += [] if (place / "canary").is_file() and (place / "canary").read_text() == "alive" else ["canary"]
    leaks = [path for path in (place / "book").rglob("*") if path.is_file() and path.suffix != ".lua"]
    return found + [path.name for path in leaks if b"SESAME" in path.read_bytes()]


@closed
def test_a_program_in_lua_reaches_nothing(tmp_path: Path, cache: Path) -> None:
    place = room(tmp_path)
    folder = small(place / "book", r"Begun. \directlua{dofile('attempts.lua')} Ended.")
    (folder / "attempts.lua").write_text(LUA.replace("ROOM", str(place)), encoding="utf-8")
    run = engine.typeset(folder, "book", cache=cache)
    assert run.sandboxed and run.note == ""
    shown = words(run.pdf)
    assert "Begun." in shown and "Ended." in shown
    assert "leak" not in shown and "SESAME" not in shown
    assert harm(place) == []


def test_the_same_program_does_harm_where_the_room_is_open(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "is_available", lambda: False)
    place = room(tmp_path)
    folder = small(place / "book", r"Begun. \directlua{dofile('attempts.lua')} Ended.")
    # But for those that would reach beyond the folder of this test.
    apart = ("book.tex", "/etc/", "HOME", "socket", "/usr/", "latexmkrc")
    own = [line for line in LUA.splitlines() if not any(word in line for word in apart)]
    (folder / "attempts.lua").write_text("\n".join(own).replace("ROOM", str(place)), encoding="utf-8")
    run = engine.typeset(folder, "book", cache=cache)
    assert run.note == engine.NOT_SANDBOXED
    assert "SESAME" in words(run.pdf)
    assert {"canary", "mark"} <= set(harm(place))


@pytest.mark.parametrize("shut", [pytest.param(True, marks=closed), False])
@pytest.mark.parametrize("name", TEX)
def test_a_program_in_tex_reaches_nothing_even_without_bubblewrap(
    name: str, shut: bool, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "is_available", lambda: shut)
    place = room(tmp_path)
    folder = small(place / "book", "Begun. " + TEX[name].replace("ROOM", str(place)))
    try:
        run = engine.typeset(folder, "book", cache=cache)
    except BookFault as fault:
        assert {finding.code for finding in fault.findings} <= {"T001"}
    else:
        assert "SESAME" not in words(run.pdf)
        assert run.note == ("" if shut else engine.NOT_SANDBOXED)
    assert harm(place) == []
    assert not (folder / ".mark").exists()


@closed
@pytest.mark.parametrize("name", ["book.gutter", "book.pdf.txt", "fonts/octavo.otf"])
def test_a_link_that_tex_leaves_is_taken_away_before_anything_follows_it(
    name: str, tmp_path: Path, cache: Path
) -> None:
    place = room(tmp_path)
    lua = f"lfs.link('{place}/canary', '{name}', true)"
    with pytest.raises(BookFault) as caught:
        engine.typeset(small(place / "book", rf"A. \directlua{{{lua}}}"), "book", cache=cache)
    (found,) = caught.value.findings
    assert (found.path, found.code) == ("book.tex", "T006")
    assert found.message.startswith(f"TeX left {name}, which is a link")
    assert not (place / "book" / name).is_symlink()
    assert harm(place) == []


def test_what_is_neither_file_nor_folder_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "link").symlink_to(tmp_path / "a")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert sandbox.planted(tmp_path) == ["deep/link", "loop"]
    assert sandbox.planted(tmp_path) == []
    assert (tmp_path / "a").read_text(encoding="utf-8") == "a"


def test_the_room_holds_no_home_no_network_and_no_rights(tmp_path: Path) -> None:
    call = sandbox.wrapped(["true"], tmp_path / "book", tmp_path / "cache", {"HOME": "/nowhere"})
    assert {"--unshare-all", "--die-with-parent", "--new-session", "--clearenv"} <= set(call)
    writable = [call[i + 1] for i, word in enumerate(call) if word == "--bind"]
    assert writable == [str(tmp_path / "cache"), str(tmp_path / "book")]
    assert json.dumps(call).count("/etc") == 4  # texmf and fonts, each from and to.
