"""What a file says of itself: Info dictionary and XMP, the same bytes for the same book."""

from __future__ import annotations

import datetime
import os
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape

import jinja2
import pikepdf
from pikepdf import Dictionary, Name, String

from octavo import templates
from octavo.press.dictionaries import drop
from octavo.press.profiles import ROOM, Standard

CREATOR = "octavo"
TEMPLATE = "metadata.xml.jinja"
#: Conformance as ISO 15930-1 (6.3) and 15930-7 (6.3) have it written.
VERSIONS = {Standard.X1A: "PDF/X-1:2001", Standard.X4: "PDF/X-4"}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the book; plain text."""

    title: str
    authors: tuple[str, ...]
    language: str  #: BCP 47 tag.
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    publisher: str = ""

    @property
    def byline(self) -> str:
        """Return the authors in one string."""
        return ", ".join(self.authors)


def build_date() -> datetime.datetime:
    """Return the date that the files bear: that of ``SOURCE_DATE_EPOCH``, or the first second of 1970."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0") or 0)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def describe(pdf: pikepdf.Pdf, about: About, standard: Standard) -> None:
    """Write what a file says of itself in place of what it said.

    PDF/X-1a is older than XMP and has the Info dictionary alone.
    """
    date = build_date()
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    stamp = String(date.strftime("D:%Y%m%d%H%M%S+00'00'"))
    info = pdf.docinfo
    info["/Title"], info["/Author"] = String(about.title), String(about.byline)
    info["/Creator"], info["/Producer"] = String(CREATOR), String(CREATOR)
    info["/CreationDate"], info["/ModDate"] = stamp, stamp
    if about.subjects:
        info["/Keywords"] = String(", ".join(about.subjects))
    if about.description:
        info["/Subject"] = String(about.description)
    if standard is not Standard.PLAIN:
        info["/Trapped"] = Name("/False")
        info["/GTS_PDFXVersion"] = String(VERSIONS[standard])
    if standard is Standard.X1A:
        info["/GTS_PDFXConformance"] = String("PDF/X-1a:2001")
        drop(pdf.Root, "/Metadata")
        return
    pdf.Root.Metadata = pdf.make_indirect(
        pikepdf.Stream(pdf, _packet(about, standard, date), Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    )


def _packet(about: About, standard: Standard, date: datetime.datetime) -> bytes:
    """Return the XMP packet."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates.folder(ROOM)), undefined=jinja2.StrictUndefined,
        autoescape=False, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["x"] = escape
    version = VERSIONS.get(standard, "")
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"octavo:{about.title}:{about.byline}:{version}")
    text = environment.get_template(TEMPLATE).render(
        about=about, creator=CREATOR, version=version, identifier=own.urn, date=date.isoformat()
    )
    return text.encode()
