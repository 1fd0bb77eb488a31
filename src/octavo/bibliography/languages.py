"""Names of languages as babel and biblatex write them, as BCP 47 tags."""

from __future__ import annotations

#: ``langid`` and ``language`` in lower case, and the tag.
TAGS = {
    "american": "en-US", "english": "en", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da",
    "dutch": "nl", "estonian": "et", "finnish": "fi", "french": "fr", "francais": "fr", "german": "de",
    "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "greek": "el", "hebrew": "he",
    "hungarian": "hu", "italian": "it", "japanese": "ja", "korean": "ko", "latin": "la", "latvian": "lv",
    "lithuanian": "lt", "manchu": "mnc", "mongolian": "mn", "norsk": "nb", "norwegian": "nb", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "portuges": "pt", "brazilian": "pt-BR", "romanian": "ro",
    "russian": "ru", "serbian": "sr", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es",
    "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def tag(name: str) -> str:
    """Return the tag of a language; a tag stays what it is, an unknown name is none."""
    name = name.strip().lower().removeprefix("lang")
    if name in TAGS:
        return TAGS[name]
    head, _, rest = name.partition("-")
    if not (2 <= len(head) <= 3 and head.isalpha()):
        return ""
    return f"{head}-{rest.upper() if len(rest) == 2 else rest.title()}" if rest else head
