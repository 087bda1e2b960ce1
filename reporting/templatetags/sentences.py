"""Sets sentences for a page, each number leading to its rows; words nothing, computes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reporting.content.description import Cell, Sentence, Words
from reporting.narrative import verdicts
from reporting.templatetags.figures import links_every_figure

register = template.Library()


@register.simple_tag
def cells_mean() -> str:
    """What “beyond” and “within” mean in a table."""
    return verdicts.CELLS_MEAN


@register.simple_tag
def shapes_mean() -> str:
    """What the shapes of statuses mean."""
    return verdicts.SHAPES_MEAN


@register.filter
def shape_of(status: str, direction: str) -> str:
    """The shape of a status: the direction where it is beyond, ● within; none for a dashed ring."""
    if status == verdicts.INCOMPARABLE:
        return ""
    beyond = {"up": "▲", "down": "▼"}
    return "●" if status == verdicts.STEADY else beyond.get(direction, "●")


@register.filter
def linked(sentence: Sentence, below: str) -> SafeString:
    """The sentence, its numbers linked below the address `below`, which ends in a slash.

    Without an address the numbers lead nowhere, as in a file that stands alone.

    Not a template: a line break there would put a space between a number and its full stop.
    """
    return format_html_join("", "{}", ((_part(part, below),) for part in sentence.parts))


@register.simple_tag(takes_context=True)
def sentence(context: Context, said: Sentence, below: str) -> SafeString:
    """The sentence, its numbers linked where the reader has asked that every figure be."""
    return linked(said, below if links_every_figure(context) else "")


@register.simple_tag(takes_context=True)
def unsaid(context: Context, sentences: Sequence[str], repeats: bool = False) -> tuple[str, ...]:
    """Those of `sentences` that the page has not said yet; all, where something `repeats`.

    A slide, which may stand alone, repeats what others say. So does what is drawn without a
    request, as a file is.
    """
    request = getattr(context, "request", None)
    if request is None or repeats:
        return tuple(sentences)
    said: set[str] = request.__dict__.setdefault("_said", set())
    new = tuple(sentence for sentence in dict.fromkeys(sentences) if sentence not in said)
    said.update(new)
    return new


def _part(part: str | Words | Cell, below: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Words):
        return _words(part)
    text = _set(part)
    if part.provenance is None or not below:
        return text
    return format_html(
        '<a class="govuk-link govuk-link--text-colour app-walk" href="{}">{}</a>',
        f"{below}{part.provenance.to}",
        text,
    )


def _words(words: Words) -> str:
    text = _set(words)
    if not words.leads_to:
        return text
    return format_html('<a class="govuk-link" href="{}">{}</a>', words.leads_to, text)


def _set(part: Words | Cell) -> str:
    return format_html("<u>{}</u>", part.among_words) if part.is_underlined else part.among_words
