"""``octavo serve``: the page that is open hears of every build, and nobody else is served."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fire import write_book
from octavo.cli.live import News, Server
from octavo.cli.serve import state

pytestmark = pytest.mark.xdist_group("serving")

PATIENCE = 60  #: Seconds after which a test gives up waiting for a build.


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A book, and the address at which it is shown."""
    book = write_book(tmp_path / "book")
    command = [sys.executable, "-m", "octavo", "serve", book, "--out", tmp_path / "out", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        yield book, found[0]
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@contextmanager
def listening(address: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Listen for news as an open page does."""
    with urllib.request.urlopen(f"{address}-octavo/news", timeout=PATIENCE) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        yield (json.loads(line[6:]) for line in stream if line.startswith(b"data: "))


def until(news: Iterator[dict[str, Any]], state: str) -> dict[str, Any]:
    return next(one for one in news if one["state"] == state)


def get(address: str, **headers: str) -> str:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return str(answer.read().decode())


def test_an_open_page_hears_of_changes_and_faults(served: tuple[Path, str], tmp_path: Path) -> None:
    book, address = served
    with listening(address) as news:
        first = until(news, "built")
        page = get(f"{address}chapters/two.html")
        assert f'src="/-octavo/live.js" data-version="{first["version"]}"></script></body>' in page
        assert "live.js" not in (tmp_path / "out/web/chapters/two.html").read_text(encoding="utf-8")
        assert "EventSource" in get(f"{address}-octavo/live.js")
        assert "<h1>" in get(address)

        two = book / "chapters/two.rst"
        two.write_text(two.read_text(encoding="utf-8") + "\nA new sentence.\n", encoding="utf-8")
        second = until(news, "built")
        assert second["version"] == first["version"] + 1
        assert "A new sentence." in get(f"{address}chapters/two.html")

        two.write_text(two.read_text(encoding="utf-8") + "\nWrong. :cite:p:`nowhere`\n", encoding="utf-8")
        failed = until(news, "failed")
        (finding,) = failed["findings"]
        assert (finding["code"], finding["severity"]) == ("C001", "error")
        assert finding["place"].startswith("chapters/two.rst:")
        assert failed["version"] == second["version"]
        assert "Wrong." not in get(f"{address}chapters/two.html")


def test_other_names_for_this_machine_are_refused(served: tuple[Path, str]) -> None:
    _, address = served
    for host in ("evil.example", "evil.example:80"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(address, Host=host)
        assert refused.value.code == 403


def test_before_the_first_build_a_page_says_so(tmp_path: Path) -> None:
    server = Server(tmp_path / "nothing", 0, News())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = get(f"http://127.0.0.1:{server.server_port}/")
    finally:
        server.shutdown()
        server.server_close()
    assert "is being built" in page and "live.js" in page


def test_what_is_built_is_not_watched(tmp_path: Path) -> None:
    book = tmp_path / "book"
    for name in ("a.rst", "build/web/a.html", ".hidden", "__pycache__/a.pyc", "data/b.yaml"):
        path = book / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    other = tmp_path / "other.bib"
    other.write_text("")
    found = state([book, other, tmp_path / "missing"], book / "build")
    assert set(found) == {book / "a.rst", book / "data/b.yaml", other}
