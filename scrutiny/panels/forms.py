"""The forms about panels, their meetings, programmes and agendas; what is offered is handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from partnership import clock
from partnership.guarded_words import GuardsPeople
from partnership.models import User
from partnership.models.groups import Group, Meeting
from reporting.packs.models import Pack
from scrutiny.form_fields import (
    DayField,
    LineField,
    ReasonForm,
    RecordField,
    SeenForm,
    WordsField,
    choose_from,
)
from scrutiny.models import Outcome

MOST_WORKING_DAYS = 60


class DaysField(forms.IntegerField):
    """A number of working days."""

    def __init__(self, **kwargs: Any) -> None:
        message = f"Enter a number of working days from 0 to {MOST_WORKING_DAYS}"
        attrs = {"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            min_value=0, max_value=MOST_WORKING_DAYS, widget=forms.TextInput(attrs=attrs), **kwargs
        )
        for name in ("required", "invalid", "min_value", "max_value"):
            self.error_messages[name] = message


class PanelForm(GuardsPeople, SeenForm):
    """A panel's name and what it is for."""

    GUARDED = ("purpose",)

    name = LineField(label="What is the panel called?")
    purpose = WordsField(label="What is it for?", required=False)
    frequency = LineField(
        label="How often does it meet?", required=False, help_text="For example, every six weeks"
    )


class NewPanelForm(PanelForm):
    """The same with the day from which it stands."""

    since = DayField(label="Since when does it stand?")


class EndPanelForm(ReasonForm):
    """When a panel ends, and which follows it."""

    on = DayField(label="Which is the first day without it?")
    successor = RecordField(
        label="Which panel follows it?",
        help_text="Its open questions and recommendations pass on to that panel",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, panels: QuerySet[Group], **kwargs) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        choose_from(self, "successor", panels)


class MemberForm(forms.Form):
    """Who joins a panel."""

    user = RecordField(
        label="Who?",
        help_text="Leave blank if the person has no account",
        required=False,
        empty_label="Nobody with an account",
    )
    title = LineField(
        label="What is their role on the panel?",
        help_text="For example, Chair, or Member. No name.",
    )
    since = DayField(label="Since when?")

    def __init__(self, *args, users: QuerySet[User], **kwargs) -> None:
        kwargs.setdefault("initial", {"since": clock.today(), "title": "Member"})
        super().__init__(*args, **kwargs)
        choose_from(self, "user", users)


class TimetableForm(forms.Form):
    """How many working days each step comes before the next."""

    to_democratic_services = DaysField(
        label="How many working days before publication do the papers go to democratic services?"
    )
    pre_agenda = DaysField(label="How many working days before that is the pre-agenda?")
    clearance = DaysField(label="How many working days before that are they cleared?")
    draft = DaysField(label="How many working days before that is the draft ready?")


class MeetingForm(forms.Form):
    """When and where a panel meets."""

    starts_at = forms.TimeField(
        label="At what time?",
        required=False,
        help_text="For example, 10:00",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Enter a time like 10:00"},
    )
    place = LineField(label="Where?", required=False)
    agenda_link = forms.URLField(
        label="Where is the agenda published?", required=False, assume_scheme="https"
    )
    minutes_link = forms.URLField(
        label="Where are the minutes published?", required=False, assume_scheme="https"
    )


class NewMeetingForm(MeetingForm):
    """The same with its day."""

    held_on = DayField(label="On which day?")
    field_order = ("held_on",)


class WorkForm(GuardsPeople, forms.Form):
    """Something that a panel means to look at."""

    GUARDED = ("why",)

    title = LineField(label="What does the panel plan to look at?")
    why = WordsField(label="Why?", required=False, rows=3)
    meeting = RecordField(
        label="At which meeting?",
        required=False,
        empty_label="Not decided yet",
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class WithdrawOrMoveForm(GuardsPeople, forms.Form):
    """Another meeting for it, or why it is not looked at after all."""

    GUARDED = ("because",)

    meeting = RecordField(
        label="At which meeting does the panel look at it?",
        required=False,
        empty_label="Not decided yet",
    )
    because = WordsField(
        label="If the panel does not look at it after all: why?", required=False, rows=3
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class AgendaForm(forms.Form):
    """An item of an agenda."""

    number = forms.IntegerField(
        label="Number",
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={"required": "Enter its number", "invalid": "Enter its number in figures"},
    )
    title = LineField(label="What is the item?")
    work_item = RecordField(
        label="Which item of the work programme is it?",
        required=False,
        empty_label="None",
    )

    pack = RecordField(
        label="Which update or briefing is it about?",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, work: QuerySet, packs: QuerySet[Pack], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "work_item", work)
        choose_from(self, "pack", packs)


class ItemPackForm(forms.Form):
    """On which pack an item of an agenda rests."""

    pack = RecordField(label="Pack", required=False, empty_label="None")

    def __init__(self, *args, packs: QuerySet[Pack], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "pack", packs)


class OutcomeForm(GuardsPeople, forms.Form):
    """What came of an item."""

    GUARDED = ("note",)

    outcome = forms.ChoiceField(
        label="What did the panel decide?",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    minute = LineField(
        label="Number of the minute",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    note = WordsField(label="In short", required=False, rows=3)
