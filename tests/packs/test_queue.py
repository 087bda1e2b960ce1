"""Files that were asked for wait in the queue, and are made after the code has moved as well."""

from __future__ import annotations

import importlib
import signal
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from reporting.export.formats import Format
from reporting.packs import actions as pack_actions
from reporting.packs.models import Making

renaming = importlib.import_module("reporting.migrations.0004_names_in_the_queue")

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


@pytest.fixture
def queue(settings, monkeypatch) -> Iterator[type[DBTaskResult]]:
    """A queue that waits for its worker, as in production, where tests do their tasks at once."""
    # The worker begins with a fresh connection; a test's own transaction would be lost with it.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    before = {one: signal.getsignal(one) for one in STOPPING}
    yield DBTaskResult
    for one, handler in before.items():
        signal.signal(one, handler)


@pytest.fixture
def asked(queue, setting, issued, django_capture_on_commit_callbacks) -> Making:
    """A making of two files, in the queue."""
    with django_capture_on_commit_callbacks(execute=True):
        return pack_actions.ask_for_files(
            version=issued, formats=[Format.HTML, Format.ODS], by=setting.manager
        )


def work() -> None:
    """Do all that is in the queue."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def migrate(step) -> None:
    """Do what the migration does, or undoes, here and now."""
    step(apps, SimpleNamespace(connection=connection))


def test_the_worker_makes_what_was_asked_for(queue, asked):
    assert queue.objects.get().task_path == renaming.AFTER
    assert not asked.version.files.exists()
    work()
    asked.refresh_from_db()
    assert (asked.status, asked.done) == (Making.Status.DONE, 2)
    assert {one.format for one in asked.version.files.all()} == {"html", "ods"}


def test_what_was_asked_for_before_the_task_moved_is_made(queue, asked):
    # As portals that run an earlier version have it in their queue.
    queue.objects.update(task_path="reporting.pack_files.make_files")
    migrate(renaming.rename)
    work()
    assert queue.objects.get().status == "SUCCESSFUL"
    assert {one.format for one in asked.version.files.all()} == {"html", "ods"}


@pytest.mark.django_db
def test_only_the_task_that_moved_is_renamed_and_it_can_be_undone(queue):
    for path in ("elsewhere.task", renaming.BEFORE):
        queue.objects.create(
            task_path=path, args_kwargs={}, backend_name="default", run_after=timezone.now()
        )
    paths = queue.objects.order_by("task_path").values_list("task_path", flat=True)
    migrate(renaming.rename)
    assert list(paths) == ["elsewhere.task", renaming.AFTER]
    migrate(renaming.rename_back)
    assert list(paths.all()) == ["elsewhere.task", renaming.BEFORE]


@pytest.mark.django_db
def test_an_empty_queue_stays_empty():
    migrate(renaming.rename)
    assert not DBTaskResult.objects.exists()
