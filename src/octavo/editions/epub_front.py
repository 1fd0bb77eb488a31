"""The pages that no chapter holds, and the package: cover, title page, parts, contents, index, OPF, NCX."""

from __future__ import annotations

import posixpath
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from octavo.editions import epub_fonts
from octavo.editions.epub_cover import Cover
from octavo.editions.epub_package import Package, Page, build_time
from octavo.editions.epub_pages import PageMap
from octavo.editions.epub_templates import fill
from octavo.editions.html_contents import Entry
from octavo.editions.html_index import index, lettered, paged
from octavo.editions.html_lists import LinkedList, lines
from octavo.editions.html_meaning import is_colophon, kind_of
from octavo.editions.web_citing import inverted
from octavo.matter.structure import Chapter, Structure
from octavo.settings import Settings

#: Kinds of documents that the landmarks name, by EPUB's vocabulary.
LANDMARKS = ("preface", "foreword", "introduction", "appendix", "glossary", "bibliography")


#: Pages that no document holds, in reading order, each with its name in the printed edition.
OWN_PAGES = {
    "series.xhtml": "series",
    "frontispiece.xhtml": "frontispiece",
    "title-page.xhtml": "title-page",
    "copyright.xhtml": "copyright",
    "dedication.xhtml": "dedication",
    "epigraph.xhtml": "epigraph",
    "nav.xhtml": "contents",
    "book-index.xhtml": "index",
}

#: The printed page of the lists of figures and tables, which follow the contents in the same document here.
LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Landmark:
    """One place that a reading system offers by itself."""

    type: str  #: Name in EPUB's vocabulary.
    uri: str
    text: str


