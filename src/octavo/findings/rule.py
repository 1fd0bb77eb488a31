"""Rules: what a code means, read from the docstring of the generator that yields it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from octavo.findings.finding import Severity

_FIRST = re.compile(
    r"Yield (?P<codes>[A-Z]\d{3}(?:(?:, | and )[A-Z]\d{3})*)(?P<warning>, a warning,)? for (?P<what>.+)",
    re.DOTALL,
)
_EXAMPLE = re.compile(r"Bad: (?P<bad>.*?)(?:\s+Good: (?P<good>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """What one code means."""

    code: str  #: Stable code, such as ``C001``.
    what: str  #: What is reported, in one sentence.
    severity: Severity = Severity.ERROR
    bad: str = ""  #: An example that is reported.
    good: str = ""  #: The same, mended.
    more: str = ""  #: What else the author should know of it.


def rules_of(generators: Iterable[Callable[..., Any]]) -> Iterator[Rule]:
    """Yield the rules of generators.

    A docstring begins ``Yield C001 for each ...`` or ``Yield C001, a warning, for each ...`` and
    shows ``Bad:`` and ``Good:`` in a paragraph of their own. Raises :class:`ValueError` on another.
    """
    for generator in generators:
        head, *rest = [" ".join(p.split()) for p in (inspect.getdoc(generator) or "").split("\n\n")]
        first = _FIRST.fullmatch(head)
        examples = [m for p in rest if (m := _EXAMPLE.fullmatch(p))]
        if not first or not examples:
            raise ValueError(f"{generator.__name__} does not say what it yields, with Bad and Good")
        what = first["what"].removeprefix("each ")
        severity = Severity.WARNING if first["warning"] else Severity.ERROR
        more = " ".join(p for p in rest if not _EXAMPLE.fullmatch(p))
        bad, good = (_plain(examples[0][part] or "").rstrip(".") for part in ("bad", "good"))
        for code in re.findall(r"[A-Z]\d{3}", first["codes"]):
            yield Rule(code, _plain(what[0].upper() + what[1:]), severity, bad, good, _plain(more))


def _plain(text: str) -> str:
    """Return reStructuredText's literals as Markdown's: the longest run of backquotes delimits."""
    return re.sub(
        r"``(?P<code>.+?)``(?!`)",
        lambda m: f"`` {m['code']} ``" if "`" in m["code"] else f"`{m['code']}`",
        text,
    )
