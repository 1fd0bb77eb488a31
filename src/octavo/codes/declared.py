"""Codes that no generator yields: what is found while a file is read, a book made or typeset."""

from __future__ import annotations

from octavo.findings import Rule, Severity

_WARNING = Severity.WARNING

BIBLIOGRAPHY = (
    Rule("B001", "Entry that does not parse", bad="`title = {No Comma}` before `year = {1904}`",
         good="`title = {A Comma},`", more="The other entries of the file are read."),
    Rule("B002", "Key that another entry has already", bad="two entries `nish-1985`", good="`nish-1985b`"),
    Rule("B003", "Entry type that octavo does not know", bad="`@scroll{...}`", good="`@archival{...}`"),
    Rule("B004", "`.bib` file that is not UTF-8"),
    Rule("B005", "`.bib` file that cannot be read", bad="a name in `bibtex_bibfiles` that is no file"),
    Rule("B006", "Field that an entry has twice", bad="`year = {1904}, year = {1905}`", good="one of them"),
    Rule("B007", "Name that is no `@string` of the bibliography", bad="`publisher = longmn`",
         good="`publisher = longman`, after `@string{longman = {Longman}}`"),
    Rule("B008", "Name of a person with too many commas", bad="`author = {Nish, Ian, Smith, Ann}`",
         good="`author = {Nish, Ian and Smith, Ann}`"),
    Rule("B009", "`crossref` or `xdata` that names no entry, or leads back to itself",
         bad="`crossref = {nowhere}`", good="`crossref = {reports}`, the key of an entry"),
    Rule("B020", "Character in a `.bib` file that no book can hold", bad="a NUL byte"),
    Rule("B021", "Key that no citation can name", bad="`@book{title={A}}`, without a key",
         good="`@book{nish-1985, title={A}}`"),
    Rule("B022", "Field with more people than a book can name", bad="100,000 authors",
         good="the first, and `others`"),
)  # fmt: skip

CITATIONS = (
    Rule("C006", "`:filter:` of a list of sources that cannot be judged", bad="`:filter: citd`",
         good="`:filter: cited`"),
)  # fmt: skip

MATTER = (
    Rule("M000", "Folder without a `conf.py`, so that no book is there"),
    Rule("M004", "Table that takes its rows from the network", bad="`.. csv-table::` with `:url:`",
         good="`:file: /data/ships.csv`"),
    Rule("M005", "Link or page entry that acts on its reader", bad="`` `map <javascript:show()>`_ ``",
         good="`` `map <https://example.org/>`_ ``"),
    Rule("M006", "Drawing that runs, or that fetches something", bad="`<script>` in an SVG",
         good="an SVG of shapes and words, its pictures inside"),
    Rule("M011", "Setting of the book's anatomy with a value that it cannot have",
         bad='`octavo_notes = "bottom"`', good='`octavo_notes = "foot"`'),
    Rule("M012", "Frontispiece without its picture, or with a line that none can have",
         bad='`octavo_frontispiece = {"file": ...}`', good='`octavo_frontispiece = {"picture": ...}`'),
)  # fmt: skip

COMMANDS = (
    Rule("N001", "Folder of a new book that holds something already"),
    Rule("N002", "New chapter without a title"),
    Rule("N003", "Folder without a root document, in which no chapter can begin"),
    Rule("N004", "Root document without a list to name a new chapter in"),
    Rule("N005", "Chapter to be proofed that the book does not have"),
    Rule("N006", "Chapter to be proofed of a book that was never set, so that no page has a number"),
)

