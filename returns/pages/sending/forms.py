"""The forms about returns: what may be typed, and the words beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from measures.periods import Month, Period
from partnership import clock
from partnership.guarded_words import GuardsPeople
from partnership.models import Agency, Partnership
from partnership.people.permissions import Viewer
from partnership.upload_fields import UploadField
from returns.catalogue.declarations import Source
from returns.catalogue.definitions import definable
from returns.catalogue.findings import Check
from returns.catalogue.registry import datasets
from returns.lifecycle import queries, words
from returns.models import Arrival, Return
from returns.pages.office.forms import CoveringEmailField
from returns.pages.sending import check_words

LONGEST_TEMPLATE_MONTHS = 60
MOST_PROVISIONAL = 36
WHOLE_SOURCE = "whole-source"
SHAPES = (
    ("long", "A row for each month, ward and category"),
    ("across", "A row for each ward and category, with the months across"),
)
KINDS = (("xlsx", "Excel workbook (XLSX)"), ("ods", "OpenDocument (ODS)"), ("csv", "CSV"))


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(UploadField):
    """One or several files; cleans to a list."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None) -> list:
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(SeveralFiles, self).clean(file, initial) for file in given or [None]]
        return [file for file in cleaned if file is not None]


class UploadForm(forms.Form):
    """Step 1: the files, and how they came. Files that are `held` need not be chosen again."""

    uploads = SeveralFiles(
        is_scanned_later=True,
        label="Files",
        help_text="CSV, XLSX, ODS, XLS, or a ZIP of CSVs as downloaded from data.police.uk."
        " You can choose several at once, or drop them here.",
        error_messages={
            "required": words.CHOOSE_A_FILE,
            "missing": words.CHOOSE_A_FILE,
            "empty": "One of the files is empty: it holds nothing to read",
        },
        allow_empty_file=True,
    )
    supplied_by = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        label="Supplied by",
        empty_label="As the file says",
        help_text="You see who that is on the next page, and can change it before you send.",
    )
    how = forms.ChoiceField(
        label="How it came",
        choices=[
            (how.value, how.label) for how in (Return.How.UPLOAD, Return.How.EMAIL, Return.How.CALL)
        ],
        widget=forms.RadioSelect,
        initial=Return.How.UPLOAD.value,
    )
    received_on = forms.DateField(
        label="Received on",
        widget=forms.SelectDateWidget(),
        help_text="The day the agency’s figures reached you",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )
    supplier_role = forms.CharField(
        label="Role of whoever supplied it",
        help_text="For example, Performance analyst. Not their name.",
        required=False,
        max_length=100,
    )
    is_provisional = forms.BooleanField(
        label="These figures are provisional: they may still change, and pages mark them [p]",
        required=False,
    )
    email = CoveringEmailField(required=False)

    def __init__(
        self,
        *args,
        partnership: Partnership,
        viewer: Viewer,
        held: Sequence[Arrival] = (),
        **kwargs,
    ) -> None:
        kwargs.setdefault("initial", {}).setdefault("received_on", clock.today())
        super().__init__(*args, **kwargs)
        self.fields["uploads"].required = not held
        agencies = queries.suppliers(partnership, viewer=viewer)
        supplied_by: Any = self.fields["supplied_by"]
        supplied_by.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
        on_behalf = queries.may_upload_on_behalf(partnership, viewer=viewer)
        supplied_by.required = not on_behalf
        if not on_behalf:
            self._of_own_agency(supplied_by, agencies)

    def _of_own_agency(self, supplied_by: Any, agencies: Sequence[Agency]) -> None:
        """Whoever uploads their own agency's files is not asked how and when these reached them."""
        supplied_by.empty_label = None
        supplied_by.help_text = ""
        if len(agencies) == 1:
            supplied_by.initial = agencies[0].pk
            supplied_by.widget = forms.HiddenInput()
        for name in ("email", "how", "received_on", "supplier_role"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        came = {
            "how": Return.How.UPLOAD.value,
            "received_on": clock.today(),
            "supplier_role": "",
            "email": None,
        }
        return {
            **{name: each for name, each in came.items() if name not in self.fields},
            **self.cleaned_data,
        }

    def clean_supplier_role(self) -> str:
        role = self.cleaned_data["supplier_role"].strip()
        if "@" in role:
            raise forms.ValidationError(words.ROLE_AND_NO_ADDRESS)
        return role

    def clean_received_on(self) -> date:
        received = self.cleaned_data["received_on"]
        if received > clock.today():
            raise forms.ValidationError("The day received lies in the future")
        return received


class SupplierForm(forms.Form):
    """Whose figures a return has."""

    supplied_by = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        label="Supplied by",
        empty_label=None,
        error_messages={"required": check_words.CHOOSE_AN_AGENCY},
    )

    def __init__(self, *args, partnership: Partnership, viewer: Viewer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        agencies = queries.suppliers(partnership, viewer=viewer)
        supplied_by: Any = self.fields["supplied_by"]
        supplied_by.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])


