"""Entry types of BibTeX and biblatex, and the types of CSL that they become.

Sources: the manual of biblatex 3.19, section 2.1; the CSL 1.0.2 specification, appendix III.
"""

from __future__ import annotations

from octavo.bibliography.work import Work

#: Entry types and the CSL type that each becomes.
KINDS = {
    "archival": "manuscript",
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "chapter",
    "interview": "interview",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "map": "map",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "newspaper": "article-newspaper",
    "online": "webpage",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "photograph": "graphic",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review-book",
    "speech": "speech",
    "suppbook": "chapter",
    "techreport": "report",
    "telegram": "personal_communication",
    "thesis": "thesis",
    "treaty": "treaty",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}

#: Entry type that holds fields for other entries and is no work itself.
DATA = "xdata"

#: A keyword, or ``entrysubtype``, that makes a general type more exact.
BY_KEYWORD = {
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "treaty": "treaty",
}

_GENERAL = frozenset({"document", "article-journal"})

#: What is printed of a thesis, a letter or a report where the author gives no ``type``, or biblatex's name.
GENRES = {
    "phdthesis": "PhD diss.",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "technical report",
    "resreport": "research report",
    "telegram": "telegram",
    "photograph": "photograph",
}


def csl_type(work: Work) -> str:
    """Return the CSL type of a work."""
    kind = KINDS.get(work.kind, "document")
    if kind not in _GENERAL:
        return kind
    words = (*work.keywords, work.fields.get("entrysubtype", ""))
    found = [BY_KEYWORD[word] for word in words if word in BY_KEYWORD]
    return found[-1] if found else kind


def genre(work: Work) -> str:
    """Return what sort of thing a work is in words, still with markup: ``PhD diss.``; empty for most."""
    given = work.fields.get("type", "")
    if work.kind == "photograph" and not given and work.fields.get("medium"):
        return ""
    if given or work.kind in GENRES:
        return GENRES.get(given or work.kind, given)
    subtype = work.fields.get("entrysubtype", "")
    return "" if subtype in BY_KEYWORD else subtype
