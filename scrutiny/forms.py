"""The forms of scrutiny: what may be typed, and the words beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from measures.periods import BadPeriod, Period
from partnership.models import Agency, Partnership, User
from partnership.models.groups import Group, Meeting
from partnership.people.permissions import in_force_on
from reporting.packs.models import Pack
from scrutiny import measures, words
from scrutiny.models import Outcome, Timing, ToWhom, Verdict, WorkItem
from scrutiny.panels.timetable import Unit

LONGEST_TEXT = 4_000
MOST_WORKING_DAYS = 60


class DayField(forms.DateField):
    """A day in three boxes; today unless told."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.SelectDateWidget())
        super().__init__(**kwargs)
        self.error_messages["required"] = words.ENTER_A_DAY
        self.error_messages["invalid"] = words.REAL_DAY


class WordsField(forms.CharField):
    """Some lines of text."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.error_messages["required"] = words.ENTER_TEXT


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.error_messages["required"] = words.ENTER_TEXT


class DaysField(forms.IntegerField):
    """A number of working days."""

    def __init__(self, **kwargs: Any) -> None:
        said = f"Enter a number of working days from 0 to {MOST_WORKING_DAYS}"
        attrs = {"class": "govuk-input--width-2", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            min_value=0, max_value=MOST_WORKING_DAYS, widget=forms.TextInput(attrs=attrs), **kwargs
        )
        for name in ("required", "invalid", "min_value", "max_value"):
            self.error_messages[name] = said


class SeenForm(forms.Form):
    """A form about words that two people may write: it remembers which ones were seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def now_seen(self, number: int) -> None:
        """The writer has been shown what somebody else wrote meanwhile."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = str(number)
        self.data = typed


class ReasonForm(forms.Form):
    """Why something is withdrawn, cancelled or taken out."""

    because = WordsField(label="Why?", rows=3)


class DayForm(forms.Form):
    """On which day something was done."""

    on = DayField(label="On which day?")

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)


# --- Panels ----------------------------------------------------------------------------------
class PanelForm(SeenForm):
    """A panel's name and what it is for."""

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
    successor = forms.ModelChoiceField(
        queryset=Group.objects.none(),
        label="Which panel follows it?",
        help_text="Its open questions and recommendations pass on to that panel",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, panels: QuerySet[Group], **kwargs) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        _choose(self, "successor", panels)


class MemberForm(forms.Form):
    """Who joins a panel."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who?",
        help_text="Leave it blank for a seat whose holder has no account",
        required=False,
        empty_label="Nobody with an account",
    )
    title = LineField(
        label="What are they on the panel?", help_text="For example, Chair, or Member. No name."
    )
    since = DayField(label="Since when?")

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        kwargs.setdefault("initial", {"since": timezone.localdate(), "title": "Member"})
        super().__init__(*args, **kwargs)
        here = partnership.memberships.filter(in_force_on()).values("user")
        users = User.objects.filter(is_active=True, pk__in=here)
        _choose(self, "user", users.order_by("name", "email"))


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


class WorkForm(forms.Form):
    """Something that a panel means to look at."""

    title = LineField(label="What does the panel mean to look at?")
    why = WordsField(label="Why?", required=False, rows=3)
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label="At which meeting?",
        required=False,
        empty_label="Not decided yet",
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "meeting", meetings)


class WithdrawOrMoveForm(forms.Form):
    """Another meeting for it, or why it is not looked at after all."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label="At which meeting does the panel look at it?",
        required=False,
        empty_label="Not decided yet",
    )
    because = WordsField(
        label="If the panel does not look at it after all: why?", required=False, rows=3
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "meeting", meetings)


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
    work_item = forms.ModelChoiceField(
        queryset=WorkItem.objects.none(),
        label="Which item of the work programme is it?",
        required=False,
        empty_label="None",
    )

    pack = forms.ModelChoiceField(
        queryset=Pack.objects.none(),
        label="Which pack does it rest on?",
        required=False,
        empty_label="None",
    )

    def __init__(self, *args, work: QuerySet, packs: QuerySet[Pack], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "work_item", work)
        _choose(self, "pack", packs)


class ItemPackForm(forms.Form):
    """On which pack an item of an agenda rests."""

    pack = forms.ModelChoiceField(
        queryset=Pack.objects.none(), label="Pack", required=False, empty_label="None"
    )

    def __init__(self, *args, packs: QuerySet[Pack], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "pack", packs)


class OutcomeForm(forms.Form):
    """What came of an item."""

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


# --- Questions -------------------------------------------------------------------------------
class AddressedForm(forms.Form):
    """Who must answer, and by when."""

    to_whom = forms.ChoiceField(
        label="Who must answer?", choices=ToWhom.choices, widget=forms.RadioSelect
    )
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label="Which agency?", required=False, empty_label="None"
    )
    answer_by = DayField(label="By when?")

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "agency", partnership.agencies.order_by("name"))


