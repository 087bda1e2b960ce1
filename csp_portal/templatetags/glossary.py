"""Help in place: `{% term "provisional" %}` folds a word of the glossary where it is needed."""

from __future__ import annotations

from typing import Any

from django import template

from partnership.glossary import TERMS

register = template.Library()


@register.inclusion_tag("components/term.html")
def term(key: str) -> dict[str, Any]:
    """The word of that key; KeyError where the glossary has none."""
    found = TERMS[key]
    return {"word": found.word, "meaning": found.meaning}


@register.inclusion_tag("components/term_link.html")
def term_link(key: str, words: str) -> dict[str, Any]:
    """`words` of the page as a link to the meaning of the word of that key, adding none."""
    return {"key": TERMS[key].key, "words": words}
