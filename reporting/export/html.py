"""A deck as pages to read: one file that stands alone, and the same words for a portal's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from reporting.content.description import Deck
from reporting.export.outline import Paper, outline


def page(deck: Deck) -> bytes:
    """A whole HTML file without scripts, which needs nothing from anywhere."""
    return render_to_string("packs/document.html", fragment(deck)).encode()


def fragment(deck: Deck, *, below: str = "") -> Mapping[str, Any]:
    """What `packs/deck.html` takes: `below` is the address, ending in a slash, that the links of
    figures and tables are below; without one they do not lead anywhere."""
    return {"outline": outline(deck), "below": below}


def on_paper(deck: Deck) -> str:
    """The document that becomes a PDF: A4, with wide tables in pieces under one another."""
    return render_to_string("packs/pdf.html", {"outline": outline(deck, _A4), "below": ""})


# What the margins in `packs/paper.css` leave, and the letters of its tables.
_A4 = Paper(width=493, size=8)
