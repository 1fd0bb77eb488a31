"""The rooms and their rules: who may import whom, and what may stand nowhere in the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "octavo"
ROOT = SOURCE.parents[1]
PURE = [
    "bibliography",
    "dates",
    "findings",
    "judges",
    "pagination",
    "typesetting",
    "press",
    "proof",
    "system",
]
PURE_FILES = [
    "accepted.py", "settings.py", "edition.py", "templates.py", "matter/structure.py", "citations/cluster.py",
    "citations/locators.py", "citations/engine.py", "citations/checks.py", "citations/printed.py",
    "citations/request.py", "citations/style.py", "citations/scripts.py", "citations/mentions.py",
    "citations/store.py", "citations/rendered.py", "timelines/events.py",
    "citations/check_locators.py", "citations/check_prose.py", "citations/nearest.py",
    "citations/extents.py", "citations/index_places.py", "citations/short_forms.py",
     "citations/place.py", "citations/verifying.py",
    "production/publish.py", "production/lock.py", "production/inputs.py", "production/unchanged.py",
    "production/checked.py",
]  # fmt: skip

#: Which room stands above which: cli, production, editions, the Sphinx rooms, the pure rooms.
FLOORS = {
    "cli": 5, "testing": 5, "production": 4, "editions": 3, "extension": 4, "codes": 4, "checking": 3,
    "citations": 2, "matter": 2, "timelines": 2, "names": 2,
    "bibliography": 1, "dates": 1, "typesetting": 1, "proof": 1, "system": 1, "press": 1,
    "pagination": 1, "judges": 1,
    "findings": 0, "accepted": 0, "settings": 0, "edition": 0, "templates": 0,
}  # fmt: skip


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the names of the modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def pure_modules() -> list[Path]:
    rooms = [path for room in PURE for path in sorted((SOURCE / room).glob("*.py"))]
    return rooms + [SOURCE / name for name in PURE_FILES]


@pytest.mark.parametrize("path", pure_modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_pure_module_knows_neither_sphinx_nor_docutils(path: Path) -> None:
    forbidden = {name for name in imports(path) if name.split(".")[0] in {"sphinx", "docutils"}}
    assert forbidden == set()


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_arrows_run_down(path: Path) -> None:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    room = parts[0]
    if room in {"__init__", "__main__", "bench"}:
        return
    for name in imports(path):
        if not name.startswith("octavo."):
            continue
        other = name.split(".")[1]
        # The reader builder is what the extension registers; the bench is its own command.
        if other in {room, "bench"} or (room == "extension" and other == "production"):
            continue
        if room in {"checking"} and other == "production":
            continue
        assert FLOORS[other] <= FLOORS[room], f"{path.name} imports {name}"


def test_no_module_is_called_after_nothing() -> None:
    names = {path.stem for path in modules()}
    assert names & {"utils", "helpers", "misc", "common", "util", "helper"} == set()


def test_the_source_knows_no_book() -> None:
    subject = re.compile(
        r"Port Arthur|Russo|Tsushima|Manchuri|Westwood|Makarov|Kuropatkin|Chemulpo", re.IGNORECASE
    )
    told = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in (SOURCE, ROOT / "templates")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".pyc", ".otf", ".png", ".woff"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if subject.search(line) and "westwod-1986" not in line
    ]
    assert told == []


def test_the_flagships_conf_is_data() -> None:
    tree = ast.parse((ROOT / "book" / "conf.py").read_text(encoding="utf-8"))
    for node in tree.body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert is_docstring or isinstance(node, ast.Assign), ast.unparse(node)
        if isinstance(node, ast.Assign):
            ast.literal_eval(node.value)
