"""Books from one source: web, EPUB, print and handouts, every citation proved."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any

try:
    __version__ = version("octavo")
except PackageNotFoundError:  # A source tree that nobody installed.
    __version__ = "0+unknown"

__all__ = ["__version__", "setup"]


def setup(app: Any) -> dict[str, Any]:
    """Register octavo with Sphinx; imported late, so that the pure rooms come without Sphinx."""
    from octavo.extension import setup as register

    return register(app)
