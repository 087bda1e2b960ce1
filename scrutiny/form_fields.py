"""Fields and small forms that several pages of scrutiny ask with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from partnership import clock
from partnership.guarded_words import GuardsPeople
from scrutiny import words

LONGEST_TEXT = 4_000


class DayField(forms.DateField):
    """A day in three boxes; today by default."""

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


class RecordField(forms.ModelChoiceField):
    """A choice among records; empty until the form sets them with `choose_from`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)


class SeenForm(forms.Form):
    """A form about words that two people may write: it remembers which ones were seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def now_seen(self, number: int) -> None:
        """The writer has been shown what someone else wrote in the meantime."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = str(number)
        self.data = typed


class ReasonForm(GuardsPeople, forms.Form):
    """Why something is withdrawn, cancelled or taken out."""

    GUARDED = ("because",)

    because = WordsField(label="Why?", rows=3)


class DayForm(forms.Form):
    """On which day something was done."""

    on = DayField(label="On which day?")

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)


def choose_from(form: forms.Form, name: str, among: QuerySet) -> None:
    """Offer `among` in the field of that name."""
    field: Any = form.fields[name]
    field.queryset = among
