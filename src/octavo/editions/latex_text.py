"""Plain text as TeX reads it: special characters, runs of other scripts, markers of the source."""

from __future__ import annotations

import re
from collections import defaultdict

from octavo.typesetting.destinations import text_string

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&",
        "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "[": "{[}", "]": "{]}",
        # The face has no such glyph; the hyphen it has does not break a line.
        "\u2011": r"\mbox{-}", "\u00a0": "~", "\u202f": r"\,", "\u2009": r"\,", "\u00ad": r"\-",
        "\u200b": r"\hskip0pt{}", "\ufeff": "",
        # Sphinx writes a choice from a menu with a bullet that book faces lack.
        "\u2023": "›",
    }
)  # fmt: skip

_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u3001-\u3003\u3008-\u301f\u30fb\uff01-\uff65"
_RUN = re.compile(rf"[{_HANGUL}{_KANA}{_HAN}](?:[{_HANGUL}{_KANA}{_HAN}{_MARKS}]| (?=[{_HANGUL}]))*")


class Scripts:
    """The characters of Han, kana and hangul that a TeX file uses, by the language of their face."""

    def __init__(self) -> None:
        self.used: defaultdict[str, set[str]] = defaultdict(set)

    def tex(self, text: str, language: str = "") -> str:
        """Return text escaped for TeX, its runs of East Asian scripts wrapped in a macro.

        ``language`` is the language of the words around, which decides on the face of Han alone.
        """
        out, end = [], 0
        for run in _RUN.finditer(text):
            face = _face(run.group(), language)
            self.used[face].update(run.group().replace(" ", ""))
            shown = run.group().replace(" ", "{ }")
            out += [escape(text[end : run.start()]), rf"\octavocjk{{{face}}}{{{shown}}}"]
            end = run.end()
        return "".join(out) + escape(text[end:])


def escape(text: str) -> str:
    """Return text with TeX's special characters escaped."""
    return text.translate(_SPECIAL)


def pdf(text: str) -> str:
    """Return text as a PDF string."""
    return text_string(text)


def _face(run: str, language: str) -> str:
    """Return the language whose face prints a run."""
    if re.search(f"[{_HANGUL}]", run):
        return "ko"
    if re.search(f"[{_KANA}]", run):
        return "ja"
    if language.startswith("zh"):
        return "zh-hant" if "hant" in language else "zh"
    return language if language in ("ja", "ko") else "ja"
