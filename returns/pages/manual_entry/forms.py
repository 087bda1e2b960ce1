"""The form in which a few figures are typed, a row for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from partnership import clock
from partnership.models import Agency, Partnership
from partnership.people.permissions import Viewer
from returns.catalogue.findings import Finding, Wrong
from returns.lifecycle import queries
from returns.mapping.kinds import Kinds
from returns.mapping.manual_entry import FIRST_ROW, Typed, TypedFigure
from returns.mapping.saved import mappable
from returns.mapping.sheets import role_of
from returns.reading.period_parts import written
from returns.reading.spellings import count_of, period_of

ROWS = 5
MOST_ROWS = 40


class TypedSourceForm(forms.Form):
    """What the figures are: the rows below depend on it."""

    source = forms.ChoiceField(label="What these figures are", widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = [
            (f"{dataset.slug}/{series.slug}", f"{dataset.title}: {series.title}")
            for dataset, series in mappable()
        ]
        source.error_messages["required"] = "Choose what the figures are"


class TypedForm(forms.Form):
    """The period, who supplied the figures, and a row for each figure."""

    period = forms.CharField(
        label="Period",
        help_text="For example 2022-10, 2022/23 Q3 or 2022/23",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Enter the period"},
    )
    supplied_by = forms.ModelChoiceField(queryset=Agency.objects.none(), label="Supplied by")
    received_on = forms.DateField(
        label="Received on",
        widget=forms.SelectDateWidget(),
        help_text="The day on which the agency gave you the figures",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )

    def __init__(
        self,
        *args,
        kinds: Kinds,
        partnership: Partnership,
        viewer: Viewer,
        rows: int = ROWS,
        **kwargs,
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("received_on", clock.today())
        super().__init__(*args, **kwargs)
        self.kinds, self.rows = kinds, min(max(rows, 1), MOST_ROWS)
        supplied_by: Any = self.fields["supplied_by"]
        agencies = queries.suppliers(partnership, viewer=viewer)
        supplied_by.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        supplied_by.error_messages["required"] = "Choose who supplied the figures"
        if len(agencies) == 1:
            supplied_by.initial = agencies[0].pk
        if kinds.source.counts_under:
            self.fields["definition"] = forms.ChoiceField(
                label="The definition that they count under", choices=kinds.definitions
            )
        for number in range(1, self.rows + 1):
            self._add_row(number)

    def _add_row(self, number: int) -> None:
        self.fields[f"area-{number}"] = forms.ChoiceField(
            label=f"Area of figure {number}",
            choices=[("", "Choose an area"), *self.kinds.areas],
            required=False,
        )
        for word, title in self.kinds.categories:
            name = str(role_of(word))
            self.fields[f"{name}-{number}"] = forms.ChoiceField(
                label=f"{title} of figure {number}",
                choices=[("", "Not broken down"), *self.kinds.listed(name)],
                required=False,
            )
        self.fields[f"count-{number}"] = forms.CharField(
            label=f"Count of figure {number}",
            required=False,
            max_length=20,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        )

    @property
    def dimensions(self) -> list[str]:
        return [str(role_of(word)) for word, _ in self.kinds.categories]

    @property
    def lines(self) -> list[list[Any]]:
        """The fields of each row, in order, for the template."""
        names = ("area", *self.dimensions, "count")
        return [[self[f"{name}-{number}"] for name in names] for number in range(1, self.rows + 1)]

    @property
    def head(self) -> list[Any]:
        """The fields above the rows."""
        names = ("period", "definition", "supplied_by", "received_on")
        return [self[name] for name in names if name in self.fields]

    def clean_period(self) -> str:
        today = clock.today()
        text = written(self.cleaned_data["period"].strip(), today=today)
        period = period_of(text, today=today)
        if isinstance(period, Wrong):
            raise forms.ValidationError(period.message)
        return period.code

    def clean_received_on(self) -> date:
        received = self.cleaned_data["received_on"]
        if received > clock.today():
            raise forms.ValidationError("The day received lies in the future")
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        filled = self._filled()
        if not filled:
            self.add_error("count-1", "Type at least one figure")
        for number in filled:
            if not cleaned[f"area-{number}"]:
                self.add_error(f"area-{number}", f"Choose the area of figure {number}")
            count = count_of(cleaned[f"count-{number}"])
            if not cleaned[f"count-{number}"].strip():
                message = f"Type the count of figure {number}: 0 where there were none"
                self.add_error(f"count-{number}", message)
            elif isinstance(count, Wrong):
                self.add_error(f"count-{number}", f"{count.message} {count.todo}".strip())
        for name in self.dimensions:
            blank = [number for number in filled if not cleaned[f"{name}-{number}"]]
            if blank and len(blank) < len(filled):
                self.add_error(f"{name}-{blank[0]}", "Break down all figures, or none of them")
        return cleaned

    def _filled(self) -> list[int]:
        """The rows in which anything was typed or chosen."""
        cleaned = self.cleaned_data
        names = ("area", *self.dimensions, "count")
        return [
            number
            for number in range(1, self.rows + 1)
            if any(cleaned.get(f"{name}-{number}", "").strip() for name in names)
        ]

    @property
    def typed(self) -> Typed:
        """What was typed, once valid."""
        cleaned = self.cleaned_data
        return Typed(
            dataset=self.kinds.dataset,
            source=self.kinds.source,
            period=cleaned["period"],
            definition=cleaned.get("definition", ""),
            figures=tuple(
                TypedFigure(
                    cleaned[f"area-{number}"],
                    cleaned[f"count-{number}"].strip(),
                    {name: cleaned[f"{name}-{number}"] for name in self.dimensions},
                )
                for number in self._filled()
            ),
        )

    def add_findings(self, errors: Iterable[Finding]) -> None:
        """What is wrong with the figures, each at its row."""
        filled = self._filled()
        for found in errors:
            at = (found.row or 0) - FIRST_ROW
            field = f"count-{filled[at]}" if 0 <= at < len(filled) else None
            self.add_error(field, f"{found.message} {found.todo}".strip())
