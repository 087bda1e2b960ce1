"""Files are read by a worker, within bounds and once; pages wait a moment and say how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from partnership import audit
from partnership.file_work import actions, awaiting, kinds, queries, words, working
from partnership.file_work.bounded import Outcome
from partnership.file_work.kinds import Done, Kind
from partnership.models import BoundarySet, FileWork, PlacesFile, Role
from partnership.places import geojson
from partnership.refusals import Refused
from partnership.setup import file_works
from partnership.setup import files as setup_files
from reporting.export import pptx
from reporting.packs.slide_templates.models import SlideTemplate
from returns.files import opening
from returns.models.lists import ListFile

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAID = "Three wards are loaded."


@pytest.fixture
def queue(settings, monkeypatch) -> None:
    """Work waits for its worker, as in production; pages don't wait for it."""
    monkeypatch.setattr(awaiting, "PAGE_WAITS", 0)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.TASKS_AT_ONCE = False


@pytest.fixture
def in_child(monkeypatch):
    """`in_child(outcome)` has the worker's child end so; its bounds come back in a list."""
    bounds: list[tuple[int, int]] = []

    def end(outcome: Outcome) -> list[tuple[int, int]]:
        def run(work, *, seconds: int, memory: int) -> Outcome:
            bounds.append((seconds, memory))
            return outcome

        monkeypatch.setattr(working, "connection", SimpleNamespace(in_atomic_block=False))
        monkeypatch.setattr(working, "run_bounded", run)
        return bounds

    return end


@pytest.fixture
def administrator(somebody):
    return somebody(Role.ADMINISTRATOR, hosts_partnerships=True)


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator, backend=BACKEND)
    return client


@pytest.fixture
def plain(monkeypatch) -> Iterator[None]:
    """A kind of work that takes any file and goes on to the set-up."""
    before = dict(kinds._kinds)
    kinds.register(
        Kind("plain", "Reading your file", lambda work: Done(address=work.back, said=(SAID,)))
    )
    yield
    kinds._kinds.clear()
    kinds._kinds.update(before)


@pytest.fixture
def begun(queue, plain, administrator, middlesbrough):
    def make(name: str = "a.csv", *, kind: str = "plain", **more) -> FileWork:
        return actions.begin(
            kind,
            by=administrator,
            partnership=middlesbrough,
            name=name,
            file=ContentFile(b"a,b\n1,2\n"),
            back=reverse("partnership:setup", args=[middlesbrough.slug]),
            **more,
        )

    return make


def stored() -> set[str]:
    return {str(path) for path in Path(django_settings.CSP_FILES).rglob("*") if path.is_file()}


def page(work: FileWork) -> str:
    return reverse("partnership:work", args=[work.key])


# --- Every door ------------------------------------------------------------------------------
DOORS = {
    "boundaries": ("/middlesbrough/setup/boundaries/", BoundarySet),
    "areas": ("/middlesbrough/setup/places/", PlacesFile),
    "national lists": ("/partnerships/lists/", PlacesFile),
    "slides": ("/middlesbrough/setup/slides/", SlideTemplate),
}


@pytest.fixture
def nothing_reads(monkeypatch):
    """Reading anything in this process fails."""

    def read(*_, **__):
        raise AssertionError("the web process read a file")

    monkeypatch.setattr(file_works, "read_boundaries", read)
    monkeypatch.setattr(setup_files, "_read", read)
    monkeypatch.setattr(pptx, "check_template", read)
    monkeypatch.setattr(opening, "open_tables", read)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [(Outcome.TOO_LONG, "takes longer to read"), (Outcome.TOO_MUCH, "takes more memory")],
)
def test_what_holds_its_reader_up_is_stopped_in_the_worker(
    queue, desk, in_child, nothing_reads, door, outcome, sentence
):
    address, model = DOORS[door]
    before, rows = stored(), model.objects.count()
    file = SimpleUploadedFile("hostile.bin", b"PK\x03\x04" + bytes(100_000))
    answer = desk.post(address, {"file": file})
    work = FileWork.objects.get()
    assert answer["Location"] == page(work)
    assert work.name in desk.get(address).text
    bounds = in_child(outcome)
    working.do(work.pk)
    [(seconds, memory)] = bounds
    assert 0 < seconds <= 180
    assert 0 < memory <= 2_000_000_000
    shown = desk.get(page(work)).text
    assert "“hostile.bin” " + sentence in shown
    assert "Nothing of it is in use" in shown
    assert "hx-get" not in shown
    assert model.objects.count() == rows
    # What is deleted when a transaction ends is deleted then: see `test_bytes_go_with_the_commit`.
    assert {path for path in stored() - before if "waiting" not in path} == set()


