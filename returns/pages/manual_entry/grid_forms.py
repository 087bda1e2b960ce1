"""The forms of a table of figures that is typed: what it is of, and its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from measures.counts import Count, Gap
from measures.periods import BadPeriod, Period
from partnership import clock
from partnership.kinds import Level
from partnership.models import Agency, Area
from returns.lifecycle.typed_grids import LONGEST_CELL, MOST_PERIODS, Block, Cell
from returns.models import TypedGrid

LONGEST_PASTE = 200_000


class GridStartForm(forms.Form):
    """What is typed: whose figures of which period, in which rows and columns."""

    supplied_by = forms.ModelChoiceField(queryset=Agency.objects.none(), label="Supplied by")
    period = forms.CharField(
        label="Period",
        help_text="For example 2022/23 Q3, 2022/23 or 2022-10",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Enter the period"},
    )
    step = forms.TypedChoiceField(
        label="A column for", choices=TypedGrid.STEPS, coerce=int, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(label="A row for", widget=forms.RadioSelect)
    received_on = forms.DateField(
        label="Received on",
        widget=forms.SelectDateWidget(),
        help_text="The day on which the agency gave you the figures",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )

    def __init__(
        self,
        *args,
        agencies: Sequence[Agency],
        levels: Iterable[Level],
        definitions: Sequence[tuple[str, str]] = (),
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        supplied_by: Any = self.fields["supplied_by"]
        supplied_by.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        supplied_by.error_messages["required"] = "Choose who supplied the figures"
        offered = frozenset(levels)
        level: Any = self.fields["level"]
        level.choices = [(value, label) for value, label in TypedGrid.LEVELS if value in offered]
        if definitions:
            self.fields["definition"] = forms.ChoiceField(
                label="The definition that they count under", choices=definitions
            )

    def clean_period(self) -> Period:
        try:
            period = Period.parse(self.cleaned_data["period"].strip())
        except BadPeriod as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if period.first_day > clock.today():
            raise forms.ValidationError("The period lies in the future")
        return period

    def clean_received_on(self) -> date:
        received = self.cleaned_data["received_on"]
        if received > clock.today():
            raise forms.ValidationError("The day received lies in the future")
        return received

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        period, step = cleaned.get("period"), cleaned.get("step")
        if period and step:
            if period.months % step:
                self.add_error("step", f"{period.label} can’t be split like that")
            elif period.months // step > MOST_PERIODS:
                self.add_error("period", f"Type at most {MOST_PERIODS} periods at a time")
        return cleaned


@dataclass(frozen=True)
class GridRow:
    """One area: its name, and for each period the field and what stood there a year before."""

    name: str
    cells: tuple[tuple[Any, Count | None], ...]


class GridForm(forms.Form):
    """The cells of one block, each as it was typed; blank where nothing was."""

    paste = forms.CharField(
        label="Paste from a spreadsheet",
        help_text="With the areas in the first column, or only the numbers in the order of this"
        " table",
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Paste one table at a time"},
    )

    def __init__(
        self,
        *args,
        grid: TypedGrid,
        block: Block,
        areas: Sequence[Area],
        periods: Sequence[Period],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.grid, self.block, self.areas, self.periods = grid, block, areas, periods
        stored = grid.cells.get(block.key, {})
        for area in areas:
            for period in periods:
                self.fields[_name(area.code, period)] = forms.CharField(
                    label=f"{area.name}, {period.label}",
                    required=False,
                    max_length=LONGEST_CELL,
                    initial=stored.get(area.code, {}).get(period.code, ""),
                    widget=forms.TextInput(
                        attrs={
                            "class": "govuk-input govuk-input--width-4",
                            "inputmode": "numeric",
                            "autocomplete": "off",
                        }
                    ),
                    error_messages={"max_length": f"Type at most {LONGEST_CELL} characters"},
                )

    @property
    def cells(self) -> dict[str, dict[str, str]]:
        """What was typed, by the codes of area and period, once valid."""
        cleaned = self.cleaned_data
        return {
            area.code: {
                period.code: cleaned.get(_name(area.code, period), "") for period in self.periods
            }
            for area in self.areas
        }

    def rows(self, before: Mapping[tuple[str, str], Count]) -> tuple[GridRow, ...]:
        """The table, with what stood in each place a year before."""
        return tuple(
            GridRow(
                area.name,
                tuple(
                    (self[_name(area.code, period)], before.get((area.code, period.code)))
                    for period in self.periods
                ),
            )
            for area in self.areas
        )

    def add_wrong(self, cell: Cell | None, sentence: str) -> None:
        """An error of a cell of this block; of all of the form otherwise."""
        field = _name(cell.area, cell.period) if cell and cell.block == self.block.key else None
        self.add_error(field, sentence)


def _name(area: str, period: Period) -> str:
    return f"cell-{area}-{period.code}"


def shown(count: Count) -> str:
    """What stood there a year before, as a page shows it."""
    return count.shorthand if isinstance(count, Gap) else f"{count:,}"
