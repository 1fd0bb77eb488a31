"""TeX in a closed room: a read-only system, no network, no home, one folder to write to."""

from __future__ import annotations

import functools
import os
import shutil
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

#: What TeX reads of the system; a folder that is not there is passed over.
READABLE = (
    "/opt", "/etc/texmf", "/etc/fonts", "/var/lib/texmf", "/var/cache/fontconfig", "/usr/local/texlive",
)  # fmt: skip


@functools.cache
def is_available() -> bool:
    """Tell whether bubblewrap works here; containers often forbid what it needs."""
    program = shutil.which("bwrap")
    if not program:
        return False
    call = [program, "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "/bin/true"]
    return subprocess.run(call, capture_output=True, check=False, timeout=20).returncode == 0


def planted(folder: Path) -> list[str]:
    """Take away what a run left in its folder that is neither file nor folder; return the names.

    What comes after us in the folder follows links: one that TeX made could lead it out of the closed room.
    """
    found = []
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(place, name)
            if not (stat.S_ISREG(path.lstat().st_mode) or stat.S_ISDIR(path.lstat().st_mode)):
                path.unlink()
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def wrapped(command: list[str], folder: Path, cache: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the command as it runs inside bubblewrap, in ``folder``, with ``cache`` for TeX's own files."""
    call = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    for name, value in environment.items():
        call += ["--setenv", name, value]
    call += ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "lib", "lib64", "sbin"):
        call += ["--symlink", f"usr/{name}", f"/{name}"]
    for path in READABLE:
        call += ["--ro-bind-try", path, path]
    call += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    call += ["--bind", str(cache), str(cache), "--bind", str(folder), "/book", "--chdir", "/book", "--"]
    return call + command
