"""A panel of Middlesbrough with a meeting, somebody in each role, a question, a recommendation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from demo import partnerships
from partnership.models import Agency, Partnership, Role, User
from partnership.models.groups import Group, Meeting
from partnership.people import memberships
from partnership.setup import hosting
from scrutiny.models import Question, Recommendation, ToWhom
from scrutiny.panels import actions as panel_actions
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import EXECUTIVE, To

MET_ON = date(2024, 3, 4)
AT = datetime(2024, 3, 4, 12, tzinfo=UTC)
FIRE = "cleveland-fire"


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def elsewhere(middlesbrough) -> Partnership:
    """Hartlepool, which the same police serve."""
    other = hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)
    Agency.objects.get(slug=partnerships.POLICE).partnerships.add(other)
    return other


@pytest.fixture
def somebody(middlesbrough) -> Callable[..., User]:
    """`somebody(Role.MANAGER)` is a new user with that role in Middlesbrough."""

    def make(role: Role, *, agency: str = partnerships.POLICE, partnership=middlesbrough) -> User:
        number = User.objects.count()
        user = User.objects.create(email=f"{role}.{number}@test.example", name=f"{role.label}")
        memberships.give_role(
            user=user,
            role=role,
            partnership=partnership,
            agency=Agency.objects.get(slug=agency) if role is Role.SUPPLIER else None,
            by=None,
            at=noon(2020, 1, 1),
        )
        return user

    return make


@pytest.fixture
def keeper(somebody) -> User:
    return somebody(Role.DEMOCRATIC_SERVICES)


@pytest.fixture
def officer(somebody) -> User:
    return somebody(Role.CSP_OFFICER)


@pytest.fixture
def councillor(somebody) -> User:
    return somebody(Role.COUNCILLOR)


@pytest.fixture
def police(middlesbrough) -> Agency:
    return Agency.objects.get(slug=partnerships.POLICE)


@pytest.fixture
def panel(middlesbrough) -> Group:
    return panel_actions.add_panel(
        partnership=middlesbrough,
        name="Environment Scrutiny Panel",
        since=date(2019, 5, 2),
        by=None,
        at=AT,
    )


@pytest.fixture
def meeting(panel) -> Meeting:
    return panel_actions.add_meeting(panel=panel, held_on=MET_ON, by=None, at=AT)


@pytest.fixture
def question(panel, meeting, councillor, police) -> Question:
    """Asked of the police on the day of the meeting, to be answered by 18 March."""
    return question_actions.ask(
        panel=panel,
        meeting=meeting,
        text="Which offences count as serious violence?",
        to_whom=ToWhom.AGENCY,
        agency=police,
        answer_by=date(2024, 3, 18),
        by=councillor,
        at=AT,
    )


@pytest.fixture
def recommendation(panel, keeper, police) -> Recommendation:
    """Made on 4 March 2024 to the police, the fire brigade and the Executive."""
    fire = Agency.objects.get(slug=FIRE)
    return recommendation_actions.make(
        panel=panel,
        reference="2024/1",
        title="Say what comparisons rest on",
        text="That every figure names its period.",
        made_on=MET_ON,
        to=[To(police.name, police), To(fire.name, fire), EXECUTIVE],
        by=keeper,
        at=AT,
    )


@pytest.fixture
def recipient(recommendation, police):
    return recommendation.recipients.get(agency=police)
