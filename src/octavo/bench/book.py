"""A made-up book: chapters, notes, citations and sources in given numbers, the same from the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.bench.vocabulary import COMMON, NAMES, PLACES, RARER

SENTENCE = (5, 34)  #: Words in the shortest and the longest sentence.
PARAGRAPH = 110  #: Words after which a paragraph ends with its sentence.


@dataclass(frozen=True, slots=True)
class Shape:
    """How long the book is, and how much of everything it holds."""

    chapters: int
    words: int = 4000  #: Words of prose in a chapter, notes and headings not counted.
    citations: int = 40  #: Citations in the prose of a chapter, each with a locator.
    notes: int = 8  #: Author's notes in a chapter.
    sources: int = 300  #: Works in the bibliography.
    sections: int = 8  #: Sections of a chapter, each with an entry for the index.
    part: int = 10  #: Chapters in a part.
    seed: int = 1


def docname(number: int) -> str:
    """Return the document of a chapter."""
    return f"chapters/{number:03}-chapter"


def write_book(folder: Path, shape: Shape) -> None:
    """Write what both programs read: the chapters, the bibliography, the list of sources."""
    chooser = random.Random(shape.seed)
    (folder / "chapters").mkdir(parents=True)
    for number in range(1, shape.chapters + 1):
        text = chapter(number, shape, chooser)
        (folder / f"{docname(number)}.rst").write_text(text, encoding="utf-8")
    sources = "\n".join(source(number, chooser) for number in range(1, shape.sources + 1))
    (folder / "sources.bib").write_text(sources, encoding="utf-8")
    (folder / "bibliography.rst").write_text(
        heading("Bibliography", "=") + ".. bibliography::\n", encoding="utf-8"
    )


def parts(shape: Shape) -> list[tuple[str, list[str]]]:
    """Return the parts of the book: the title of each, and its chapters' documents."""
    numbers = range(1, shape.chapters + 1)
    starts = range(0, shape.chapters, shape.part)
    return [
        (f"Part at {PLACES[s % len(PLACES)]}", [docname(n) for n in numbers[s : s + shape.part]])
        for s in starts
    ]


def heading(text: str, line: str) -> str:
    """Return a heading with its underline."""
    return f"{text}\n{line * len(text)}\n\n"


def chapter(number: int, shape: Shape, chooser: random.Random) -> str:
    """Return one chapter."""
    sentences = list(_sentences(shape.words, chooser))
    marks = [f"[#note{n}]_" for n in range(1, shape.notes + 1)]
    marks += [_citation(shape, chooser) for _ in range(shape.citations)]
    for mark, place in zip(marks, _places(len(sentences), len(marks), chooser), strict=True):
        sentences[place] += f" {mark}"
    out = [heading(f"{chooser.choice(NAMES)} at {PLACES[number % len(PLACES)]}", "=")]
    size = -(-len(sentences) // shape.sections)
    for start in range(0, len(sentences), size):
        where, who = chooser.choice(PLACES), chooser.choice(NAMES)
        out.append(heading(f"The {chooser.choice(RARER).title()} of {where}", "-"))
        out.append(f".. index::\n   single: {where}; {chooser.choice(RARER)}\n   single: {who}\n\n")
        out += [f"{paragraph}\n\n" for paragraph in _paragraphs(sentences[start : start + size])]
    out += [f".. [#note{n}] {' '.join(_sentences(25, chooser))}\n" for n in range(1, shape.notes + 1)]
    return "".join(out)


def source(number: int, chooser: random.Random) -> str:
    """Return one entry of the bibliography: two books to an article."""
    place, name = chooser.choice(PLACES), chooser.choice(NAMES)
    kind, fields = "book", {"publisher": f"{name} Press", "address": place}
    if number % 3 == 0:
        kind, fields = "article", {"journal": f"{place} Review", "volume": str(chooser.randint(1, 90))}
    fields["author"] = f"{chooser.choice(NAMES)}, {chooser.choice('ABCDEFGHJKLMNPRSTW')}."
    fields["title"] = f"{' '.join(chooser.sample(RARER, 3)).title()} in {chooser.choice(PLACES)}"
    fields["year"] = str(chooser.randint(1850, 2020))
    lines = [
        f"@{kind}{{{_key(number)},",
        *(f"  {name} = {{{text}}}," for name, text in fields.items()),
        "}",
        "",
    ]
    return "\n".join(lines)


def _key(number: int) -> str:
    """Return the key of a source."""
    return f"source-{number:03}"


def _citation(shape: Shape, chooser: random.Random) -> str:
    """Return a citation of any of the sources, with a locator."""
    return f":cite:p:`{_key(chooser.randint(1, shape.sources))}{{{_locator(chooser)}}}`"


def _locator(chooser: random.Random) -> str:
    """Return a page, or a few pages."""
    first = chooser.randint(1, 400)
    return str(first) if chooser.random() < 0.6 else f"{first}--{first + chooser.randint(1, 9)}"


def _places(sentences: int, marks: int, chooser: random.Random) -> list[int]:
    """Return the sentence that each mark stands behind; where there are too few, marks share one."""
    rounds = -(-marks // sentences)
    return chooser.sample(list(range(sentences)) * rounds, marks)


def _sentences(words: int, chooser: random.Random) -> Iterator[str]:
    """Yield sentences that hold so many words altogether."""
    left, last = words, ""
    while left:
        count = min(left, chooser.randint(*SENTENCE))
        if left - count < SENTENCE[0]:
            count = left
        left -= count
        chosen = []
        for _ in range(count):
            while (word := _word(chooser)) == last:
                pass  # A word that stands twice would be a finding.
            chosen.append(word)
            last = word
        if count > 12:
            chosen[count // 2] += ","
        yield f"{chosen[0][0].upper()}{' '.join(chosen)[1:]}."


def _word(chooser: random.Random) -> str:
    """Return a word: every second one common, one in forty a name."""
    chance = chooser.random()
    if chance < 0.5:
        return chooser.choice(COMMON)
    return chooser.choice(RARER if chance < 0.975 else NAMES + PLACES)


def _paragraphs(sentences: list[str]) -> Iterator[str]:
    """Yield paragraphs of whole sentences."""
    held: list[str] = []
    for sentence in sentences:
        held.append(sentence)
        if sum(len(text.split()) for text in held) >= PARAGRAPH:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)
