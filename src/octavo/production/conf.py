"""What is wrong with ``conf.py``, or with an extension that it names, as the author's fault."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from sphinx.errors import ConfigError, ExtensionError, SphinxError

from octavo.findings import BookFault, Finding


def conf_fault(error: SphinxError, conf: Path) -> BookFault:
    """Return what Sphinx could not do as a fault of the author's, with the line where there is one."""
    if isinstance(error.__cause__, BookFault):
        return error.__cause__
    text = " ".join(str(error).split())
    line = int(match[1]) if (match := re.search(r"line (\d+)", text)) else 0
    code, remedy = "S000", "mend conf.py"
    if "not registered" in text and "uilder" in text:
        remedy = "add 'octavo' to extensions"
    elif absent := next(_absent(error), ""):
        code, remedy = "S006", f"run: pip install {_distribution(absent)}"
        line = _line(error, conf)
        extension = _extension(text)
        text = f"{f'the extension {extension}' if extension else 'it'} needs {absent}, which is not installed"
        if extension == absent:
            text = f"the extension {absent} is not installed"
    elif isinstance(error, ExtensionError) and error.modname:
        text = f"the extension {error.modname} fails: {text}"
        remedy = "install another version of it, or take it out of extensions"
    elif isinstance(error, ConfigError) and isinstance(error.__cause__, Exception) and "rogramma" in text:
        line = _line(error, conf)
        text = f"it fails with {type(error.__cause__).__name__}: {error.__cause__}"
    return BookFault([Finding("conf.py", line, code, text.removesuffix("."), remedy)])


def _absent(error: BaseException) -> Iterator[str]:
    """Yield the module that an import did not find."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ModuleNotFoundError) and cause.name:
            yield cause.name
        cause = cause.__cause__


def _extension(text: str) -> str:
    """Return the extension that Sphinx could not import."""
    return match[1] if (match := re.search(r"ould not import extension (\S+)", text)) else ""


def _distribution(module: str) -> str:
    """Return the package that most likely holds a module."""
    parts = module.split(".")
    # Namespaces of many packages: each names its part.
    wanted = "-".join(parts[:2]) if parts[0] in {"sphinxcontrib", "sphinxext"} else parts[0]
    return wanted.replace("_", "-")


def _line(error: BaseException, conf: Path) -> int:
    """Return the line of conf.py at which an error began, or 0."""
    frames = traceback.extract_tb(error.__cause__.__traceback__ if error.__cause__ else None)
    return next((f.lineno or 0 for f in reversed(frames) if Path(f.filename) == conf), 0)
