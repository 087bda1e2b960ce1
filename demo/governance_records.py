"""The demonstration's records of governance: what the update of 2024 tells."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from demo.governance_texts import DUTIES, TEXTS
from partnership.kinds import Level
from partnership.models import Agency, Area, Partnership
from partnership.models.governance import (
    Assessment,
    Body,
    BodyKind,
    CaseReviews,
    DeathReviews,
    Duty,
    GroupMember,
    Protocol,
    Signature,
    StandingText,
)
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.models.records import Record
from partnership.people.permissions import Permission
from partnership.records import actions as record_actions

DATES = "The dates are illustrative."
MADE_UP = "Illustrative: the original deck of 2024 does not say."
PANEL_DAY = date(2024, 3, 4)
MANAGER, OFFICER = "Community Safety Manager", "CSP Officer"
R = TypeVar("R", bound=Record)


def load(partnership: Partnership, *, at: datetime) -> None:
    """Everything that is not there yet; a partnership that has its texts has the rest."""
    if StandingText.objects.filter(partnership=partnership).exists():
        return
    made = _Maker(partnership, at)
    _texts(made)
    bodies = _bodies(made)
    _protocol(made, bodies)
    _duties(made)
    groups = _groups(made)
    _seats(made, groups, bodies)
    _counts(made)


class _Maker:
    """Adds records of governance as the command line, at the demonstration's moment."""

    def __init__(self, partnership: Partnership, at: datetime) -> None:
        self.partnership, self.at = partnership, at

    def add(self, model: type[R], **values: Any) -> R:
        return record_actions.add(
            model,
            values=values,
            partnership=self.partnership,
            keep=Permission.KEEP_GOVERNANCE,
            by=None,
            at=self.at,
        )


def _texts(made: _Maker) -> None:
    for text in TEXTS:
        made.add(
            StandingText,
            key=text.key,
            text=text.text,
            dated=PANEL_DAY,
            review_by=date(2025, 2, 3),
            owner_role=OFFICER,
            note=text.note,
        )


def _bodies(made: _Maker) -> dict[str, Body]:
    agencies = {agency.slug: agency for agency in Agency.objects.all()}
    return {
        slug: made.add(
            Body,
            name=name,
            kind=kind,
            agency=agencies.get(slug),
            lead_role=lead,
            note=note,
        )
        for slug, name, kind, lead, note in _BODIES
    }


_BODIES = (
    (
        "cleveland-police",
        "Cleveland Police",
        BodyKind.RESPONSIBLE,
        "Chief Superintendent",
        MADE_UP,
    ),
    (
        "middlesbrough-council",
        "Middlesbrough Council",
        BodyKind.RESPONSIBLE,
        "Head of Stronger Communities",
        "",
    ),
    (
        "cleveland-fire",
        "Cleveland Fire Authority",
        BodyKind.RESPONSIBLE,
        "Area Manager",
        MADE_UP,
    ),
    (
        "nhs-icb",
        "NHS North East and North Cumbria Integrated Care Board",
        BodyKind.RESPONSIBLE,
        "Director of Place",
        (
            f"{MADE_UP} Integrated care boards took the place of clinical commissioning groups on"
            " 1 July 2022."
        ),
    ),
    (
        "probation",
        "The Probation Service",
        BodyKind.RESPONSIBLE,
        "Head of the probation delivery unit",
        MADE_UP,
    ),
    (
        "south-tees-youth-justice",
        "South Tees Youth Justice Service",
        BodyKind.CO_OPERATING,
        "Service Manager",
        (
            "The original deck of 2024 lists youth justice among the responsible authorities."
            " Section 5 of the Crime and Disorder Act 1998 does not."
        ),
    ),
)


def _protocol(made: _Maker, bodies: dict[str, Body]) -> None:
    protocol = made.add(
        Protocol,
        version="2023 (illustrative)",
        agreed_on=date(2023, 4, 3),
        renew_by=date(2025, 4, 3),
    )
    for slug, body in bodies.items():
        # One is left out, so that the page shows what is still to do.
        if body.kind == BodyKind.RESPONSIBLE and slug != "probation":
            made.add(Signature, protocol=protocol, body=body, signed_on=date(2023, 4, 3))


