"""The mapping page's form: a field for each question, named by its id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms

from returns.mapping.questions import Choice, Question
from returns.mapping.words import unanswered

MOST_LONG = 4000


class MappingForm(forms.Form):
    """A field for each question, with the answer in force chosen; faults stand at their fields."""

    def __init__(self, questions: Sequence[Question], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {field_name(question.id): question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _field(question)

    @classmethod
    def showing(cls, questions: Sequence[Question], *, faults: bool) -> MappingForm:
        """The questions with their answers; with `faults` bound, so that faults are errors."""
        initial = {field_name(question.id): question.chosen for question in questions}
        if not faults:
            return cls(questions, initial=initial)
        form = cls(questions, initial)
        for name, question in form.questions.items():
            if question.is_open:
                form.add_error(name, question.fault or unanswered(question.words))
        return form

    def of(self, about: str) -> list[Any]:
        """The fields of the questions about that."""
        return [self[name] for name, asked in self.questions.items() if asked.about == about]


def field_name(asked: str) -> str:
    """The id of a question as the name of a field: letters, digits, "-" and "_"."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", asked)


def answers_in(posted: Mapping[str, Any], questions: Sequence[Question]) -> dict[str, str]:
    """What was posted, by question."""
    names = {field_name(question.id): question.id for question in questions}
    return {names[name]: str(value)[:MOST_LONG] for name, value in posted.items() if name in names}


def asked_of(posted: Mapping[str, Any]) -> dict[str, str]:
    """What was posted, by the ids that its fields are named after."""
    return {
        re.sub(r"_([0-9a-f]+)_", lambda found: chr(int(found[1], 16)), name): str(value)[:MOST_LONG]
        for name, value in posted.items()
        if name.startswith(ASKED)
    }


ASKED = ("source", "table-", "names", "sign", "districts", "places", "years", "days", "codes")


def _field(question: Question) -> forms.Field:
    if not question.choices:
        return forms.CharField(
            label=question.words,
            help_text=question.hint,
            required=False,
            max_length=80,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )
    return _Choice(
        label=question.words,
        help_text=question.hint,
        required=False,
        choices=_grouped(question.choices),
    )


class _Choice(forms.ChoiceField):
    """What was chosen is looked at by the question itself, which says what is wrong."""

    def validate(self, value: Any) -> None:
        return


def _grouped(choices: Sequence[Choice]) -> list[tuple[str, Any]]:
    grouped: list[tuple[str, Any]] = []
    for group, each in groupby(choices, key=lambda choice: choice.group):
        options = [(choice.value, choice.words) for choice in each]
        grouped += [(group, options)] if group else options
    return grouped
