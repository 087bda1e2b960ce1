"""Reads the choices of a form before it is rendered: nothing queries while a template renders."""

from __future__ import annotations

from typing import Any

from django import forms


def read_choices(form: forms.BaseForm) -> None:
    """Read what the model choice fields of `form` offer, now; a query for each field."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            offered: Any = field.choices
            field.choices = list(offered)
