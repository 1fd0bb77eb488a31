"""The kinds of fault that the proof finds, each with its code and its remedy."""

from __future__ import annotations

from enum import Enum

from octavo.findings import Finding


class Fault(Enum):
    """One kind of fault: code and remedy."""

    NOT_BUILT = "P000", "build the edition again; see its log for the first fault"
    NO_CITATION = "P001", "see that the chapter is in the edition and that its citation is written into it"
    DEAD_CALL = "P002", "see that the note is written at the end of the chapter"
    UNNAMED = "P003", "see what the citation style prints for this work"
    NO_WAY_BACK = "P004", "see that the note links back to its call"
    NO_LINK = "P005", "see that the edition has a list of sources that holds the work"
    DEAD_LINK = "P006", "see that the list of sources holds the work"
    WRONG_WORK = "P007", "see that no two works share the id of an entry"
    TWO_PLACES = "P008", "give each of the elements an id of its own"
    DEAD_HREF = "P010", "mend the link, or write the page or the place that it leads to"
    NOT_PACKED = "P011", "pack every file that the package names, and name every file packed"
    BAD_CONTAINER = "P012", "write the mimetype first and stored, as EPUB 3.3 (OCF, 4.2) asks"
    BAD_MARKUP = "P013", "see what the page's raw markup or extension writes"
    EMPTY = "P014", "see the log of the typesetting"
    OTHER_CHAPTER = "P015", "see how the handouts are split"
    BARE_KEY = "P020", "write the key inside a citation role"
    GAP = "P021", "see the citation or the reference that left the gap"
    OTHER_NUMBER = "P030", "see the numbering of the edition"
    NOT_INDEXED = "P031", "see what the index of sources holds in this edition"
    OTHER_PLACE = "P032", "see where the links of the index of sources lead"
    EPUBCHECK = "P040", "see what EPUBCheck says of it; where no chapter can mend it, report it"
    ACE = "P041", "see what Ace by DAISY says of it; where no chapter can mend it, report it"
    AXE = "P042", "see what axe says of it; where no chapter can mend it, report it"
    OTHER_PAGE = "P043", "look at both; where the EPUB is right, report it as a fault of octavo's"
    HEAVY = "P044", "make the pictures of the page smaller, or move them to a later one"
    LEAVES = "P045", "keep a copy in the book's folder: a reader's page asks nobody else"
    NO_FRAME = "P046", "see what the page's raw markup or extension writes"
    BROWSER = "P047", "see what Chromium says of it; where no chapter can mend it, report it"

    @property
    def code(self) -> str:
        """Return the stable code."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """Return what to do about it."""
        return self.value[1]

    def finding(self, path: str, line: int, message: str) -> Finding:
        """Return a finding of this kind."""
        return Finding(path, line, self.code, message, self.remedy)


class Failure(Exception):
    """What a citation fails in; the text says it in one clause.

    :param href: the dead reference, where that is the fault.
    """

    def __init__(self, fault: Fault, reason: str, href: str = "") -> None:
        super().__init__(reason)
        self.fault = fault
        self.href = href
