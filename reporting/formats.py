"""A deck as a file, in each of the formats that a pack comes in; draws nothing itself."""

from __future__ import annotations

from enum import Enum

from reporting.description import Deck


class Format(Enum):
    """The formats of a pack; the value is the ending of the file's name."""

    PPTX = "pptx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    ODS = "ods"


class NotDrawn(ValueError):
    """A deck cannot be drawn in a format; the message is a sentence to show."""


def draw(deck: Deck, file_format: Format, *, template: bytes | None = None) -> bytes:
    """The deck as a file; the same deck, format and template give the same bytes.

    `template` is a partnership's own PPTX, which only slides use.
    """
    from reporting import powerpoint

    if file_format is not Format.PPTX:
        raise NotDrawn(f"A pack cannot yet be made as {file_format.value.upper()}.")
    return powerpoint.presentation(deck, council_template=template)
