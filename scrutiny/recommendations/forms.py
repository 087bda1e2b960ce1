"""The forms about recommendations, responses, decisions and what is done about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from partnership import clock
from partnership.guarded_words import GuardsPeople
from partnership.models import Partnership
from partnership.models.groups import Group, Meeting
from partnership.upload_fields import UploadField
from returns.catalogue.limits import LISTS
from scrutiny import measures, words
from scrutiny.form_fields import DayField, LineField, RecordField, SeenForm, WordsField, choose_from
from scrutiny.models import Verdict


class WordingForm(GuardsPeople, SeenForm):
    """The words of a recommendation."""

    GUARDED = ("text",)

    title = LineField(label="What is it called in short?")
    text = WordsField(label="What does it say?", rows=6)
    review = LineField(label="Which review does it come from?", required=False)
    owner_role = LineField(
        label="Which role sees it done?", required=False, help_text="A job title, not a name"
    )


class RecommendForm(WordingForm):
    """A new recommendation or report."""

    panel = RecordField(label="Of which panel?", empty_label=None)
    is_report = forms.BooleanField(label="It is a report", required=False)
    reference = LineField(
        label="What is its reference?",
        max_length=40,
        help_text="For example, 2024/1",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
    made_on = DayField(label="On which day was it made?")
    to = forms.MultipleChoiceField(
        label="Who is sent a copy?",
        help_text="By law, every responsible authority and co-operating body is sent one."
        " Each answers for itself.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.NO_RECIPIENT},
    )
    field_order = ("panel", "is_report", "reference", "title", "text", "review", "made_on", "to")

    def __init__(
        self, *args, panels: QuerySet[Group], bodies: tuple[str, ...], executive: str, **kwargs
    ) -> None:
        initial = {"made_on": clock.today(), "to": list(bodies)}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choose_from(self, "panel", panels)
        to: Any = self.fields["to"]
        to.choices = [(name, name) for name in (*bodies, executive)]


class RecipientForm(forms.Form):
    """One more body that is sent a copy."""

    to = forms.ChoiceField(
        label="Who else should be sent a copy?",
        widget=forms.RadioSelect,
        error_messages={"required": words.NO_RECIPIENT},
    )

    def __init__(self, *args, names: tuple[str, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [(name, name) for name in names]


class LaterForm(GuardsPeople, forms.Form):
    """Why an answer comes after its day."""

    GUARDED = ("because",)

    because = WordsField(
        label="Why does the answer come later?",
        rows=3,
        help_text="It must then come as soon as reasonably possible. The due date stays as it was.",
    )


class ResponseForm(GuardsPeople, SeenForm):
    """A body's own answer."""

    GUARDED = ("text",)

    verdict = forms.ChoiceField(
        label="Is it accepted?",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is accepted"},
    )
    text = WordsField(
        label="What will be done, or why not?",
        rows=6,
        required=False,
        help_text="A reason is needed unless it is accepted",
    )
    responded_on = DayField(label="On which day was it answered?")

    def __init__(self, *args, **kwargs) -> None:
        kwargs["initial"] = {"responded_on": clock.today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class DecisionForm(GuardsPeople, forms.Form):
    """What the panel decided."""

    GUARDED = ("note",)

    OPEN, CLOSED = "open", "closed"
    meeting = RecordField(
        label="At which meeting?",
        empty_label=None,
        error_messages={"required": "Choose the meeting"},
    )
    minute = LineField(
        label="Number of the minute",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    decision = forms.ChoiceField(
        label="What did the panel decide?",
        choices=[(OPEN, "It stays open"), (CLOSED, "It is closed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the panel decided"},
    )
    note = WordsField(label="In short", required=False, rows=3)

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class BackForm(forms.Form):
    """At which meeting the panel looks at it again."""

    meeting = RecordField(
        label="At which meeting?",
        required=False,
        empty_label="Not decided yet",
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class MilestoneForm(GuardsPeople, forms.Form):
    """A step on the way."""

    GUARDED = ("text",)

    text = LineField(label="What is to be done?")
    owner_role = LineField(
        label="Which role does it?", required=False, help_text="A job title, not a name"
    )
    due_on = DayField(label="By when?")


class LinkForm(forms.Form):
    """A measure to set beside a recommendation."""

    measure = forms.ChoiceField(
        label="Which measure should move if it works?",
        error_messages={"required": "Choose a measure"},
    )
    area = forms.ChoiceField(label="In which ward or locality?", required=False)

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.choices = measures.offered()
        area: Any = self.fields["area"]
        area.choices = [("", "The whole partnership"), *measures.places(partnership)]


class EvidenceForm(GuardsPeople, forms.Form):
    """What shows that something was done."""

    GUARDED = ("text",)

    text = WordsField(label="What was done?", rows=3)
    link = forms.URLField(label="Where can it be checked?", required=False, assume_scheme="https")


class ListForm(forms.Form):
    """A spreadsheet of recommendations."""

    file = UploadField(
        most_bytes=LISTS.upload,
        label="Spreadsheet",
        help_text="CSV, XLSX, ODS or XLS, up to 10 MB",
        error_messages={"required": "Choose the file", "empty": "The file is empty"},
        allow_empty_file=True,
    )
