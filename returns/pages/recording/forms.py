"""The forms of changes of recording practice."""

from __future__ import annotations

from typing import Any

from django import forms

from partnership.guarded_words import GuardsPeople
from returns.catalogue.registry import datasets
from returns.lifecycle.recording import EVERY_MEASURE
from returns.models.recording import RecordingChange
from returns.pages.recording import words as recording_words


class ChangeForm(GuardsPeople, forms.Form):
    """When the recording of a measure changed, what changed, and the reference for it."""

    GUARDED = ("what", "because")

    since = forms.DateField(
        label="Since which day",
        widget=forms.SelectDateWidget(years=range(2000, 2061)),
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )
    what = forms.CharField(
        label="What changed",
        help_text="In plain words: readers see it wherever figures are compared across the day",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    effect = forms.ChoiceField(
        label="What it means for comparisons",
        choices=RecordingChange.Effect.choices,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label="Who says so",
        help_text="For example, Home Office Crime Recording Rules, April 2023",
        max_length=300,
    )
    link = forms.URLField(
        label="Link", required=False, max_length=500, assume_scheme="https", widget=forms.TextInput
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.label != "Since which day":
                field.error_messages["required"] = f"Fill in “{field.label}”"


class RecordForm(ChangeForm):
    """A change not yet recorded: also of which measure."""

    measure = forms.ChoiceField(label="Measure")
    field_order = ("measure",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.choices = [("", "Choose a measure"), *_measures()]

    @property
    def answers(self) -> dict[str, Any]:
        """What was written, as the action takes it: the dataset and the measure apart."""
        dataset, _, measure = self.cleaned_data["measure"].partition("/")
        return {**self.cleaned_data, "dataset": dataset, "measure": measure}


def _measures() -> list[tuple[str, str]]:
    offered = []
    for dataset in datasets:
        offered.append(
            (f"{dataset.slug}/{EVERY_MEASURE}", recording_words.every_measure_of(dataset))
        )
        offered += [
            (f"{dataset.slug}/{measure.slug}", f"{dataset.title}: {measure.title}")
            for measure in dataset.measures
        ]
    return offered


class FollowForm(ChangeForm):
    """A change that was recorded wrongly, as it should be, and why."""

    because = forms.CharField(
        label="Why it is corrected", max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndForm(GuardsPeople, forms.Form):
    """Why a change should not stand."""

    GUARDED = ("because",)

    because = forms.CharField(
        label="Why it should not stand",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": recording_words.SAY_WHY},
    )
