"""From which month on street files are fetched."""

from __future__ import annotations

from django import forms

from measures.periods import BadPeriod, Month
from partnership import clock
from returns.fetching import words


class FetchForm(forms.Form):
    """The first month, or nothing for the one after the newest in use."""

    first_month = forms.CharField(
        required=False,
        label="First month (optional)",
        help_text="Like 2026-04. If you leave it blank, the first is the month after the newest"
        " that is in use.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )

    def clean_first_month(self) -> Month | None:
        written = self.cleaned_data["first_month"].strip()
        if not written:
            return None
        try:
            month = Month.parse(written)
        except BadPeriod:
            raise forms.ValidationError(words.NO_SUCH_MONTH) from None
        if month >= Month.containing(clock.today()):
            raise forms.ValidationError(words.MONTH_TO_COME)
        return month
