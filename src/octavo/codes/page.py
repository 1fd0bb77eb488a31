"""The manual's page of codes, made from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.findings import Rule

#: First letter of a code and the heading of its kind.
KINDS = {
    "A": "A: accepted findings",
    "B": "B: the bibliography",
    "C": "C: citations",
    "E": "E: web and EPUB, from E101 in the finished EPUB",
    "L": "L: the printed pages",
    "M": "M: the structure of the book",
    "N": "N: beginning a book or a chapter",
    "P": "P: the proof of what was built",
    "R": "R: files for the press",
    "S": "S: settings",
    "T": "T: typesetting, and timelines from T101",
    "W": "W: what Sphinx says",
}

_HEAD = """\
# Findings

<!-- Made from the rules by: octavo codes > docs/findings.md -->

`octavo check` reads the book and reports everything that is wrong with its sources at once, before
anything is built; `octavo build` begins with the same check. An error stops the build, a warning does
not; `octavo check --strict` makes warnings errors. `--format json`, `junit` and `sarif`, with
`--output FILE`, are for editors and services of continuous integration.

## Accepting a finding

What is to stay as it is goes into `accepted.toml`, beside the `.bib` files in `bibliography/` or in the
book's folder (or where `octavo_accepted` in `conf.py` says), with a reason:

```toml
[[accept]]
code = "B015"
path = "../bibliography/*.bib"      # as the check prints it; * and ? stand for any letters
text = "nish-1985"                  # optional: a part of the message, with * and ?
line = 12                           # optional
reason = "The book itself prints this ISBN."
```

An acceptance that nothing answers to is an error, so that the list never outlives its faults.
C001, C002, C004 and the codes with A, E, P and S cannot be accepted, but for the warnings from E101: they are
found in the finished EPUB and told at the source, whose path the acceptance names.
"""


def page(rules: Iterable[Rule]) -> str:
    """Return the page in Markdown: how findings are accepted, then a table for each kind of code."""
    known = sorted(rules)
    return _HEAD + "".join(_section(letter, known) for letter in KINDS)


def _section(letter: str, rules: Iterable[Rule]) -> str:
    """Return the table of one kind of code."""
    lines = [_row(rule) for rule in rules if rule.code[0] == letter]
    head = ["| code | reported | severity | bad | good |", "| --- | --- | --- | --- | --- |"]
    return "\n".join(["", f"## {KINDS[letter]}", "", *head, *lines, ""])


def _row(rule: Rule) -> str:
    """Return the row of a rule."""
    cells = [rule.code, " ".join(_sentences(rule)), rule.severity.value, rule.bad, rule.good]
    return "| " + " | ".join(cell.replace("|", "\\|").strip() for cell in cells) + " |"


def _sentences(rule: Rule) -> Iterator[str]:
    """Yield what is reported, and what else there is to know."""
    yield rule.what if rule.what.endswith(".") else f"{rule.what}."
    if rule.more:
        yield rule.more
