"""Where somebody can write more than a line, the form looks for names, or has a reason not to."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings

from partnership.guarded_words import CONFIRM, GuardsPeople

# Boxes in which people or bodies are to be named, or that hold no prose.
MAY_NAME = {
    "reporting.packs.editor.forms.DetailsForm.presenters": "who presents, as agendas name them",
    "reporting.packs.editor.forms.NewPackForm.presenters": "who presents, as agendas name them",
    "reporting.pages.benchmarks.forms.GroupForm.members": "names of partnerships",
    "returns.pages.manual_entry.grid_forms.GridForm.paste": "cells, of which figures are taken",
    "returns.pages.sending.forms.DefinitionForm.counted_in": "codes of offences and incidents",
    "returns.pages.sending.forms.DefinitionForm.left_out": "codes of offences and incidents",
    "scrutiny.deadlines.forms.PeriodForm.source": "the law or the standing orders",
}
# One line that is published as words of its own.
LINES = {"scrutiny.recommendations.forms.MilestoneForm.text"}
NAMED = "Call Jane Smith of 12 High Street, born 3 May 1980."


def test_every_box_is_guarded_or_may_name():
    boxes = dict(_boxes())
    unguarded = {name for name, is_guarded in boxes.items() if not is_guarded}
    assert unguarded == set(MAY_NAME)
    assert len(boxes) > 30, "too few boxes: the walk has missed some"


def test_lines_that_stand_as_words_are_guarded():
    assert {name for name in _guarded_names() if name in LINES} == LINES


def test_a_form_that_makes_its_own_fields_guards_them():
    from returns.catalogue.findings import Check, Finding, Severity
    from returns.lifecycle.queries import Question
    from returns.pages.sending.forms import ExplainForm

    found = Finding(Check.USUAL, Severity.QUERY, "It is high.", todo="Say why")
    asked = Question("key", found, part=None, explanation="", explained_by="")
    form = ExplainForm({"explain-0": NAMED}, questions=[asked])
    assert not form.is_valid()
    assert "take it out" in form.errors["explain-0"][0]
    assert CONFIRM in form.fields
    assert ExplainForm({"explain-0": "A festival"}, questions=[asked]).is_valid()


@pytest.mark.parametrize(
    ("module", "name", "field"),
    [
        ("reporting.packs.editor.forms", "CommentForm", "comment"),
        ("scrutiny.recommendations.forms", "EvidenceForm", "text"),
        ("scrutiny.panels.forms", "OutcomeForm", "note"),
        ("scrutiny.form_fields", "ReasonForm", "because"),
    ],
)
def test_what_leads_to_a_person_is_refused_at_its_field(module, name, field):
    form = getattr(importlib.import_module(module), name)({field: NAMED})
    assert not form.is_valid()
    assert "take it out" in " ".join(form.errors[field])
    assert "Do not name people" in form.fields[field].help_text


def _boxes() -> Iterator[tuple[str, bool]]:
    """Each field for several lines of text of each form, and whether it is guarded."""
    guarded = set(_guarded_names())
    for form in _forms():
        for name, field in form.base_fields.items():
            if isinstance(field, forms.CharField) and isinstance(field.widget, forms.Textarea):
                called = f"{form.__module__}.{form.__qualname__}.{name}"
                yield called, called in guarded


def _guarded_names() -> Iterator[str]:
    for form in _forms():
        if issubclass(form, GuardsPeople):
            for name in form.GUARDED:
                yield f"{form.__module__}.{form.__qualname__}.{name}"


def _forms() -> list[type[forms.Form]]:
    root = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        if Path(app.path).parent == root:
            for module in pkgutil.walk_packages([app.path], f"{app.name}."):
                if ".migrations" not in module.name:
                    importlib.import_module(module.name)
    own = {app.name for app in apps.get_app_configs() if Path(app.path).parent == root}
    return [
        form
        for form in _below(forms.BaseForm)
        if form.__module__.partition(".")[0] in own and ".gallery." not in form.__module__
        if hasattr(form, "base_fields")
    ]


def _below(form: type) -> Iterator[type]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)
