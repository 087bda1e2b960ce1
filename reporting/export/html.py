"""A deck as pages to read: one file that stands alone, and the same words for a portal's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from reporting.content.description import Deck
from reporting.content.report import Report
from reporting.export.outline import Paper, outline


def page(of: Deck | Report, *, with_notes: bool = False) -> bytes:
    """A whole HTML file without scripts, which needs nothing from anywhere.

    `with_notes` adds what is for the presenter.
    """
    return render_to_string("packs/document.html", fragment(of, with_notes=with_notes)).encode()


def fragment(of: Deck | Report, *, below: str = "", with_notes: bool = False) -> Mapping[str, Any]:
    """What `packs/deck.html` takes: `below` is the address, ending in a slash, that the links of
    figures and tables are below; without one they do not lead anywhere."""
    return {"outline": outline(of, with_notes=with_notes), "below": below}


def on_paper(of: Deck | Report, *, with_notes: bool = False) -> str:
    """The document that becomes a PDF: A4, with wide tables in pieces under one another."""
    outlined = outline(of, _A4, with_notes=with_notes)
    return render_to_string("packs/pdf.html", {"outline": outlined, "below": ""})


# What the margins in `packs/paper.css` leave, and the letters of its tables.
# The words of a picture are text in a PDF.
_A4 = Paper(width=493, size=8, repeats_words=False)
