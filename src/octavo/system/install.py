"""Install what is missing, where that needs no question; otherwise say what would."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence

from octavo.findings import MachineFault
from octavo.system import node
from octavo.system.inventory import Inventory, look
from octavo.system.programs import needed_by, packages
from octavo.system.thing import Kind, Manager, Need, Thing, Weight

#: How long apt-get waits for another apt-get, in seconds.
LOCK_TIMEOUT = 300


def ensure(needs: Iterable[Need], say: Callable[[str], None] = print) -> Inventory:
    """Install what is missing of what is needed, where that is possible, and return what is here then.

    ``say`` is told what is being done. A package that cannot be installed is told as well, and is missing
    in the inventory.
    """
    wanted = tuple(needs)
    things = needed_by(wanted)
    inventory = look(things)
    absent = [missing.thing for missing in inventory.missing if not missing.reason]
    prefix = without_question()
    if absent and inventory.manager is Manager.APT and prefix is not None:
        _install_all(absent, prefix, say)
    _install_node([thing for thing in absent if thing.kind is Kind.NODE], say)
    return look(things) if absent else inventory


def _install_all(absent: Sequence[Thing], prefix: Sequence[str], say: Callable[[str], None]) -> None:
    """Install what apt-get has of what is absent, and say what cannot be installed."""
    # What is merely advised goes one by one: a package that a system lacks must not keep the others away.
    orders = [packages([t for t in absent if t.weight is Weight.REQUIRED], Manager.APT)]
    orders += [packages([t], Manager.APT) for t in absent if t.weight is Weight.ADVISED]
    if not any(orders):
        return
    say(f"octavo: installing {', '.join(packages(absent, Manager.APT))} with apt-get, once; a few minutes")
    start = _apt(prefix)
    # A stale list is no fault yet: the packages may be at hand all the same.
    subprocess.run([*start, "update"], capture_output=True, check=False)
    for names in filter(None, orders):
        try:
            install(start, names)
        except MachineFault as fault:
            say(f"octavo: {fault}")


def _install_node(absent: Sequence[Thing], say: Callable[[str], None]) -> None:
    """Install what npm has of what is absent, and say what cannot be installed."""
    for name in (name for thing in absent for name in thing.files if shutil.which("npm")):
        say(f"octavo: installing {name} with npm, once; about a minute")
        try:
            node.install(name)
        except MachineFault as fault:
            say(f"octavo: {fault}")


def without_question() -> list[str] | None:
    """Return what a command is prefixed with to run as root without a question; nothing where none is."""
    if getattr(os, "geteuid", lambda: 1)() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _apt(prefix: Sequence[str]) -> list[str]:
    """Return apt-get's command line up to what it is to do; it asks nothing and waits for another apt-get."""
    # Set with env, because sudo forgets the environment.
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    return [*prefix, *quiet, "-o", f"DPkg::Lock::Timeout={LOCK_TIMEOUT}"]


def install(start: Sequence[str], names: Sequence[str]) -> None:
    """Install packages with apt-get, whose command line begins with ``start``.

    Raises :class:`MachineFault` with apt-get's last words where it fails.
    """
    done = subprocess.run(
        [*start, "install", "--no-install-recommends", *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = " ".join(done.stdout.strip().splitlines()[-3:])
        raise MachineFault(f"apt-get could not install {' '.join(names)}: {last}")
