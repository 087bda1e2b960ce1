"""Changes of recording practice: who keeps them, that nothing is lost, and what the page says."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from measures.periods import Month, Period
from partnership.models import AuditEvent, Role
from partnership.refusals import Refused
from returns.catalogue.recording import RecordingChanged, of_measure
from returns.catalogue.registry import datasets
from returns.lifecycle import recording
from returns.models.recording import RecordingChange, recording_changes

CARE, NOT_COMPARABLE = RecordingChange.Effect.CARE, RecordingChange.Effect.NOT_COMPARABLE
PAGE = "/middlesbrough/returns/recording-changes/"
WRITTEN = {
    "measure": "crime/burglary",
    "since_day": "1",
    "since_month": "5",
    "since_year": "2022",
    "what": "One crime is counted for each victim.",
    "effect": "care",
    "reference": "Home Office Counting Rules",
    "link": "https://www.gov.uk/counting-rules",
}


@pytest.fixture
def recorded(middlesbrough, officer):
    """`recorded(measure="burglary")` keeps a change of 1 May 2022."""

    def keep(*, by=officer, **given) -> RecordingChange:
        said = {
            "dataset": "crime",
            "measure": "burglary",
            "since": date(2022, 5, 1),
            "what": "One crime is counted for each victim.",
            "effect": CARE,
            "reference": "Home Office Counting Rules",
            **given,
        }
        return recording.record_change(partnership=middlesbrough, by=by, **said)

    return keep


def test_what_is_recorded_stands_for_its_measure_and_for_no_other(recorded, middlesbrough):
    recorded()
    every = recording_changes(middlesbrough.pk)
    crime = datasets["crime"]

    assert [one.what for one in of_measure(every, crime, "burglary")] == [
        "One crime is counted for each victim."
    ]
    assert of_measure(every, crime, "all-crime") == ()


def test_a_change_of_every_measure_stands_for_each(recorded, middlesbrough):
    recorded(measure="")
    every = recording_changes(middlesbrough.pk)

    assert all(of_measure(every, datasets["crime"], one) for one in ("burglary", "all-crime"))
    assert of_measure(every, datasets["violence"], "serious") == ()


def test_an_event_is_kept_with_what_was_and_what_is(recorded, middlesbrough, officer):
    first = recorded()
    recording.follow_change(
        partnership=middlesbrough,
        change=first,
        since=date(2022, 6, 1),
        what=first.what,
        effect=NOT_COMPARABLE,
        reference=first.reference,
        because="The force began a month later.",
        by=officer,
    )
    event = AuditEvent.objects.latest("pk")

    assert event.kind == "recording-change-followed"
    assert (event.detail["before"]["since"], event.detail["after"]["since"]) == (
        "2022-05-01",
        "2022-06-01",
    )
    assert event.detail["because"] == "The force began a month later."


def test_what_is_corrected_or_ended_stays_in_the_record_and_stands_no_more(
    recorded, middlesbrough, officer
):
    first = recorded()
    recording.end_change(
        partnership=middlesbrough, change=first, because="It was of Durham.", by=officer
    )

    assert recording_changes(middlesbrough.pk) == ()
    assert RecordingChange.objects.get().ended_because == "It was of Durham."
    assert AuditEvent.objects.latest("pk").kind == "recording-change-ended"


def test_who_comes_second_is_told_that_it_has_ended(recorded, middlesbrough, officer):
    first = recorded()
    asked = {"partnership": middlesbrough, "change": first, "because": "No.", "by": officer}
    recording.end_change(**asked)

    with pytest.raises(Refused, match="in the meantime"):
        recording.end_change(**asked)


def test_two_changes_of_a_measure_on_one_day_are_refused(recorded):
    recorded()

    with pytest.raises(Refused, match="recorded for that day already"):
        recorded(what="Something else.")


def test_only_officers_and_the_manager_record(recorded, somebody):
    with pytest.raises(PermissionDenied):
        recorded(by=somebody(Role.COUNCILLOR))


@pytest.mark.parametrize("role", [Role.CSP_OFFICER, Role.MANAGER, Role.SUPPLIER])
def test_the_start_page_of_returns_leads_there_for_those_who_may(client, somebody, role):
    client.force_login(somebody(role))
    page = client.get("/middlesbrough/returns/").content.decode()

    for to in (PAGE, "/middlesbrough/returns/disclosure/ledger/"):
        assert (f'href="{to}"' in page) is (role is not Role.SUPPLIER)


@pytest.mark.parametrize(
    "broken", [{"what": ""}, {"reference": ""}, {"ended_because": "Without who and when."}]
)
def test_the_database_refuses_a_change_that_does_not_say_what_and_who(recorded, broken):
    kept = recorded()

    with pytest.raises(IntegrityError), transaction.atomic():
        RecordingChange.objects.filter(pk=kept.pk).update(**broken)


@pytest.mark.parametrize(
    ("periods", "within"),
    [
        (["2021/22", "2022/23"], True),
        (["2022/23"], True),  # the day lies within the year itself
        (["2022-05", "2022-06"], False),
        (["2022-04", "2022-05"], True),
        (["2020/21", "2021/22"], False),
        (["2023/24", "2022-06"], False),
        ([], False),
    ],
)
def test_a_change_lies_within_periods_on_both_of_its_sides(periods, within):
    change = RecordingChanged(1, "crime", "", date(2022, 5, 17), "It.", False, "They.")

    assert change.first == Month(2022, 5)
    assert change.lies_within(Period.parse(one) for one in periods) is within


# --- The pages -------------------------------------------------------------------------------
def test_a_change_is_recorded_corrected_and_ended_on_the_page(client, officer, middlesbrough):
    client.force_login(officer)
    assert client.post(PAGE, WRITTEN).status_code == 302
    first = RecordingChange.objects.get()
    page = f"{PAGE}{first.pk}/"
    assert "One crime is counted for each victim." in client.get(page).content.decode()

    corrected = {**WRITTEN, "since_month": "6", "because": "It began later."}
    assert client.post(page, corrected).status_code == 302
    second = RecordingChange.objects.get(follows=first)
    assert (second.since, second.measure) == (date(2022, 6, 1), "burglary")
    assert client.get(page).status_code == 404

    asked = client.get(f"{PAGE}{second.pk}/end/")
    assert "End this change of recording practice" in asked.text
    assert client.post(f"{PAGE}{second.pk}/end/", {"because": ""}).status_code == 422
    ended = client.post(f"{PAGE}{second.pk}/end/", {"because": "Not here."}, follow=True)
    assert "The change has ended." in ended.text
    shown = client.get(PAGE).content.decode()
    assert shown.count("Ended by") == 2
    assert "Not here." in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"measure": ""}, "Fill in “Measure”"),
        ({"what": " "}, "Fill in “What changed”"),
        ({"since_day": "31", "since_month": "2"}, "Enter a real day"),
        ({"effect": ""}, "Fill in “What it means for comparisons”"),
        ({"link": "no address"}, "Enter a valid URL"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client, officer, middlesbrough, wrong, said):
    client.force_login(officer)
    response = client.post(PAGE, {**WRITTEN, **wrong})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not RecordingChange.objects.exists()
