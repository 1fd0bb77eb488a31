"""PDF/X: the output intent, the version of the format, and how the file is saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from octavo.press.colour import CONDITION, press_profile
from octavo.press.dictionaries import drop
from octavo.press.profiles import Standard

REGISTRY = "http://www.color.org"
INFO = "Offset printing on coated paper, FOGRA39 (ISO 12647-2:2004/Amd 1)"


def intend(pdf: pikepdf.Pdf, standard: Standard) -> None:
    """Name the printing condition that the file is made for.

    PDF/X-1a names it alone, since it stands in the registry (ISO 15930-1, 6.2); PDF/X-4 holds the
    profile too.
    """
    drop(pdf.Root, "/OutputIntents")
    if standard is Standard.PLAIN:
        return
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name("/GTS_PDFX"), OutputConditionIdentifier=String(CONDITION),
        OutputCondition=String(INFO), RegistryName=String(REGISTRY), Info=String(INFO),
    )  # fmt: skip
    if standard is Standard.X4:
        profile = pikepdf.Stream(pdf, press_profile().read_bytes(), Dictionary(N=4))
        intent.DestOutputProfile = pdf.make_indirect(profile)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def save(pdf: pikepdf.Pdf, target: Path, standard: Standard) -> None:
    """Save a file as its standard asks, the same bytes each time.

    PDF/X-1a is PDF 1.3 (ISO 15930-1, 6.1), which has no object streams; PDF/X-4 is PDF 1.6.
    """
    options: dict[str, Any] = {"object_stream_mode": ObjectStreamMode.generate}
    if standard is Standard.X1A:
        options = {"object_stream_mode": ObjectStreamMode.disable, "force_version": "1.3"}
    elif standard is Standard.X4:
        options["force_version"] = "1.6"
    target.parent.mkdir(parents=True, exist_ok=True)
    pdf.save(target, deterministic_id=True, fix_metadata_version=False, **options)
