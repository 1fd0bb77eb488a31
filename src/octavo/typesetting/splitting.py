"""Handouts out of one PDF: each chapter a file of its own, whole in itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from octavo.findings import MachineFault


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as bookmarks show it."""

    level: int  #: 0 for the chapter, 1 for its sections.
    title: str
    destination: str


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter of the PDF that holds all of them."""

    name: str  #: File name without its ending.
    title: str  #: Title for the file's metadata.
    author: str
    language: str
    sections: tuple[Section, ...]  #: Its headings, the chapter's own first.


def split(whole: Path, parts: Sequence[Part], folder: Path, paper: tuple[float, float]) -> list[Path]:
    """Write each part of a PDF into ``folder``, on a paper of this width and height in mm; return the files.

    A part keeps its destinations and the links that stay inside; it ends where the next begins.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with pikepdf.open(whole) as source:
        number = {page.obj.objgen: index for index, page in enumerate(source.pages)}
        tree = pikepdf.NameTree(source.Root.Names.Dests)
        named = ((str(name), _array(place)) for name, place in tree.items())
        places = {name: (number[place[0].objgen], list(place.as_list())[1:]) for name, place in named}
        starts = [_start(part, places, whole) for part in parts]
        for part, first, end in zip(parts, starts, [*starts[1:], len(source.pages)], strict=True):
            inside = {name: place for name, place in places.items() if first <= place[0] < end}
            target = folder / f"{part.name}.pdf"
            _write(source, part, (first, end), inside, target, paper)
            made.append(target)
    return made


def _array(place: pikepdf.Object) -> pikepdf.Object:
    """Return a destination's array, which may stand in a dictionary."""
    return place["/D"] if isinstance(place, pikepdf.Dictionary) else place


def _start(part: Part, places: dict[str, tuple[int, list[pikepdf.Object]]], whole: Path) -> int:
    """Return the page on which a part begins."""
    wanted = part.sections[0].destination
    if wanted not in places:
        raise MachineFault(f"{whole.name} has no place {wanted!r}; build the handouts again from the start")
    return places[wanted][0]


def _write(
    source: pikepdf.Pdf, part: Part, pages: tuple[int, int],
    places: dict[str, tuple[int, list[pikepdf.Object]]], target: Path, paper: tuple[float, float],
) -> None:  # fmt: skip
    """Write one part."""
    first, end = pages
    with pikepdf.new() as new:
        new.add_pages_from(source, range(first, end))
        tree = pikepdf.NameTree.new(new)
        for name, (number, view) in sorted(places.items()):
            tree[name] = pikepdf.Array([new.pages[number - first].obj, *view])
        new.Root.Names = pikepdf.Dictionary(Dests=tree.obj)
        for page in new.pages:
            _lay(page, paper)
            if "/Annots" in page.obj:
                links = page.obj["/Annots"].as_list()
                page.obj["/Annots"] = pikepdf.Array([link for link in links if _is_whole(link, places)])
        _describe(new, part)
        new.remove_unreferenced_resources()
        new.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _lay(page: pikepdf.Page, paper: tuple[float, float]) -> None:
    """Lay a page in the middle of a paper of this width and height in mm."""
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    width, height = (round(length * 72 / 25.4, 3) for length in paper)
    x, y = (width - (right - left)) / 2, (height - (top - bottom)) / 2
    page.mediabox = pikepdf.Array([round(edge, 3) for edge in (left - x, bottom - y, right + x, top + y)])


def _is_whole(link: pikepdf.Object, inside: Collection[str]) -> bool:
    """Tell whether a link leads out of the book or to a place inside the part."""
    goal = link.get("/A", pikepdf.Dictionary()).get("/D", link.get("/Dest"))
    return goal is None or str(goal) in inside


def _describe(new: pikepdf.Pdf, part: Part) -> None:
    """Give a part its title, language and bookmarks."""
    new.docinfo["/Title"] = part.title
    new.docinfo["/Author"] = part.author
    new.docinfo["/Creator"] = "octavo"
    new.Root.Lang = pikepdf.String(part.language)
    new.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    new.Root.PageMode = pikepdf.Name.UseOutlines
    with new.open_outline() as outline:
        for item in _items(part.sections):
            outline.root.append(item)


def _items(sections: Sequence[Section]) -> Iterator[pikepdf.OutlineItem]:
    """Yield the bookmarks of a part: its chapter, the sections below it."""
    chapter, *rest = sections
    top = pikepdf.OutlineItem(chapter.title, destination=None)
    top.destination = pikepdf.String(chapter.destination)
    for section in rest:
        item = pikepdf.OutlineItem(section.title)
        item.destination = pikepdf.String(section.destination)
        top.children.append(item)
    yield top
