"""What must hold of the figures in use, whatever is accepted and recalled, and by two at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.periods import Month
from partnership.audit import Kind
from partnership.models import AuditEvent
from partnership.refusals import NotReady, Outdated
from returns.in_use.coverage import bring_into_use, labels_of, take_out_of_use
from returns.lifecycle import decisions
from returns.models import Coverage, Part, Return
from tests.returns.conftest import EARLY

MONTHS = [Month(2022, number) for number in range(1, 5)]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("accept"), st.sets(st.sampled_from(MONTHS), min_size=1)),
        st.tuples(st.just("recall"), st.integers(0, 9)),
    ),
    max_size=14,
)


@pytest.fixture
def a_part(middlesbrough, officer):
    """A bare part for some months, accepted at a moment, without facts."""

    def make(months, at) -> Part:
        kept = Return.objects.create(
            name=f"{Return.objects.count()}.csv",
            size=1,
            sha256="0" * 64,
            received_on=at.date(),
            uploaded_by=officer,
            uploaded_at=at,
            uploaded_for=middlesbrough,
        )
        held = sorted(months)
        return Part.objects.create(
            of_return=kept,
            partnership=middlesbrough,
            dataset="crime",
            source="police-return",
            origin="cleveland-police",
            state=Part.State.ACCEPTED,
            first_month=held[0].first_day,
            last_month=held[-1].first_day,
            months=[month.code for month in held],
            row_count=0,
            sent_at=at,
            sent_by=officer,
            decided_at=at,
            decided_by=officer,
        )

    return make


@given(steps=steps)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_of_each_month_one_return_is_in_use_the_last_that_stands(steps, a_part):
    Coverage.objects.all().delete()
    Part.objects.all().delete()
    Return.objects.all().delete()
    accepted: list[Part] = []
    expected_at = {}
    for number, (act, what) in enumerate(steps):
        at = EARLY + timedelta(hours=number)
        if act == "accept":
            part = a_part(what, at)
            bring_into_use(part, at=at)
            accepted.append(part)
        elif accepted:
            _recall(accepted.pop(what % len(accepted)), at)
        expected_at[at] = _the_last_for_each_month(accepted)
    for at, expected in expected_at.items():
        assert _in_use_at(at) == expected
    _assert_no_overlap()


def _recall(part: Part, at) -> None:
    part.state = Part.State.RECALLED
    part.ended_at, part.ended_by, part.ended_because = at, part.sent_by, "Wrong"
    part.save()
    take_out_of_use(part, at=at)


def _the_last_for_each_month(accepted: list[Part]) -> dict:
    """The slow and obvious way: the last of those that stand, month by month."""
    return {
        month.first_day: [part.pk for part in accepted if month.code in part.months][-1]
        for month in MONTHS
        if any(month.code in part.months for part in accepted)
    }


def _in_use_at(at) -> dict:
    return {
        row.month: row.part_id
        for row in Coverage.objects.all()
        if row.since <= at and (row.until is None or row.until > at)
    }


def _assert_no_overlap() -> None:
    spells = defaultdict(list)
    for row in Coverage.objects.order_by("since", "pk"):
        spells[row.month].append(row)
    for rows in spells.values():
        for before, after in pairwise(rows):
            assert before.until is not None
            assert before.until <= after.since


@pytest.mark.parametrize(
    ("months", "labels"),
    [
        ([], ()),
        ([(2022, 4)], ("April 2022",)),
        ([(2022, 4), (2022, 5), (2022, 6)], ("Q1 2022/23",)),
        ([(2022, 4), (2022, 5), (2022, 8)], ("April to May 2022", "August 2022")),
        ([(2022, 12), (2023, 1)], ("December 2022 to January 2023",)),
    ],
)
def test_months_are_named_as_the_fewest_runs(months, labels):
    days = [Month(year, number).first_day for year, number in months]
    assert labels_of(days) == labels


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(3))
def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told(
    round_number, sent, second, manager
):
    part = sent()
    outcomes = _at_once(
        lambda: decisions.accept(parts=[Part.objects.get(pk=part.pk)], by=second),
        lambda: decisions.accept(parts=[Part.objects.get(pk=part.pk)], by=manager),
    )
    told = [outcome for outcome in outcomes if outcome is not None]
    assert [type(outcome) for outcome in told] == [Outdated]
    assert "was already accepted by" in str(told[0])
    assert AuditEvent.objects.filter(kind=Kind.RETURN_ACCEPTED.value).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_returns_for_the_same_months_accepted_at_once_the_second_is_asked_why(
    sent, second, manager
):
    """What it would change came into use only now, so nobody has said why it changes."""
    first, other = sent(), sent(count=4)
    outcomes = _at_once(
        lambda: decisions.accept(parts=[first], by=second),
        lambda: decisions.accept(parts=[other], by=manager),
    )
    [told] = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(told, NotReady)
    assert "that came into use since it was uploaded" in str(told)
    assert Coverage.objects.filter(until=None).count() == 3
    _assert_no_overlap()


def _at_once(*acts) -> list[Exception | None]:
    """Run `acts` in threads that start together; what each raised."""
    outcomes: list[Exception | None] = [None] * len(acts)
    barrier = Barrier(len(acts))

    def run(number: int) -> None:
        barrier.wait()
        try:
            acts[number]()
        except Exception as raised:  # noqa: BLE001 - whatever it is, the test looks at it
            outcomes[number] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
