"""Draws a Django form field as govuk-frontend draws it; the markup is in `templates/govuk/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()

# The first that fits; CheckboxSelectMultiple is a RadioSelect and RadioSelect is a Select.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.SelectDateWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
# What govuk-frontend sets where Django would not; False leaves an attribute out.
ATTRIBUTES: dict[str, dict[str, Any]] = {
    "textarea": {"cols": False},
    "password": {"spellcheck": "false", "autocapitalize": "none"},
}
# Django's rows unless told otherwise (a string), and govuk-frontend's.
DJANGO_ROWS, GOVUK_ROWS = "10", 5


@dataclass(frozen=True)
class Option:
    """One radio or checkbox; its id is the field's own for the first, so that errors link to it."""

    id: str
    name: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class DatePart:
    """One of the three boxes of a date."""

    slug: str
    label: str
    id: str
    name: str
    value: str
    width: int


@dataclass(frozen=True)
class Control:
    """A form field with the ids by which its parts refer to one another."""

    field: BoundField
    kind: str

    @property
    def id(self) -> str:
        own = self.field.field.widget.attrs.get("id")
        return str(own or self.field.auto_id or self.field.html_name)

    @property
    def target(self) -> str:
        """The id of the first thing that can be typed in or chosen: where an error links to."""
        return f"{self.id}-day" if self.kind == "date" else self.id

    @property
    def described_by(self) -> str:
        ids = [f"{self.id}-hint"] if self.field.help_text else []
        return " ".join([*ids, f"{self.id}-error"] if self.field.errors else ids)

    @property
    def widget(self) -> SafeString:
        """The field's own control, for the kinds that Django's widget draws."""
        given = self.field.field.widget.attrs
        own = str(given.get("class", ""))
        base = CLASSES.get(self.kind, "govuk-input")
        if self.kind == "password":
            base += " govuk-password-input__input govuk-js-password-input-input"
        error = f"{base.split()[0]}--error" if self.field.errors and self.kind != "checkbox" else ""
        attributes = given | ATTRIBUTES.get(self.kind, {})
        if attributes.get("rows") == DJANGO_ROWS:
            attributes["rows"] = GOVUK_ROWS
        # A placeholder goes when it is needed; the hint stays.
        attributes["placeholder"] = False
        attributes["class"] = " ".join(part for part in (base, own, error) if part)
        if self.described_by:
            attributes["aria-describedby"] = self.described_by
        # A browser's own bubbles are not the error summary; the server says what is missing.
        self.field.form.use_required_attribute = False
        return self.field.as_widget(attrs=attributes)

    @property
    def options(self) -> Iterator[Option]:
        for number, option in enumerate(self.field.subwidgets, start=1):
            data = option.data
            yield Option(
                id=self.id if number == 1 else f"{self.id}-{number}",
                name=data["name"],
                value=str(data["value"]),
                label=data["label"],
                checked=bool(data["selected"]),
            )

    @property
    def dates(self) -> Iterator[DatePart]:
        name, widget = self.field.html_name, self.field.field.widget
        known = widget.format_value(self.field.value())
        for slug, width in (("day", 2), ("month", 2), ("year", 4)):
            typed = self.field.form.data.get(f"{name}_{slug}") if self.field.form.is_bound else None
            value = known.get(slug) if typed is None else typed
            yield DatePart(
                slug=slug,
                label=slug.capitalize(),
                id=f"{self.id}-{slug}",
                name=f"{name}_{slug}",
                value="" if value is None else str(value),
                width=width,
            )


@register.simple_tag
def govuk_control(field: BoundField) -> Control:
    """The field as a control: `{% govuk_control field as control %}`."""
    return _control(field)


@register.filter
def error_target(field: BoundField) -> str:
    """The id that the error summary links to."""
    return _control(field).target


def _control(field: BoundField) -> Control:
    widget = field.field.widget
    kind = next((kind for type_, kind in KINDS if isinstance(widget, type_)), "input")
    return Control(field, kind)
