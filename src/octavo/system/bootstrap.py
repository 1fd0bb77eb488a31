"""Set up the virtual environment that octavo runs in, with nothing but Python's standard library.

``python3 src/octavo/system/bootstrap.py [book|test]`` makes ``.venv`` beside ``pyproject.toml``, installs the
pinned requirements by hash, and then the project itself. Nothing happens when nothing changed. This file runs
before octavo is installed, so it imports nothing of octavo, and it reads on any Python 3, so that an old
Python is told what is wrong instead of stumbling over the syntax.
"""

from __future__ import annotations

import hashlib
import os
import sys

#: The oldest Python that octavo runs on.
OLDEST = (3, 11)

#: Which Pythons to look for when the one at hand is too old.
NEWER = tuple(f"python3.{minor}" for minor in range(16, OLDEST[1] - 1, -1))

#: Each set of requirements, with the sets that it holds as well.
SETS = {"book": ("requirements.txt", ("book",)), "test": ("requirements-test.txt", ("book", "test"))}

ROOT = os.path.realpath(os.path.join(__file__, *[os.pardir] * 4))  # noqa: PTH118, because pathlib takes 20 ms.
VENV = os.path.join(ROOT, ".venv")  # noqa: PTH118
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))  # noqa: PTH118


class SetUpFault(Exception):
    """What keeps the environment from being made; the text names fault and remedy."""


def main(arguments: list[str]) -> int:
    """Make the environment for one set of requirements and return the exit status."""
    wanted = arguments[0] if arguments else "book"
    if wanted not in SETS:
        print(
            f"octavo: unknown set of requirements {wanted!r}; use one of {', '.join(SETS)}", file=sys.stderr
        )
        return 2
    if sys.version_info < OLDEST:
        return _again_with_newer_python(arguments)
    if is_current(wanted):
        return 0
    try:
        set_up(wanted)
    except SetUpFault as fault:
        print(f"octavo: {fault}", file=sys.stderr)
        return 2
    return 0


def _again_with_newer_python(arguments: list[str]) -> int:
    """Run this file once more with a Python that is new enough, or say which one is needed."""
    import shutil

    for name in NEWER:
        if found := shutil.which(name):
            os.execv(found, [found, "-I", __file__, *arguments])
    found_version = ".".join(map(str, sys.version_info[:2]))
    print(
        f"octavo: Python {OLDEST[0]}.{OLDEST[1]} or newer is needed and this is {found_version}; "
        "install a newer one (Debian, Ubuntu: sudo apt-get install python3.11 python3.11-venv) "
        "and name it: make PYTHON=python3.11",
        file=sys.stderr,
    )
    return 2


def stamp_of(wanted: str) -> str:
    """Return what the environment depends on: its place, its Python, its requirements, its project file.

    The Python is the one that the environment points to, not the one that runs this file: either may change.
    """
    digest = hashlib.sha256(f"{VENV}\n{os.path.realpath(PYTHON)}\n".encode())
    for name in (SETS[wanted][0], "pyproject.toml"):
        with open(os.path.join(ROOT, name), "rb") as file:  # noqa: PTH118, PTH123
            digest.update(file.read())
    return digest.hexdigest()


def _stamp_path(name: str) -> str:
    """Return the file that remembers for what a set was installed."""
    return os.path.join(VENV, f"octavo-{name}.stamp")  # noqa: PTH118


def is_current(wanted: str) -> bool:
    """Return whether the environment was made from the requirements as they are now."""
    try:
        with open(_stamp_path(wanted), encoding="ascii") as file:  # noqa: PTH123
            return os.path.exists(PYTHON) and file.read() == stamp_of(wanted)  # noqa: PTH110
    except OSError:
        return False


def set_up(wanted: str) -> None:
    """Make the environment and install one set of requirements and the project.

    Raises :class:`SetUpFault` where a step fails.
    """
    requirements, held = SETS[wanted]
    print(f"octavo: setting up .venv for the {wanted} from {requirements}, once; about a minute", flush=True)
    # What stands is added to where it is whole, and made anew where it was moved or its Python is gone.
    is_whole = any(is_current(name) for name in SETS)
    for name in SETS:
        if os.path.exists(_stamp_path(name)):  # noqa: PTH110
            os.unlink(_stamp_path(name))  # noqa: PTH108, so that a half-finished installation counts as none.
    if not is_whole:
        _make_venv()
    install = _installer()
    place = ["--require-hashes", "--only-binary", ":all:", "-r", os.path.join(ROOT, requirements)]  # noqa: PTH118
    _run(install + place, "the requirements could not be installed; is the package index within reach?")
    project = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    _run(install + project, "octavo itself could not be installed")
    for name in held:
        with open(_stamp_path(name), "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(stamp_of(name))


def _make_venv() -> None:
    """Make the environment, with pip where Python can bring it."""
    import importlib.util
    import venv

    has_pip = bool(importlib.util.find_spec("ensurepip")) or _install_ensurepip()
    # Cleared, because an environment that was moved or made by another Python does not work.
    venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=has_pip).create(VENV)


def _install_ensurepip() -> bool:
    """Install the package that Debian and Ubuntu keep ensurepip in, where that needs no question."""
    import shutil
    import subprocess

    root = [] if getattr(os, "geteuid", lambda: 1)() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (root and not shutil.which("sudo")):
        return False
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    print(f"octavo: installing {_venv_package()} with apt-get", flush=True)
    # A stale list is no fault yet: the package may be at hand all the same.
    subprocess.run([*apt, "update"], check=False, capture_output=True)
    install = [*apt, "install", "--no-install-recommends", _venv_package()]
    done = subprocess.run(install, check=False, capture_output=True, text=True)
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-3:]), file=sys.stderr)
    return done.returncode == 0


def _venv_package() -> str:
    """Return the package that holds ensurepip for this Python on Debian and Ubuntu."""
    return "python{}.{}-venv".format(*sys.version_info[:2])


def _installer() -> list[str]:
    """Return the command that installs into the environment: its own pip, else one that reaches into it.

    Raises :class:`SetUpFault` where there is none.
    """
    import shutil
    import subprocess

    def works(command: list[str]) -> bool:
        return subprocess.run([*command, "--version"], check=False, capture_output=True).returncode == 0

    quiet = ["install", "--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    if works([PYTHON, "-m", "pip"]):
        return [PYTHON, "-m", "pip", *quiet]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", PYTHON]
    outside = [sys.executable, "-m", "pip", "--python", PYTHON]
    if works(outside):
        return [*outside, *quiet]
    raise SetUpFault(
        f"Python has no way to install packages here; run: sudo apt-get install {_venv_package()} "
        "(on another system: install pip or uv for this Python), then the same command again"
    )


def _run(command: list[str], fault: str) -> None:
    """Run a command that says itself what is wrong; raise :class:`SetUpFault` when it fails."""
    import subprocess

    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        raise SetUpFault(fault)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
