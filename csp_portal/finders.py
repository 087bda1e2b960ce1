"""Lets people find the words of the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from partnership.glossary import TERMS
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.search.finding import Entry, Kind, register


@register
def words_found(partnership: Partnership, viewer: Viewer) -> Iterator[Entry]:
    """Each word with its meaning; the same for everybody."""
    for term in TERMS.values():
        address = f"{reverse('glossary')}#{term.key}"
        yield Entry(Kind.DEFINITION, term.word, address, term.meaning, f"{term.also} glossary")
