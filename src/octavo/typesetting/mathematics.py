"""Mathematics held to mathematics: a formula reaches TeX as written, and TeX is a language of programs."""

from __future__ import annotations

import re
from collections.abc import Set

#: Environments that mathematics needs; any other could write a file.
ENVIRONMENTS = frozenset(
    f"{name}{star}"
    for name in (
        "align alignat aligned alignedat array Bmatrix bmatrix cases equation gather gathered matrix "
        "multline pmatrix smallmatrix split subarray Vmatrix vmatrix"
    ).split()
    for star in ("", "*")
)
#: Words that build a formula out of signs; the signs themselves are another's to know.
WORDS = frozenset(
    "begin Big big Bigg bigg binom boldsymbol boxed cfrac colon dbinom dfrac displaystyle end frac "
    "hline hphantom hspace idotsint intertext left limits mathstrut mbox medspace middle mspace "
    "nolimits nonumber not operatorname overbrace overline overset phantom pmb qquad quad right "
    "scriptscriptstyle scriptstyle smash sqrt stackrel substack tbinom text textrm textstyle tfrac "
    "thickspace thinspace underbrace underline underset vphantom xleftarrow xrightarrow".split()
)
#: A word or a sign behind a backslash, as TeX reads it: letters of every script make words.
_CONTROL = re.compile(r"\\([^\W\d_]+|.|$)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\b(?:\{([A-Za-z]+\*?)\})?")
#: What writes a character by its number, or hides the rest of the line.
_SIGNS = re.compile(r"(\^\^)|(?<!\\)(?:\\\\)*(%)")


def forbidden(formula: str, signs: Set[str]) -> str:
    r"""Return the first thing in a formula that is no mathematics, or nothing.

    Nothing is mathematics but what is known to be: a list of what is dangerous would never be whole.
    ``signs`` holds the names of the signs that every edition can show.

    >>> forbidden(r"\frac{a}{b} \le \sum_{i} x_i", {"le", "sum"})
    ''
    >>> [forbidden(f, set()) for f in (r"\directlua{os.exit()}", "^^5cinput", r"\begin{filecontents}{x}")]
    ['\\directlua', '^^', '\\begin{filecontents}']
    >>> [forbidden(f, set()) for f in ("a}{b", "a % b", r"50\,\%")]
    ['a brace without its partner', '%', '']
    """
    if found := _SIGNS.search(formula):
        return found[1] or found[2]
    for found in _ENVIRONMENT.finditer(formula):
        if found[1] not in ENVIRONMENTS:
            return found[0]
    for found in _CONTROL.finditer(formula):
        name = found[1]
        if name[:1].isalpha() and name not in WORDS and name not in signs:
            return found[0]
        if not name:
            return "a backslash with nothing behind it"
    return "" if _is_balanced(formula) else "a brace without its partner"


def _is_balanced(formula: str) -> bool:
    """Return whether each brace has its partner, so that no group around the formula ends in it."""
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\.", "", formula, flags=re.DOTALL)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
