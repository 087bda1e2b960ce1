"""Middlesbrough with its people, and files of crime to send."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest

from crime.categories import HOME_OFFICE_GROUPS
from demo import partnerships
from measures.periods import Month, Period
from partnership.models import Agency, Partnership, Role, User
from partnership.people import memberships
from partnership.places.geography import geography
from partnership.setup import hosting
from returns.lifecycle import decisions, queries, sending, uploads
from returns.models import Part, Return

EARLY = datetime(2023, 1, 9, 9, tzinfo=UTC)
Q4 = Period.parse("2021/22 Q4").each_month


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def elsewhere(middlesbrough) -> Partnership:
    """Another hosted partnership: Hartlepool."""
    return hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)


@pytest.fixture
def police(middlesbrough) -> Agency:
    return Agency.objects.get(slug=partnerships.POLICE)


@pytest.fixture
def somebody(middlesbrough) -> Callable[..., User]:
    """`somebody(Role.MANAGER)` is a new user with that role, in Middlesbrough unless told."""

    def make(
        role: Role, *, agency: str = partnerships.POLICE, partnership: Partnership = middlesbrough
    ) -> User:
        number = User.objects.count()
        user = User.objects.create(
            email=f"user{number}@test.example", name=f"{role.label} {number}"
        )
        memberships.give_role(
            user=user,
            role=role,
            partnership=partnership,
            agency=Agency.objects.get(slug=agency) if role is Role.SUPPLIER else None,
            by=None,
        )
        return user

    return make


@pytest.fixture
def officer(somebody) -> User:
    return somebody(Role.CSP_OFFICER)


@pytest.fixture
def second(somebody) -> User:
    """Another officer, who may accept what the first sent."""
    return somebody(Role.CSP_OFFICER)


@pytest.fixture
def supplier(somebody) -> User:
    return somebody(Role.SUPPLIER)


@pytest.fixture
def manager(somebody) -> User:
    return somebody(Role.MANAGER)


@pytest.fixture
def crime_file(middlesbrough) -> Callable[..., io.BytesIO]:
    """A police return: every ward, group and month, each count `count`."""
    wards = geography(middlesbrough).wards

    def make(months: Iterable[Month] = Q4, *, count: int = 3, change: dict | None = None):
        text = io.StringIO()
        write = csv.writer(text)
        write.writerow(["Month", "Ward code", "Ward", "Offence group", "Offences"])
        for month in months:
            for ward in wards:
                for group in HOME_OFFICE_GROUPS:
                    told = (change or {}).get((month, ward.name, group.slug), count)
                    write.writerow([month.code, ward.code, ward.name, group.label, told])
        return io.BytesIO(text.getvalue().encode())

    return make


@pytest.fixture
def uploaded(middlesbrough, officer, police, crime_file) -> Callable[..., Return]:
    """A return kept and checked, with its parts in Middlesbrough as `here`."""

    def make(months=Q4, *, count: int = 3, by: User = officer, at=EARLY, **more) -> Return:
        kept = uploads.upload(
            file=crime_file(months, count=count, change=more.pop("change", None)),
            name=more.pop("name", "crime.csv"),
            partnership=middlesbrough,
            by=by,
            supplied_by=police,
            at=at,
            **more,
        )
        return queries.returns(middlesbrough, viewer=by).get(pk=kept.pk)

    return make


@pytest.fixture
def sent(uploaded, officer) -> Callable[..., Part]:
    """A part that waits for acceptance; its queries are answered."""

    def make(*args, at=EARLY, by: User = officer, **more) -> Part:
        kept = uploaded(*args, at=at, by=by, **more)
        for question in queries.asked_of(kept, kept.here):
            sending.confirm_query(
                of_return=kept, key=question.key, explanation="It is so", by=by, at=at
            )
        sending.send(parts=kept.here, by=by, at=at)
        return queries.parts(kept.uploaded_for, viewer=by).get(of_return=kept)

    return make


@pytest.fixture
def accepted(sent, second) -> Callable[..., Part]:
    """A part in use."""

    def make(*args, at=EARLY, **more) -> Part:
        part = sent(*args, at=at, **more)
        decisions.accept(parts=[part], by=second, at=at)
        part.refresh_from_db()
        return part

    return make


def days(number: float) -> timedelta:
    return timedelta(days=number)
