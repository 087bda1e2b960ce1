"""A form with a mistake keeps the files that were chosen in it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from partnership.models import AuditEvent
from returns.lifecycle.receiving import actions
from returns.models import Arrival, CoveringEmail, Return

FILLED_IN = {
    "how": "upload",
    "received_on_day": "12",
    "received_on_month": "6",
    "received_on_year": "2023",
}
MISTAKEN = FILLED_IN | {"received_on_day": "31"}
ADDRESS = "returns:upload"


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def post(desk, police):
    """`post(given, file, …)`: the form sent with files; the answer's page and its `held`."""

    def send(given, *files, **more):
        chosen = [SimpleUploadedFile(name, content) for name, content in files]
        sent = {"supplied_by": police.pk, **given, **more}
        return desk.post(
            reverse(ADDRESS, args=["middlesbrough"]), sent | ({"uploads": chosen} if files else {})
        )

    return send


def held_by(page) -> str:
    return re.search(r'name="held" value="([^"]+)"', page.text)[1]


def test_a_mistake_in_the_form_keeps_the_files(post, crime_file):
    content = crime_file().getvalue()
    page = post(MISTAKEN, ("q4.csv", content))
    assert page.status_code == 422
    assert "Enter a real day" in page.text
    assert "Already chosen:" in page.text
    assert "q4.csv" in page.text
    assert not Return.objects.exists()
    sent = post(FILLED_IN, held=held_by(page))
    assert sent.status_code == 302
    kept = Return.objects.get()
    with kept.file.open("rb") as file:
        assert file.read() == content
    assert (kept.name, kept.received_on.isoformat()) == ("q4.csv", "2023-06-12")
    assert not Arrival.objects.exists()


def test_two_mistakes_in_a_row_keep_them_too(post, crime_file):
    first = post(MISTAKEN, ("q4.csv", crime_file().getvalue()))
    second = post(MISTAKEN, held=held_by(first))
    assert held_by(second) == held_by(first)
    assert post(FILLED_IN, held=held_by(second)).status_code == 302


def test_what_is_chosen_anew_replaces_them(post, crime_file):
    first = post(MISTAKEN, ("first.csv", crime_file().getvalue()))
    post(FILLED_IN, ("second.csv", crime_file(count=4).getvalue()), held=held_by(first))
    assert [kept.name for kept in Return.objects.all()] == ["second.csv"]
    assert not Arrival.objects.exists()


def test_the_covering_email_is_kept_with_them(post, crime_file, police):
    email = SimpleUploadedFile("cover.eml", b"From: a@example.org\nSubject: Q4\n\nAs agreed.\n")
    given = MISTAKEN | {"how": "email"}
    page = post(given, ("q4.csv", crime_file().getvalue()), email=email)
    assert "with its email" in page.text
    post(FILLED_IN | {"how": "email"}, held=held_by(page))
    assert CoveringEmail.objects.get().batch == Return.objects.get().batch


def test_a_file_that_is_no_table_is_refused_at_once_and_the_others_stay(post, crime_file):
    page = post(
        MISTAKEN,
        ("q4.csv", crime_file().getvalue()),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
    )
    assert "photo.csv” was not kept" in page.text
    assert [held.name for held in Arrival.objects.all()] == ["q4.csv"]


def test_only_who_chose_them_has_them(post, desk, crime_file, second):
    page = post(MISTAKEN, ("q4.csv", crime_file().getvalue()))
    desk.force_login(second, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = post(FILLED_IN, held=held_by(page))
    assert answer.status_code == 422
    assert "q4.csv" not in answer.text
    assert not Return.objects.exists()


@pytest.mark.parametrize("written", ["", "x", "’ OR 1", "00000000-0000-0000-0000-000000000000"])
def test_what_names_nothing_held_asks_for_a_file(post, written):
    answer = post(FILLED_IN, held=written)
    assert answer.status_code == 422
    assert "Choose" in answer.text


def test_they_are_no_unfinished_files_and_go_after_a_week(post, desk, crime_file, officer):
    post(MISTAKEN, ("q4.csv", crime_file().getvalue()))
    page = desk.get(reverse(ADDRESS, args=["middlesbrough"]))
    assert "has not been read yet" not in page.text
    (held,) = Arrival.objects.all()
    path = held.file.path
    assert path.startswith(str(django_settings.CSP_FILES))
    actions.sweep(at=timezone.now() + timedelta(days=6))
    assert Arrival.objects.exists()
    actions.sweep(at=timezone.now() + timedelta(days=8))
    assert not Arrival.objects.exists()
    assert AuditEvent.objects.filter(kind=actions.Kind.FILE_REMOVED).exists()