@pytest.mark.parametrize("kind", sorted(kinds._kinds))
def test_every_kind_of_work_has_a_bound(kind):
    known = kinds._kinds[kind]
    assert 0 < known.seconds <= 900
    assert 0 < known.memory <= 2_500_000_000


@pytest.mark.parametrize(
    ("address", "declared", "role"),
    [
        ("scrutiny:list", "recommendations", Role.DEMOCRATIC_SERVICES),
        ("prevent_register:one_list", "prevent-activities", Role.PREVENT_LEAD),
    ],
)
def test_a_list_is_looked_at_by_the_worker(
    queue, client, somebody, middlesbrough, in_child, nothing_reads, address, declared, role
):
    user = somebody(role)
    client.force_login(user, backend=BACKEND)
    file = ListFile(
        partnership=middlesbrough,
        declared=declared,
        name="list.csv",
        sha256="0" * 64,
        uploaded_by=user,
        uploaded_at=timezone.now(),
    )
    file.file.save("list.bin", ContentFile(b"Title\nA\n"), save=False)
    file.save()
    at = reverse(address, args=[middlesbrough.slug, file.pk])
    answer = client.get(at)
    work = FileWork.objects.get()
    assert answer["Location"] == page(work)
    # Whoever comes back finds the same work, and waits for it once.
    assert client.get(at)["Location"] == page(work)
    in_child(Outcome.TOO_LONG)
    working.do(work.pk)
    assert "takes longer to read" in client.get(f"{at}?work={work.key}").text


# --- Once, and all of it or nothing ------------------------------------------------------------
def test_the_page_leads_on_when_it_is_done_and_not_before(begun, desk):
    work = begun()
    assert words.QUEUED in desk.get(page(work)).text
    FileWork.objects.update(state="reading", begun_at=timezone.now())
    shown = desk.get(page(work)).text
    assert "It has taken 0 seconds so far, and is stopped if it takes more than 60" in shown
    assert "See how far it is" in shown
    assert 'http-equiv="refresh"' not in shown
    FileWork.objects.update(state="waiting")
    working.do(work.pk)
    asked = desk.get(page(work), headers={"HX-Request": "true"})
    assert asked["HX-Redirect"] == work.back
    assert SAID in desk.get(work.back).text
    # It is said once, and then there is nothing left to wait for.
    assert SAID not in desk.get(work.back).text
    assert desk.get(page(work)).status_code == 404


def test_work_that_was_refused_leaves_nothing_written(begun, middlesbrough):
    def act(work: FileWork) -> Done:
        middlesbrough.short_name = "Half done"
        middlesbrough.save()
        raise Refused("The file has no wards.")

    kinds.register(Kind("half", "Reading your file", act))
    work = begun(kind="half")
    working.do(work.pk)
    middlesbrough.refresh_from_db()
    work.refresh_from_db()
    assert middlesbrough.short_name != "Half done"
    assert (work.state, work.refusals) == ("refused", [["", "The file has no wards."]])


def test_bytes_go_with_the_commit(begun, django_capture_on_commit_callbacks):
    before = stored()
    work = begun()
    assert stored() != before
    with django_capture_on_commit_callbacks(execute=True):
        working.do(work.pk)
    assert stored() == before


def test_a_child_that_dies_leaves_the_bytes_and_may_be_tried_again(begun, desk, in_child):
    work = begun()
    in_child(Outcome.FAULT)
    with pytest.raises(working.WorkFailed):
        working.do(work.pk)
    shown = desk.get(page(work)).text
    assert words.FAILED in shown
    assert "Try again" in shown
    work.refresh_from_db()
    with work.file.open("rb") as file:
        assert file.read() == b"a,b\n1,2\n"
    desk.post(reverse("partnership:again", args=[work.key]))
    assert words.QUEUED in desk.get(page(work)).text


