"""Rules of the preflight about pages: their number, their boxes, and where text may stand on them."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.findings import Finding
from octavo.press.gutter import needed
from octavo.press.job import Job
from octavo.press.profiles import Marks
from octavo.press.reading import File, Sheet
from octavo.press.units import MM, Box

SLACK = 0.75  #: Points by which a box or a margin may be off.


def mm(length: float) -> str:
    """Return a length in points as millimetres, for a message."""
    return f"{length / MM:.1f}"


def page_count(file: File, job: Job) -> Iterator[Finding]:
    """Yield R002 for an interior with too few or too many pages for the printer.

    Bad: 20 pages for a printer that binds 24 at least. Good: two more chapters.
    """
    asked, count = job.paper or job.profile.interior, len(file.sheets)
    if job.inside and not asked.least <= count <= asked.most:
        message = f"{count} pages, and {job.profile.name} takes {asked.least} to {asked.most}"
        yield Finding(file.name, 0, "R002", message, "choose another printer or paper, or two volumes")


def multiple(file: File, job: Job) -> Iterator[Finding]:
    """Yield R003 for an interior whose pages are not the multiple that the printer asks for.

    Bad: 61 pages. Good: 62 pages, the last of them blank.
    """
    asked, count = job.profile.interior, len(file.sheets)
    if job.inside and count % asked.multiple:
        message = f"{count} pages are no multiple of {asked.multiple}"
        yield Finding(file.name, count, "R003", message, "add blank pages at the end")


def last_page(file: File, job: Job) -> Iterator[Finding]:
    """Yield R004 for an interior whose last page is to be blank and is not.

    Bad: the index ends on the last page. Good: a blank page follows it.
    """
    if job.inside and job.profile.interior.last_blank and not file.sheets[-1].blank:
        count = len(file.sheets)
        yield Finding(
            file.name, count, "R004", f"page {count}: the last page is not blank", "add a blank page"
        )


def trim(file: File, job: Job) -> Iterator[Finding]:
    """Yield R005 for each page whose trimmed size is not the book's; of a cover, with its spine.

    Bad: 431.99 by 649.5 points for 6 by 9 inches. Good: 432 by 648.
    """
    sizes = job.sizes()
    for sheet in file.sheets:
        cut = sheet.cut
        if sizes and not any(abs(cut.width - w) <= SLACK and abs(cut.height - h) <= SLACK for w, h in sizes):
            right = " or ".join(f"{mm(w)} × {mm(h)}" for w, h in sizes[:2])
            message = f"page {sheet.number}: trimmed to {mm(cut.width)} × {mm(cut.height)} mm, not {right}"
            yield Finding(
                file.name, sheet.number, "R005", message, "see octavo_trim, and the width of the spine"
            )


def boxes(file: File, job: Job) -> Iterator[Finding]:
    """Yield R006 for each page without the boxes of a press, or with boxes that do not hold one another.

    Bad: no TrimBox. Good: TrimBox inside BleedBox inside MediaBox, as far out as the bleed.
    """
    bleed = 0.0 if job.inside else job.profile.cover.bleed * MM
    for sheet in file.sheets:
        if fault := _boxes(sheet, bleed):
            message = f"page {sheet.number}: {fault}"
            yield Finding(file.name, sheet.number, "R006", message, "let octavo make the file")


def _boxes(sheet: Sheet, bleed: float) -> str:
    """Return what is wrong with a page's boxes, or nothing."""
    if sheet.trim is None or sheet.bleed is None:
        return "no TrimBox" if sheet.trim is None else "no BleedBox"
    if not sheet.media.holds(sheet.bleed) or not sheet.bleed.holds(sheet.trim):
        return "TrimBox, BleedBox and MediaBox do not lie inside one another"
    if not sheet.bleed.holds(sheet.trim.grown(bleed), SLACK):
        return f"the bleed is less than {mm(bleed)} mm"
    return ""


def gutter(file: File, job: Job) -> Iterator[Finding]:
    """Yield R011 for each page with text closer to the spine than a book of that many pages allows.

    Bad: text 8 mm from the spine of a book of 384 pages. Good: 16 mm.
    """
    if not job.inside:
        return
    inner = needed([job.profile], len(file.sheets)) * MM
    for sheet in file.sheets:
        cut = sheet.cut
        recto = sheet.number % 2 == 1
        worst = min(
            (line.left - cut.left if recto else cut.right - line.right for line in sheet.lines), default=inner
        )
        if worst < inner - SLACK:
            message = (
                f"page {sheet.number}: text {mm(worst)} mm from the spine, and {mm(inner)} are asked for"
            )
            yield Finding(
                file.name, sheet.number, "R011", message, "narrow what reaches out, such as a table"
            )


def safe(file: File, job: Job) -> Iterator[Finding]:
    """Yield R012 for each page with text too close to the trim, where the knife may take it.

    Bad: a folio 4 mm from the fore edge. Good: 13 mm.
    """
    margin = (job.profile.interior.safe if job.inside else job.profile.cover.safe) * MM
    for sheet in file.sheets:
        cut = sheet.cut
        recto = sheet.number % 2 == 1
        inside = Box(
            cut.left + (0 if job.inside and recto else margin), cut.bottom + margin,
            cut.right - (0 if job.inside and not recto else margin), cut.top - margin,
        )  # fmt: skip
        out = [line for line in sheet.lines if not inside.holds(line, SLACK) and cut.overlaps(line)]
        if out:
            edge = min(
                min(
                    line.bottom - cut.bottom, cut.top - line.top, line.left - cut.left, cut.right - line.right
                )
                for line in out
            )
            message = f"page {sheet.number}: text {mm(edge)} mm from the trim, and {mm(margin)} are asked for"
            yield Finding(file.name, sheet.number, "R012", message, "move it in, or set it narrower")


def marks(file: File, job: Job) -> Iterator[Finding]:
    """Yield R021 for each page with room for marks where the printer wants none, or without where it does.

    Bad: crop marks on a page for a printer on demand. Good: a page cut to its bleed.
    """
    for sheet in file.sheets:
        room = not sheet.bleed or not sheet.bleed.grown(SLACK).holds(sheet.media)
        if sheet.bleed and room != (job.marks is Marks.CROP):
            wanted = "crop marks are missing" if job.marks is Marks.CROP else "there is room for marks"
            message = f"page {sheet.number}: {wanted} around the page"
            yield Finding(file.name, sheet.number, "R021", message, "make the file for this printer")


def spine(file: File, job: Job) -> Iterator[Finding]:
    """Yield R024 for text on the spine of a book too thin for it, or too close to the edge of a spine.

    Bad: a title on a spine of 3 mm. Good: a spine left without words.
    """
    if job.inside or job.spine is None:
        return
    asked, cut = job.profile.cover, file.sheets[0].cut
    left = cut.left + (cut.width - job.spine * MM) / 2
    field = Box(left, cut.bottom, left + job.spine * MM, cut.top)
    inner = field.grown(-min(asked.spine_clearance * MM, field.width / 2))
    for line in file.sheets[0].lines:
        if not field.overlaps(line):
            continue
        if job.pages < asked.spine_text_pages:
            message = f"text on the spine, {asked.spine_text_pages - job.pages} pages too few for it"
        elif line.left < inner.left - SLACK or line.right > inner.right + SLACK:
            message = f"text within {asked.spine_clearance:.1f} mm of an edge of the spine"
        else:
            continue
        yield Finding(file.name, 1, "R024", message, "leave the spine without words, or set them smaller")


RULES = (page_count, multiple, last_page, trim, boxes, gutter, safe, marks, spine)
