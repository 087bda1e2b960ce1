"""The form of the account page: which ward is mine."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from partnership.models import Area


class KeyForm(forms.Form):
    """Whether a key goes to the search box."""

    uses_search_key = forms.BooleanField(
        required=False,
        label="“/” goes to the search box",
        help_text="Turn it off if you control your device by voice, or if it gets in the way",
    )


class MyWardForm(forms.Form):
    """The ward that somebody calls theirs, of those that stand today."""

    ward = forms.ChoiceField(
        label="Which ward is yours?",
        help_text="It comes first on your home page, and is marked on maps and in tables",
        error_messages={
            "required": "Choose a ward",
            "invalid_choice": "Choose a ward from the list",
        },
    )

    def __init__(self, *args, wards: Iterable[Area], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose one"), *((ward.code, ward.name) for ward in wards)]
        self.fields["ward"].widget.choices = self.fields["ward"].choices = choices  # type: ignore[attr-defined]
