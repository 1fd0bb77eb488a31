"""Words for those who do not see, and languages, in the EPUB (E10x)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from octavo.findings import Finding, Severity
from octavo.proof.epub_lint_book import BLANK, XML_LANG, Book, short, within
from octavo.proof.page import Page, is_verbatim

#: Scripts that tell their language, each with the languages that write it; a tag may name the script too.
SCRIPTS = {
    "Han": ("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+",
            "ja zh ko yue wuu vi lzh"),
    "kana": ("[\u3041-\u3096\u309d-\u30fa\u31f0-\u31ff]+", "ja ain"),
    "hangul": ("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7af]+", "ko"),
    "Cyrillic": ("[\u0400-\u052f]+", "ru uk be bg sr mk mn kk ky tg tt ba cu os ce rue sah"),
    "Greek": ("[\u0370-\u03ff\u1f00-\u1fff]{2,}", "el grc"),
    "Hebrew": ("[\u0590-\u05ff]+", "he yi arc"),
    "Arabic": ("[\u0600-\u06ff]+", "ar fa ur ota ps"),
    "Mongolian": ("[\u1800-\u18af]+", "mn mnc"),
}  # fmt: skip
_PATTERNS = {name: (re.compile(signs), set(tags.split())) for name, (signs, tags) in SCRIPTS.items()}
_OTHERS = {tag for name, (_, tags) in _PATTERNS.items() if name != "Cyrillic" for tag in tags - {"vi", "mn"}}
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_FILE = re.compile(r"[\w./-]+\.(?:png|jpe?g|gif|svg|webp|pdf)", re.IGNORECASE)
_ITALIC = {"i", "em", "cite"}


def empty_alternatives(book: Book) -> Iterator[Finding]:
    """Yield E101, a warning, for each picture without words that is not marked as decoration.

    Bad: ``<img alt=""/>``. Good: ``:alt: A map of the harbour.``, or ``role="presentation"``.
    """
    for page, image in _images(book):
        if not (image.get("alt") or "").strip() and image.get("role") not in {"presentation", "none"}:
            message = f"the picture {image.get('src')} has no words for those who do not see it"
            yield book.fault(page, image, "E101", message, "describe it under ':alt:'")


def file_names_as_words(book: Book) -> Iterator[Finding]:
    """Yield E102 for each picture whose words are the name of a file.

    Bad: ``alt="map.svg"``. Good: ``alt="A map of the harbour."``
    """
    for page, image in _images(book):
        alt = (image.get("alt") or "").strip()
        if alt and _is_file_name(alt, image):
            message = f"the words for a picture are the name of a file: {alt!r}"
            yield book.fault(page, image, "E102", message, "describe what it shows", Severity.ERROR)


def unfinished_alternatives(book: Book) -> Iterator[Finding]:
    """Yield E103, a warning, for each picture whose words run into those behind them when read aloud.

    Bad: ``:alt: A map of the harbour``. Good: ``:alt: A map of the harbour.`` Pictures in a line of text
    are left alone.
    """
    for page, image in _images(book):
        alt = (image.get("alt") or "").strip()
        is_apart = any(up.tag == "figure" for up in image.iterancestors())
        is_words = alt and not _is_file_name(alt, image)
        if is_apart and is_words and alt[-1] not in ".!?…”’。！？":
            message = f"the words for a picture do not end: {short(alt, max(len(alt) - 20, 0))}"
            yield book.fault(page, image, "E103", message, "end them with a point")


def scripts_without_language(book: Book) -> Iterator[Finding]:
    """Yield E104, a warning, for each run of another script without a language that writes it.

    Bad: ``Admiral 東郷``, ``<span lang="ru">東郷</span>``. Good: ``:ja:`東郷```.
    A screen reader does not know how to read it, nor a reading system which face to take.
    """
    for page, element, text in _strings(book):
        language = _language(element)
        parts = language.casefold().split("-")
        for name, (pattern, tags) in _PATTERNS.items():
            found = pattern.search(text)
            if found and (parts[0] not in tags or "latn" in parts):
                said = f"is marked as {language!r}" if language else "has no language"
                message = f"{name} {found[0]!r} {said}"
                yield book.fault(page, element, "E104", message, "mark it, as in :ja:`…`, :zh:`…` or :ru:`…`")
                break


def transliterations_without_script(book: Book) -> Iterator[Finding]:
    """Yield E105, a warning, for each run of Latin letters in a language of another script.

    Bad: ``:ja:`Tōgō```. Good: ``:ja-latn:`Tōgō```. A screen reader would spell it or stay silent.
    """
    for page, element, text in _strings(book):
        tag = element.get("lang") or element.get(XML_LANG) or ""
        parts = tag.casefold().split("-")
        is_other = parts[0] in _OTHERS | {"ru", "uk", "bg"} and "latn" not in parts
        if is_other and (found := _LATIN_WORD.search(text)):
            message = f"Latin letters in {tag!r}: {short(text, found.start())}"
            yield book.fault(page, element, "E105", message, f"mark them as {parts[0]}-latn")


def scripts_in_italics(book: Book) -> Iterator[Finding]:
    """Yield E106, a warning, for each run of Han, kana, hangul, Cyrillic or Greek that is set in italics.

    Bad: ``*東郷*``. Good: ``:ja:`東郷```. These scripts have no italics (Standard Ebooks manual, 8.2).
    """
    for page, element, text in _strings(book):
        # The style sheet sets upright what says that it is one of these.
        if element.tag in _ITALIC and not (element.get("lang") or "").endswith("Latn"):
            for name in ("Han", "kana", "hangul", "Cyrillic", "Greek"):
                if found := _PATTERNS[name][0].search(text):
                    message = f"{name} in italics: {found[0]!r}"
                    yield book.fault(page, element, "E106", message, "take it out of the emphasis")
                    break


def _is_file_name(alt: str, image: etree._Element) -> bool:
    """Return whether the words for a picture are the name of a file."""
    stem = posixpath.splitext(posixpath.basename(unquote(image.get("src") or "")))[0]
    return bool(_FILE.fullmatch(alt)) or alt == stem


def _images(book: Book) -> Iterator[tuple[Page, etree._Element]]:
    """Yield every picture with its page."""
    return ((page, image) for page in book.pages for image in page.root.iter("img"))


def _strings(book: Book) -> Iterator[tuple[Page, etree._Element, str]]:
    """Yield each string of the chapters with the element whose language and slant it has."""
    for page in book.chapters:
        body = page.root.find("body")
        for element in body.iter(etree.Element) if body is not None else ():
            # Code and formulas have signs, not words; an entry of sources has what its library gave it.
            if is_verbatim(element) or within(element, {"bibliography"}):
                continue
            text = BLANK.join([element.text or "", *(child.tail or "" for child in element)])
            if text.strip(BLANK + " \n"):
                yield page, element, text


def _language(element: etree._Element) -> str:
    """Return the language in which an element's words are read."""
    for up in (element, *element.iterancestors()):
        if tag := up.get("lang") or up.get(XML_LANG):
            return str(tag)
    return ""


#: Every generator of this file.
RULES = (
    empty_alternatives, file_names_as_words, unfinished_alternatives, scripts_without_language,
    transliterations_without_script, scripts_in_italics,
)  # fmt: skip
