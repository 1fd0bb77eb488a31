"""What the engine printed, put in order: names, titles in two scripts, locators, full stops.

The counterpart of :mod:`octavo.bibliography.marks`: no mark of it is left in what goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from octavo.bibliography.marks import (
    ALL,
    FAMILY_END,
    GIVEN,
    GIVEN_END,
    LABELLED,
    LEAVES,
    LEAVES_END,
    LESS,
    SCRIPT,
    SCRIPT_END,
    SHORT,
    SHORT_END,
    TAIL,
    TAIL_END,
)  # fmt: skip

Inlines = list[dict[str, Any]]

#: What the title's own script and translation are taken out of.
_ROMAN_OUTSIDE = frozenset({"Emph", "Strong", "Quoted"})

_SHORT = f"{SHORT}([^{SHORT_END}]*){SHORT_END}"
_GIVEN = rf"(\S){GIVEN}([^{GIVEN_END}]*){GIVEN_END}"
#: What styles call the places whose label the author, or the manual, has otherwise.
_WORDS = r"[Ff]\w{0,5}|л{1,2}|Issues?|[Nn]os?|[Vv]ol(?:ume)?s?"
#: Names as the engine prints them, and as a reader expects them; in this order.
_NAMES = [
    # An institution in full: “given name” in front, or behind a comma; then where only the short name goes.
    (re.compile(rf"{GIVEN_END}\.?[ \u00a0]{GIVEN}([^{SHORT}]*){_SHORT}"), r"\1"),
    (re.compile(rf"{GIVEN}([^{SHORT}]*){_SHORT}, {GIVEN_END}"), r"\1"),
    (re.compile(rf"{GIVEN}[^{SHORT}]*{_SHORT}"), r"\1"),
    # Given name, then family name; or family name, comma, given name.
    (re.compile(rf"{_GIVEN}[ \u00a0]([^{FAMILY_END}]*?){FAMILY_END}"), r"\3 \1\2"),
    (re.compile(rf"{FAMILY_END}, {_GIVEN}"), r" \1\2"),
    # A style of initials has no room for another script.
    (re.compile(rf"(?<=[^\W\d_]\.),? {SCRIPT}[^{SCRIPT_END}]*{SCRIPT_END}\.?"), ""),
    (re.compile(rf",? {SCRIPT}([^{SCRIPT_END}]*){SCRIPT_END}"), r" \1"),
    # Own script and translation behind a title stand outside its quotation marks, with the comma.
    (re.compile(rf"({TAIL}[^{TAIL_END}]*{TAIL_END})([.,]?)([”’])"), r"\3\1\2"),
    # The style's word for a leaf gives way to the author's.
    (re.compile(rf"(?:{_WORDS})\.?[ \u00a0](?={LABELLED})"), ""),
    (re.compile(rf"{LEAVES}[^{LEAVES_END}]*{LEAVES_END}(?=,? {LABELLED})"), ""),
]  # fmt: skip

#: Two marks that say the same; the first stays.
_DOUBLED = re.compile(r"(?<=[?!…])[.](?=\s|$)|(?<=[^.]\.)\.(?=\s|$)|,(?=[.])")


#: A point or comma that the style put inside the outer of two closing quotation marks belongs inside both.
_OUTSIDE_INNER = re.compile(r"(‘[^‘”]*)’([.,])(?=”)")

#: Roles behind a comma, which the engine gives the capital of a sentence's head.
_ROLES = re.compile(
    r"(?<=, )(?:Edited|Translated|Compiled|Illustrated|Annotated|Introduction|Foreword|Afterword|Commentary)"
    r"(?= by )"
)


#: What becomes of the marks that are left.
_SIGNS = {**dict.fromkeys(map(ord, ALL)), ord(LESS): "<"}


def tidy(inlines: Inlines) -> Inlines:
    """Return the engine's inlines with every mark turned into what it stands for, text in one piece."""
    joined = _joined(_flat(inlines))
    return _joined(list(_unmarked(_hoisted([_named(inline) for inline in joined]))))


def entry(inlines: Inlines) -> Inlines:
    """Return an entry of a list of sources; a name turned round has its comma before ``et al.`` too."""
    out = tidy(inlines)
    for i, inline in enumerate(out):
        if inline["t"] == "Str":
            out[i] = {"t": "Str", "c": _ROLES.sub(lambda match: match[0].lower(), str(inline["c"]))}
    if out and out[0]["t"] == "Str":
        head = re.sub(r"^([^,]+, [^,]+?)(?= et al\.)", r"\1,", str(out[0]["c"]))
        out[0] = {"t": "Str", "c": head}
    return out


def first_citation(cite: dict[str, Any]) -> Inlines:
    """Return what a style prints where a work is first cited, note or text, as a sentence of its own."""
    inside: Inlines = list(cite["c"][1])
    if inside and inside[0]["t"] == "Note":
        return [part for block in inside[0]["c"] for part in block["c"]]
    return without_brackets(_joined(_flat(inside)))


def _flat(inlines: Inlines) -> Inlines:
    """Return inlines with the wrappers taken off that show nothing: citations and spans."""
    out: Inlines = []
    for inline in inlines:
        if inline["t"] in {"Cite", "Span"}:
            out += _flat(inline["c"][1])
        else:
            inside = children(inline)
            out.append(inline if inside is None else holding(inline, _flat(inside)))
    return out


