"""The section about national figures that others publish; knows no dataset by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from measures.periods import BadPeriod, period_or_day
from partnership.models import Partnership
from reporting.content.description import Cell, Sentence, Slide, Table
from reporting.content.known_columns import of_known_columns
from reporting.narrative import national as words
from reporting.packs.numbers import Numbers
from reporting.packs.sections.registry import Context, DataMissing, SectionKind
from reporting.packs.sections.text import text_slides
from reporting.pages.national.deck import published_slide
from reporting.pages.national.page import PublishedShown
from reporting.queries.measures import NoSuch
from returns.catalogue.registry import datasets


def build(context: Context) -> Sequence[Slide]:
    """The words, then for each measure its finding with its categories as a table."""
    chosen = context.settings.get("measures", [])
    if not chosen:
        raise DataMissing("No national measure has been chosen for this section yet.")
    shown = [shown_of(context.numbers, measure, context.settings) for measure in chosen]
    shares = {
        by
        for published in shown
        if published.found.is_share
        for by in published.found.measure.breakdowns
    }
    slides = (slide for published in shown for slide in _slides(published, shares))
    return (*text_slides(context), *slides)


def statement(context: Context) -> Sentence | None:
    """The headline of the first measure."""
    for measure in context.settings.get("measures", [])[:1]:
        try:
            return shown_of(context.numbers, measure, context.settings).headline
        except DataMissing:
            return None
    return None


def shown_of(numbers: Numbers, measure: str, settings: Any) -> PublishedShown:
    """For the period in the settings where the measure is annual; else its latest day."""
    try:
        whens = numbers.published(measure).whens
        asked = settings.get("day" if whens and not words.is_year(whens[-1]) else "period", "")
        shown = numbers.published_shown(measure, when=asked)
    except (NoSuch, BadPeriod) as problem:
        raise DataMissing(str(problem)) from None
    if shown is None or shown.when not in whens:
        title = numbers.published(measure).measure.title
        raise DataMissing(f"{title}: no figure is held for {asked or 'any year'}.")
    return shown


def _slides(shown: PublishedShown, shares: Collection[str]) -> Iterable[Slide]:
    """`shares` are the breakdowns whose shares the section tells as measures of their own."""
    title = f"{shown.found.measure.title} {words.during_or_at(shown.when)}"
    sentences = (shown.headline, *([shown.verdict] if shown.verdict else []), *shown.findings)
    yield published_slide(shown, title, sentences=sentences)
    if shown.found.is_share:
        # The sentence has named every share.
        return
    for table in shown.category_tables:
        if table.slug.removeprefix("by-") in shares and not _has_counts(table):
            continue
        named = f"{shown.found.measure.title}: {table.title[:1].lower()}{table.title[1:]}"
        known = of_known_columns(replace(table, title=named))
        yield published_slide(shown, named, table=known)


def _has_counts(table: Table) -> bool:
    cells = (row.entries[1] for row in table.rows)
    return any(isinstance(cell, Cell) and cell.number is not None for cell in cells)


class WhenField(forms.CharField):
    """A year or a day as people write it; may be blank."""

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        try:
            return period_or_day(written).code if written else ""
        except BadPeriod as bad:
            raise forms.ValidationError(str(bad)) from None


def measure_choices() -> list[tuple[str, str]]:
    """Every national measure."""
    return [
        (f"{dataset.app}/{measure.slug}", measure.title)
        for dataset in datasets.published
        for measure in dataset.published_measures
    ]


def _fields(partnership: Partnership) -> dict[str, forms.Field]:
    return {
        "measures": forms.MultipleChoiceField(
            label="National measures",
            choices=measure_choices,
            widget=forms.CheckboxSelectMultiple,
        ),
        "period": WhenField(
            label="Year", required=False, help_text="Like 2022/23. Empty is the latest held"
        ),
        "day": WhenField(
            label="Day, for figures of one day",
            required=False,
            help_text="Like 30 June 2023. Empty is the latest held",
        ),
    }


NATIONAL = SectionKind(
    slug="national-figures",
    title="National figures",
    help="Figures that others publish for the whole country",
    build=build,
    group="Figures",
    text_help="What the figures mean here. They are national: there are none for this partnership",
    fields=_fields,
    statement=statement,
)
