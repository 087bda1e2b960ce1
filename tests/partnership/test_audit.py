"""The record can be added to, and to nothing else done."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from partnership import audit
from partnership.models import AuditEvent, Role

THEN = datetime(2024, 3, 4, 10, tzinfo=UTC)


@pytest.fixture
def guarded(db):
    audit.install_guard(connection)
    yield
    audit.remove_guard(connection)


def test_an_event_says_who_did_what_about_what_and_when(middlesbrough, somebody):
    manager = somebody(Role.MANAGER, name="Ruth Okoro")

    event = audit.record(
        audit.Kind.RETURN_ACCEPTED,
        by=manager,
        about=middlesbrough,
        partnership=middlesbrough,
        at=THEN,
        rows=20,
        on=THEN.date(),
    )

    event.refresh_from_db()
    assert (event.kind, event.at) == ("return-accepted", THEN)
    assert (event.by_id, event.by_email) == (manager.pk, manager.email)
    assert (event.about_type, event.about_id) == (
        "partnership.partnership",
        str(middlesbrough.pk),
    )
    assert event.about_label == "Middlesbrough Community Safety Partnership"
    assert event.detail == {"rows": 20, "on": "2024-03-04"}
    assert event.recorded_at > THEN


def test_an_event_may_be_by_nobody_about_nothing(db):
    event = audit.record(audit.Kind.SIGN_IN_FAILED, by=None, about=None)

    assert (event.by_id, event.by_email, event.about_type) == (None, "", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events.update(by_email="somebody.else@test.example"),
        lambda events: events.delete(),
        lambda events: events.get().save(),
        lambda events: events.get().delete(),
    ],
    ids=["update", "delete", "save", "delete one"],
)
def test_the_database_refuses_to_change_the_record(guarded, change):
    audit.record(audit.Kind.SIGN_IN, by=None, about=None)

    with pytest.raises(DatabaseError, match=audit.REFUSAL), transaction.atomic():
        change(AuditEvent.objects.all())
    assert AuditEvent.objects.count() == 1


def test_the_database_refuses_what_goes_round_django(guarded):
    audit.record(audit.Kind.SIGN_IN, by=None, about=None)

    for statement in (f"UPDATE {audit.TABLE} SET kind = 'x'", f"DELETE FROM {audit.TABLE}"):
        with (
            pytest.raises(DatabaseError, match=audit.REFUSAL),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


@pytest.mark.postgres
def test_postgresql_refuses_to_truncate_the_record(guarded):
    with (
        pytest.raises(DatabaseError, match=audit.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {audit.TABLE}")


def test_the_guard_lets_events_in_and_can_be_installed_twice(guarded):
    audit.install_guard(connection)

    audit.record(audit.Kind.SIGN_IN, by=None, about=None)

    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("env", "is_guarded"), [("production", True), ("demo", True), ("test", False)]
)
def test_only_a_test_database_starts_without_the_guard(settings, env, is_guarded):
    settings.CSP_ENV = env

    assert audit.is_guarded_from_the_start() is is_guarded


def test_kinds_are_written_as_addresses_are():
    assert all(kind.value == kind.name.lower().replace("_", "-") for kind in audit.Kind)
    assert json.loads(json.dumps(audit.Kind.SIGN_IN)) == "sign-in"
