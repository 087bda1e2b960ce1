"""Middlesbrough as the demonstration has it, and a way to make people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demo import partnerships
from partnership.models import Agency, Area, Partnership, Role, User
from partnership.people import memberships
from partnership.setup import hosting


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def elsewhere(middlesbrough) -> Partnership:
    """Another hosted partnership: Hartlepool, whose area the demonstration knows."""
    return hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)


@pytest.fixture
def somebody(middlesbrough) -> Callable[..., User]:
    """`somebody(Role.MANAGER)` is a new user with that role in Middlesbrough."""

    def make(role: Role | None = None, **fields) -> User:
        user = User.objects.create(email=f"user{User.objects.count()}@test.example", **fields)
        if role:
            agency = Agency.objects.get(slug=partnerships.POLICE) if role is Role.SUPPLIER else None
            memberships.give_role(
                user=user, role=role, partnership=middlesbrough, agency=agency, by=None
            )
        return user

    return make


@pytest.fixture
def area(middlesbrough) -> Callable[[str], Area]:
    return lambda code: Area.objects.get(code=code)
