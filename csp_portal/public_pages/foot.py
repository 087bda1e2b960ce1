"""The links at the foot of every page, in their order."""

from __future__ import annotations

from partnership.page_parts import Link

FOOT = (
    Link("Help", "/help/"),
    Link("Glossary", "/glossary/"),
    Link("Contact", "/contact/"),
    Link("Accessibility", "/accessibility/"),
    Link("Privacy", "/privacy/"),
    Link("Cookies", "/cookies/"),
)
