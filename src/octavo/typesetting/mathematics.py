"""Mathematics held to mathematics: a formula reaches TeX as written, and TeX is a language of programs."""

from __future__ import annotations

import re

#: Control words that read, write, run, define or change how TeX reads.
_PROGRAMS = re.compile(
    r"\\(?:direct|late|lua|pdf|special|write|open|close|read|input|include|immediate|new|renew|provide|def|[egx]def|"
    r"let|future|csname|endcsname|expandafter|catcode|active|scan|string|detokenize|meaning|jobname|every|after|"
    r"aftergroup|output|shipout|uppercase|lowercase|lccode|uccode|begingroup|global|long|outer|protected|loop|repeat|"
    r"makeat|Declare|Add|use|Require|usepackage|document|Load|Pass|Process|At|hook|ExplSyntax|octavo|font|char|"
    r"count|dimen|skip|toks|box|set|hoffset|voffset|end\s*$|bye|stop|dump|batchmode|errorstop|scrollmode|tracing)"
    r"(?:[A-Za-z@]*)"
)
#: Environments that mathematics needs; any other could write a file.
_ENVIRONMENTS = re.compile(
    r"\\(?:begin|end)\s*\{(?!(?:aligned|alignedat|align|alignat|gather|gathered|split|cases|array|matrix|pmatrix|"
    r"bmatrix|vmatrix|Vmatrix|smallmatrix|equation|multline|subarray)\*?\})[^}]*\}?"
)


#: Mathematics that begins like a program.
_HARMLESS = {
    r"\setminus", r"\newline", r"\atop", r"\longrightarrow", r"\longleftarrow", r"\longmapsto",
    r"\longleftrightarrow", r"\boxed", r"\boxplus", r"\boxtimes", r"\boxdot", r"\boxminus",
}  # fmt: skip


def forbidden(formula: str) -> str:
    r"""Return the first thing in a formula that is no mathematics, or nothing.

    >>> forbidden(r"\frac{a}{b} \le \sum_{i} x_i")
    ''
    >>> forbidden(r"\directlua{os.exit()}"), forbidden("^^5cinput"), forbidden(r"\begin{filecontents}{x}")
    ('\\directlua', '^^', '\\begin{filecontents}')
    """
    if "^^" in formula:
        return "^^"
    for pattern in (_ENVIRONMENTS, _PROGRAMS):
        for found in pattern.finditer(formula):
            if found.group() not in _HARMLESS:
                return found.group()
    return ""