class ExplainForm(GuardsPeople, forms.Form):
    """Step 2: a word of explanation for each query; field `explain-N` is for the Nth.

    An answer must be given for the returns of `to_send`, by id; others may be left for later.
    """

    def __init__(
        self,
        *args,
        questions: Sequence[queries.Question],
        to_send: Collection[int] = (),
        **kwargs,
    ) -> None:
        self.questions = tuple(questions)
        self.to_send = frozenset(to_send)
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        advice = set[str]()
        for number, question in enumerate(self.questions):
            todo = question.finding.todo
            self.fields[f"explain-{number}"] = forms.CharField(
                label=_asks(question),
                initial=question.typed,
                required=question.of_return in self.to_send,
                error_messages={"required": _missing(question)},
                max_length=1_000,
                widget=forms.Textarea(attrs={"rows": 2}),
                # What several questions advise is said beside the first of them.
                help_text="" if todo in advice else todo,
            )
            advice.add(todo)
            self.fields[f"explain-{number}"].question = question.finding.message  # type: ignore[attr-defined]

    @property
    def guarded(self) -> tuple[str, ...]:
        return tuple(self.fields)

    def explanations(self, of_return: int) -> dict[str, str]:
        """Those of the return with that id that are valid, by the key of the question."""
        return {
            question.key: self.cleaned_data[f"explain-{number}"]
            for number, question in enumerate(self.questions)
            if question.of_return == of_return and f"explain-{number}" in self.cleaned_data
        }


def _asks(question: queries.Question) -> str:
    is_change = question.finding.check is Check.CHANGES
    return "Why the figures change" if is_change else "It is right because …"


def _missing(question: queries.Question) -> str:
    is_change = question.finding.check is Check.CHANGES
    return words.SAY_WHY_FIGURES_CHANGE if is_change else words.SAY_WHY_IT_IS_RIGHT