def test_a_worker_that_dies_in_the_middle_is_noticed(begun, desk):
    work = begun()
    first = working._begin(work.pk, at=timezone.now() - timedelta(minutes=5))
    assert words.FAILED in desk.get(page(work)).text
    # Another takes it over; what the first gives afterwards counts for nothing.
    working.do(work.pk)
    assert not working._finish(first, Done(address="/elsewhere/"))
    work.refresh_from_db()
    assert work.outcome["address"] == work.back


def test_what_is_being_done_is_done_once(begun):
    work = begun()
    assert working._begin(work.pk, at=timezone.now()) is not None
    working.do(work.pk)
    work.refresh_from_db()
    assert work.state == "reading"


def test_two_at_once_are_two(begun, desk):
    one, other = begun("one.csv"), begun("other.csv")
    working.do(other.pk)
    assert words.QUEUED in desk.get(page(one)).text
    assert desk.get(page(other))["Location"] == other.back
    working.do(one.pk)
    assert desk.get(page(one))["Location"] == one.back


def test_nobody_elses_is_to_be_seen(begun, client, somebody):
    work = begun()
    client.force_login(somebody(Role.ADMINISTRATOR), backend=BACKEND)
    assert client.get(page(work)).status_code == 404
    for name in ("again", "remove"):
        assert client.post(reverse(f"partnership:{name}", args=[work.key])).status_code == 404
    assert FileWork.objects.filter(state="waiting").count() == 1


def test_only_what_has_stopped_may_be_removed(begun, desk):
    work = begun()
    remove = reverse("partnership:remove", args=[work.key])
    assert words.NO_LONGER_WAITS in desk.post(remove, follow=True).text
    FileWork.objects.update(state="failed")
    assert desk.post(remove)["Location"] == work.back
    assert not FileWork.objects.exists()


def test_what_nobody_came_back_for_goes_after_a_week(begun):
    old, going = begun("old.csv"), begun("going.csv")
    working.do(old.pk)
    FileWork.objects.update(at=timezone.now() - timedelta(days=8))
    FileWork.objects.filter(pk=going.pk).update(state="reading", begun_at=timezone.now())
    begun("new.csv")
    assert sorted(FileWork.objects.values_list("name", flat=True)) == ["going.csv", "new.csv"]


# --- What was found, until something is written ------------------------------------------------
def test_what_was_found_is_kept_until_something_is_written(begun, administrator, middlesbrough):
    def look() -> FileWork:
        return actions.look(
            "plain",
            by=administrator,
            partnership=middlesbrough,
            name="a.csv",
            back="/",
            about="places/7",
        )

    first = look()
    working.do(first.pk)
    assert look() == first
    queries_stamp = queries.stamp(middlesbrough)
    audit.record(
        audit.Kind.LOCALITY_CHANGED, by=administrator, about=None, partnership=middlesbrough
    )
    assert queries.stamp(middlesbrough) != queries_stamp
    assert look() != first
    assert not FileWork.objects.filter(pk=first.pk).exists()


# --- Whether anybody works ---------------------------------------------------------------------
def test_a_worker_that_is_missed_is_spoken_of(begun, desk):
    work = begun()
    FileWork.objects.update(at=timezone.now() - timedelta(minutes=3))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=3))
    assert "Nothing has read this file for 3 minutes" in desk.get(page(work)).text
    shown = desk.get(reverse("partnership:queue")).text
    assert words.NO_WORKER in shown
    # Where something else is being done, it is only the queue that is long.
    DBTaskResult.objects.update(status="RUNNING")
    assert words.QUEUED in desk.get(page(work)).text
    assert words.NO_WORKER not in desk.get(reverse("partnership:queue")).text


def test_every_sentence_of_the_queue_is_the_hosts(client, somebody):
    client.force_login(somebody(Role.ADMINISTRATOR), backend=BACKEND)
    assert client.get(reverse("partnership:queue")).status_code == 403


# --- An outline that is next to nothing --------------------------------------------------------
def test_the_middle_of_a_line_lies_on_it():
    ring = tuple((-1.3 + 1e-7 * at, 54.5 + 1e-7 * at) for at in range(2_000))
    x, y = geojson.Outline(None, "", (((*ring, ring[0]),),)).middle
    assert -1.3 <= x <= -1.2
    assert 54.5 <= y <= 54.6
