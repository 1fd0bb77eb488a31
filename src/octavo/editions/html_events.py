"""What other extensions do to every HTML builder, and the reading editions have no use for."""

from __future__ import annotations

from sphinx.application import Sphinx

#: Event and handler: Sphinx's check of settings that our EPUB does not read, the style sheets and
#: scripts for sphinx-timeline's own markup, which ours replaces, and furo's style sheet for listings,
#: which the web edition writes under a name of its own.
UNUSED = (
    ("builder-inited", "sphinx.builders.epub3", "validate_config_values"),
    ("builder-inited", "sphinx_timeline.main", "add_html_assets"),
    ("build-finished", "furo", "_overwrite_pygments_css"),
    ("html-page-context", "sphinx_timeline.main", "load_html_assets"),
)


def disconnect_unused(app: Sphinx) -> None:
    """Disconnect the handlers that a reading edition has no use for."""
    for event, module, name in UNUSED:
        for listener in list(app.events.listeners[event]):
            handler = listener.handler
            if getattr(handler, "__module__", "") == module and getattr(handler, "__name__", "") == name:
                app.disconnect(listener.id)
