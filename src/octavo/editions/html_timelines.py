"""Timelines in the reading editions: an ordered list, oldest first, that needs no script."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

#: What HTML takes for a date in ``datetime``: a year, a month or a day (HTML, 2.3.5).
DATETIME = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


class TimelineVisitors(HTML5Translator):
    """Writes timelines."""

    def visit_timeline(self, node: nodes.Element) -> None:
        """Open a timeline, named aloud by its label."""
        named = {"aria-label": node["label"]} if node.get("label") else {}
        self.body.append(self.starttag(node, "ol", CLASS="timeline", **named))

    def depart_timeline(self, node: nodes.Element) -> None:
        """Close the timeline."""
        self.body.append("</ol>\n")

    def visit_timeline_event(self, node: nodes.Element) -> None:
        """Open an event; its track is a class for colour and a word for everybody."""
        track = node.get("track")
        style = f"timeline-event track-{nodes.make_id(track)}" if track else "timeline-event"
        self.body.append(self.starttag(node, "li", CLASS=style))

    def depart_timeline_event(self, node: nodes.Element) -> None:
        """Close the event."""
        self.body.append("</li>\n")

    def visit_timeline_date(self, node: nodes.Element) -> None:
        """Open the date of an event."""
        self.body.append(self.starttag(node, "p", "", CLASS="timeline-date"))
        moment = str(node.get("datetime", "")).partition("/")[0]
        if DATETIME.fullmatch(moment):
            self.body.append(self.starttag(nodes.inline(), "time", "", datetime=moment))
            self.context.append("</time>")
        else:
            self.context.append("")

    def depart_timeline_date(self, node: nodes.Element) -> None:
        """Close the date, followed by the word for its track."""
        self.body.append(self.context.pop())
        if track := node.parent.get("track"):
            tag = self.starttag(nodes.inline(), "span", "", CLASS="timeline-track")
            self.body.append(f" {tag}{self.encode(track)}</span>")
        self.body.append("</p>\n")

    def visit_timeline_title(self, node: nodes.Element) -> None:
        """Open the name of an event."""
        self.body.append(self.starttag(node, "p", "", CLASS="timeline-title"))

    def depart_timeline_title(self, node: nodes.Element) -> None:
        """Close the name."""
        self.body.append("</p>\n")