class Front:
    """Makes everything around the chapters."""

    def __init__(
        self,
        settings: Settings,
        structure: Structure,
        entries: tuple[Entry, ...],
        printed: PageMap,
        cover: Cover,
        builder: Any,
    ) -> None:
        self.printed = printed
        self.cover = cover
        self.settings = settings
        self.structure = structure
        self.entries = entries
        self.builder = builder
        last = {chapter.docname for chapter in self._colophon()}
        if builder.use_index:
            line = Entry("back", "", "Index", "Index", "genindex", builder.get_target_uri("genindex"))
            before = tuple(entry for entry in entries if entry.docname not in last)
            self.entries = (*before, line, *(entry for entry in entries if entry.docname in last))

    def _colophon(self) -> tuple[Chapter, ...]:
        """Return what closes the book, behind its index."""
        return tuple(chapter for chapter in self.structure.back if is_colophon(self.builder.env, chapter))

    def pages(self, chapters: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield path and markup of every page in reading order."""
        settings = self.settings
        yield self._own("cover.xhtml", "Cover", image=self.cover)
        if settings.series:
            yield self._own("series.xhtml", "Series")
        if front := self.builder.frontispiece:
            image = f"images/{self.builder.images[front.path]}"
            yield self._own("frontispiece.xhtml", "Frontispiece", frontispiece=front, image=image)
        yield self._own("title-page.xhtml", settings.title)
        yield self._own("copyright.xhtml", "Copyright")
        if settings.dedication:
            yield self._own("dedication.xhtml", "Dedication")
        if settings.epigraph:
            yield self._own("epigraph.xhtml", "Epigraph")
        printed = self.printed.places
        listed = lines(self.builder, settings)
        yield self._own(
            "nav.xhtml", "Contents", entries=self.entries, landmarks=self.landmarks(listed), printed=printed,
            lists=listed, lists_open=numbered(self.builder, LISTS),
        )  # fmt: skip
        for chapter in self.structure.front:
            yield from self._documents(chapter.docs, chapters)
        for part in self.structure.parts:
            if part.number:
                yield self._part(part.number)
            for chapter in part.chapters:
                yield from self._documents(chapter.docs, chapters)
        last = self._colophon()
        for chapter in self.structure.appendices + self.structure.back:
            if chapter not in last:
                yield from self._documents(chapter.docs, chapters)
        if self.builder.use_index:
            found = index(self.builder, self._page if printed else self._chapter)
            letters = paged(found) if printed else lettered(found)
            yield self._own(
                "book-index.xhtml", "Index", matter="back", letters=letters, by_page=bool(printed)
            )
        for chapter in last:
            yield from self._documents(chapter.docs, chapters)

    def landmarks(self, lists: Iterable[LinkedList]) -> list[Landmark]:
        """Return the places that a reading system offers by itself."""
        found = [
            Landmark("cover", "cover.xhtml", "Cover"),
            Landmark("titlepage", "title-page.xhtml", "Title page"),
            Landmark("copyright-page", "copyright.xhtml", "Copyright"),
            Landmark("toc", "nav.xhtml#contents", "Contents"),
            *(Landmark(found.type, f"nav.xhtml#list-{found.kind}", found.title) for found in lists),
        ]
        if start := next((entry for entry in self.entries if entry.kind in {"part", "chapter"}), None):
            found.append(Landmark("bodymatter", start.uri, "Start of the text"))
        for chapter in self.structure.chapters:
            kind = kind_of(self.builder.env, chapter.docname, chapter.matter.value)
            if kind in LANDMARKS:
                found.append(Landmark(kind, self.builder.get_target_uri(chapter.docname), chapter.title))
        if self.builder.use_index:
            found.append(Landmark("index", "book-index.xhtml", "Index"))
        return found

    def package(self, package: Package, is_described: bool) -> dict[str, str]:
        """Return container, package document and NCX by path."""
        items = package.items()
        ids = {item.href: item.id for item in items}
        values: dict[str, Any] = {
            "settings": self.settings,
            "items": items,
            "spine": [ids[path] for path in package.pages],
            "cover": ids[package.cover],
            "modified": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(build_time())),
            "year": self.settings.year if re.fullmatch(r"\d{4}", self.settings.year) else "",
            "has_pictures": bool(self.builder.images),
            "is_described": is_described,
            "has_formulas": any("mathml" in item.properties for item in items),
            "has_index": self.builder.use_index,
            "entries": self.entries,
            "printed": self.printed.places,
            "authors": [(name, inverted(name)) for name in self.settings.authors],
            "has_font": epub_fonts.PATH in ids,
        }
        return {
            "META-INF/container.xml": fill("container.xml"),
            "content.opf": fill("content.opf", **values),
            "toc.ncx": fill("toc.ncx", **values),
        }

    def _own(self, path: str, title: str, matter: str = "front", **values: Any) -> tuple[str, str]:
        """Return path and markup of a page that has a template of its own."""
        opens = opened(self.builder, path)
        return path, page(path, path, self.settings, title=title, matter=matter, opens=opens, **values)

    def _part(self, number: int) -> tuple[str, str]:
        """Return path and markup of a part's page."""
        entry = next(entry for entry in self.entries if entry.uri == self.builder.part_uri(number))
        opening = next(part.opening for part in self.structure.parts if part.number == number)
        opens = opened(self.builder, entry.uri)
        values = {"title": entry.label, "matter": "main", "opens": opens, "opening": opening}
        return entry.uri, page("part.xhtml", entry.uri, self.settings, entry=entry, **values)

    def _documents(
        self, docs: tuple[str, ...], chapters: Mapping[str, tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """Yield path and markup of the documents of a chapter."""
        for docname in docs:
            yield chapters[docname]

    def _page(self, docname: str, anchor: str) -> str:
        """Return the printed page of a place; its chapter where no page is known."""
        path = self.builder.get_target_uri(docname)
        return self.printed.labels.get((path, anchor)) or self._chapter(docname, anchor)

    def _chapter(self, docname: str, anchor: str) -> str:
        """Return the chapter of a place, by its number or its title."""
        chapter = self.structure.chapter_of(docname)
        if chapter is None:
            return ""
        return chapter.label or chapter.title


def opened(builder: Any, path: str) -> str:
    """Return the printed page that a page of the book's own is; empty where there is none."""
    return numbered(builder, OWN_PAGES.get(path, posixpath.basename(path).removesuffix(".xhtml")))


def numbered(builder: Any, name: str) -> str:
    """Return the number of the printed page of a name that no document holds; empty where there is none."""
    return builder.printed.at_own(name) if builder.printed else ""


def reading_order(
    builder: Any, settings: Settings, structure: Structure, parsed: Mapping[str, Page]
) -> Iterator[Page]:
    """Yield every page on which a printed page may begin, in reading order."""
    chapters = {chapter.docname: chapter.docs for chapter in structure.chapters}

    def own(path: str, opens: str | None = None) -> Page:
        opens = opened(builder, path) if opens is None else opens
        values = {"title": "", "matter": "front", "body": "", "opens": opens}
        return Page.parse(path, page("page.xhtml", path, settings, **values))

    def documents(found: Iterable[Chapter]) -> Iterator[Page]:
        paths = [builder.get_target_uri(doc) for chapter in found for doc in chapters[chapter.docname]]
        yield from (parsed[path] for path in paths if path in parsed)

    yield from (own(path) for path in list(OWN_PAGES)[:-1])
    yield own("nav.xhtml", numbered(builder, LISTS))
    yield from documents(structure.front)
    for part in structure.parts:
        if part.number:
            yield own(builder.part_uri(part.number))
        yield from documents(part.chapters)
    last = [chapter for chapter in structure.back if is_colophon(builder.env, chapter)]
    yield from documents([*structure.appendices, *(found for found in structure.back if found not in last)])
    yield own("book-index.xhtml")
    yield from documents(last)


def page(template: str, path: str, settings: Settings, **values: Any) -> str:
    """Return a whole page at a path in the package."""
    root = posixpath.relpath(".", posixpath.dirname(path) or ".")
    body: dict[str, Any] = {"body": Markup(values.pop("body"))} if "body" in values else {}
    body["opens"] = values.pop("opens", "")
    prefix = "" if root == "." else f"{root}/"
    return fill(template, settings=settings, root=prefix, **values, **body)
