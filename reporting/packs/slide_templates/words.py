"""The wording of the slide template page; knows no database."""

from __future__ import annotations

from reporting.export.pptx.uploaded import MOST_BYTES

HELP = (
    f"A PowerPoint presentation (.pptx), up to {MOST_BYTES // 1_000_000} MB, made from the"
    " portal’s own template: its layouts and their placeholders keep their names"
)
ABOUT_ENDING = "Your own template is used no more. To use it again, upload it again."
ENDED = "Slides are made from the portal’s own template again."


def in_use(name: str) -> str:
    return f"Slides are made from “{name}” from now on."
