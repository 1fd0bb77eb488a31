"""The four editions of a book, the value that is passed down wherever they differ."""

from enum import StrEnum


class Edition(StrEnum):
    """One way to publish the book; the value is the name of its folder and of its builder."""

    WEB = "web"
    EPUB = "epub"
    PRINT = "print"
    HANDOUTS = "handouts"