def children(inline: dict[str, Any]) -> Inlines | None:
    """Return what an inline holds; nothing for text."""
    content = inline.get("c")
    match inline["t"]:
        case "Emph" | "Strong" | "SmallCaps" | "Superscript" | "Subscript":
            return list(content or [])
        case "Span" | "Quoted" | "Link":
            return list((content or [None, []])[1])
    return None


def holding(inline: dict[str, Any], inside: Inlines) -> dict[str, Any]:
    """Return an inline of the same kind that holds other inlines."""
    if inline["t"] in {"Span", "Quoted", "Link"}:
        first, _, *rest = inline["c"]
        return {"t": inline["t"], "c": [first, inside, *rest]}
    return {"t": inline["t"], "c": inside}


def _joined(inlines: Inlines) -> Inlines:
    """Return inlines with words and spaces joined into text, all the way down."""
    out: Inlines = []
    for inline in inlines:
        kind = inline["t"]
        if kind in {"Str", "Space", "SoftBreak"}:
            text = str(inline["c"]) if kind == "Str" else " "
            if out and out[-1]["t"] == "Str":
                text = str(out.pop()["c"]) + text
            out.append({"t": "Str", "c": text})
        else:
            inside = children(inline)
            out.append(inline if inside is None else holding(inline, _joined(inside)))
    return out


def _named(inline: dict[str, Any]) -> dict[str, Any]:
    """Return an inline with its names in the right order."""
    if inline["t"] != "Str":
        inside = children(inline)
        return inline if inside is None else holding(inline, [_named(child) for child in inside])
    text = str(inline["c"])
    for pattern, printed in _NAMES:
        text = pattern.sub(printed, text)
    return {"t": "Str", "c": text}


def _hoisted(inlines: Inlines) -> Inlines:
    """Return inlines with the tails of titles outside the italics or the quotation marks.

    The marks stay, so that the next inline outward moves the tail too. What follows the tail in
    quotation marks, a comma or a full stop, goes with it.
    """
    out: Inlines = []
    for inline in inlines:
        if inline["t"] == "Str":
            parts = re.split(f"([{TAIL}{TAIL_END}])", str(inline["c"]))
            out += [{"t": "Str", "c": part} for part in parts if part]
            continue
        inside = children(inline)
        if inside is None:
            out.append(inline)
            continue
        inside = _hoisted(inside)
        texts = [child.get("c") if child["t"] == "Str" else None for child in inside]
        if inline["t"] not in _ROMAN_OUTSIDE or TAIL not in texts:
            out.append(holding(inline, inside))
            continue
        start = texts.index(TAIL)
        end = texts.index(TAIL_END, start) if TAIL_END in texts[start:] else len(inside) - 1
        out += [holding(inline, inside[:start])] if start else []
        out += inside[start : end + 1]
        rest = inside[end + 1 :]
        is_title = inline["t"] == "Emph" and any(c.isalnum() for child in rest for c in str(child.get("c")))
        out += [holding(inline, rest)] if is_title else rest
    return out


def _unmarked(inlines: Inlines) -> Iterator[dict[str, Any]]:
    """Yield inlines without marks and without doubled punctuation."""
    for inline in inlines:
        if inline["t"] == "Str":
            text = _DOUBLED.sub("", str(inline["c"]).translate(_SIGNS))
            text = _OUTSIDE_INNER.sub(r"\1\2’", text)
            if text:
                yield {"t": "Str", "c": text}
        else:
            inside = children(inline)
            yield inline if inside is None else holding(inline, list(_unmarked(inside)))


def author_only(inlines: Inlines) -> Inlines:
    """Return what stands before the parenthesis, the bracket, the raised number or the note."""
    out: Inlines = []
    for inline in inlines:
        if inline["t"] in {"Superscript", "Note"}:
            break
        if inline["t"] == "Str" and (match := re.search(r"\s*[(\[]", str(inline["c"]))):
            out.append({"t": "Str", "c": inline["c"][: match.start()]})
            break
        out.append(inline)
    if out and out[-1]["t"] == "Str":
        out[-1] = {"t": "Str", "c": str(out[-1]["c"]).rstrip()}
    return [inline for inline in out if inline.get("c") != ""]


def bracketed(inlines: Inlines) -> Inlines:
    """Return a citation in parentheses with brackets for the parentheses inside it."""
    out = []
    for i, inline in enumerate(inlines):
        if inline["t"] == "Str":
            text = str(inline["c"])
            head, text = (text[:1], text[1:]) if i == 0 else ("", text)
            text, tail = (text[:-1], text[-1:]) if i == len(inlines) - 1 else (text, "")
            inline = _str(head + text.translate({ord("("): "[", ord(")"): "]"}) + tail)
        out.append(inline)
    return out


def _str(text: str) -> dict[str, Any]:
    """Return text as an inline."""
    return {"t": "Str", "c": text}


def without_brackets(inlines: Inlines) -> Inlines:
    """Return a citation in the text without the brackets round it, or the raised number as it is."""
    out = list(inlines)
    if out and out[0]["t"] == "Str" and str(out[0]["c"])[:1] in {"(", "["}:
        out[0] = {"t": "Str", "c": str(out[0]["c"])[1:]}
        if out[-1]["t"] == "Str" and str(out[-1]["c"])[-1:] in {")", "]"}:
            out[-1] = {"t": "Str", "c": str(out[-1]["c"])[:-1]}
    return [inline for inline in out if inline.get("c") != ""]
