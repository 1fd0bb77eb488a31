"""Rules of the preflight about what a page is made of: fonts, inks, pictures, and what is alive in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.findings import Finding, Severity
from octavo.press.colour import CONDITION
from octavo.press.job import Job
from octavo.press.metadata import VERSIONS
from octavo.press.profiles import Standard
from octavo.press.reading import File

#: Names of conditions that the International Color Consortium registers for presses.
REGISTERED = re.compile(r"(FOGRA|CGATS|JC|IFRA|PSR|SWOP|GRACoL|EUROSB|CRPC)", re.IGNORECASE)
HAIR = 0.2  #: Points, below which a line may vanish.
#: Text as dark as this in the black ink needs no other.
DARK = 0.85


def open_file(file: File, job: Job) -> Iterator[Finding]:
    """Yield R001 for a file that is locked.

    Bad: a password on the file. Good: none.
    """
    if file.encrypted:
        yield Finding(file.name, 0, "R001", "the file is encrypted", "save it without a password")


def fonts(file: File, job: Job) -> Iterator[Finding]:
    """Yield R007 for each font that is not embedded.

    Bad: a figure with Helvetica by name. Good: the figure's text as outlines, or its font inside.
    """
    told: set[str] = set()
    for sheet in file.sheets:
        for name in sheet.loose_fonts:
            if name not in told:
                told.add(name)
                message = f"page {sheet.number}: the font {name} is not embedded"
                yield Finding(file.name, sheet.number, "R007", message, "embed it where the figure is made")


def colours(file: File, job: Job) -> Iterator[Finding]:
    """Yield R008 for each page with a colour that the printer does not take.

    Bad: a red of the screen (RGB) in a book printed in black. Good: a grey.
    """
    for sheet in file.sheets:
        for space in sorted({paint.space for paint in sheet.paints} - job.spaces):
            first = next(paint for paint in sheet.paints if paint.space == space)
            values = " ".join(f"{value:g}" for value in first.values)
            message = f"page {sheet.number}: {first.what} in {space} {values}".rstrip()
            remedy = f"draw it in {' or '.join(sorted(job.spaces))}"
            yield Finding(file.name, sheet.number, "R008", message, remedy)


def pictures(file: File, job: Job) -> Iterator[Finding]:
    """Yield R009 for each picture in colours that the printer does not take.

    Bad: an RGB photograph. Good: the same in grey.
    """
    for sheet in file.sheets:
        for picture in sheet.pictures:
            if picture.space not in job.spaces:
                message = f"page {sheet.number}: picture {picture.name} is in {picture.space}"
                remedy = f"turn it into {' or '.join(sorted(job.spaces))}"
                yield Finding(file.name, sheet.number, "R009", message, remedy)


def resolution(file: File, job: Job) -> Iterator[Finding]:
    """Yield R010, a warning, for each picture with too few pixels for the size it is printed at.

    Bad: a scan of 600 pixels printed 4 inches wide. Good: one of 1,200 pixels.
    """
    for sheet in file.sheets:
        for picture in sheet.pictures:
            if picture.resolution < job.resolution - 1:
                message = (
                    f"page {sheet.number}: picture {picture.name} has {picture.resolution} pixels an inch"
                )
                remedy = f"take a larger scan, or print it smaller: {job.resolution} are asked for"
                yield Finding(file.name, sheet.number, "R010", message, remedy, Severity.WARNING)


def life(file: File, job: Job) -> Iterator[Finding]:
    """Yield R013 for each page with links or notes in the file, and for bookmarks, actions and forms.

    Bad: a link on page 12. Good: the same words without it.
    """
    for what in file.alive:
        yield Finding(file.name, 0, "R013", f"the file has {what}", "let octavo make the file for the press")
    for sheet in file.sheets:
        for kind in dict.fromkeys(sheet.annotations):
            count = sheet.annotations.count(kind)
            message = f"page {sheet.number}: {count} of kind {kind} alive on the page"
            yield Finding(file.name, sheet.number, "R013", message, "let octavo make the file for the press")


def intent(file: File, job: Job) -> Iterator[Finding]:
    """Yield R014 for a PDF/X that does not name the printing condition it is made for.

    Bad: no output intent, or that of a screen. Good: FOGRA39, with its profile in PDF/X-4.
    """
    if job.standard is Standard.PLAIN:
        return
    ours = [found for found in file.intents if found.kind == "/GTS_PDFX"]
    remedy = f"name the condition {CONDITION}"
    if not ours:
        yield Finding(file.name, 0, "R014", "no output intent of PDF/X", remedy)
    elif len(ours) > 1:
        yield Finding(file.name, 0, "R014", f"{len(ours)} output intents of PDF/X", "leave one")
    elif ours[0].components not in {0, 4}:
        message = f"the output intent {ours[0].condition} has a profile of {ours[0].components} colours"
        yield Finding(file.name, 0, "R014", message, "take the profile of a press, which has four")
    elif not ours[0].components and not REGISTERED.match(ours[0].condition):
        message = f"the output intent {ours[0].condition or 'without a name'} is in no registry of presses"
        yield Finding(file.name, 0, "R014", message, remedy)
    elif job.standard is Standard.X4 and not ours[0].components:
        yield Finding(file.name, 0, "R014", "the output intent has no profile", "embed the profile")


def standard(file: File, job: Job) -> Iterator[Finding]:
    """Yield R015 for a file that does not say, or cannot be, what the printer asks for.

    Bad: PDF 1.7 for a printer that takes PDF/X-1a:2001. Good: PDF 1.3 with its keys.
    """
    if job.standard is Standard.PLAIN:
        return
    wanted, remedy = VERSIONS[job.standard], f"make the file as {job.standard}"
    said = file.info.get("GTS_PDFXVersion", "")
    if said != wanted:
        yield Finding(
            file.name, 0, "R015", f"the file says {said or 'nothing'} where {wanted} is due", remedy
        )
    if job.standard is Standard.X1A and file.info.get("GTS_PDFXConformance") != "PDF/X-1a:2001":
        yield Finding(file.name, 0, "R015", "the file does not say that it conforms to PDF/X-1a:2001", remedy)
    if not file.has_identifier:
        yield Finding(file.name, 0, "R015", "the file has no ID in its trailer", remedy)
    for key in ("CreationDate", "ModDate"):
        if not file.info.get(key):
            yield Finding(file.name, 0, "R015", f"the file has no {key}", remedy)
    if job.standard is Standard.X1A and file.version > "1.3":
        yield Finding(file.name, 0, "R015", f"the file is PDF {file.version}, not 1.3", remedy)
    if job.standard is Standard.X4 and wanted.encode() not in file.record:
        yield Finding(file.name, 0, "R015", f"the XMP record does not say {wanted}", remedy)
    if file.info.get("Trapped") not in {"/True", "/False"}:
        yield Finding(file.name, 0, "R015", "the file does not say whether it is trapped", remedy)
    if not file.info.get("Title"):
        yield Finding(file.name, 0, "R015", "the file has no title", remedy)


def machinery(file: File, job: Job) -> Iterator[Finding]:
    """Yield R020 for what no PDF/X may hold: PostScript, curves of a machine, stand-ins, LZW.

    Bad: a figure with a transfer curve of the machine that scanned it. Good: the same with the curve applied.
    """
    if job.standard is Standard.PLAIN:
        return
    for what in file.forbidden:
        yield Finding(file.name, 0, "R020", what, "save the figure it belongs to anew, as plain PDF")


def transparency(file: File, job: Job) -> Iterator[Finding]:
    """Yield R016 for each page with transparency in a file that must have none.

    Bad: a legend behind which the bars shine through. Good: a legend on white.
    """
    if job.standard is not Standard.X1A:
        return
    for sheet in file.sheets:
        for name in sheet.transparent:
            message = f"page {sheet.number}: {name} is transparent"
            yield Finding(file.name, sheet.number, "R016", message, "draw it without transparency")


def overprint(file: File, job: Job) -> Iterator[Finding]:
    """Yield R017 for white that is set to print over what is below it, and so vanishes.

    Bad: white letters that overprint a dark field. Good: the same letters knocked out.
    """
    for sheet in file.sheets:
        for paint in sheet.paints:
            white = (paint.space in {"grey", "rgb"} and min(paint.values, default=0) >= 1) or (
                paint.space == "cmyk" and not any(paint.values)
            )
            if white and paint.overprint:
                message = f"page {sheet.number}: white {paint.what} overprints, and will not be seen"
                yield Finding(file.name, sheet.number, "R017", message, "turn overprinting off for it")


def ink(file: File, job: Job) -> Iterator[Finding]:
    """Yield R018 for each page with more ink in one place than the paper takes.

    Bad: 100 % of all four inks. Good: 60, 50, 50 and 80 %.
    """
    for sheet in file.sheets:
        most = max((sum(p.values) for p in sheet.paints if p.space == "cmyk"), default=0.0) * 100
        if most > job.ink_limit + 0.5:
            message = f"page {sheet.number}: {most:.0f} % of ink in one place, and {job.ink_limit} are taken"
            yield Finding(file.name, sheet.number, "R018", message, "lighten the colour")


def black(file: File, job: Job) -> Iterator[Finding]:
    """Yield R019 for each page with black text of more than the black ink.

    Bad: text in 75 % cyan, 68 % magenta, 67 % yellow, 90 % black. Good: 100 % black.
    """
    for sheet in file.sheets:
        for paint in sheet.paints:
            if paint.what != "text" or paint.space not in {"cmyk", "rgb"} or not paint.values:
                continue
            rich = paint.space == "cmyk" and paint.values[3] >= DARK and any(paint.values[:3])
            if rich or (
                paint.space == "rgb" and not any(paint.values) and job.standard is not Standard.PLAIN
            ):
                values = " ".join(f"{value:g}" for value in paint.values)
                message = f"page {sheet.number}: black text in {paint.space} {values}"
                yield Finding(file.name, sheet.number, "R019", message, "set it in the black ink alone")


def hairlines(file: File, job: Job) -> Iterator[Finding]:
    """Yield R022, a warning, for each page with a line too fine to print.

    Bad: a rule of 0.1 points. Good: one of 0.25.
    """
    for sheet in file.sheets:
        weights = [p.weight for p in sheet.paints if p.what == "line"]
        if weights and min(weights) < HAIR - 0.001:
            message = f"page {sheet.number}: a line of {min(weights):.2f} points"
            yield Finding(
                file.name,
                sheet.number,
                "R022",
                message,
                f"draw it {HAIR} points wide or wider",
                Severity.WARNING,
            )


RULES = (
    open_file, fonts, colours, pictures, resolution, life, intent, standard, machinery, transparency,
    overprint, ink, black, hairlines,
)  # fmt: skip
