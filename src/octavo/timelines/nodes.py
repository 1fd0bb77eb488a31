"""The document-tree nodes of a timeline, the same for every edition."""

from __future__ import annotations

from docutils import nodes


class timeline(nodes.General, nodes.Element):
    """A timeline, oldest first; its children are :class:`timeline_event`. ``label`` names it aloud."""


class timeline_event(nodes.General, nodes.Element):
    """One event. Attributes: ``date`` (ISO 8601), ``date_text``, ``track``, ``ids``; children: body."""


class timeline_date(nodes.General, nodes.TextElement):
    """The event's date as the reader sees it; ``datetime`` holds ISO 8601."""


class timeline_title(nodes.General, nodes.TextElement):
    """The event's name."""