SETTINGS = (
    Rule("S000", "`conf.py` that cannot be run, or names an extension that fails"),
    Rule("S001", "`octavo_slug` that is no file name", bad='`"My Book"`', good='`"my-book"`'),
    Rule("S002", "`octavo_trim` that is no trim size", bad='`"6x9"`', good='`"6x9in"`'),
    Rule("S003", "Paper of handouts that octavo does not know", bad='`["a3"]`', good='`["a4", "letter"]`'),
    Rule(
        "S004",
        "Citation style for an edition that there is not",
        bad='`{"pdf": ...}`',
        good='`{"print": ...}`',
    ),
    Rule("S005", "Citation style that is not installed"),
    Rule("S006", "Extension that is not installed, or misses a module"),
    Rule("S007", "`octavo_isbn_print` without a right check digit, or not of thirteen figures"),
    Rule("S009", "`octavo_inks` that no printer takes", bad='`"red"`', good='`"black"` or `"colour"`'),
    Rule(
        "S010", "Colour of the cover that is not four percentages", bad='`"#123456"`', good='`"100 72 28 42"`'
    ),
    Rule("S012", "Printer that there is no profile of", bad='`["lulu"]`', good='`["generic-pdfx"]`'),
    Rule(
        "S014",
        "`octavo_require_verified` that asks for nothing known",
        bad='`"pages"`',
        good='`"locators"` or `"works"`',
    ),
    Rule("S013", "Paper that a printer does not have", bad='`{"kdp": "vellum"}`', good='`{"kdp": "cream"}`'),
    Rule("S011", "Art of the cover that is not there"),
    Rule(
        "S020",
        "Design that octavo does not have",
        bad='`"baroque"`',
        good='`"classic"`',
    ),
    Rule("S021", "Design of the book's own that lacks a file, or whose `design.toml` is wrong"),
    Rule("S008", "`octavo_price` that no bar code can hold", bad='`"19.99 dollars"`', good='`"USD 19.99"`'),
)

TIMELINES = (
    Rule("T101", "Data file of a timeline that cannot be read"),
    Rule("T102", "Data file of a timeline that is not UTF-8"),
    Rule("T103", "Data file of a timeline that is no YAML"),
    Rule("T104", "Data file of a timeline that is no list of events"),
    Rule("T105", "Event without a date or without a title", bad="`- date: 1904-02-08` alone",
         good="with `title: Night attack`"),
    Rule("T106", "Date that is no day of the calendar", bad="`1904-02-30`", good="`1904-02-29`"),
)  # fmt: skip

TYPESETTING = (
    Rule("T001", "What TeX could not typeset"),
    Rule("T002", "Character that no font of the book has"),
    Rule("T003", "Link in a PDF that leads nowhere"),
    Rule("T004", "Page numbers that never come to rest"),
    Rule(
        "T005",
        "Formula that holds something besides mathematics",
        bad=r"`\input{notes}`",
        good=r"`\frac{1}{2}`",
        more="Only what every edition can show is let through to TeX, unless the book is trusted.",
    ),
    Rule("T006", "Link or device that a run of TeX left in its folder; it is taken away"),
)

EDITIONS = (
    Rule(
        "E001", "Picture on the network", bad="`.. figure:: https://...`", good="a copy in the book's folder"
    ),
    Rule("E002", "Picture that is missing"),
    Rule("E003", "Picture without a description", _WARNING, bad="no `:alt:`", good="`:alt:` with the words"),
    Rule("E004", "Formula that cannot be read"),
    Rule("E005", "Page of the EPUB that is no XHTML"),
    Rule("E006", "Link that leads nowhere in the EPUB"),
    Rule("E007", "Cover picture that is not there, or of no kind that a cover can be"),
)

SPHINX = (
    Rule("W100", "What else Sphinx or an extension says; an error where it would leave a hole", _WARNING),
    Rule("W101", "Image that is missing", bad="`.. figure:: /figures/map.svg`, and no such file"),
    Rule("W104", "List that names a document which is not there"),
    Rule("W106", "Raw markup in a book that does not trust its chapters", bad="`.. raw:: html`",
         good="octavo's own markup, or `octavo_trusted = True` in `conf.py`"),
)  # fmt: skip

PRESS = (
    Rule("R029", "Archive copy that would not be PDF/A-2b, and is not made", _WARNING,
         bad="a figure filled with a pattern", good="the same in plain colours"),
    Rule("R030", "File to impose or to hold against a printer that is not there"),
    Rule("R031", "File to impose whose pages differ in size", bad="a cover", good="an interior"),
    Rule("R032", "Section too small for its fold", bad="`--fold quarto --pages 4`", good="`--pages 8`"),
)  # fmt: skip

PAGES = (
    Rule("L030", "File whose pages are to be measured that cannot be read, or is not there"),
    Rule("L031", "File whose pages are to be measured that holds no running text"),
)

DECLARED = (
    *BIBLIOGRAPHY, *CITATIONS, *MATTER, *COMMANDS, *SETTINGS, *TIMELINES, *TYPESETTING, *EDITIONS, *SPHINX,
    *PRESS, *PAGES,
)  # fmt: skip
