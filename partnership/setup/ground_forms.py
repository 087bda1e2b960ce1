"""The forms about wards: their boundaries, town centres, and which followed which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from partnership.models import Area
from partnership.places.geojson import MOST_BYTES
from partnership.setup import words
from partnership.setup.forms import DayField
from partnership.upload_fields import UploadField


class BoundariesForm(forms.Form):
    """A GeoJSON file of wards or of LSOAs."""

    file = UploadField(
        label="File",
        help_text="GeoJSON, in longitude and latitude or in the British National Grid, up to"
        f" {MOST_BYTES // 1_000_000} MB",
        max_length=200,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={
            "required": words.CHOOSE_A_FILE,
            "missing": words.CHOOSE_A_FILE,
            "max_length": "The file’s name is too long: give it a shorter one",
        },
    )
    attribution = forms.CharField(
        required=False,
        max_length=300,
        label="Attribution (optional)",
        help_text="If the boundaries are not those of the ONS: whose they are, as it is to stand"
        " below maps",
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(words.too_large(MOST_BYTES))
        if not file.size:
            raise ValidationError(words.EMPTY_FILE)
        return file


class TownCentresForm(forms.Form):
    """Which of today's wards are town centres."""

    wards = forms.MultipleChoiceField(
        required=False,
        label="Wards that are a town centre",
        widget=forms.CheckboxSelectMultiple,
        help_text="Many more people pass through than live there, so a rate per 1,000 residents"
        " would mislead and is not given",
    )

    def __init__(self, *args, wards: Iterable[Area], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(ward.pk): ward for ward in wards}
        field: Any = self.fields["wards"]
        field.choices = [(pk, ward.name) for pk, ward in self.by_pk.items()]

    @property
    def ticked(self) -> tuple[Area, ...]:
        return tuple(self.by_pk[pk] for pk in self.cleaned_data["wards"])


class _WardField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


class SuccessionForm(forms.Form):
    """Which ward was followed by which, and whether it is the same ground."""

    old = _WardField(
        queryset=Area.objects.none(),
        label="Earlier ward",
        empty_label="Choose a ward",
        error_messages={"required": "Choose the earlier ward"},
    )
    new = _WardField(
        queryset=Area.objects.none(),
        label="Ward that followed it",
        empty_label="Choose a ward",
        error_messages={"required": "Choose the ward that followed it"},
    )
    on = DayField(label="First day of the later ward")
    same_extent = forms.ChoiceField(
        label="Do they cover the same ground?",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "Yes: only the code or the name changed, and figures carry over"),
            ("no", "No: the boundary moved, and figures are not carried over"),
        ],
        error_messages={"required": "Choose whether they cover the same ground"},
    )

    def __init__(self, *args, earlier: QuerySet[Area], today: QuerySet[Area], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        old, new = self.fields["old"], self.fields["new"]
        assert isinstance(old, _WardField)  # noqa: S101 - declared above
        assert isinstance(new, _WardField)  # noqa: S101 - declared above
        old.queryset, new.queryset = earlier, today
