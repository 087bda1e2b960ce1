"""The first word of an address: a partnership's slug, or one that the portal keeps for itself."""

from __future__ import annotations

from django.urls.converters import SlugConverter

# `tests/test_project.py` compares this with the addresses that there are.
RESERVED = frozenset(
    {"accounts", "admin", "api", "components", "favicon.ico", "healthz", "metrics", "partnerships"}
    | {"public", "robots.txt", "sign-in", "static", "media"}
    | {"accessibility", "contact", "cookies", "glossary", "help", "privacy"}
)


class PartnershipSlug(SlugConverter):
    """A slug that is none of the portal's own words."""

    regex = rf"(?!(?:{'|'.join(sorted(word for word in RESERVED if '.' not in word))})/)[-a-z0-9]+"
