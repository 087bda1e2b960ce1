"""The form for saving a comparison group, with its labels and hints."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from partnership import clock
from partnership.models import Area, Partnership
from partnership.places.names import PartnershipNames

LONGEST_NAME, LONGEST_SOURCE, MOST_MEMBERS = 80, 300, 60


class GroupForm(forms.Form):
    """A group of partnerships to compare with; `instead_of` is the one whose place it takes."""

    name = forms.CharField(
        label="Name of the group",
        max_length=LONGEST_NAME,
        error_messages={"required": "Enter a name"},
    )
    source = forms.CharField(
        label="Who made the group, and how",
        help_text="For example, “Most similar group of the police, from iQuanta”",
        max_length=LONGEST_SOURCE,
        error_messages={"required": "Enter who put the group together"},
    )
    dated = forms.DateField(
        label="Date of the group",
        help_text="For example, 1 4 2023. Groups change from time to time",
        widget=forms.SelectDateWidget(years=range(2010, 2041)),
        error_messages={"required": "Enter the day", "invalid": "Enter a day of the calendar"},
    )
    members = forms.CharField(
        label="Community safety partnerships",
        help_text="One on each line, by name or ONS code. This partnership is always shown too",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Enter at least one partnership"},
    )
    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._partnership = partnership

    def clean_dated(self) -> date:
        dated: date = self.cleaned_data["dated"]
        if dated > clock.today():
            raise forms.ValidationError("The day must be today or earlier")
        return dated

    def clean_members(self) -> list[Area]:
        """The areas named; every line that names none is reported together."""
        names = PartnershipNames.of_all_loaded()
        lines = [line.strip() for line in self.cleaned_data["members"].splitlines()]
        found = {line: names.match(line) for line in lines if line}
        wrong = [_unknown(line, names) for line, area in found.items() if area is None]
        if wrong:
            raise forms.ValidationError(" ".join(wrong))
        ids = {area for area in found.values() if area} - {self._partnership.area_id}
        if not 1 <= len(ids) <= MOST_MEMBERS:
            raise forms.ValidationError(
                f"Name 1 to {MOST_MEMBERS} community safety partnerships beside this one"
            )
        return list(Area.objects.filter(pk__in=ids).order_by("name"))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as `partnership.places.peer_actions.keep_group` takes it."""
        return dict(self.cleaned_data)


def _unknown(line: str, names: PartnershipNames) -> str:
    near = names.suggest(line)
    return (
        f"“{line}” is no community safety partnership in the ONS lists loaded here. {near}".strip()
    )
