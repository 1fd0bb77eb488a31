"""Parentheses in the prose that look like a citation nobody converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

#: Stands for what is no prose: a citation, a ship, a title, a formula.
GAP = "\ufffc"

_PARENTHESIS = re.compile(r"(?:(?P<before>[^\W\d_][\w’'-]*)[\s\u00a0]+)?\((?P<inside>[^()\ufffc]{3,160})\)")

#: ``see Nish 1985``, ``Nish, 1985, pp. 3–4``, ``Nish and Smith 1985: 45``, ``Nish 45``, ``Nish, p. 45``,
#: ``Nish,45``, ``Nish, 45, 47–48``, ``Nish 45 ff.``, ``Nish, I, 74``, ``Nish 1:74``, ``Nish, ch. 3``.
_SHAPE = re.compile(
    r"(?P<lead>(?:see also|see|cf\.?|compare|quoted in|cited in|qtd\. in)\s+)?"
    r"(?P<names>[^\d,;:]+?)"
    r"(?P<others>\s+et\s+al\.?)?"
    r"(?:(?P<comma>,)\s*|\s+)"
    r"(?:(?P<year>(?:1\d|20)\d\d)[a-z]?(?:\s*[:,]\s*(?:pp?\.\s*|ch\.\s*)?(?P<after>\d+)(?:\s*[-–]\s*\d+)?)?"
    r"|(?P<label>(?:pp?|chs?|arts?)\.\s*)?(?P<volume>(?:vol\.\s*)?(?:\d|[IVX]+)\s*[,:]\s*)?"
    r"(?P<page>\d{1,4})(?:\s*[-–]\s*(?P<to>\d{1,4}))?(?P<more>(?:,\s*\d{1,4}(?:\s*[-–]\s*\d{1,4})?)+|\s?ff?\.)?)\.?",
    re.IGNORECASE,
)
_YEAR_AND_PAGE = re.compile(
    r"(?P<year>(?:1\d|20)\d\d)[a-z]?(?:\s*:\s*|,\s*(?:pp?\.\s*)?)\d+(?:\s*[-–]\s*\d+)?"
)

#: Small words of a family name.
_PARTICLES = frozenset("al af da de del den der di dos du el la le ten ter van von zu".split())

#: Capitalised words before a number that are nobody's name.
_NO_NAMES = frozenset(
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sept sep oct nov dec spring summer autumn fall winter easter christmas
    monday tuesday wednesday thursday friday saturday sunday style old new julian gregorian chapter
    chapters part parts volume volumes vol vols book section sections article articles art arts
    figure figures fig figs table tables map maps plate plates page pages note notes number numbers
    no nos appendix line lines act scene type class model mark division regiment brigade corps army
    fleet battalion squadron document documents circa about after before until since from in on born
    died reigned the a an psalm meiji taisho taishō shōwa showa heisei reiwa
    """.split()
)


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """A parenthesis that may be a citation, remembered until the bibliography is asked."""

    path: str  #: Source file, relative to the book.
    line: int  #: Line on which it begins.
    text: str  #: What stands in it.
    names: tuple[str, ...]  #: Names in it that may be family names.
    is_plain: bool  #: Whether nothing but a name and a number stands there, as in ``(Name 45)``.


def candidates(text: str) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
    """Yield offset, text, names and plainness of each parenthesis that may be a citation."""
    for match in _PARENTHESIS.finditer(text):
        inside = " ".join(match["inside"].split())
        offset = match.start("inside") - 1
        if _YEAR_AND_PAGE.fullmatch(inside):
            if match["before"] and (names := _names(match["before"])):
                yield offset, inside, names, True
            continue
        parts = [_cited(part.strip()) for part in inside.split(";")]
        if found := [part for part in parts if part]:
            yield offset, inside, sum((names for names, _ in found), ()), all(plain for _, plain in found)


def _cited(part: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the names of what may be one citation, and whether it may as well be something else."""
    match = _SHAPE.fullmatch(part)
    if not match or not (names := _names(match["names"])):
        return None
    if match["to"] and len(match["page"]) == 4:  # The years of a reign or a life.
        return None
    is_certain = match["lead"] or match["others"] or match["after"] or match["label"]
    is_single = " " not in match["names"].strip()
    # Numbers in a row may count anything: they are a citation only of an author who is known.
    is_one = match["comma"] and match["page"] and not (match["more"] or match["volume"])
    is_told = is_single and (match["year"] or is_one)
    is_pair = len(names) > 1 and match["year"]
    return names, not (is_certain or is_told or is_pair)


def _names(text: str) -> tuple[str, ...]:
    """Return the names in a text, none when it holds a word that belongs to no name."""
    out = []
    for name in re.split(r"\s+(?:and|&)\s+", text.strip()):
        words = name.split()
        if not 1 <= len(words) <= 5 or any(not _is_of_a_name(word) for word in words):
            return ()
        if not words[-1][0].isupper():
            return ()
        out.append(name)
    return tuple(out)


def _is_of_a_name(word: str) -> bool:
    """Return whether a word can be one of a name's."""
    bare = word.rstrip(".")
    if bare.lower() in _NO_NAMES or not bare.replace("-", "").replace("’", "").replace("'", "").isalpha():
        return False
    return bare[0].isupper() or bare in _PARTICLES


def prose(document: nodes.document) -> Iterator[tuple[nodes.Element, str]]:
    """Yield each block of text of a document, with a gap for whatever in it is no prose."""
    for block in document.findall(nodes.TextElement):
        if isinstance(block, nodes.Inline | nodes.FixedTextElement | nodes.Invisible | nodes.math_block):
            continue
        text = "".join(_text(child) for child in block.children)
        if "(" in text:
            yield block, text


def _text(node: nodes.Node) -> str:
    """Return the prose of a node; italics are a ship's or a title's, and a class says what it is."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, nodes.strong | nodes.reference) or (
        isinstance(node, nodes.inline) and not node["classes"]
    ):
        return "".join(_text(child) for child in node.children)
    return GAP
