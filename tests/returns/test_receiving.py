"""A file is taken in by the page and read by a worker: within bounds, once, and nothing is lost."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from partnership.file_work import bounded
from partnership.file_work.working import WorkFailed
from partnership.models import AuditEvent, Role
from returns.lifecycle.receiving import actions, queries, reading
from returns.lifecycle.refusals import UploadRefused
from returns.models import Arrival, CoveringEmail, Part, Return
from returns.pages.sending import views
from tests.returns.conftest import EARLY

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
PERSONAL = b"Name,Date of birth,Address\nA Person,1980-01-01,1 High Street\n"


@pytest.fixture
def queue(settings, monkeypatch) -> Iterator[None]:
    """Work waits for its worker, as in production."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(views, "LONGEST_WAIT", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.TASKS_AT_ONCE = False
    before = {each: signal.getsignal(each) for each in STOPPING}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def stored() -> set[str]:
    return {str(path) for path in Path(django_settings.CSP_FILES).rglob("*") if path.is_file()}


def at(name: str, *args) -> str:
    return reverse(f"returns:{name}", args=["middlesbrough", *args])


@pytest.fixture
def desk(client, officer):
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def post(desk, *files: tuple[str, bytes], police, **more):
    given = {
        "uploads": [SimpleUploadedFile(name, content) for name, content in files],
        "how": "upload",
        "received_on_day": "12",
        "received_on_month": "6",
        "received_on_year": "2023",
        "supplied_by": police.pk,
    }
    return desk.post(at("upload"), given | more)


@pytest.fixture
def arrived(queue, middlesbrough, officer, police):
    def make(content: bytes, name: str = "crime.csv", **more) -> Arrival:
        return actions.receive(
            file=io.BytesIO(content),
            name=name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            **more,
        )

    return make


# --- The page and the worker -----------------------------------------------------------------
def test_the_page_takes_the_bytes_and_the_worker_reads_them(queue, desk, police, crime_file):
    answer = post(desk, ("crime.csv", crime_file().getvalue()), police=police)
    [arrival] = Arrival.objects.all()
    assert answer["Location"] == at("reading", arrival.batch)
    assert (arrival.state, Return.objects.count()) == (Arrival.State.WAITING, 0)
    assert AuditEvent.objects.filter(kind=actions.Kind.FILE_ARRIVED.value).exists()
    shown = desk.get(at("reading", arrival.batch)).text
    assert "Waiting for its turn" in shown
    assert "hx-get" in shown
    bytes_at = arrival.file.name
    work()
    [kept] = Return.objects.all()
    assert (kept.file.name, kept.batch, kept.sha256) == (bytes_at, arrival.batch, arrival.sha256)
    assert kept.parts.get().state == Part.State.CHECKED
    assert not Arrival.objects.exists()
    assert desk.get(at("reading", kept.batch))["Location"] == at("check", kept.batch)
    # A script is told to go there, and not given that page as a piece of this one.
    asked = desk.get(at("reading", kept.batch), headers={"HX-Request": "true"})
    assert asked["HX-Redirect"] == at("check", kept.batch)


def test_a_file_to_be_mapped_leads_to_its_mapping(queue, desk, police):
    content = b"Period,Ward,Burglary\n2023-04,Acklam,3\n2023-05,Acklam,4\n"
    post(desk, ("odd.csv", content), police=police)
    work()
    [kept] = Return.objects.all()
    assert desk.get(at("reading", kept.batch))["Location"] == at("map", kept.pk, "table")


def test_of_a_refused_file_the_sentence_stays_and_no_byte(queue, desk, police):
    before = stored()
    post(desk, ("people.csv", PERSONAL), police=police)
    assert stored() != before
    work()
    [arrival] = Arrival.objects.all()
    assert arrival.state == Arrival.State.REFUSED
    assert not arrival.file
    # What is deleted when a transaction ends is deleted then: see the next test.
    assert not Return.objects.exists()
    assert AuditEvent.objects.filter(kind="return-refused").count() == 1
    shown = desk.get(at("reading", arrival.batch)).text
    assert arrival.refusal.split(".")[0] in shown
    assert "Upload other files" in shown


