"""The forms of what officers alone do: deputies, covering emails, files stored for others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from partnership import clock
from partnership.models import Partnership, Role, User
from partnership.people.permissions import in_force_on
from partnership.refusals import UnusableFile
from partnership.upload_fields import UploadField
from returns.lifecycle import words
from returns.lifecycle.covering_emails import BEGINS, checked_email

EMAIL_HELP = (
    "The email it came with: .eml, .msg, .pdf or .txt, up to 10 MB. Only officers can see it."
)
ACCEPTS = ",".join(BEGINS)


class CoveringEmailField(UploadField):
    """A covering email; refuses anything else, with the sentence of `covering_emails`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Covering email")
        kwargs.setdefault("help_text", EMAIL_HELP)
        kwargs.setdefault("allow_empty_file", True)
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": ACCEPTS}))
        super().__init__(**kwargs)
        self.error_messages["required"] = "Choose the email"

    def clean(self, data, initial=None):
        given = super().clean(data, initial)
        if given:
            try:
                checked_email(given, name=given.name)
            except UnusableFile as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return given


class CoveringForm(forms.Form):
    """One email to keep beside a return."""

    email = CoveringEmailField()


class DeputyForm(forms.Form):
    """Who may accept returns in somebody's place, and for how long."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Deputy",
        empty_label="Choose a person",
        error_messages={"required": "Choose who the deputy is"},
    )
    first_day = forms.DateField(
        label="First day",
        widget=forms.SelectDateWidget(),
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )
    last_day = forms.DateField(
        label="Last day",
        widget=forms.SelectDateWidget(),
        help_text="The right ends after this day",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 26 6 2023"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="For example, annual leave of the CSP officer",
        max_length=1_000,
        error_messages={"required": words.SAY_WHY},
    )

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        today = clock.today()
        kwargs.setdefault("initial", {"first_day": today, "last_day": today})
        super().__init__(*args, **kwargs)
        here = partnership.memberships.filter(in_force_on())
        deciding = here.filter(role__in=[Role.COUNCILLOR, Role.CSP_OFFICER, Role.MANAGER])
        user: Any = self.fields["user"]
        user.queryset = (
            User.objects.filter(is_active=True, pk__in=here.values("user"))
            .exclude(pk__in=deciding.values("user"))
            .order_by("name")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "first_day" in cleaned and "last_day" in cleaned:
            if cleaned["last_day"] < cleaned["first_day"]:
                self.add_error("last_day", "The last day comes before the first")
            elif cleaned["last_day"] < clock.today():
                self.add_error("last_day", "The last day is over")
        return cleaned


class TakeForm(forms.Form):
    """The stored files of which a partnership takes its part."""

    returns = forms.TypedMultipleChoiceField(
        label="Files",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick the files of which you want your part",
            "invalid_choice": "One of them is no longer there to be taken",
        },
    )

    def __init__(self, *args, offered: Sequence[tuple[int, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        returns: Any = self.fields["returns"]
        returns.choices = list(offered)
