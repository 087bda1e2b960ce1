"""Words that lead to a person are found; those of the demonstration, and of everyday, are not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django import forms

from partnership.guarded_words import CONFIRM, SAY_NOT_TO, GuardsPeople
from partnership.people_in_words import people_in

DEMO = Path(__file__).parents[2] / "demo"
BY_ADDRESS, NAMED = "a name beside an address", "a person’s name"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("We spoke to Mr Smith about it", NAMED),
        ("Ms. O’Brien was told", NAMED),
        ("Mrs J. Patel asked", NAMED),
        ("write to jane.doe@example.com", "an email address"),
        ("ring 01642 123456", "a phone number"),
        ("ring +44 7700 900123", "a phone number"),
        ("his number is QQ 12 34 56 C", "a National Insurance number"),
        ("NHS 943 476 5919", "an NHS number"),
        ("born on 3 May 1985", "a date of birth"),
        ("DOB 03/05/1985", "a date of birth"),
        ("Daniel Harker, 12 Albert Road, complained", BY_ADDRESS),
        ("Sarah Lee of TS1 2AB", BY_ADDRESS),
    ],
)
def test_what_leads_to_a_person_is_found(text, what):
    assert what in [found.what for found in people_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022/23 there were 26,450 crimes, 6.0% more than the 24,951 in 2021/22.",
        "Patrols on Linthorpe Road and in Albert Park, 12 Albert Road among them.",
        "The Chair asked the Head of Community Safety for figures by 4 March 2024.",
        "James Cook University Hospital, TS4 3BW, sends figures of assaults.",
        "The partnership was born on paper in 1998; its plan is of 1 April 2022.",
        "Return 943 476 5910 of 2024, reference 0123456789012345",
        "St Mary’s Centre, 82 Corporation Road, holds the course.",
        "Mrs and Mr are titles; Miss out nobody.",
    ],
)
def test_what_leads_to_nobody_is_left_alone(text):
    assert people_in(text) == ()


def _texts(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.py")), ids=lambda path: path.stem)
def test_the_demonstrations_own_words_raise_no_alarm(path):
    assert [(text, people_in(text)) for text in _texts(path) if people_in(text)] == []


class _Note(GuardsPeople, forms.Form):
    GUARDED = ("text",)

    text = forms.CharField(help_text="A line.")


def test_a_field_says_not_to_name_people_and_asks_where_it_looks_like_it():
    assert _Note().fields["text"].help_text == f"A line. {SAY_NOT_TO}"
    assert CONFIRM not in _Note({"text": "Nothing here"}).fields
    form = _Note({"text": "Ring 01642 123456"})
    [said] = form.errors["text"]
    assert said == (
        "This looks like a phone number: take it out, or say below that it is not of a private"
        " person"
    )
    assert CONFIRM in form.fields


def test_an_organisation_or_a_public_office_holder_may_stand_and_a_birthday_never():
    said = _Note({"text": "Ring 01642 123456", CONFIRM: "on"})
    assert said.is_valid()
    assert said.cleaned_data == {"text": "Ring 01642 123456"}
    born = _Note({"text": "Mr Smith, born on 3 May 1985", CONFIRM: "on"})
    assert born.errors["text"] == ["This looks like a date of birth: take it out"]


def test_what_stood_there_before_is_not_asked_about_again():
    assert _Note({"text": "Mr Smith"}, initial={"text": "Mr Smith"}).is_valid()