class ReasonForm(GuardsPeople, forms.Form):
    """Why something is rejected, recalled, or accepted by its own sender."""

    GUARDED = ("reason",)

    reason = forms.CharField(max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, label: str, missing: str, is_required: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = label
        reason.required = is_required
        reason.error_messages["required"] = missing


class TemplateForm(forms.Form):
    """Which template to fill in: a source, its months, and the kind of file."""

    source = forms.ChoiceField(label="Return")
    first = forms.CharField(
        label="First month",
        help_text="For example, 2023-04",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter the first month"},
    )
    last = forms.CharField(
        label="Last month",
        help_text="For example, 2023-06",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"required": "Enter the last month"},
    )
    shape = forms.ChoiceField(
        label="How it stands on the sheet",
        choices=SHAPES,
        widget=forms.RadioSelect,
        initial=SHAPES[0][0],
        required=False,
    )
    kind = forms.ChoiceField(
        label="Kind of file", choices=KINDS, widget=forms.RadioSelect, initial="xlsx"
    )

    def __init__(self, *args, today: date, **kwargs) -> None:
        this_quarter = Month.containing(today).shift(-((today.month - 1) % 3))
        last = {"first": this_quarter.shift(-3).code, "last": this_quarter.shift(-1).code}
        kwargs["initial"] = last | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.choices = [
            (f"{dataset.slug}/{source.slug}", source.title)
            for dataset in datasets
            for source in dataset.sources
            if source.template
        ]

    def clean_first(self) -> Month:
        return _month(self.cleaned_data["first"])

    def clean_last(self) -> Month:
        return _month(self.cleaned_data["last"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "first" in cleaned and "last" in cleaned:
            if cleaned["last"] < cleaned["first"]:
                self.add_error("last", words.BACK_TO_FRONT)
            elif (
                Period.spanning(cleaned["first"], cleaned["last"]).months > LONGEST_TEMPLATE_MONTHS
            ):
                self.add_error("last", f"Choose at most {LONGEST_TEMPLATE_MONTHS} months")
        return cleaned

    @property
    def months(self) -> tuple[Month, ...]:
        """The months chosen, once valid."""
        cleaned = self.cleaned_data
        return Period.spanning(cleaned["first"], cleaned["last"]).each_month


class ChoiceForm(forms.Form):
    """What a partnership chooses about one source."""

    MAIN, ALLOW, END, PROVISIONAL = "main", "allow", "end", "provisional"
    # The button's own: what is wrong with it is an error of the whole form.
    what = forms.CharField(required=False)
    from_month = forms.CharField(required=False)
    reason = forms.CharField(required=False, max_length=1_000)
    months = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_PROVISIONAL,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Enter a whole number, 0 to {MOST_PROVISIONAL}"
        ),
    )

    def clean_from_month(self) -> Month | None:
        written = self.cleaned_data["from_month"]
        return _month(written) if written else None

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("what") not in (self.MAIN, self.ALLOW, self.END, self.PROVISIONAL):
            raise forms.ValidationError(words.NO_SUCH_CHOICE)
        if cleaned.get("what") in (self.ALLOW, self.END) and not cleaned.get("reason", "").strip():
            self.add_error("reason", words.SAY_WHY)
        if cleaned.get("what") == self.PROVISIONAL and cleaned.get("months", 0) is None:
            self.add_error("months", f"Enter a whole number, 0 to {MOST_PROVISIONAL}")
        return cleaned


class DefinitionForm(forms.Form):
    """What a source counts, as the partnership agreed it."""

    category = forms.ChoiceField(label="What is defined", widget=forms.RadioSelect)
    name = forms.CharField(label="Name", max_length=100)
    version = forms.CharField(
        label="Version",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )
    counted_in = forms.CharField(
        label="Counted in",
        help_text="Offence codes, flags or kinds of incident, in the words of whoever counts",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    left_out = forms.CharField(
        label="Left out",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_by = forms.CharField(label="Agreed by", max_length=200)
    agreed_on = forms.DateField(
        label="Agreed on",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )
    first_month = forms.CharField(
        label="From which month",
        help_text="For example, 2023-04",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
    )

    def __init__(self, *args, source: Source, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = [(slug, words.what_is_defined(source, slug)) for slug in definable(source)]
        category: Any = self.fields["category"]
        # A blank choice is "the whole source", which a required field would take for no answer.
        category.choices = [(value or WHOLE_SOURCE, label) for value, label in offered]
        category.initial = category.choices[0][0]
        for field in self.fields.values():
            field.error_messages["required"] = f"Fill in “{field.label}”"
        if len(category.choices) == 1:
            category.widget = forms.HiddenInput()

    def clean_category(self) -> str:
        chosen = self.cleaned_data["category"]
        return "" if chosen == WHOLE_SOURCE else chosen

    def clean_agreed_on(self) -> date:
        agreed_on = self.cleaned_data["agreed_on"]
        if agreed_on > clock.today():
            raise forms.ValidationError("The day lies in the future")
        return agreed_on

    def clean_first_month(self) -> Month:
        return _month(self.cleaned_data["first_month"])


def _month(text: str) -> Month:
    # BadPeriod is a ValueError with a sentence to show, not Django's kind of error.
    try:
        return Month.parse(text)
    except ValueError as refusal:
        raise forms.ValidationError(str(refusal)) from None
