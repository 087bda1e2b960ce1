"""The forms about a partnership's own periods and closed days."""

from __future__ import annotations

from typing import Any

from django import forms

from scrutiny.form_fields import DayField, LineField, WordsField
from scrutiny.working_days.countdown import Unit


class PeriodForm(forms.Form):
    """A partnership's own period."""

    number = forms.IntegerField(
        label="How long?",
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter a number from 1 to 366"
        ),
    )
    unit = forms.ChoiceField(label="Of what?", widget=forms.RadioSelect)
    since = DayField(label="From which day does it apply?")
    source = WordsField(label="Where is it written?", rows=2)

    def __init__(self, *args, units: tuple[Unit, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = [(choice.value, choice.value.capitalize()) for choice in units]


class ClosedDayForm(forms.Form):
    """A day on which the offices are closed."""

    day = DayField(label="Which day?")
    name = LineField(label="What is it called?")
    source = LineField(label="Where is it announced?")
