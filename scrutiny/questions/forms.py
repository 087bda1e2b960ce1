"""The forms about questions and their answers; what is offered is handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from measures.periods import BadPeriod, Period
from partnership.guarded_words import GuardsPeople
from partnership.models import Agency, Partnership
from partnership.models.groups import Group, Meeting
from scrutiny import measures, words
from scrutiny.form_fields import DayField, LineField, RecordField, SeenForm, WordsField, choose_from
from scrutiny.models import Timing, ToWhom


class AddressedForm(forms.Form):
    """Who must answer, and by when."""

    to_whom = forms.ChoiceField(
        label="Who must answer?", choices=ToWhom.choices, widget=forms.RadioSelect
    )
    agency = RecordField(label="Which agency?", required=False, empty_label="None")
    answer_by = DayField(label="By when?")

    def __init__(self, *args, agencies: QuerySet[Agency], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "agency", agencies)


class AskForm(GuardsPeople, AddressedForm):
    """A question, or a request for information."""

    GUARDED = ("text",)

    text = WordsField(label="What do you want to know?")
    is_information_request = forms.BooleanField(
        label="I am asking for information: figures, a document or a list", required=False
    )
    about = forms.ChoiceField(label="About which measure?", required=False)
    period = forms.CharField(
        label="Of which period?",
        required=False,
        max_length=40,
        help_text="For example, 2022/23",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label="In which ward or locality?", required=False)
    section = LineField(
        label="About which section of the update?",
        required=False,
        help_text="Its heading, if it is not about a measure",
    )
    panel = RecordField(label="For which panel?", empty_label=None)
    meeting = RecordField(
        label="For which meeting?",
        required=False,
        empty_label="No meeting in particular",
    )
    timing = forms.ChoiceField(
        label="When is it asked?", choices=Timing.choices, widget=forms.RadioSelect
    )
    asked_for = LineField(
        label="Who are you asking for?",
        required=False,
        help_text="Their role, such as Chair of the panel. Leave blank if it is your own question",
    )
    field_order = (
        "text",
        "is_information_request",
        "about",
        "period",
        "area",
        "section",
        "panel",
        "meeting",
        "timing",
        "asked_for",
        "to_whom",
        "agency",
        "answer_by",
    )

    def __init__(
        self,
        *args,
        partnership: Partnership,
        panels: QuerySet[Group],
        meetings: QuerySet[Meeting],
        records: bool,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "panel", panels)
        choose_from(self, "meeting", meetings)
        self._set_choices("about", measures.offered())
        self._set_choices("area", measures.places(partnership))
        if not records:
            del self.fields["asked_for"]

    def _set_choices(self, name: str, choices) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "None in particular"), *choices]

    def clean_period(self) -> str:
        return cleaned_period(self.cleaned_data["period"])


def cleaned_period(text: str) -> str:
    """The code of a period as typed, blank for none."""
    if not text.strip():
        return ""
    try:
        return Period.parse(text.strip()).code
    except BadPeriod:
        raise forms.ValidationError(words.UNKNOWN_PERIOD) from None


class AnswerForm(GuardsPeople, SeenForm):
    """An answer, or why it is withheld."""

    GUARDED = ("text", "withheld_because")

    text = WordsField(label="What is the answer?", rows=8, required=False)
    withheld_because = WordsField(
        label="If anything is withheld: why?",
        required=False,
        rows=3,
        help_text="Members are given the reason in writing",
    )
    in_update = forms.BooleanField(label="Add it to the next update", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("withheld_because"):
            self.add_error("text", words.ANSWER_IS_BLANK)
        return cleaned
