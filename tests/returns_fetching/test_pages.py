"""The command and the pages that fetch street files, with the publisher's own rows too."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from partnership.models import AuditEvent
from returns.fetching import asking
from returns.fetching.street_files import force_in_archive, forces_of
from returns.models import Part, Return, StreetFetch
from tests.returns_fetching.server import archive, street_file

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOVEMBER = archive({"2024-11-cleveland": street_file("2024-11")})


def fetch_by_command(**options) -> None:
    call_command("fetch_street_files", partnership="middlesbrough", **options)


# --- The command -----------------------------------------------------------------------------
def test_it_makes_a_return_and_then_says_that_nothing_is_new(publisher, manager, folder, capsys):
    publisher.publish("2024-11", NOVEMBER)
    fetch_by_command()
    assert "2024-11-cleveland-street.csv: new" in capsys.readouterr().out
    assert Return.objects.get().uploaded_by == manager
    fetch_by_command()
    assert "Nothing new: no return was made." in capsys.readouterr().out
    assert Return.objects.count() == 1


def test_a_failure_ends_with_1_and_its_sentence(publisher, manager, folder, capsys):
    publisher.redirects["/2024-11.zip"] = "https://elsewhere.example/"
    with pytest.raises(SystemExit, match="1"):
        fetch_by_command()
    assert "redirects to another host, elsewhere.example" in capsys.readouterr().out


def test_it_says_what_it_found_as_json(publisher, manager, folder, capsys):
    publisher.publish("2024-11", NOVEMBER)
    fetch_by_command(json=True, first_month="2024-11")
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["return"]) == ("done", Return.objects.get().pk)
    assert said["files"][0]["outcome"] == "new"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "isn’t set up here"),
        ("https://data.police.uk/data/archive/latest.zip", "must hold {month}"),
    ],
)
def test_without_an_address_it_says_what_to_set(settings, manager, address, said):
    settings.STREET_FILES_ADDRESS = address
    with pytest.raises(CommandError, match=said):
        fetch_by_command()
    assert not StreetFetch.objects.exists()


def test_a_month_is_a_month(publisher, manager):
    with pytest.raises(CommandError, match="Enter a month, like 2026-09"):
        fetch_by_command(first_month="soon")


def test_a_supplier_may_not_fetch(publisher, supplier):
    with pytest.raises(CommandError, match="upload returns on behalf"):
        fetch_by_command(email=supplier.email)


# --- The pages -------------------------------------------------------------------------------
@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer, backend=BACKEND)
    return client


def test_a_button_fetches_and_leads_to_the_return(
    publisher, as_officer, folder, django_capture_on_commit_callbacks
):
    publisher.publish("2024-11", NOVEMBER)
    assert "/middlesbrough/returns/fetch/" in as_officer.get("/middlesbrough/returns/").text
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_officer.post("/middlesbrough/returns/fetch/", {"first_month": ""})
    page = as_officer.get(answer.url).text
    assert "2024-11-cleveland-street.csv: new" in page
    assert f"/middlesbrough/returns/check/{Return.objects.get().batch}/" in page
    assert Part.objects.filter(state=Part.State.CHECKED).count() == 2
    kinds = set(AuditEvent.objects.values_list("kind", flat=True))
    assert {"street-files-asked", "street-files-fetched", "return-uploaded"} <= kinds


def test_a_second_click_leads_to_the_fetch_that_is_under_way(publisher, as_officer):
    first = as_officer.post("/middlesbrough/returns/fetch/", {"first_month": ""})
    second = as_officer.post("/middlesbrough/returns/fetch/", {"first_month": ""})
    assert first.url == second.url
    page = as_officer.get(first.url).text
    assert "Waiting to begin" in page
    assert "every 3s" in page


def test_an_abandoned_fetch_says_so_and_stops_no_other(publisher, as_officer):
    first = as_officer.post("/middlesbrough/returns/fetch/", {"first_month": ""})
    StreetFetch.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    assert "has probably stopped" in as_officer.get(first.url).text
    assert as_officer.post("/middlesbrough/returns/fetch/", {}).url != first.url


@pytest.mark.parametrize(
    ("written", "said"),
    [("soon", "Enter a month, like 2026-09"), ("2024-12", "Enter a month that has ended")],
)
def test_the_form_refuses_what_is_no_month_that_has_ended(publisher, as_officer, written, said):
    answer = as_officer.post("/middlesbrough/returns/fetch/", {"first_month": written})
    assert answer.status_code == 422
    assert said in answer.text


def test_where_no_address_is_set_the_page_says_so_and_has_no_button(settings, as_officer):
    settings.STREET_FILES_ADDRESS = ""
    page = as_officer.get("/middlesbrough/returns/fetch/").text
    assert "isn’t set up here" in page
    assert "Fetch the files" not in page
    answer = as_officer.post("/middlesbrough/returns/fetch/", {})
    assert answer.status_code == 422


def test_a_run_of_another_partnership_is_not_to_be_found(publisher, as_officer, elsewhere, officer):
    run = StreetFetch.objects.create(
        partnership=elsewhere,
        asked_by=officer,
        asked_at=timezone.now(),
        seen_at=timezone.now(),
    )
    assert as_officer.get(f"/middlesbrough/returns/fetch/{run.pk}/").status_code == 404


# --- Forces ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "force"),
    [
        ("Cleveland Police", "cleveland"),
        ("cleveland-police", "cleveland"),
        ("Cleveland", "cleveland"),
        ("Avon and Somerset Constabulary", "avon-and-somerset"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("Metropolitan Police Service", "metropolitan"),
        ("Metropolitan Police", "metropolitan"),
        ("London, City of", "city-of-london"),
        ("City of London Police", "city-of-london"),
        ("Dyfed-Powys Police", "dyfed-powys"),
        ("Hampshire and Isle of Wight Constabulary", "hampshire"),
        ("Police Service of Northern Ireland", "northern-ireland"),
        ("British Transport Police", "btp"),
    ],
)
def test_a_force_is_called_as_in_the_archive(name, force):
    assert force_in_archive(name) == force


def test_a_partnership_without_an_agency_has_the_force_of_its_area(middlesbrough):
    middlesbrough.agencies.clear()
    assert forces_of(middlesbrough) == ("cleveland", "btp")


def test_without_any_force_it_says_what_to_name(publisher, fetched, middlesbrough):
    middlesbrough.agencies.clear()
    middlesbrough.police_force = None
    middlesbrough.save()
    assert fetched().problem.startswith("No police force is named for this partnership")


# --- The publisher's own files ---------------------------------------------------------------
def test_months_downloaded_again_months_later_changed_only_their_outcomes(
    publisher, fetched, accept, shared_data, settings
):
    settings.CSP_TODAY = date(2025, 3, 9)
    now, later = (
        archive(
            {
                path.name: path.read_bytes()
                for path in sorted((shared_data / "police_uk" / folder).glob("2025-0[12]-*.csv"))
            }
        )
        for folder in ("cleveland", "cleveland_downloaded_later")
    )
    publisher.publish("2025-02", now)
    accept(fetched().of_return)
    publisher.publish("2025-02", later)
    fetch = fetched("2025-01")
    assert {file.outcome for file in fetch.files.all()} == {"only-outcomes"}
    assert fetch.files.count() == 2
    assert Return.objects.count() == 1


def test_a_run_that_was_asked_for_twice_runs_once(publisher, middlesbrough, officer):
    first = asking.ask(partnership=middlesbrough, by=officer, is_queued=False)
    assert asking.ask(partnership=middlesbrough, by=officer, is_queued=False) == first
