"""The document-tree nodes of citations, from the role in the text to the link in an edition."""

from __future__ import annotations

from docutils import nodes


class citation_cluster(nodes.Inline, nodes.Element):
    """One citation as the author wrote it; lives from reading to the apparatus of an edition.

    Attributes: ``serial`` (number in its document, from 1), ``form`` (role, ``p`` or ``t`` ...),
    ``targets`` (list of ``(key, pre, post)``), ``docname``.
    """


class citation_text(nodes.Inline, nodes.Element):
    """A citation as its style prints it in the text; ``ids`` holds ``cite-<serial>``."""


class source_link(nodes.reference):
    """A link from a citation to the entry of its work in a list of sources.

    Attributes: ``key``; ``item`` (``<docname>:<serial>:<position>``, unique in the book);
    ``target_doc`` and ``target_id`` of the entry; ``refuri`` or ``refid`` for HTML writers.
    """


class source_list(nodes.General, nodes.Element):
    """A list of sources; its children are :class:`source_entry`."""


class source_entry(nodes.General, nodes.Element):
    """One work in a list of sources; ``ids`` holds its anchor, ``key`` its key, one paragraph its text."""


class source_index(nodes.General, nodes.Element):
    """An index of sources: which places cite which work; its children are :class:`index_entry`."""


class index_legend(nodes.General, nodes.TextElement):
    """What the numbers of an index of sources mean; stands before it."""


class index_entry(nodes.General, nodes.Element):
    """One work in an index of sources; ``ids`` holds its anchor, ``key`` its key."""


class index_name(nodes.Inline, nodes.Element):
    """The short form of a work in an index of sources, which links to its entry in a list of sources.

    Attributes: ``target_doc`` and ``target_id`` of the entry; ``refuri`` or ``refid`` for HTML writers.
    """


class index_places(nodes.Inline, nodes.Element):
    """The places that cite a work; its children are :class:`index_place`.

    On paper the pages are known to TeX alone: there ``places`` holds a triple for each citation, the
    destinations of its call and of the work in it, and the number of its note, 0 for the text.
    """


class index_place(nodes.Inline, nodes.TextElement):
    """One place, or several that run on: ``refuri`` or ``refid`` leads to the first of them."""
