"""Which source is the main one for which months: what is chosen, replaced and shown."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from lxml.html import fromstring

from crime.dataset import CRIME
from measures.periods import Month, Period
from partnership.models import AuditEvent, Role
from partnership.refusals import Refused
from returns.catalogue.main_sources import stretches
from returns.in_use.main_sources import chosen_sources
from returns.lifecycle import choices
from returns.models import MainSource
from tests.returns.conftest import EARLY

APRIL, OCTOBER = Month(2023, 4), Month(2023, 10)
POLICE, STREET = "police-return", "police-uk"


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [(POLICE, None, None)]),
        ({None: STREET}, [(STREET, None, None)]),
        (
            {None: POLICE, APRIL: STREET},
            [(POLICE, None, Month(2023, 3)), (STREET, APRIL, None)],
        ),
        ({APRIL: STREET}, [(POLICE, None, Month(2023, 3)), (STREET, APRIL, None)]),
        ({None: STREET, APRIL: STREET}, [(STREET, None, None)]),
        (
            {OCTOBER: POLICE, None: POLICE, APRIL: STREET},
            [
                (POLICE, None, Month(2023, 3)),
                (STREET, APRIL, Month(2023, 9)),
                (POLICE, OCTOBER, None),
            ],
        ),
    ],
)
def test_every_month_has_one_main_source(chosen, expected):
    found = stretches(CRIME, chosen)
    assert [(one.source, one.first, one.last) for one in found] == expected


@pytest.mark.parametrize(
    ("having", "expected"),
    [
        ([POLICE], [(POLICE, True)]),
        ([STREET], [(STREET, True)]),
        (["home-office-csp", POLICE], [(POLICE, True)]),
    ],
)
def test_a_measure_that_one_of_the_two_sources_lacks_does_not_go_over(having, expected):
    found = stretches(CRIME, {None: POLICE, APRIL: STREET}, having=having)
    assert [(one.source, one.is_endless) for one in found] == expected


@pytest.mark.parametrize(
    ("period", "contained", "touched"),
    [
        ("2022/23", [POLICE], [POLICE]),
        ("2023/24", [STREET], [STREET]),
        ("2023-03", [POLICE], [POLICE]),
        ("2023-04", [STREET], [STREET]),
        ("2023-01..2023-12", [], [POLICE, STREET]),
    ],
)
def test_a_period_lies_in_one_stretch_or_across_a_change(period, contained, touched):
    found = stretches(CRIME, {APRIL: STREET})
    asked = Period.parse(period)
    assert [one.source for one in found if one.contains(asked)] == contained
    assert [one.source for one in found if one.overlaps(asked)] == touched


# --- Choosing --------------------------------------------------------------------------------
@pytest.fixture
def choose(manager, middlesbrough):
    """Choose a source from a month on, `after` that many days."""

    def make(source: str, *, from_month: Month | None = None, after: int = 0) -> MainSource:
        return choices.set_main_source(
            partnership=middlesbrough,
            dataset=CRIME.slug,
            source=source,
            from_month=from_month,
            by=manager,
            at=EARLY + timedelta(days=after),
        )

    return make


def _chosen(middlesbrough, *, after: int = 0):
    at = EARLY + timedelta(days=after)
    return chosen_sources(middlesbrough, at=at).get(CRIME.slug, {})


def test_a_source_from_a_month_on_leaves_what_was_chosen_for_the_months_before(
    choose, middlesbrough
):
    choose(POLICE)
    choose(STREET, from_month=APRIL, after=10)
    assert _chosen(middlesbrough) == {None: POLICE}
    assert _chosen(middlesbrough, after=10) == {None: POLICE, APRIL: STREET}


def test_the_same_month_is_replaced_and_another_is_not(choose, middlesbrough):
    choose(STREET, from_month=APRIL)
    choose(POLICE, from_month=OCTOBER, after=1)
    choose("home-office-csp", from_month=APRIL, after=2)
    assert _chosen(middlesbrough, after=1) == {APRIL: STREET, OCTOBER: POLICE}
    assert _chosen(middlesbrough, after=2) == {APRIL: "home-office-csp", OCTOBER: POLICE}


def test_a_source_for_all_months_replaces_every_choice(choose, middlesbrough):
    choose(POLICE)
    choose(STREET, from_month=APRIL, after=1)
    choose(STREET, after=2)
    assert _chosen(middlesbrough, after=2) == {None: STREET}


def test_a_choice_before_a_later_one_is_refused(choose):
    choose(STREET, from_month=APRIL, after=5)
    with pytest.raises(Refused):
        choose(POLICE, from_month=APRIL)


def test_the_choice_is_on_the_record_with_its_month(choose, manager):
    chosen = choose(STREET, from_month=APRIL)
    event = AuditEvent.objects.get(kind="main-source-set", about_id=str(chosen.pk))
    assert event.by_email == manager.email
    assert event.detail == {"source": STREET, "from_month": "2023-04"}
    assert event.about_label == "crime: police-uk from April 2023"


def test_only_who_may_choose_the_main_source_chooses_it_from_a_month_on(somebody, middlesbrough):
    with pytest.raises(PermissionDenied):
        choices.set_main_source(
            partnership=middlesbrough,
            dataset=CRIME.slug,
            source=STREET,
            from_month=APRIL,
            by=somebody(Role.CSP_OFFICER),
        )


@pytest.mark.parametrize("first_month", [None, APRIL.first_day])
def test_the_database_keeps_one_choice_in_force_for_a_month(first_month, manager, middlesbrough):
    row = {"partnership": middlesbrough, "dataset": CRIME.slug, "first_month": first_month}
    MainSource.objects.create(**row, source=POLICE, since=EARLY, set_by=manager)
    with pytest.raises(IntegrityError), transaction.atomic():
        MainSource.objects.create(**row, source=STREET, since=EARLY, set_by=manager)


# --- The page --------------------------------------------------------------------------------
def test_the_manager_goes_over_to_another_source_from_a_month_on(client, manager, middlesbrough):
    client.force_login(manager)
    address = reverse("returns:source", args=[middlesbrough.slug, "crime", STREET])
    series = {"what": "main"}
    for no_month in ("April", "0001-01", "0000-01", "9999-12", "2023-13"):
        wrong = client.post(address, {**series, "from_month": no_month})
        assert wrong.status_code == 422
        assert "is not a month: write it like 2022-10." in html.unescape(wrong.text)
    wrong = client.post(address, {**series, "from_month": "April"})
    assert wrong.status_code == 422
    assert "“April” is not a month: write it like 2022-10." in wrong.text
    assert not middlesbrough.main_sources.exists()
    page = client.post(address, {**series, "from_month": "2023-04"}, follow=True)
    assert "Main source from April 2023 on." in page.text
    assert "is now the main source of Police recorded crime from April 2023 on." in page.text
    every = client.get(reverse("returns:sources", args=[middlesbrough.slug]))
    listed = " ".join(every.text.split())
    police, street = CRIME.source(POLICE).title, CRIME.source(STREET).title
    assert f"{police} up to March 2023; {street} from April 2023 on" in listed


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"what": "main", "from_month": "April"}, "from_month"),
        ({"what": "allow", "reason": " "}, "reason"),
        ({"what": "provisional", "months": "many"}, "months"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nowhere_else(
    client, manager, middlesbrough, asked, name
):
    client.force_login(manager)
    address = reverse("returns:source", args=[middlesbrough.slug, "asb", STREET])
    answer = client.post(address, asked)
    assert answer.status_code == 422
    page = fromstring(answer.text)
    (group,) = page.xpath("//*[contains(@class, 'govuk-form-group--error')]")
    (field,) = page.xpath(f"//*[@id='id_{name}']")
    assert field.get("value") == asked[name]
    assert field.get("aria-describedby").split()[-1] == group.xpath("p/@id")[0]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("//*[@class='govuk-error-summary']//a/@href") == [f"#id_{name}"]


def test_fields_ask_for_digits_and_for_no_more_than_is_kept(client, manager, middlesbrough):
    client.force_login(manager)
    address = reverse("returns:source", args=[middlesbrough.slug, "crime", STREET])
    page = fromstring(client.get(address).text)
    assert {field.get("inputmode") for field in page.xpath("//input[@name='months']")} == {
        "numeric"
    }
    assert {field.get("maxlength") for field in page.xpath("//input[@name='reason']")} == {"1000"}
    assert not page.xpath("//input[@name='from_month'][@inputmode or @maxlength]")


@pytest.mark.parametrize("asked", [{}, {"what": "sell"}])
def test_a_choice_of_nothing_is_refused_in_words(client, manager, middlesbrough, asked):
    client.force_login(manager)
    address = reverse("returns:source", args=[middlesbrough.slug, "crime", STREET])
    answer = client.post(address, asked)
    assert answer.status_code == 422
    (summary,) = fromstring(answer.text).xpath("//*[@class='govuk-error-summary']")
    assert "Choose what to change" in summary.text_content()
    assert not summary.xpath(".//a")


@pytest.mark.parametrize("named", [("crime", "warden-return"), ("weather", STREET)])
def test_a_source_of_no_dataset_has_no_page(client, manager, middlesbrough, named):
    client.force_login(manager)
    address = reverse("returns:source", args=[middlesbrough.slug, *named])
    assert client.get(address).status_code == 404
