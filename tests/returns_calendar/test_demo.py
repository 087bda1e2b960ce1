"""The demonstration on its day: returns in every state of each agency, and nothing after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from demo.partnerships import COUNCIL, FIRE_SERVICE, POLICE
from partnership.models import Duty, User
from partnership.people.permissions import AS_COUNCILLOR
from returns.lifecycle.schedule import agency_board
from returns.lifecycle.schedule.calendar import State
from returns.models import AgreedDate, Part
from scrutiny.deadlines.due import due

TODAY = date(2025, 6, 12)
OFFICERS = {
    POLICE: "police.officer@demo.example",
    FIRE_SERVICE: "fire.officer@demo.example",
    COUNCIL: "warden.officer@demo.example",
}
# What lies ahead, and what tells of the portal itself and not of the partnership.
MAY_LIE_AFTER = {
    "answer_by",
    "due_on",
    "ends_on",
    "held_on",
    "next_due",
    "recorded_at",
    "renew_by",
    "review_by",
    "valid_to",
    "partnership.User.joined_at",
    "partnership.User.last_login",
}


@pytest.fixture
def demonstration(with_demonstration, settings):
    settings.CSP_TODAY = TODAY
    return with_demonstration


@pytest.mark.parametrize("agency", OFFICERS)
def test_each_agency_has_a_return_due_one_overdue_one_waiting_and_one_sent_back(
    demonstration, agency
):
    officer = User.objects.get(email=OFFICERS[agency])
    board = agency_board.board(demonstration, viewer=officer)
    asked = [each for row in board.rows for each in row.every]
    assert {each.agency.slug for each in asked} == {agency}
    stand = {each.period.label: (each.state, each.rejected is not None) for each in asked}
    assert stand == {
        "Q1 2024/25": (State.LATE, True),
        "Q2 2024/25": (State.RECEIVED, False),
        "Q3 2024/25": (State.LATE, False),
        "Q4 2024/25": (State.DUE, False),
        "Q1 2025/26": (State.DUE, False),
    }
    # Nothing is overdue of years for which the supply has ended or nothing was asked.
    assert [(each.first.label, each.last.label) for each in board.late] == [
        ("Q1 2024/25", "Q1 2024/25"),
        ("Q3 2024/25", "Q3 2024/25"),
    ]


def test_who_supplies_finds_on_their_own_page_what_to_do(demonstration, client):
    client.force_login(User.objects.get(email=OFFICERS[FIRE_SERVICE]))
    said = " ".join(client.get("/middlesbrough/returns/").text.split())
    assert "Q3 2024/25, asked for by 31 March 2025" in said
    assert "Q4 2024/25, asked for by 30 June 2025" in said
    assert "the return sent was rejected on 22 May 2025" in said
    assert "Rejected by Tom Ashgrove on 22 May 2025: June 2024 is missing." in said
    assert "Cleveland Police" not in said


def test_what_waits_or_was_sent_back_is_in_no_figure_and_says_that_it_is_made_up(demonstration):
    open_parts = Part.objects.filter(
        partnership=demonstration, state__in=[Part.State.SENT, Part.State.REJECTED]
    ).select_related("of_return")
    assert len(open_parts) == 2 * len(OFFICERS)
    assert not open_parts.filter(coverage__isnull=False).exists()
    assert all("illustrative" in part.of_return.illustrative for part in open_parts)


def test_what_ended_says_why(demonstration):
    ended = AgreedDate.objects.filter(partnership=demonstration, is_asked_for=False)
    assert {(row.dataset, row.source) for row in ended if "data.police.uk" in row.because} == {
        ("crime", "police-return"),
        ("asb", "asb-return"),
    }


def test_nothing_was_received_decided_or_made_after_the_day(demonstration):
    assert list(_dated_after(TODAY)) == []


def test_scrutiny_and_the_duties_are_up_to_date_but_for_one(demonstration):
    waiting = [each.on for each in due(demonstration, viewer=AS_COUNCILLOR, on=TODAY)]
    assert waiting
    assert min(waiting) > TODAY
    overdue = Duty.objects.filter(partnership=demonstration, next_due__lt=TODAY)
    assert [duty.name for duty in overdue] == ["Information sharing protocol"]


def test_what_is_dated_later_is_found(demonstration):
    part = Part.objects.filter(partnership=demonstration).first()
    of_return = part.of_return
    of_return.received_on = date(2025, 12, 1)
    of_return.save(update_fields=["received_on"])
    assert list(_dated_after(TODAY)) == ["returns.Return.received_on: 2025-12-01"]


def _dated_after(day: date) -> Iterator[str]:
    """Every date and moment of the partnership's records that lies after the day."""
    end_of_day = timezone.make_aware(datetime.combine(day, time.max))
    for model in apps.get_models():
        if model.__module__.startswith(("django", "allauth")):
            continue
        for field in model._meta.concrete_fields:
            name = f"{model._meta.label}.{field.name}"
            if not isinstance(field, models.DateField) or MAY_LIE_AFTER & {field.name, name}:
                continue
            last = end_of_day if isinstance(field, models.DateTimeField) else day
            rows = model._base_manager.filter(**{f"{field.name}__gt": last})
            for later in rows.values_list(field.name, flat=True).distinct():
                yield f"{name}: {later}"