class AskForm(AddressedForm):
    """A question, or a request for information."""

    text = WordsField(label="What do you want to know?")
    is_information_request = forms.BooleanField(
        label="I ask for information: figures, a document, a list", required=False
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
    panel = forms.ModelChoiceField(
        queryset=Group.objects.none(), label="For which panel?", empty_label=None
    )
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label="For which meeting?",
        required=False,
        empty_label="No meeting in particular",
    )
    timing = forms.ChoiceField(
        label="When is it asked?", choices=Timing.choices, widget=forms.RadioSelect
    )
    asked_for = LineField(
        label="For whom do you record it?",
        required=False,
        help_text="Their role, such as Chair of the panel. Blank if it is your own question",
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
        self, *args, partnership: Partnership, panels: QuerySet[Group], records: bool, **kwargs
    ) -> None:
        super().__init__(*args, partnership=partnership, **kwargs)
        _choose(self, "panel", panels)
        ahead = Meeting.objects.filter(group__in=panels, ended_on__isnull=True)
        _choose(self, "meeting", ahead.select_related("group").order_by("-held_on"))
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


class AnswerForm(SeenForm):
    """An answer, or why it is withheld."""

    text = WordsField(label="What is the answer?", rows=8, required=False)
    withheld_because = WordsField(
        label="If anything is withheld: why?",
        required=False,
        rows=3,
        help_text="Members are given the reason in writing",
    )
    in_update = forms.BooleanField(label="Append it to the next update", required=False)

    def clean(self) -> dict[str, Any]:
        held = self.cleaned_data
        if not held.get("text") and not held.get("withheld_because"):
            self.add_error("text", words.ANSWER_IS_BLANK)
        return held


# --- Recommendations -------------------------------------------------------------------------
class WordingForm(SeenForm):
    """The words of a recommendation."""

    title = LineField(label="What is it called in short?")
    text = WordsField(label="What does it say?", rows=6)
    review = LineField(label="Which review does it come from?", required=False)
    owner_role = LineField(
        label="Which role sees it done?", required=False, help_text="A job title, not a name"
    )


class RecommendForm(WordingForm):
    """A new recommendation or report."""

    panel = forms.ModelChoiceField(
        queryset=Group.objects.none(), label="Of which panel?", empty_label=None
    )
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
        help_text="The law has every responsible authority and co-operating body sent one."
        " Each answers for itself.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.NO_RECIPIENT},
    )
    field_order = ("panel", "is_report", "reference", "title", "text", "review", "made_on", "to")

    def __init__(
        self, *args, panels: QuerySet[Group], bodies: tuple[str, ...], executive: str, **kwargs
    ) -> None:
        initial = {"made_on": timezone.localdate(), "to": list(bodies)}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        _choose(self, "panel", panels)
        to: Any = self.fields["to"]
        to.choices = [(name, name) for name in (*bodies, executive)]


class RecipientForm(forms.Form):
    """One more body that is sent a copy."""

    to = forms.ChoiceField(
        label="Who is sent a copy too?",
        widget=forms.RadioSelect,
        error_messages={"required": words.NO_RECIPIENT},
    )

    def __init__(self, *args, names: tuple[str, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [(name, name) for name in names]


class LaterForm(forms.Form):
    """Why an answer comes after its day."""

    because = WordsField(
        label="Why does the answer come later?",
        rows=3,
        help_text="It then comes as soon as reasonably possible. The day that it was due stays.",
    )


class ResponseForm(SeenForm):
    """A body's own answer."""

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
        kwargs["initial"] = {"responded_on": timezone.localdate()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    """What the panel decided."""

    OPEN, CLOSED = "open", "closed"
    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
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
        _choose(self, "meeting", meetings)


class BackForm(forms.Form):
    """At which meeting the panel looks at it again."""

    meeting = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label="At which meeting?",
        required=False,
        empty_label="Not decided yet",
    )

    def __init__(self, *args, meetings: QuerySet[Meeting], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "meeting", meetings)


class MilestoneForm(forms.Form):
    """A step on the way."""

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


class EvidenceForm(forms.Form):
    """What shows that something was done."""

    text = WordsField(label="What was done?", rows=3)
    link = forms.URLField(label="Where can it be checked?", required=False, assume_scheme="https")


# --- Days and lists --------------------------------------------------------------------------
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
    since = DayField(label="From which day on does it hold?")
    source = WordsField(label="Where is it written?", rows=2)

    def __init__(self, *args, units: tuple[Unit, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = [(one.value, one.value.capitalize()) for one in units]


class ClosedDayForm(forms.Form):
    """A day on which the offices are closed."""

    day = DayField(label="Which day?")
    name = LineField(label="What is it called?")
    source = LineField(label="Where is it announced?")


class ListForm(forms.Form):
    """A spreadsheet of recommendations."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text="CSV, XLSX, ODS or XLS, up to 10 MB",
        error_messages={"required": "Choose the file", "empty": "The file is empty"},
        allow_empty_file=True,
    )


def _choose(form: forms.Form, name: str, among: QuerySet) -> None:
    field: Any = form.fields[name]
    field.queryset = among
