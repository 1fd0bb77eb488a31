"""The same book gives the same bytes, wherever, whenever and by whom it is built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from building import octavo
from octavo.press.folding import Fold, Scheme
from octavo.press.imposition import Plan, impose
from pressing import DATE, SLUG, pressed

pytestmark = [pytest.mark.latex, pytest.mark.xdist_group("press")]

#: Another place on earth, other sets and dictionaries, another language, and no cache of anybody's.
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "7",
    "LC_ALL": "C",
    "LANG": "C",
    "USER": "somebody",
}
#: One file of each kind, so that a comparison of nothing does not pass.
EXPECTED = (
    f"print/{SLUG}.pdf", f"print/{SLUG}-screen.pdf", f"print/{SLUG}-archive.pdf", f"print/{SLUG}-front.jpg",
    f"print/{SLUG}-kdp-interior.pdf", f"print/{SLUG}-ingramspark-cover.pdf",
    f"print/{SLUG}-generic-pdfx-cover.pdf", f"print/{SLUG}-home-interior.pdf",
    f"print/{SLUG}-kdp-preflight.txt", "handouts/01-one-a4.pdf", "handouts/01-one-letter.pdf",
    f"epub/{SLUG}.epub", "web/index.html", "web/one.html", "report/report.json", "report/index.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the folders of two builds of one book, as different as two builds can be."""
    one = pressed(tmp_path_factory).parent
    room = tmp_path_factory.mktemp("else where")
    book = shutil.copytree(one.parent / "pressed-book", room / "deeper" / "livre")
    for path in book.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    before = os.umask(0o077)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**ELSEWHERE, "SOURCE_DATE_EPOCH": DATE, "HOME": str(room / "home")}.items():
            patch.setenv(name, value)
        patch.delenv("XDG_CACHE_HOME", raising=False)
        try:
            run = octavo("build", book, "--out", room / "out")
        finally:
            os.umask(before)
    assert run.returncode == 0, run.stdout + run.stderr
    return one, room / "out"


def files(folder: Path) -> Iterator[str]:
    """Yield the names of what a build published."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("."):
            yield name


def test_every_file_of_every_edition_has_the_same_bytes(twins: tuple[Path, Path]) -> None:
    one, two = twins
    names = list(files(one))
    assert set(EXPECTED) <= set(names)
    assert list(files(two)) == names
    assert [name for name in names if (one / name).read_bytes() != (two / name).read_bytes()] == []


@pytest.mark.parametrize("name", [f"print/{SLUG}-kdp-interior.pdf", "handouts/01-one-a4.pdf"])
def test_so_have_the_sheets_imposed_from_them(name: str, twins: tuple[Path, Path], tmp_path: Path) -> None:
    plan = Plan(Scheme.SECTION, "a3", 16, Fold.FOLIO, 0.1)
    for number, folder in enumerate(twins):
        impose(folder / name, tmp_path / f"{number}.pdf", plan)
    assert (tmp_path / "0.pdf").read_bytes() == (tmp_path / "1.pdf").read_bytes()
