"""What was asked and recommended about a measure or a ward: in short, and all of it."""

from __future__ import annotations

import pytest

from demo import scrutiny
from partnership.models import User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.pages.asked import asked_about
from scrutiny.models import LinkedMeasure, Question, Recommendation

pytestmark = pytest.mark.django_db

ACKLAM = "E05009853"


@pytest.fixture
def records(with_people):
    scrutiny.load()
    return with_people


def test_a_question_stands_on_its_measure_and_on_its_ward(records):
    first = Question.objects.exclude(about="").order_by("-asked_on", "-pk").first()
    Question.objects.filter(pk=first.pk).update(area=ACKLAM)

    of_measure = asked_about(records, viewer=AS_COUNCILLOR, measure=first.about)
    of_ward = asked_about(records, viewer=AS_COUNCILLOR, area=ACKLAM)

    assert str(first) in of_measure.newest.text
    assert of_ward.said == "1 question."
    assert of_ward.newest.url.endswith(f"/scrutiny/questions/{first.pk}/")
    assert of_ward.to == f"/middlesbrough/asked/?ward={ACKLAM}"
    assert of_ward.ask.endswith(f"/ask/?area={ACKLAM}")


def test_a_recommendation_stands_on_the_measure_set_beside_it(records):
    made = Recommendation.objects.first()
    LinkedMeasure.objects.create(recommendation=made, measure="fires/deliberate", area=ACKLAM)

    told = asked_about(records, viewer=AS_COUNCILLOR, measure="fires/deliberate", area=ACKLAM)

    assert told.said == "1 recommendation."
    assert told.newest.text == str(made)


def test_what_nobody_asked_about_says_so(records):
    told = asked_about(records, viewer=AS_COUNCILLOR, area=ACKLAM)

    assert told.said == "Nothing has been asked about this yet."
    assert told.newest is None


def test_it_takes_one_query(records, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        asked_about(records, viewer=AS_COUNCILLOR, measure="crime/all-crime")


def test_the_page_lists_what_is_about_it_and_nothing_else(records, client):
    client.force_login(User.objects.get(email="councillor@demo.example"))
    first, *others = Question.objects.exclude(about="")
    Question.objects.filter(pk=first.pk).update(about="fires/deliberate", area=ACKLAM)

    page = client.get("/middlesbrough/asked/?measure=fires/deliberate&ward=E05009853")
    text = page.content.decode()

    assert "What was asked and recommended about Deliberate fires in Acklam?" in text
    assert f"/scrutiny/questions/{first.pk}/" in text
    assert all(f"/scrutiny/questions/{other.pk}/" not in text for other in others)


def test_the_page_of_everything_has_every_question(records, client):
    client.force_login(User.objects.get(email="councillor@demo.example"))

    text = client.get("/middlesbrough/asked/?measure=no/such").content.decode()

    assert all(
        f"/scrutiny/questions/{pk}/" in text for pk in Question.objects.values_list("pk", flat=True)
    )
