"""What octavo says about the machine: what is here, what is missing, and the command that mends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from octavo.edition import Edition
from octavo.system.inventory import Inventory, Missing
from octavo.system.programs import command, packages
from octavo.system.thing import Kind, Manager, Need, Task, Weight

TASKS = {
    Task.JUDGE: "the judges cannot be asked",
    Task.TEST: "the tests cannot be run",
    Task.BENCH: "the benchmark cannot be run",
}


def remedy(missing: Iterable[Missing], manager: Manager | None) -> list[str]:
    """Return what installs what is missing: this system's command, or each one's where it is unknown.

    What no package brings follows, to be done by hand.
    """
    things = [m.thing for m in missing if not m.reason]
    managers = [manager] if manager else list(Manager)
    commands = [line for m in managers if (line := command(things, m))]
    by_hand = [t.by_hand for t in things if t.by_hand and not all(packages([t], m) for m in managers)]
    return [f"run: {line}" for line in commands[:1]] + [f" or: {line}" for line in commands[1:]] + by_hand


def cannot(need: Need, missing: Sequence[Missing], manager: Manager | None) -> str:
    """Return the message that an edition or a task is not possible, with the remedy."""
    what = TASKS[need] if isinstance(need, Task) else f"the {need} edition cannot be made"
    lines = [f"{what} without {_names(missing)}"]
    return "\n  ".join(lines + remedy(missing, manager))


def _names(missing: Sequence[Missing]) -> str:
    """Return the names of what is missing; of a TeX that is not here, no single files."""
    has_tex = all(m.thing.name != "kpsewhich" for m in missing)
    return ", ".join(m.thing.name for m in missing if has_tex or m.thing.kind is not Kind.TEX_FILE)


def report(inventory: Inventory, needs: Iterable[Need]) -> Iterator[str]:
    """Yield the lines of ``octavo doctor``."""
    width = max((len(here.thing.name) for here in inventory.present), default=0)
    for here in inventory.present:
        yield f"here     {here.thing.name:{width}}  {here.path}"
    for missing in inventory.missing:
        word = "missing" if missing.thing.weight is Weight.REQUIRED else "advised"
        yield f"{word}  {missing} (for {', '.join(sorted(missing.thing.needed_by))})"
    yield ""
    for need in needs:
        lacking = _names(inventory.lacking(need))
        good = "can be made" if isinstance(need, Edition) else "can be run"
        yield f"{need:8}  {f'not possible without {lacking}' if lacking else good}"
    if lines := remedy(inventory.missing, inventory.manager):
        yield ""
        yield from lines
