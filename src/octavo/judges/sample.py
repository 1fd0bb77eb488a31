"""Which pages a slow judge looks at: all of a short book; of a long one every kind, and a sample."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

#: Pages up to which every one is looked at.
ALL = 24

#: The same pages are taken at every run.
_SEED = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """The pages to look at."""

    pages: tuple[str, ...]  #: Addresses from the root of the site.
    told: str  #: What they are, for a reader.


def sample(kinds: Mapping[str, str], sizes: Mapping[str, int], words: str) -> Sample:
    """Return the pages to look at: of a long book the first and the largest of each kind, and some more.

    The pages of a long book come from the same templates: what differs from page to page is what its chapter
    holds, and the largest of a kind holds most.

    :param kinds: kind of each page, by its path.
    :param sizes: bytes of each page, by its path.
    :param words: what is looked for on the page of the search.
    """
    paths = sorted(kinds)
    if len(paths) <= ALL:
        chosen, told = set(paths), f"all {len(paths)} pages"
    else:
        chosen = set()
        for kind in set(kinds.values()):
            of_kind = [path for path in paths if kinds[path] == kind]
            chosen |= {of_kind[0], max(of_kind, key=lambda path: sizes[path])}
        rest = sorted(set(paths) - chosen)
        chosen |= set(random.Random(_SEED).sample(rest, max(0, min(len(rest), ALL - len(chosen)))))
        told = f"{len(chosen)} of {len(paths)} pages: every kind, and a sample"
    return Sample(tuple(_address(path, words) for path in sorted(chosen)), told)


def _address(path: str, words: str) -> str:
    """Return the address of a page; the search looks for something."""
    return f"{path}?q={words}" if path == "search.html" else path
