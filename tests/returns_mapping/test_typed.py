"""A few figures typed in a form are a return like any other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from measures.counts import Gap
from returns.lifecycle import decisions, queries, sending
from returns.models import Return
from tests.returns_mapping.conftest import BACKEND, figures_of, filled

pytestmark = pytest.mark.django_db
WHEN = {"received_on_day": "9", "received_on_month": "1", "received_on_year": "2023"}
ADDRESS = "/middlesbrough/returns/type/?source=crime/police-return"


@pytest.fixture
def type_in(client, officer, police):
    """`type_in(period, figures…)` posts the form; a figure is an area, a category and a count."""
    client.force_login(officer, backend=BACKEND)

    def go(period: str, *figures: tuple[str, str, str]):
        form = client.get(ADDRESS).context["form"]
        answers = {"period": period, "supplied_by": str(police.pk)}
        for number, (area, kind, count) in enumerate(figures, start=1):
            answers |= {f"area-{number}": area, f"count-{number}": count}
            answers |= {f"offence-{number}": kind}
        given = {name: text for name, text in filled(form, answers).items() if text != ""}
        given.pop("received_on", None)
        return client.post(ADDRESS, given | WHEN | {"rows": "5"})

    return go


def test_typed_figures_are_checked_sent_and_accepted_like_a_file(type_in, client, officer, second):
    response = type_in(
        "2022/23 Q2",
        ("All of Middlesbrough", "Burglary", "402"),
        ("All of Middlesbrough", "Robbery", "31"),
    )
    typed = Return.objects.get()
    assert response["Location"] == reverse("returns:check", args=["middlesbrough", typed.batch])
    assert figures_of(typed) == {
        ("Middlesbrough", "2022/23 Q2", "burglary"): 402,
        ("Middlesbrough", "2022/23 Q2", "robbery"): 31,
    }
    assert typed.supplied_how == Return.How.TYPED
    assert "All of it" in client.get(response["Location"]).text
    parts = list(typed.parts.all())
    for question in queries.asked_of(typed, parts):
        sending.confirm_query(of_return=typed, key=question.key, explanation="So", by=officer)
    sending.send(parts=parts, by=officer)
    decisions.accept(parts=parts, by=second)
    page = client.get(reverse("returns:one", args=["middlesbrough", typed.pk])).text
    assert "Typed into the portal" in page
    assert "Figures typed in" in page
    assert "In use for Q2 2022/23" in page


def test_what_was_typed_is_kept_as_a_small_table(type_in):
    type_in("2022-10", ("Acklam", "", "31"), ("Kader", "", "12"))
    with Return.objects.get().file.open("rb") as kept:
        assert kept.read().decode().splitlines() == [
            "Period,Area,Count",
            "2022-10,E05009853,31",
            "2022-10,E05009860,12",
        ]


def test_a_number_too_small_to_give_is_hidden(type_in):
    type_in("2022-10", ("Acklam", "Burglary", "<5"))
    assert figures_of(Return.objects.get()) == {("Acklam", "2022-10", "burglary"): Gap.HIDDEN}


def test_figures_without_a_category_are_not_broken_down(type_in):
    type_in("2022-10", ("Acklam", "", "31"))
    assert figures_of(Return.objects.get()) == {("Acklam", "2022-10", "not-stated"): 31}


@pytest.mark.parametrize(
    ("figures", "field", "said"),
    [
        ([("Acklam", "Burglary", "many")], "count-1", "is not a number"),
        ([("Acklam", "Burglary", "-")], "count-1", "can mean none"),
        ([("Acklam", "Burglary", "")], "count-1", "Type the count of figure 1"),
        ([("", "Burglary", "3")], "area-1", "Choose the area of figure 1"),
        ([("Acklam", "Burglary", "3"), ("Kader", "", "4")], "offence-2", "Break down all"),
        (
            [("Acklam", "Burglary", "3"), ("Acklam", "Burglary", "4")],
            "count-2",
            "stands twice",
        ),
        ([], "count-1", "Type at least one figure"),
    ],
    ids=["word", "dash", "blank", "no area", "half broken down", "twice", "nothing"],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_kept(type_in, figures, field, said):
    response = type_in("2022-10", *figures)
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert not Return.objects.exists()


@pytest.mark.parametrize("period", ["2099-01", "soon", "2022"])
def test_a_period_that_cannot_be_is_refused(type_in, period):
    response = type_in(period, ("Acklam", "Burglary", "3"))
    assert "period" in response.context["form"].errors


def test_more_rows_keep_what_was_typed(client, officer, police):
    client.force_login(officer, backend=BACKEND)
    given = {"rows": "5", "more": "1", "period": "2022-10", "area-1": "E05009853", "count-1": "3"}
    form = client.post(ADDRESS, given | WHEN).context["form"]
    assert form.rows == 10
    assert form["count-1"].value() == "3"
    assert f"{form['received_on'].value()}" == "2023-01-09"
