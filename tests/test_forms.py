"""The crispy pack draws fields as govuk-frontend does: its own fixtures are the judge.

Each case is a Django field for one of the examples that the npm package ships. Left aside is what
Django adds for screen readers (aria-invalid, maxlength) and what it writes in another way
(`type` of a number, `rows` of a textarea are compared).
"""

import json
from html.parser import HTMLParser

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from tests.conftest import ROOT

COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
# Django says these beside what govuk-frontend says; they harm nobody.
BESIDE = {"aria-invalid", "maxlength"}


class _Tree(HTMLParser):
    """Markup as a list of tags, attributes (classes as a set) and words, blanks aside."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[object] = []

    def handle_starttag(self, tag, attrs):
        kept = {name: value or "" for name, value in attrs if name not in BESIDE}
        if "class" in kept:
            kept["class"] = " ".join(sorted(kept["class"].split()))
        self.seen.append((tag, kept))

    def handle_endtag(self, tag):
        self.seen.append(f"/{tag}")

    def handle_data(self, data):
        if words := " ".join(data.split()):
            self.seen.append(words)


def _tree(markup: str) -> list[object]:
    tree = _Tree()
    tree.feed(markup)
    return tree.seen


def _fixture(component: str, name: str) -> tuple[dict, str]:
    fixtures = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    [found] = [fixture for fixture in fixtures if fixture["name"] == name]
    return found["options"], found["html"]


def _choices(options):
    return [(item["value"], item["text"]) for item in options["items"]]


def _text(options):
    attrs = {"class": options["classes"]} if "classes" in options else {}
    return forms.CharField(widget=forms.TextInput(attrs))


def _select(options):
    return forms.ChoiceField(choices=_choices(options))


def _radios(options):
    attrs = {"class": options["classes"]} if "classes" in options else {}
    return forms.ChoiceField(choices=_choices(options), widget=forms.RadioSelect(attrs))


def _checkboxes(options):
    return forms.MultipleChoiceField(choices=_choices(options), widget=forms.CheckboxSelectMultiple)


def _textarea(options):
    attrs = {"rows": options["rows"]} if "rows" in options else {}
    return forms.CharField(widget=forms.Textarea(attrs))


def _date(options):
    return forms.DateField(widget=forms.SelectDateWidget)


def _file(options):
    return forms.FileField(widget=forms.FileInput)


def _password(options):
    return forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


CASES = [
    ("input", "default", _text),
    ("input", "with hint text", _text),
    ("input", "with error message", _text),
    ("input", "with error and hint", _text),
    ("input", "with width-5 class", _text),
    ("select", "with hint text and error message", _select),
    ("radios", "with fieldset and error message", _radios),
    ("radios", "inline", _radios),
    ("checkboxes", "with hint", _checkboxes),
    ("textarea", "default", _textarea),
    ("textarea", "with hint", _textarea),
    ("textarea", "with error message", _textarea),
    ("textarea", "with default value", _textarea),
    ("textarea", "with custom rows", _textarea),
    ("date-input", "default", _date),
    ("date-input", "with error message and hint", _date),
    ("file-upload", "enhanced", _file),
    ("file-upload", "enhanced, with error message and hint", _file),
    ("password-input", "default", _password),
    ("password-input", "with hint text", _password),
    ("password-input", "with error message", _password),
]


@pytest.mark.parametrize(
    ("component", "name", "make"), CASES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_field_is_drawn_as_govuk_frontend_draws_it(component, name, make):
    options, expected = _fixture(component, name)
    assert _tree(_drawn(options, make)) == _tree(_as_django_names(expected, options, component))


def _drawn(options: dict, make) -> str:
    name, value = _name(options), _value(options)
    error = options.get("errorMessage")
    field = make(options)
    words = options.get("fieldset", {}).get("legend") or options["label"]
    field.label = words["text"]
    field.help_text = options.get("hint", {}).get("text", "")
    field.initial = value
    field.required = not error
    field.widget.attrs["id"] = options.get("idPrefix") or options.get("id") or name

    def fail(form):
        if error:
            raise ValidationError({name: error["text"]})

    form_class = type("Form", (forms.Form,), {name: field, "clean": fail})
    form = form_class({name: value} if value else {}) if error else form_class()
    source = "{% load crispy_forms_filters %}{{ form|crispy }}"
    return Template(source).render(Context({"form": form}))


def _value(options: dict) -> str | None:
    checked = [item["value"] for item in options.get("items", []) if item.get("checked")]
    return options.get("value") or next(iter(checked), None)


def _name(options: dict) -> str:
    return options.get("name") or options["id"]


def _as_django_names(expected: str, options: dict, component: str) -> str:
    """Three boxes of a date are name_day, name_month, name_year to Django."""
    if component != "date-input":
        return expected
    for part in ("day", "month", "year"):
        prefix = options.get("namePrefix")
        given = f"{prefix}-{part}" if prefix else part
        expected = expected.replace(f'name="{given}"', f'name="{_name(options)}_{part}"')
    return expected


# --- What the fixtures don't say -------------------------------------------------------------
class Sample(forms.Form):
    day = forms.DateField(widget=forms.SelectDateWidget)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField()
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise ValidationError("They do not go together.")


def _summary(form) -> str:
    source = '{% include "components/error_summary.html" with form=form only %}'
    return Template(source).render(Context({"form": form}))


def test_the_error_summary_links_to_ids_that_are_there():
    form = Sample({"day_day": "31", "day_month": "2", "day_year": "2023"})
    page = render_crispy_form(form) + _summary(form)
    tags = [entry for entry in _tree(page) if isinstance(entry, tuple)]
    ids = {attributes.get("id") for _, attributes in tags}
    links = {attrs["href"].removeprefix("#") for tag, attrs in tags if tag == "a"}
    described = {name for _, attrs in tags for name in attrs.get("aria-describedby", "").split()}
    assert links == {"id_day-day", "id_kind", "id_sure"}
    assert links - ids == set()
    assert described - ids == set()
    assert "They do not go together." in page


def test_a_date_that_is_none_keeps_what_was_typed():
    form = Sample({"day_day": "thirty", "day_month": "2", "day_year": "2023"})
    values = [attrs.get("value") for tag, attrs in _inputs(form) if "width" in attrs["class"]]
    assert values == ["thirty", "2", "2023"]


def test_a_date_is_read_from_its_three_boxes():
    field = Sample.base_fields["day"]
    typed = {"day_day": "4", "day_month": "3", "day_year": "2024"}
    given = field.widget.value_from_datadict(typed, {}, "day")
    assert field.clean(given).isoformat() == "2024-03-04"


def test_the_server_and_not_the_browser_says_what_is_missing():
    markup = render_crispy_form(Sample())
    assert "novalidate" in markup
    assert " required" not in markup


def _inputs(form):
    return [
        entry
        for entry in _tree(render_crispy_form(form))
        if isinstance(entry, tuple) and entry[0] == "input" and "class" in entry[1]
    ]
