"""Whether a word may stand first in a partnership's addresses; knows only what is mounted."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def may_be_slug(word: str) -> bool:
    """False for an invalid slug, and for the words that the portal reserves.

    Those are the portal's to name: it does so in the converter of its addresses.
    """
    try:
        reverse("partnership:setup", args=[word])
    except NoReverseMatch:
        return False
    return True
