"""Events: what a timeline's data file holds, read with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from octavo.dates.day import Day, parse, span
from octavo.findings import BookFault, Finding


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a timeline."""

    line: int  #: Line of the data file on which it begins.
    identifier: str  #: Its id in the file; made from its title where the author gave none.
    date: Day  #: In the New Style.
    end: Day | None
    old_style: Day | None  #: In the Julian calendar, where the author gives it.
    end_old_style: Day | None
    title: str
    place: str
    track: str  #: Kind of event, such as ``sea``.
    description: str
    sources: tuple[str, ...]  #: Keys of the bibliography.

    @property
    def date_text(self) -> str:
        """Return the date in words, with the Old Style in parentheses."""
        text = span(self.date, self.end)
        if self.old_style is None:
            return text
        old = span(self.old_style, self.end_old_style)
        if self.end is None and self.old_style.year == self.date.year:
            old = old.removesuffix(f" {self.date.year}")
        return f"{text} ({old} O.S.)"


_TEXTS = ("title", "place", "track", "description")


def load(path: Path, name: str) -> list[Event]:
    """Read a data file, oldest event first.

    ``name`` is what the author calls the file. Raises :class:`BookFault` with every fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise BookFault(
            [Finding(name, 0, "T101", f"cannot be read: {error.strerror}", "mend the path")]
        ) from error
    except UnicodeDecodeError as error:
        raise BookFault([Finding(name, 0, "T102", "is not UTF-8", "save the file as UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        fault = Finding(
            name, line, "T103", f"is no YAML: {error.problem}", "mind indents, and quote texts with a colon"
        )
        raise BookFault([fault]) from error
    except RecursionError as error:
        fault = Finding(name, 0, "T103", "its lists lie too deep in one another", "write a list of events")
        raise BookFault([fault]) from error
    if not isinstance(tree, yaml.SequenceNode):
        raise BookFault(
            [Finding(name, 1, "T104", "is no list of events", "begin each event with '- date: ...'")]
        )
    events: list[Event] = []
    found: list[Finding] = []
    for node in tree.value:
        line = node.start_mark.line + 1
        made = list(_event(node, line, name, found))
        events += made
    if found:
        raise BookFault(found)
    return sorted(events, key=lambda event: event.date)


def _event(node: Any, line: int, name: str, found: list[Finding]) -> Iterator[Event]:
    """Yield the event of one item, or note what is wrong with it."""
    data = _mapping(node)
    if not data.get("date") or not data.get("title"):
        found.append(Finding(name, line, "T105", "the event has no date or no title", "give it both"))
        return
    days: dict[str, Day | None] = {}
    for field in ("date", "end", "old_style", "end_old_style"):
        try:
            days[field] = parse(data[field]) if data.get(field) else None
        except ValueError as error:
            found.append(Finding(name, line, "T106", f"{field} {error}", "write it as in 1904-02-08"))
    if len(days) < 4:
        return
    texts = {field: str(data.get(field) or "") for field in _TEXTS}
    sources = tuple(str(key) for key in data.get("sources") or ())
    date = days["date"]
    assert date is not None  # It was there, and it parsed.
    identifier = str(data.get("id") or texts["title"])
    yield Event(
        line,
        identifier,
        date,
        days["end"],
        days["old_style"],
        days["end_old_style"],
        **texts,
        sources=sources,
    )


def _mapping(node: Any) -> dict[str, Any]:
    """Return an item's fields as texts and lists of texts: a date must not become something else."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    out: dict[str, Any] = {}
    for key, value in node.value:
        if isinstance(value, yaml.SequenceNode):
            out[key.value] = [item.value for item in value.value]
        elif isinstance(value, yaml.ScalarNode) and value.tag != "tag:yaml.org,2002:null":
            out[key.value] = value.value
    return out
