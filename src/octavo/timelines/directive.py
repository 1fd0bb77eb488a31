"""The ``timeline`` directive: sphinx-timeline's, with a history's dates, oldest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx_timeline.main import TimelineDirective, TimelineDiv

from octavo.citations.nodes import citation_cluster
from octavo.dates.day import Day, parse
from octavo.matter.guards import refused
from octavo.timelines.events import Event, load
from octavo.timelines.nodes import timeline, timeline_date, timeline_event, timeline_title

#: What stands under an event's date and title; the sources are cited like any other.
_TEMPLATE = ["{{ e.description }}{% if e.sources %} :cite:p:`{{ e.sources | join(',') }}`{% endif %}"]


#: Options of sphinx-timeline that would run what a file of the book holds, or that we set ourselves.
PROGRAMS = frozenset({"template", "events-format"})


def day(argument: str) -> Day:
    """Return an option's date."""
    return parse(argument)


class HistoryTimeline(TimelineDirective):  # type: ignore[misc]
    """A timeline of the events of a data file between two dates.

    sphinx-timeline itself knows only full dates of the Gregorian calendar and sorts the newest
    first; the dates are read before it, and it lays out what they give it.
    """

    option_spec: ClassVar[dict[str, Any]] = {
        # Its templates are programs in Python, and an author's file would be one.
        **{name: kind for name, kind in TimelineDirective.option_spec.items() if name not in PROGRAMS},
        "from": day,
        "to": day,
        "track": directives.unchanged,
        "label": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Return the timeline's node."""
        if "events" not in self.options:
            raise self.error(
                "the timeline has no :events:; name a data file, as in :events: /data/timeline.yaml"
            )
        named = self.options.pop("events")
        if refused(self, [named]):
            return []
        name, path = self.env.relfn2path(named, self.env.docname)
        # Relative to the source folder; sphinx-timeline notes a path that does not exist,
        # and the page is then read again at every build.
        self.env.note_dependency(name)
        events = [event for event in load(Path(path), name) if self.is_wanted(event)]
        if not events:
            raise self.error(f"no event of {name} lies between :from: and :to:; widen them")
        self.options["reversed"] = None  # Its name for oldest first.
        self.options["events-format"] = "json"
        data = json.dumps([self.prepared(event) for event in events])
        self.content = StringList([data, "---", *_TEMPLATE], source=self.state.document.current_source)
        return [self.converted(super().run()[0], events, Path(path))]

    def is_wanted(self, event: Event) -> bool:
        """Return whether an event lies between the dates asked for, on the track asked for."""
        start, end = self.options.get("from"), self.options.get("to")
        # A year as an end takes in all of its days.
        before = end is None or event.date <= Day(end.year, end.month or 12, end.day or 31)
        return (
            (start is None or event.date >= start)
            and before
            and self.options.get("track", event.track) == event.track
        )

    def prepared(self, event: Event) -> dict[str, Any]:
        """Return an event as sphinx-timeline's template takes it."""
        date = event.date
        full = f"{date.year:04d}-{date.month or 1:02d}-{date.day or 1:02d}"
        return {"start": full, "description": event.description, "sources": list(event.sources)}

    def converted(self, made: nodes.Element, events: list[Event], path: Path) -> timeline:
        """Return sphinx-timeline's list as our own nodes, the same for every edition."""
        out = timeline(label=self.options.get("label", ""))
        self.set_source_info(out)
        boxes = [div for div in made.findall(TimelineDiv) if "tl-item-content" in div["classes"]]
        for event, box in zip(events, boxes, strict=True):
            for inner in box.findall(nodes.Element):
                if isinstance(inner, citation_cluster | nodes.paragraph):
                    inner.source, inner.line = str(path), event.line
            node = timeline_event(
                date=event.date.iso, date_text=event.date_text, track=event.track, place=event.place
            )
            identifier = f"event-{nodes.make_id(event.identifier)}"
            # A document may show an event twice; a link leads to the first.
            if self.state.document.ids.setdefault(identifier, node) is node:
                node["ids"] = [identifier]
            node += timeline_date(event.date_text, event.date_text, datetime=event.date.iso)
            node += timeline_title(event.title, event.title)
            node += box.children
            out += node
        return out
