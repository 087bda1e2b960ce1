"""Fields in which nobody is to be named: they say so, and look for what leads to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from partnership.people_in_words import Found, people_in

SAY_NOT_TO = "Do not name people or give their addresses"
CONFIRM = "not_a_person"
_CONFIRM_LABEL = "This is an organisation or a public office holder"


class GuardsPeople(forms.BaseForm):
    """A form some fields of which must lead to nobody; put it before the form in the bases.

    Where something is found the form asks whether it is of an organisation or a public office
    holder, which lets all but birthdays and personal numbers stand.
    """

    GUARDED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields()
        for name in self._guarded():
            said = str(self.fields[name].help_text).rstrip(". ")
            self.fields[name].help_text = f"{said}. {SAY_NOT_TO}" if said else SAY_NOT_TO
        if self.is_bound and any(self._found(name) for name in self._guarded()):
            self.fields[CONFIRM] = forms.BooleanField(label=_CONFIRM_LABEL, required=False)

    def add_fields(self) -> None:
        """Where a form makes its fields itself."""

    @property
    def guarded(self) -> tuple[str, ...]:
        """The names of the fields in which nobody is to be named."""
        return self.GUARDED

    def _guarded(self) -> tuple[str, ...]:
        return tuple(name for name in self.guarded if name in self.fields and name != CONFIRM)

    def _found(self, name: str) -> tuple[Found, ...]:
        typed = self.fields[name].widget.value_from_datadict(
            self.data, self.files, self.add_prefix(name)
        )
        before = str(self.get_initial_for_field(self.fields[name], name) or "")
        return () if typed == before else people_in(str(typed or ""))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_confirmed = cleaned.pop(CONFIRM, False)
        for name in self._guarded():
            left = [one for one in self._found(name) if not (one.may_stand and is_confirmed)]
            if left:
                self.add_error(name, refusal(left))
        return cleaned


def refusal(found: Iterable[Found]) -> str:
    """What to put right, without repeating what was typed."""
    several = tuple(found)
    named = " and ".join(one.what for one in several)
    ends = ", or say below that it is not of a private person" if _may_stand(several) else ""
    return f"This looks like {named}: take it out{ends}"


def _may_stand(found: Iterable[Found]) -> bool:
    return all(one.may_stand for one in found)
