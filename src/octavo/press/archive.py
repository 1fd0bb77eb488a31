"""The archive PDF: the screen PDF as PDF/A-2b, validated."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, String

from octavo.findings import BookFault, Finding, Severity
from octavo.press.dictionaries import drop
from octavo.press.metadata import build_date
from octavo.press.recolour import forms
from octavo.press.thinning import thinned

LEVEL = "2b"  #: PDF/A-2, conformance level B (ISO 19005-2).
#: What of an annotation, a bookmark or a destination no rule of PDF/A asks about.
FREE = frozenset(
    {"/Rect", "/D", "/Dest", "/URI", "/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/P"}
)


def make_archive(source: Path, target: Path) -> int:
    """Write the screen PDF as PDF/A-2b, and have the finished file validated.

    The colours of ``source`` must be grey and sRGB. Returns the number of pages. Raises
    :class:`BookFault` with a warning where the file does not hold, and leaves none.
    """
    from pikepdf import pdfa

    with pikepdf.open(source) as pdf:
        _direct_titles(pdf)
        _tidy(pdf)
        pdfa.prepare(pdf, LEVEL)
        _date(pdf)
        target.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(target, **_options())
        pages = len(pdf.pages)
    told = faults(_twin(target))
    if told:
        target.unlink()
        first = told[0]
        remedy = "see which figure it is in, and draw it with plain colours and fonts"
        message = f"no archive copy was made, because it would not be PDF/A-2b: {first}"
        raise BookFault([Finding(target.name, 0, "R029", message, remedy, Severity.WARNING)])
    return pages


def _direct_titles(pdf: pikepdf.Pdf) -> None:
    """Write the titles of bookmarks where they are used; the validator follows no references to strings."""
    waiting = [pdf.Root.get("/Outlines")]
    while waiting:
        item = waiting.pop()
        if item is None:
            continue
        if "/Title" in item:
            item.Title = String(str(item.Title))
        waiting += [item.get("/First"), item.get("/Next")]


def _tidy(pdf: pikepdf.Pdf) -> None:
    """Take out of drawings the patterns and shadings that they list and do not use."""
    for form in forms(pdf):
        content = form.read_bytes()
        resources = form.get("/Resources", Dictionary())
        for kind in ("/Pattern", "/Shading"):
            if not any(str(name).encode() in content for name in resources.get(kind, Dictionary())):
                drop(resources, kind)


def _date(pdf: pikepdf.Pdf) -> None:
    """Let the record bear the book's date and not that of the clock."""
    stamp = build_date().isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as record:
        record["xmp:MetadataDate"] = stamp


def faults(source: Path | io.BytesIO) -> list[str]:
    """Return what pikepdf's validator has against a file as PDF/A-2b; nothing where it passes."""
    from pikepdf import pdfa

    report = pdfa.validate_written(source, LEVEL)
    if str(report.verdict) == "pass":
        return []
    return [str(finding) for finding in report.findings] or [f"the verdict is {report.verdict}"]


def _twin(path: Path) -> io.BytesIO:
    """Return a file with the same pages, fonts and pictures, and one letter, link and place of each kind.

    A book has thousands of links and places that differ in where they stand and where they lead, of which
    PDF/A asks nothing, and of a letter it asks the same wherever the letter stands; to look at each alike
    takes longer than to set the book.
    """
    seen: set[str] = set()
    letters: set[tuple[tuple[int, int], bytes]] = set()
    data = io.BytesIO()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            if content := thinned(page, letters):
                page.obj.Contents = pdf.make_stream(content)
            if "/Annots" in page.obj:
                page.obj.Annots = Array([a for a in page.obj.Annots.as_list() if _is_new(a, seen)])
        for leaf in _leaves(pdf.Root.get("/Names", Dictionary()).get("/Dests")):
            flat = leaf.Names.as_list()
            kept = [(n, d) for n, d in zip(flat[::2], flat[1::2], strict=True) if _is_new(d, seen)] or [
                flat[:2]
            ]
            leaf.Names = Array([part for pair in kept for part in pair])
        pdf.save(data, **_options())
    data.seek(0)
    return data


def _options() -> dict[str, Any]:
    """Return how an archive is saved."""
    from pikepdf import pdfa

    return dict(pdfa.resolve_save_kwargs(LEVEL, deterministic_id=True))


def _leaves(node: Any) -> Iterator[Any]:
    """Yield the leaves of a tree of names."""
    if node is None:
        return
    if "/Names" in node:
        yield node
    for child in node.get("/Kids", Array()).as_list():
        yield from _leaves(child)


def _is_new(item: Any, seen: set[str]) -> bool:
    """Return whether nothing of the same shape was met before."""
    shape = _shape(item)
    known = shape in seen
    seen.add(shape)
    return not known


def _shape(item: Any, depth: int = 0) -> str:
    """Return what an object is made of, but for what no rule asks about."""
    if isinstance(item, pikepdf.Dictionary) and depth < 4:
        parts = (
            f"{key}={_shape(value, depth + 1)}" for key, value in sorted(item.items()) if key not in FREE
        )
        return f"<<{' '.join([*parts, *sorted(FREE & set(item.keys()))])}>>"
    if isinstance(item, pikepdf.Array):
        return "[]" if depth else f"[{len(item)} {item[1] if len(item) > 1 else ''}]"
    return str(item) if isinstance(item, (pikepdf.Name, int)) else type(item).__name__
