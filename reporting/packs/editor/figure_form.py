"""The figure that an officer picks for the words of a pack: what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from measures.periods import BadPeriod, period_or_day
from partnership.models import Partnership
from partnership.places.geography import geography
from reporting.packs.numbers import Bound, What
from reporting.packs.sections.measure import measure_choices
from reporting.packs.sections.national import measure_choices as national_choices
from reporting.queries.measures import all_datasets
from returns.catalogue.registry import datasets

Choices = list[tuple[str, str]]
Groups = list[tuple[str, Choices]]


class FigureForm(forms.Form):
    """A figure to put into the words."""

    measure = forms.ChoiceField(label="Measure")
    period = forms.CharField(
        label="Period",
        help_text="Like 2022/23, 2022/23 Q3 or 30 June 2023",
        error_messages={"required": "Enter a period"},
    )
    what = forms.ChoiceField(
        label="Which number", choices=[(what.value, what.label) for what in What]
    )
    area = forms.ChoiceField(label="Ward or locality", required=False)
    against = forms.CharField(
        label="Compared with", required=False, help_text="Empty is the year before"
    )
    category = forms.ChoiceField(
        label="Category",
        required=False,
        help_text="One of the measure’s own categories, if the figure is for a category",
    )

    prefix = "figure"

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Mapping[str, list[Any]] = {
            "measure": [*measure_choices(), ("National", national_choices())],
            "area": [("", f"All of {partnership.short_name}"), *_places(partnership)],
            "category": [("", "All"), *_categories(), *_national_categories()],
        }
        for name, listed in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = listed

    def clean_period(self) -> str:
        return _written_period(self.cleaned_data["period"])

    def clean_against(self) -> str:
        return _written_period(self.cleaned_data["against"])

    @property
    def bound(self) -> Bound:
        cleaned = self.cleaned_data
        return Bound(
            measure=cleaned["measure"],
            period=cleaned["period"],
            what=What(cleaned["what"]),
            against=cleaned["against"],
            area=cleaned["area"],
            category=cleaned["category"],
        )


def _written_period(written: str) -> str:
    try:
        return period_or_day(written).code if written else ""
    except BadPeriod as bad:
        raise forms.ValidationError(str(bad)) from None


def _places(partnership: Partnership) -> Groups:
    """By name, as they are written into the words."""
    places = geography(partnership)
    groups = {"Localities": places.localities, "Wards": places.wards}
    return [
        (title, sorted((area.name, area.name) for area in areas))
        for title, areas in groups.items()
        if areas
    ]


def _categories() -> Iterator[tuple[str, Choices]]:
    """The categories of every dataset, grouped by breakdown; each once."""
    for dataset in all_datasets():
        for dimension in dataset.dimensions:
            listed = {
                category.slug: category.label
                for source in dataset.sources
                for category in source.categories.get(dimension.field, ())
            }
            if listed:
                yield f"{dataset.title}: {dimension.title}", list(listed.items())


def _national_categories() -> Iterator[tuple[str, Choices]]:
    """National categories, prefixed by breakdown because two may share a category name."""
    for dataset in datasets.published:
        listed = {
            f"{category_list.breakdown}:{category.slug}": (
                dataset.title,
                category_list.title,
                category.label,
            )
            for series in dataset.series
            for category_list in series.lists
            for category in category_list.categories
        }
        groups: dict[str, Choices] = {}
        for value, (title, breakdown, label) in listed.items():
            groups.setdefault(f"{title}: {breakdown}", []).append((value, label))
        yield from groups.items()
