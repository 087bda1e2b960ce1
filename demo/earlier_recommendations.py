"""Three recommendations that the panel made a year before the update, and what came of them.

All of it is made up, the meeting of 6 March 2023 too, and says so wherever it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from demo.partnerships import SLUG
from demo.scrutiny import MADE_UP, PANEL
from demo.sending import person
from partnership.models import Partnership, Role
from partnership.models.groups import Group
from scrutiny.models import Recommendation, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import everybody

MADE_ON, ANSWERED_ON, DONE_ON = date(2023, 3, 6), date(2023, 3, 31), date(2024, 2, 9)
PLACE = f"{MADE_UP}: this meeting is made up"


@dataclass(frozen=True)
class Earlier:
    """A recommendation, how every body answered it, and its one milestone."""

    reference: str
    title: str
    text: str
    verdict: Verdict
    answer: str
    milestone: str
    due_on: date
    done_on: date | None = None


EARLIER = (
    Earlier(
        "2023/1",
        "Antisocial behaviour for each ward",
        "That the next annual update gives antisocial behaviour for each ward by name.",
        Verdict.ACCEPTED,
        f"{MADE_UP}: the next update has the counts of every ward.",
        "The annex has real counts of 2023 for every ward",
        date(2024, 2, 16),
        DONE_ON,
    ),
    Earlier(
        "2023/2",
        "The source of each figure beside it",
        "That each slide of the next annual update names the source and the day of its figures.",
        Verdict.ACCEPTED,
        f"{MADE_UP}: the next update names them.",
        "Slides with figures name their source and day",
        date(2024, 2, 16),
        DONE_ON,
    ),
    Earlier(
        "2023/3",
        "One definition of serious violence",
        "That every agency counts serious violence by one definition, which is printed with the"
        " figures.",
        Verdict.IN_PART,
        f"{MADE_UP}: first each agency says what it counts; then one definition is proposed.",
        "A proposal goes to the partnership",
        date(2024, 4, 24),
    ),
)


@transaction.atomic
def load() -> None:
    """What is not there yet; it rests on the panel."""
    partnership = Partnership.objects.get(slug=SLUG)
    if Recommendation.objects.filter(
        partnership=partnership, reference=EARLIER[0].reference
    ).exists():
        return
    panel = Group.objects.get(partnership=partnership, slug=PANEL)
    panel_actions.add_meeting(
        panel=panel, held_on=MADE_ON, place=PLACE, by=None, at=_at(date(2023, 1, 9))
    )
    for earlier in EARLIER:
        _recommend(earlier, panel, partnership)


def _recommend(earlier: Earlier, panel: Group, partnership: Partnership) -> None:
    keeper = person(partnership, Role.DEMOCRATIC_SERVICES)
    officer = person(partnership, Role.CSP_OFFICER)
    made = recommendation_actions.make(
        panel=panel,
        reference=earlier.reference,
        title=earlier.title,
        text=earlier.text,
        made_on=MADE_ON,
        to=everybody(partnership),
        owner_role="Head of community safety",
        by=keeper,
        is_illustrative=True,
        at=_at(MADE_ON),
    )
    for recipient in made.recipients.order_by("pk"):
        recommendation_actions.send_copy(
            recipient=recipient, on=date(2023, 3, 7), by=keeper, at=_at(date(2023, 3, 7))
        )
        recommendation_actions.respond(
            recipient=recipient,
            verdict=earlier.verdict,
            text=earlier.answer,
            responded_on=ANSWERED_ON,
            by=officer,
            at=_at(ANSWERED_ON),
        )
    milestone = recommendation_actions.add_milestone(
        recommendation=made,
        text=earlier.milestone,
        due_on=earlier.due_on,
        owner_role="CSP officer",
        by=keeper,
        at=_at(ANSWERED_ON),
    )
    if earlier.done_on:
        recommendation_actions.finish_milestone(
            milestone=milestone, on=earlier.done_on, by=officer, at=_at(earlier.done_on)
        )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=ZoneInfo("Europe/London"))
