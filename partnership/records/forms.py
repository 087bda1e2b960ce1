"""The form of a record: its fields as its partnership may fill them, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve

from partnership import clock
from partnership.guarded_words import GuardsPeople
from partnership.models import Partnership
from partnership.models.records import PortalPath, Record
from partnership.records.kept_files import ACCEPTED, MOST_BYTES, checked
from partnership.refusals import UnusableFile
from partnership.upload_fields import UploadField

LONG = 300
# What is a sentence or more; every other text is a line.
IN_A_BOX = (
    "text",
    "note",
    "asks",
    "purpose",
    "about",
    "commentary",
    "could_measure",
    "progress",
    "carried_over",
)
_WORDS_OF_A_NUMBER = {
    "invalid": "Enter a whole number",
    "min_value": "Enter a number that is not below zero",
    "max_value": "Enter a smaller number",
}


class RecordForm(GuardsPeople, forms.ModelForm):
    """Fields of a record. `revision` is that of the record as the page showed it.

    `EVIDENCE` names the field of a kept file; the form then takes a file to keep. Choices of
    other records are limited to those of the partnership that are in force.
    """

    EVIDENCE: ClassVar[str] = ""
    GUARDED = IN_A_BOX

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, partnership: Partnership, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.partnership = partnership
        self.fields["revision"].initial = self.instance.revision
        for name, its_field in self.fields.items():
            self._say(name, its_field)
            if isinstance(its_field, forms.ModelChoiceField):
                its_field.queryset = self._of_partnership(its_field.queryset)
        if self.EVIDENCE:
            self.fields["file"] = UploadField(
                most_bytes=MOST_BYTES,
                required=False,
                label="File",
                help_text=f"Kept as evidence: {', '.join(ACCEPTED)}. It replaces the one before,"
                " which is kept too.",
            )

    def _of_partnership(self, rows: Any) -> Any:
        model = rows.model
        if issubclass(model, Record):
            rows = rows.filter(ended_on__isnull=True)
            return rows.filter(**{model.PATH: self.partnership})
        names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - documented
        path = "partnerships" if "partnerships" in names else "partnership"
        return rows.filter(**{path: self.partnership})

    def _say(self, name: str, its_field: forms.Field) -> None:
        label = str(its_field.label or name.replace("_", " "))
        asked = label[0].lower() + label[1:]
        its_field.error_messages["required"] = f"Enter the {asked}"
        if isinstance(its_field, forms.DateField):
            its_field.error_messages["invalid"] = f"The {asked} must be a real date"
        if isinstance(its_field, forms.IntegerField):
            its_field.error_messages |= _WORDS_OF_A_NUMBER
        if isinstance(its_field, forms.TypedChoiceField):
            offered: Any = its_field.choices
            its_field.choices = [
                (value, text if value else "Choose one") for value, text in offered
            ]
            its_field.error_messages["required"] = f"Choose the {asked}"
        if isinstance(its_field, forms.ModelChoiceField):
            its_field.error_messages["required"] = f"Choose the {asked}"
            if not isinstance(its_field, forms.ModelMultipleChoiceField):
                its_field.empty_label = "Choose one" if its_field.required else "None"

    def clean(self) -> dict[str, Any]:
        """A page of this portal must be one that there is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for of_model in self._meta.model._meta.concrete_fields:  # noqa: SLF001 - documented
            page = cleaned.get(of_model.name)
            if isinstance(of_model, PortalPath) and page:
                try:
                    resolve(f"/{self.partnership.slug}/{page}")
                except Resolver404:
                    self.add_error(
                        of_model.name, f"This portal has no page “{page}” of the partnership"
                    )
        return cleaned

    def clean_file(self) -> Any:
        """A file that may be kept, as `partnership.records.kept_files.Checked`, or None."""
        given = self.cleaned_data.get("file")
        if not given:
            return None
        try:
            return checked(given.name, given.read())
        except UnusableFile as bad:
            raise ValidationError(str(bad)) from bad

    @property
    def values(self) -> Mapping[str, Any]:
        """What was typed, once valid, by field of the record."""
        left = ("revision", "file")
        return {name: value for name, value in self.cleaned_data.items() if name not in left}


class EndForm(forms.Form):
    """When a record holds no longer, and why."""

    on = forms.DateField(
        label="The first day on which it no longer applies",
        initial=clock.today,
        widget=forms.SelectDateWidget,
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, like 12 6 2023"},
    )
    because = forms.CharField(
        label="Why", max_length=LONG, error_messages={"required": "Say why it ends"}
    )


def field_of(of_model: models.Field, **kwargs: Any) -> forms.Field | None:
    """A form's field; an address typed without its scheme is taken for https."""
    if isinstance(of_model, models.URLField):
        kwargs["assume_scheme"] = "https"
    return of_model.formfield(**kwargs)


def form_of(
    model: type[models.Model],
    fields: tuple[str, ...],
    *,
    evidence: str = "",
    guarded: tuple[str, ...] = IN_A_BOX,
) -> type[RecordForm]:
    """A form of `fields`, texts of which are typed in boxes where they may be long.

    `guarded` are those in which nobody is to be named.
    """
    meta = type(
        "Meta",
        (),
        {
            "model": model,
            "fields": fields,
            "widgets": _widgets(model, fields),
            "formfield_callback": staticmethod(field_of),
        },
    )
    own = {"Meta": meta, "EVIDENCE": evidence, "GUARDED": guarded}
    return type(f"{model.__name__}Form", (RecordForm,), own)


def _widgets(model: type[models.Model], fields: tuple[str, ...]) -> dict[str, forms.Widget]:
    widgets: dict[str, forms.Widget] = {}
    for name in fields:
        of_model = model._meta.get_field(name)  # noqa: SLF001 - Django's documented way
        if isinstance(of_model, models.DateField):
            widgets[name] = forms.SelectDateWidget()
        if isinstance(of_model, models.TextField) and not of_model.choices:
            rows = {"rows": 12 if name == "text" else 4}
            widgets[name] = forms.Textarea(attrs=rows) if name in IN_A_BOX else forms.TextInput()
    return widgets
