"""Everything that reporting keeps, for Django to find: packs, slide templates, officers' notes."""

from __future__ import annotations

from reporting.packs.models import (
    Comment,
    Making,
    NumberConfirmed,
    Pack,
    PackFile,
    PackPicture,
    Section,
    SectionRevision,
    Version,
)
from reporting.packs.slide_templates.models import SlideTemplate
from reporting.pages.briefing.models import Note

__all__ = [
    "Comment",
    "Making",
    "Note",
    "NumberConfirmed",
    "Pack",
    "PackFile",
    "PackPicture",
    "Section",
    "SectionRevision",
    "SlideTemplate",
    "Version",
]
