"""The fields that an entry may have: those of BibTeX and biblatex, and what octavo itself reads.

Source: the manual of biblatex 3.19, section 2.2.
"""

from __future__ import annotations

from octavo.bibliography.csl import DATES, VARIABLES
from octavo.bibliography.work import PERSON_FIELDS

_TITLES = tuple(
    f"{stem}{end}"
    for stem in ("title", "booktitle", "maintitle", "journaltitle", "journal", "issuetitle", "eventtitle")
    for end in ("", "original", "translated", "addon")
)

_MORE = """
abstract addendum annote annotation archive archiveplace archiveprefix assignee authority authortype
bookpagination booksubtitle box code collection contents copyright crossref date day delo director doi
coden dimensions editoratype editorbtype editorctype editortype eid entryset entrysubtype eprint eprintclass
eprinttype event eventdate eventtitle execute fjournal fond founder file folder gender gutenberg holder
howpublished hyphenation ids indexsorttitle indextitle isan ismn isrn issuesubtitle iswc item jacar
journalsubtitle jstor key keywords langid langidopts language lccn library list lista listb listc
mainsubtitle medium month mrclass mrnumber mrreviewer nameaddon nameorder names note number oclc opis
options organizer origdate
origlanguage origlocation origpublisher origtitle origyear pagination parties pdf photographer place
presort price primaryclass pubmedid pubstate publisher recipient related relatedoptions relatedstring
relatedtype repository reprinttitle reviewtitle school series shelfmark shortauthor shorteditor shorthand
shorthandintro shortjournal shortseries shorttitle size sortkey sortname sortshorthand sorttitle sortyear
subtitle timestamp type url urldate urlseen usera userb userc userd usere userf venue verification verified
version volume volumes volumetitle week xdata xref year zbl zblnumber
""".split()

#: Every field whose name is no slip.
KNOWN = frozenset(
    (
        *_TITLES,
        *_MORE,
        *PERSON_FIELDS,
        *(f for table in (VARIABLES, DATES) for names in table.values() for f in names),
    )
)
