"""The form in which several returns are accepted at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from partnership.guarded_words import GuardsPeople
from returns.lifecycle import words


@dataclass(frozen=True)
class Offered:
    """A return that may be ticked; with `needs_word` its acceptance has to give a reason."""

    pk: int
    name: str
    needs_word: bool


class AcceptSeveralForm(GuardsPeople, forms.Form):
    """The returns ticked in the list of those that wait, with a word about each that needs one."""

    returns = forms.TypedMultipleChoiceField(
        label="Returns to accept",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": words.CHOOSE_A_RETURN,
            "invalid_choice": "One of them no longer waits for acceptance",
        },
    )

    def __init__(self, *args, offered: Sequence[Offered], **kwargs) -> None:
        self.offered = offered
        super().__init__(*args, **kwargs)
        returns: Any = self.fields["returns"]
        returns.choices = [(one.pk, one.name) for one in offered]

    def add_fields(self) -> None:
        for one in self.offered:
            if one.needs_word:
                self.fields[_name(one.pk)] = forms.CharField(
                    label="Why you accept it", required=False, max_length=1_000
                )

    @property
    def guarded(self) -> tuple[str, ...]:
        return tuple(_name(one.pk) for one in self.offered if one.needs_word)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for pk in cleaned.get("returns", ()):
            if _name(pk) in self.fields and not cleaned.get(_name(pk), "").strip():
                self.add_error(_name(pk), words.SAY_WHY_QUERIES_ARE_RIGHT)
        return cleaned

    def reason(self, pk: int) -> str:
        """The word about one return; blank where none was needed."""
        return str(self.cleaned_data.get(_name(pk), "")).strip()

    def field_of(self, pk: int) -> Any:
        """The bound field of that word, or None."""
        return self[_name(pk)] if _name(pk) in self.fields else None


def _name(pk: int) -> str:
    return f"reason-{pk}"
