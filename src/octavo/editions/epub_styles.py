"""The style sheet of the EPUB and the classes of its pages: each knows nothing but the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from octavo.proof.epub_lint_package import UNSTYLED

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}\n?")
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_PSEUDO = re.compile(r"::?[a-z-]+(?:\([^)]*\))?|\[[^\]]*\]")
_TYPE = re.compile(r"(?<![\w.#-])[a-z][a-z0-9]*")
#: In a start tag alone: quotation marks in text are escaped.
_CLASSES = re.compile(r'(<[a-zA-Z][^<>]*?) class="([^"]*)"')


def known_classes(css: str) -> frozenset[str]:
    """Return the classes that a style sheet names, and those that need no style."""
    selectors = (rule[1] for rule in _RULE.finditer(_COMMENT.sub("", css)))
    return UNSTYLED | {name for selector in selectors for name in _CLASS.findall(selector)}


def classed(markup: str, known: Set[str]) -> str:
    """Return a page without the classes that no style sheet knows."""

    def kept(found: re.Match[str]) -> str:
        names = " ".join(name for name in found[2].split() if name in known)
        return f'{found[1]} class="{names}"' if names else found[1]

    return _CLASSES.sub(kept, markup)


def pruned(css: str, pages: Iterable[str]) -> str:
    """Return a style sheet without the rules for what stands on no page."""
    classes: set[str] = set()
    tags: set[str] = set()
    for markup in pages:
        classes |= {name for found in _CLASSES.finditer(markup) for name in found[2].split()}
        tags |= set(re.findall(r"<([a-z][a-z0-9]*)", markup))

    def is_used(selector: str) -> bool:
        if selector.startswith("@"):
            return True
        plain = _PSEUDO.sub("", selector)
        return set(_CLASS.findall(plain)) <= classes and set(_TYPE.findall(_CLASS.sub("", plain))) <= tags

    out = []
    for found in _RULE.finditer(_COMMENT.sub("", css)):
        charset, _, selectors = found[1].rpartition(";")
        used = [one for one in map(str.strip, selectors.split(",")) if is_used(one)]
        out += [f"{charset.strip()};\n"] if charset else []
        out += [f"{', '.join(used)} {{{found[2]}}}\n"] if used else []
    return "".join(out)
