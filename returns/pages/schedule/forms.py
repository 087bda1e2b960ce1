"""The forms of the calendar: what may be typed, and the words beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from measures.periods import Month
from partnership import clock
from returns.lifecycle.schedule import words
from returns.lifecycle.schedule.actions import LONGEST_DAYS_AFTER
from returns.lifecycle.schedule.calendar import FREQUENCIES


class AgreeForm(forms.Form):
    """How often a source is asked for and by when."""

    STATUTORY, DAYS, NOT_ASKED_FOR = "statutory", "days", "not-asked-for"
    first_month = forms.CharField(
        label="From which month does it apply?",
        help_text="The first month of a period, or the first month without figures. For example,"
        " 2024-04",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter the first month"},
    )
    every_months = forms.TypedChoiceField(
        label="How often?",
        coerce=int,
        choices=[(months, words.frequency(months)) for months in FREQUENCIES],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"required": words.NO_SUCH_FREQUENCY},
    )
    by_when = forms.ChoiceField(
        label="By when?",
        choices=[
            (STATUTORY, "By the statutory date, the end of the next quarter"),
            (DAYS, "By a number of days after the end of the period"),
            (NOT_ASKED_FOR, "It is no longer asked for from that month on"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": words.CHOOSE_A_DATE},
    )
    days_after = forms.IntegerField(
        label="How many days after the end of the period?",
        help_text="Only with a number of days. 30 days is about a month",
        required=False,
        min_value=0,
        max_value=LONGEST_DAYS_AFTER,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={
            "invalid": words.ENTER_THE_DAYS,
            "min_value": words.days_out_of_range(LONGEST_DAYS_AFTER),
            "max_value": words.days_out_of_range(LONGEST_DAYS_AFTER),
        },
    )

    because = forms.CharField(
        label="Why is it no longer asked for?",
        help_text="Only where its supply ends. Everybody who sees the calendar can read this",
        required=False,
        max_length=300,
    )

    def clean_first_month(self) -> Month:
        # BadPeriod is a ValueError with a sentence to show, not Django's kind of error.
        try:
            return Month.parse(self.cleaned_data["first_month"])
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        wants_days = cleaned.get("by_when") == self.DAYS
        if wants_days and cleaned.get("days_after") is None and "days_after" not in self.errors:
            self.add_error("days_after", words.ENTER_THE_DAYS)
        if not self.ends_supply and cleaned.get("every_months") == "":
            self.add_error("every_months", words.NO_SUCH_FREQUENCY)
        return cleaned

    @property
    def ends_supply(self) -> bool:
        """Whether the source is no longer asked for."""
        return self.cleaned_data.get("by_when") == self.NOT_ASKED_FOR

    @property
    def agreed(self) -> dict[str, Any]:
        """What `calendar_actions.agree_date` takes of it, once valid; or `stop_asking`."""
        cleaned = self.cleaned_data
        if self.ends_supply:
            return {"first_month": cleaned["first_month"], "because": cleaned["because"]}
        return {
            "first_month": cleaned["first_month"],
            "every_months": cleaned["every_months"],
            "days_after": cleaned["days_after"] if cleaned["by_when"] == self.DAYS else None,
        }


class AsAtForm(forms.Form):
    """The day that the board is shown for."""

    as_at = forms.DateField(
        label="How did things stand at the end of this day?",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 4 3 2024"},
    )

    def clean_as_at(self) -> date:
        if self.cleaned_data["as_at"] > clock.today():
            raise forms.ValidationError("The day lies in the future")
        return self.cleaned_data["as_at"]


class LatenessForm(forms.Form):
    """Whether everybody sees by when missing figures were asked for."""

    SHOWN, NOT_SHOWN = "shown", "not-shown"
    lateness = forms.ChoiceField(
        label="Who sees by when missing figures were asked for?",
        choices=[
            (SHOWN, "Everybody who can see the dashboards, including councillors"),
            (NOT_SHOWN, "Only officers, the manager and the agency that was asked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who sees it"},
    )