def _duties(made: _Maker) -> None:
    for position, duty in enumerate(DUTIES, 1):
        made.add(
            Duty,
            position=position,
            name=duty.name,
            asks=duty.asks,
            statute=duty.statute,
            link=duty.link,
            cycle_months=duty.cycle_months,
            cycle_note=f"{duty.cycle_note} {DATES}" if duty.last_done else duty.cycle_note,
            last_done=duty.last_done,
            next_due=duty.next_due,
            owner_role=MANAGER,
            evidence_link=duty.evidence_link,
            shown_at=duty.shown_at,
            is_of_the_deck=duty.is_of_the_deck,
            note=duty.note,
        )


def _groups(made: _Maker) -> dict[str, Group]:
    localities = {
        area.name: area
        for area in Area.objects.filter(level=Level.LOCALITY, partnership=made.partnership)
    }
    groups: dict[str, Group] = {}
    for slug, name, kind, frequency, purpose, above in _GROUPS:
        groups[slug] = made.add(
            Group,
            slug=slug,
            name=name,
            kind=kind,
            frequency=frequency,
            purpose=purpose,
            reports_to=groups.get(above),
            locality=localities.get(name.removesuffix(" Neighbourhood Action Partnership")),
            since=date(2018, 4, 3),
        )
    for on in (date(2024, 1, 24), date(2024, 4, 24)):
        made.add(Meeting, group=groups["csp"], held_on=on, place="Town Hall (illustrative)")
    return groups


_NAP = "Brings services and residents of the locality together on what matters there."
_GROUPS = (
    (
        "csp",
        "Community Safety Partnership",
        GroupKind.PARTNERSHIP,
        "Every quarter",
        "Agrees the plan and holds the responsible authorities to it.",
        "",
    ),
    (
        "aim",
        "Active Intelligence Mapping (AIM) group",
        GroupKind.AIM,
        "Every month",
        (
            "Watches patterns in the agencies’ figures and sends the partnership’s resources where"
            " something new shows. Its chair reports to the partnership."
        ),
        "csp",
    ),
    (
        "thematic",
        "Thematic groups",
        GroupKind.THEMATIC,
        "As each decides",
        "Several agencies on one theme each.",
        "csp",
    ),
    (
        "task-and-finish",
        "Task and finish groups",
        GroupKind.TASK_AND_FINISH,
        "As needed",
        "Set up for one task and ended with it.",
        "csp",
    ),
    *(
        (
            f"nap-{name.lower()}",
            f"{name} Neighbourhood Action Partnership",
            GroupKind.NEIGHBOURHOOD,
            "",
            _NAP,
            "csp",
        )
        for name in ("North", "East", "South", "West")
    ),
    (
        "operational-prevent-group",
        "Middlesbrough Operational Prevent Group",
        GroupKind.PREVENT,
        "",
        "Leads on the yearly action plan that makes communities more aware and harder to exploit.",
        "csp",
    ),
    (
        "cleveland-prevent-leads",
        "Cleveland Prevent leads group",
        GroupKind.PREVENT_REGIONAL,
        "Every quarter",
        "Has the four boroughs approach Prevent in the same way.",
        "",
    ),
)


def _seats(made: _Maker, groups: dict[str, Group], bodies: dict[str, Body]) -> None:
    council, police = bodies["middlesbrough-council"], bodies["cleveland-police"]
    for slug, role, body, is_chair in (
        ("csp", "Head of Stronger Communities", council, True),
        ("csp", "Chief Superintendent", police, False),
        ("aim", MANAGER, council, True),
        ("operational-prevent-group", OFFICER, council, False),
        ("cleveland-prevent-leads", OFFICER, council, False),
    ):
        made.add(GroupMember, group=groups[slug], role=role, body=body, is_chair=is_chair)


def _counts(made: _Maker) -> None:
    made.add(
        Assessment,
        edition="2022/23",
        dated=date(2023, 11, 1),
        author_role="Analyst",
        note="Illustrative: the original deck of 2024 cites the assessment without its date.",
    )
    made.add(
        CaseReviews,
        year=2022,
        applications=6,
        threshold_not_met=2,
        reviews=4,
        with_recommendations=3,
        note=MADE_UP,
    )
    made.add(
        DeathReviews,
        on=PANEL_DAY,
        open_reviews=2,
        published_reviews=1,
        actions=12,
        actions_done=7,
        note=MADE_UP,
    )
