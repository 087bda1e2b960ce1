"""The kinds of section about figures, with what they put on slides; four of them for slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django import forms

from measures.periods import BadPeriod, Period
from partnership.models import Partnership
from reporting.packs.presented import definitions, national, neighbours, places, street, the_year
from reporting.packs.presented.parts import period_of
from reporting.packs.sections import measure as measure_sections
from reporting.packs.sections import national as national_sections
from reporting.packs.sections.registry import DataMissing, Fields, SectionKind


class PeriodOrCalendarYear(forms.CharField):
    """A period as people write it, "2023" for a calendar year; may be blank."""

    def clean(self, value: object) -> str:
        written = super().clean(value)
        try:
            found: Period | None = period_of(written)
        except (DataMissing, BadPeriod, ValueError) as bad:
            raise forms.ValidationError(str(bad)) from None
        return found.code if found else ""


def _measures() -> forms.Field:
    return forms.MultipleChoiceField(
        label="Measures",
        required=False,
        choices=measure_sections.measure_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: the first of each dataset",
    )


def _period(help_text: str) -> forms.Field:
    return PeriodOrCalendarYear(label="Period", required=False, help_text=help_text)


def _stated() -> Mapping[str, forms.Field]:
    """What a document states where the counts here are made up."""
    return {
        "stated_title": forms.CharField(
            label="What a document states, as the slide’s title",
            required=False,
            help_text="Only where the counts are made up. A sentence of two lines at most",
        ),
        "stated": forms.CharField(
            label="What it states beside the picture",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Up to three lines: a figure, a bar and words, like “+44% | Ayresome”",
        ),
        "stated_in": forms.CharField(
            label="The document",
            required=False,
            help_text="Like: the update of 4 March 2024",
        ),
    }


def _with_stated(fields: Fields) -> Callable[[Partnership], Mapping[str, forms.Field]]:
    return lambda partnership: {**fields(partnership), **_stated()}


def _year_fields(partnership: Partnership) -> Mapping[str, forms.Field]:
    return {
        "period": _period("Like 2022/23. Empty is the last complete year"),
        "measures": _measures(),
        "national": forms.ChoiceField(
            label="National measure",
            required=False,
            choices=lambda: [("", "The first"), *national_sections.measure_choices()],
        ),
    }


def _street_fields(partnership: Partnership) -> Mapping[str, forms.Field]:
    return {
        "period": _period(
            "Like 2023 for a calendar year, or 2022/23. Empty is the latest whole year"
        ),
        "measures": _measures(),
        "other": forms.SlugField(
            label="Section that counts otherwise",
            required=False,
            help_text="The key of the section whose slide is not to be compared with this one",
        ),
    }


def _neighbour_fields(partnership: Partnership) -> Mapping[str, forms.Field]:
    return {
        "period": _period(
            "Like 2023 for a calendar year, or 2022/23. Empty is the latest whole year"
        ),
        "measures": _measures(),
        "group": forms.CharField(
            label="Beside",
            required=False,
            help_text="The number of a comparison group. Empty is the police force area",
        ),
    }


KINDS = (
    replace(
        measure_sections.MEASURE,
        fields=_with_stated(measure_sections.MEASURE.fields),
        present=places.present_measure,
    ),
    replace(
        measure_sections.WARDS,
        fields=_with_stated(measure_sections.WARDS.fields),
        present=places.present_wards,
    ),
    replace(
        measure_sections.LOCALITIES,
        fields=_with_stated(measure_sections.LOCALITIES.fields),
        present=places.present_localities,
    ),
    replace(national_sections.NATIONAL, present=national.present),
    SectionKind(
        slug="year-on-one-slide",
        title="The year on one slide",
        help="A tile for each main measure, with its number, its change and two bars",
        build=the_year.build,
        group="Figures",
        takes_text=False,
        fields=_year_fields,
        present=the_year.present,
    ),
    SectionKind(
        slug="street-crime",
        title="Published counts by ward and type",
        help="What is published for everybody, by ward and by type: counted, and never made up",
        build=street.build,
        group="Figures",
        takes_text=False,
        fields=_street_fields,
        present=street.present,
    ),
    SectionKind(
        slug="neighbours",
        title="Compared with our neighbours",
        help="Partnerships of the same police force side by side, for each 1,000 residents",
        build=neighbours.build,
        group="Figures",
        takes_text=False,
        fields=_neighbour_fields,
        present=neighbours.present,
    ),
    SectionKind(
        slug="definitions-and-sources",
        title="Definitions and sources",
        help="What is counted and whose figures these are, of every measure before it",
        build=definitions.build,
        group="Figures",
        takes_text=False,
        present=definitions.present,
        reads_others=True,
    ),
)