def test_the_bytes_of_a_refused_file_go_with_the_commit(
    arrived, django_capture_on_commit_callbacks
):
    before = stored()
    arrival = arrived(PERSONAL, "people.csv")
    with django_capture_on_commit_callbacks(execute=True):
        reading.read_arrival(arrival.pk)
    assert stored() == before


def test_what_is_no_table_is_not_even_taken_in(arrived):
    before = stored()
    with pytest.raises(UploadRefused, match="a picture"):
        arrived(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert stored() == before
    assert not Arrival.objects.exists()
    assert AuditEvent.objects.filter(kind="return-refused").count() == 1


def test_each_file_of_a_batch_says_how_far_it_is(queue, desk, police, crime_file):
    files = (("crime.csv", crime_file().getvalue()), ("people.csv", PERSONAL))
    post(desk, *files, police=police)
    [first, second] = Arrival.objects.all()
    reading.read_arrival(second.pk)
    shown = desk.get(at("reading", first.batch)).text
    assert "Reading your 2 files" in shown
    assert "people.csv" in shown
    reading.read_arrival(first.pk)
    shown = desk.get(at("reading", first.batch)).text
    assert at("check", first.batch) in shown
    assert "hx-get" not in shown


def test_done_at_once_the_page_is_as_before(desk, police, crime_file):
    files = (("crime.csv", crime_file().getvalue()), ("people.csv", PERSONAL))
    answer = post(desk, *files, police=police)
    [kept] = Return.objects.all()
    assert answer["Location"] == at("check", kept.batch)
    assert "“people.csv” was not kept" in desk.get(answer["Location"]).text
    assert not Arrival.objects.exists()


# --- Covering emails -------------------------------------------------------------------------
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_email_goes_to_the_first_return_of_its_batch(queue, desk, police, crime_file, order):
    files = [("crime.csv", crime_file().getvalue()), ("people.csv", PERSONAL)]
    email = SimpleUploadedFile("mail.txt", b"Dear all, here it is.")
    post(desk, *(files[number] for number in order), police=police, email=email)
    assert not CoveringEmail.objects.exists()
    work()
    [kept] = Return.objects.all()
    assert CoveringEmail.objects.get().batch == kept.batch
    assert not Arrival.objects.exclude(email_name="").exists()


def test_an_email_of_refused_files_alone_is_not_kept(queue, desk, police):
    email = SimpleUploadedFile("mail.txt", b"Dear all, here it is.")
    post(desk, ("a.csv", PERSONAL), ("b.csv", PERSONAL), police=police, email=email)
    work()
    assert not CoveringEmail.objects.exists()
    assert {(bytes(each.email), each.email_name) for each in Arrival.objects.all()} == {(b"", "")}


# --- Again, and no longer --------------------------------------------------------------------
def test_a_task_that_is_done_twice_makes_one_return(arrived, crime_file):
    arrival = arrived(crime_file().getvalue())
    for _ in range(2):
        reading.read_arrival(arrival.pk)
    assert Return.objects.count() == 1


def test_a_reading_that_somebody_took_over_keeps_nothing(arrived, crime_file, monkeypatch):
    arrival = arrived(crime_file().getvalue())
    read_file = reading.uploads.read_file

    def overtaken(*args, **kwargs):
        Arrival.objects.filter(pk=arrival.pk).update(begun_at=timezone.now())
        return read_file(*args, **kwargs)

    monkeypatch.setattr(reading.uploads, "read_file", overtaken)
    reading.read_arrival(arrival.pk)
    assert not Return.objects.exists()
    assert Arrival.objects.get().state == Arrival.State.READING


def test_after_a_worker_died_the_file_can_be_tried_again(arrived, crime_file, desk):
    arrival = arrived(crime_file().getvalue())
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - timedelta(hours=1)
    Arrival.objects.update(state=Arrival.State.READING, begun_at=long_ago)
    shown = desk.get(at("reading", arrival.batch)).text
    assert "The portal stopped while it was reading this file" in shown
    assert "Try again" in shown
    assert desk.post(at("read_again", arrival.pk))["Location"] == at("reading", arrival.batch)
    work()
    assert Return.objects.get().parts.exists()


def test_what_is_being_read_is_neither_tried_again_nor_removed(arrived, desk):
    arrival = arrived(b"a,b\n1,2\n")
    Arrival.objects.update(state=Arrival.State.READING, begun_at=timezone.now())
    before = DBTaskResult.objects.count()
    for name in ("read_again", "remove_unread"):
        desk.post(at(name, arrival.pk))
    assert DBTaskResult.objects.count() == before
    assert Arrival.objects.get().state == Arrival.State.READING


def test_a_fault_of_ours_says_so_and_the_file_can_be_removed(
    arrived, desk, monkeypatch, django_capture_on_commit_callbacks
):
    before = stored()
    arrival = arrived(b"a,b\n1,2\n")
    monkeypatch.setattr(reading.uploads, "read_file", lambda *_, **__: 1 / 0)
    with pytest.raises(WorkFailed):
        reading.read_arrival(arrival.pk)
    assert "The portal stopped" in desk.get(at("reading", arrival.batch)).text
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(at("remove_unread", arrival.pk))
    assert not Arrival.objects.exists()
    assert stored() == before


def test_nothing_stands_longer_than_a_week(arrived, django_capture_on_commit_callbacks):
    before = stored()
    fresh, *others = (arrived(b"a,b\n1,2\n", name) for name in ("a.csv", "b.csv", "c.csv"))
    old = timezone.now() - timedelta(days=8)
    Arrival.objects.exclude(pk=fresh.pk).update(uploaded_at=old)
    Arrival.objects.filter(pk=others[0].pk).update(state=Arrival.State.READING, begun_at=old)
    with django_capture_on_commit_callbacks(execute=True):
        actions.sweep()
    assert [each.pk for each in Arrival.objects.all()] == [fresh.pk]
    assert len(stored() - before) == 1


def test_nobody_else_sees_a_file_that_waits(arrived, client, somebody):
    arrival = arrived(b"a,b\n1,2\n")
    for role in (Role.CSP_OFFICER, Role.SUPPLIER):
        client.force_login(
            somebody(role), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        assert client.get(at("reading", arrival.batch)).status_code == 404
        assert client.post(at("read_again", arrival.pk)).status_code == 404


# --- Bounds ----------------------------------------------------------------------------------
def test_how_long_a_file_may_wait_follows_its_size():
    now = timezone.now()
    for size, minutes, stopped in ((1, 1, False), (1, 3, True), (60_000_000, 15, False)):
        arrival = Arrival(
            size=size, state="reading", begun_at=now - timedelta(minutes=minutes), uploaded_at=EARLY
        )
        assert queries.has_stopped(arrival, now=now) is stopped


def _busy() -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "outcome"),
    [
        (lambda: None, bounded.Outcome.DONE),
        (_busy, bounded.Outcome.TOO_LONG),
        (lambda: time.sleep(60), bounded.Outcome.TOO_LONG),
        (lambda: bytearray(400_000_000), bounded.Outcome.TOO_MUCH),
        (lambda: 1 / 0, bounded.Outcome.FAULT),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), bounded.Outcome.FAULT),
    ],
)
def test_a_child_takes_no_more_than_it_is_told(work, outcome, monkeypatch):
    monkeypatch.setattr(bounded.connections, "close_all", lambda: None)
    begun = time.monotonic()
    assert bounded.run_bounded(work, seconds=1, memory=100_000_000) is outcome
    assert time.monotonic() - begun < 5


# A child has no part in a database that is in this process's memory, as SQLite's is in tests.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", [pytest.param("read", marks=pytest.mark.postgres), "too long"])
def test_a_worker_reads_in_a_child_of_its_own(arrived, crime_file, monkeypatch, how):
    assert not connection.in_atomic_block
    arrival = arrived(crime_file().getvalue())
    # Not in the child: its copy of the module is its own.
    read_file, parent = reading.uploads.read_file, os.getpid()

    def elsewhere(*args, **kwargs):
        assert os.getpid() != parent
        return _busy() if how == "too long" else read_file(*args, **kwargs)

    monkeypatch.setattr(reading.uploads, "read_file", elsewhere)
    if how == "too long":
        monkeypatch.setattr(reading.LIMITS.__class__, "reading_seconds", lambda *_: 1)
    reading.read_arrival(arrival.pk)
    if how == "read":
        assert Return.objects.get().parts.exists()
        return
    refused = Arrival.objects.get()
    assert refused.state == Arrival.State.REFUSED
    assert "takes longer to read than any table should" in refused.refusal
    assert "save the one table that matters as CSV" in refused.refusal
