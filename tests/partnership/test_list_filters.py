"""Lists are narrowed by what their rows have and by words, without losing count."""

from __future__ import annotations

from collections import namedtuple

import pytest
from django.template.loader import render_to_string

from partnership.list_filters import Facet, filtered
from partnership.models import Role

Row = namedtuple("Row", "name state panels")
ROWS = (
    Row("Fires in Newport", "Open", ("North", "South")),
    Row("Vehicle crime", "Open", ("South",)),
    Row("Lighting in Newport", "Closed", ()),
)
FACETS = (
    Facet("state", "State", lambda row: row.state),
    Facet("panel", "Panel", lambda row: row.panels),
)


def narrow(**asked: str):
    return filtered(ROWS, asked, *FACETS, words=lambda row: row.name)


@pytest.mark.parametrize(
    ("asked", "names", "summary", "query"),
    [
        ({}, ["Fires", "Vehicle", "Lighting"], "3 in all", ""),
        ({"state": "Open"}, ["Fires", "Vehicle"], "2 of 3", "state=Open&"),
        ({"panel": "South", "words": "FIRES new"}, ["Fires"], "1 of 3", None),
        ({"state": "Closed", "panel": "North"}, [], "None of 3 fits what you chose", None),
        ({"state": "no such state"}, ["Fires", "Vehicle", "Lighting"], "3 in all", ""),
        ({"words": "a&b"}, [], "None of 3 fits what you chose", "words=a%26b&"),
    ],
)
def test_choices_and_words_narrow_together(asked, names, summary, query):
    left, found = narrow(**asked)
    assert [row.name.split()[0] for row in left] == names
    assert found.summary == summary
    assert query in (None, found.query)


def test_only_what_rows_differ_in_is_offered():
    one_state = ROWS[:2]
    _, found = filtered(one_state, {}, *FACETS, words=lambda row: row.name)
    assert [choice.label for choice in found.choices] == ["Panel"]
    _, single = filtered(ROWS[:1], {}, *FACETS, words=lambda row: row.name)
    assert not single.is_offered


def test_two_lists_of_a_page_stay_apart():
    asked = {"state": "Open", "b-state": "Closed"}
    first, _ = filtered(ROWS, asked, *FACETS, words=lambda row: row.name)
    second, found = filtered(ROWS, asked, *FACETS, words=lambda row: row.name, prefix="b-")
    assert (len(first), len(second)) == (2, 1)
    assert found.query == "b-state=Closed&"


def test_the_form_shows_what_was_asked_and_clears_it():
    _, found = narrow(state="Open", words="<b>")
    drawn = render_to_string("components/list_filter.html", {"filter": found, "what": "things"})
    assert '<option value="Open" selected>' in drawn
    assert 'value="&lt;b&gt;"' in drawn
    assert 'href="?"' in drawn
    assert "Nothing matches." in drawn
    assert "None of 3 fits what you chose." in drawn


@pytest.mark.django_db
def test_people_are_narrowed_by_role_and_name(client, somebody):
    keeper = somebody(Role.ADMINISTRATOR, name="Ada Byron")
    somebody(Role.COUNCILLOR, name="Amina Khan")
    somebody(Role.COUNCILLOR, name="Bo Lee")
    client.force_login(keeper)
    page = client.get("/middlesbrough/setup/people/", {"role": "Councillor", "words": "amina"}).text
    assert "1 of 3" in page
    assert "Amina Khan" in page
    assert "Bo Lee" not in page
