"""The demonstration's Prevent register: what the update of 4 March 2024 lists, told anew."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from partnership.models import Partnership
from partnership.people.permissions import Permission
from partnership.records import actions as record_actions
from prevent.register_models import (
    Activity,
    ActivityKind,
    GroupAction,
    Met,
    OversightBody,
    School,
    Section,
    SelfAssessment,
    Status,
    Training,
    Workstream,
)

MADE_UP = "Illustrative: the original deck of 2024 does not say."
YEAR = 2023
# Of these the demonstration says how many they reached; of the others nobody counted.
REACH_IS_MADE_UP = "Illustrative: how many people it reached is made up."


def load(partnership: Partnership, *, at: datetime) -> None:
    """Everything, unless the partnership has activities already."""
    if Activity.objects.filter(partnership=partnership).exists():
        return
    add = partial(
        record_actions.add,
        partnership=partnership,
        keep=Permission.KEEP_PREVENT_REGISTER,
        by=None,
        at=at,
    )
    for values in _activities():
        add(Activity, values=values)
    for title in WORKSTREAMS:
        add(Workstream, values={"title": title, "status": Status.UNDER_WAY})
    for name in OVERSIGHT:
        add(OversightBody, values={"name": name})
    for values in _assessment():
        add(SelfAssessment, values=values)
    for values in ACTION_PLAN:
        add(GroupAction, values=values)
    for values in TRAINING:
        add(Training, values=values)
    for number, trained_on in enumerate(SCHOOLS, 1):
        name = f"School {number} (illustrative)"
        add(School, values={"name": name, "trained_on": trained_on, "note": MADE_UP})


WORKSTREAMS = (
    "Reinforce the training",
    "Reinforce the referral pathway",
    "Update training ahead of the new products expected in 2024",
    "Set out formally how we engage with others",
    "Include the new security threat check",
)
OVERSIGHT = (
    "Ofsted",
    "Office of the Police and Crime Commissioner",
    "Community Safety Partnership",
    "Peer observation",
    "Assessment by the Home Office’s regional Prevent adviser",
    "Regional Contest Board",
)


def _activities() -> list[dict[str, Any]]:
    return [{"year": YEAR, "status": Status.DONE, **activity} for activity in ACTIVITIES]


_K = ActivityKind
ACTIVITIES: tuple[dict[str, Any], ...] = (
    {"title": "Safer giving campaign", "kind": _K.CAMPAIGN},
    {
        "title": "Half day of professional development on Prevent",
        "kind": _K.EVENT,
        "audiences": "Professionals",
        "partners": "speakers from Counter Terrorism Policing, the Community Security Trust and"
        " the Islamic Diversity Centre",
        "reach": 46,
        "note": REACH_IS_MADE_UP,
    },
    {
        "title": "Promotion of ACT Early, and of the Home Office’s new products and e-learning",
        "kind": _K.CAMPAIGN,
        "audiences": "The council, partners and others with an interest",
    },
    {
        "title": "Support for the third sector: pathways, e-learning, team briefings, material for"
        " ACT Early and iREPORTit",
        "kind": _K.RESOURCE,
        "audiences": "The third sector",
    },
    {
        "title": "Campaign on reporting extremist content, and on Prevent",
        "kind": _K.CAMPAIGN,
        "partners": "Redcar and Cleveland Council",
    },
    {
        "title": "Prevent and Protect awareness week",
        "kind": _K.EVENT,
        "starts_on": date(2023, 11, 1),
        "note": "In November 2023: the original deck does not say on which days, so the month’s"
        " first stands here.",
    },
    {
        "title": "Prevent roadshows on digital resilience",
        "kind": _K.ROADSHOW,
        "places": "Multimedia Exchange, Acklam Library, Hemlington Hub, Newport Hub, Streets Ahead",
        "audiences": "Residents",
        "reach": 310,
        "note": REACH_IS_MADE_UP,
    },
    {"title": "Prevent articles in local newsletters", "kind": _K.NEWSLETTER},
    {
        "title": "Help for schools’ designated safeguarding leads",
        "kind": _K.AWARENESS,
        "audiences": "Schools",
    },
    {"title": "Christmas campaign on digital resilience", "kind": _K.CAMPAIGN},
    {
        "title": "Prevent awareness sessions",
        "kind": _K.AWARENESS,
        "audiences": "Professionals",
        "reach": 128,
        "note": REACH_IS_MADE_UP,
    },
    {
        # That on youth across Cleveland is listed below, for the region.
        "title": "Prevent roundtables by sector",
        "kind": _K.ROUNDTABLE,
    },
    {
        "title": "Social media campaign on Prevent, safe holidays and resilience online",
        "kind": _K.CAMPAIGN,
        "partners": "Wakefield Council",
    },
    {
        "title": "Friends and family campaign with Parent Zone Local",
        "kind": _K.PROJECT,
        "is_project": True,
        "partners": "Parent Zone Local, the Home Office, the Operational Prevent Group",
        "places": "GP surgeries, hospitals, community hubs, the third sector, shops and online",
        "audiences": "Parents, carers, community groups and professionals",
        "about": (
            "A campaign on two tracks, as the Home Office brought out new material. Parent Zone’s"
            " ambassador for Middlesbrough ran sessions, in person and online, on media literacy"
            " and digital resilience. A library on the safety of apps was opened too. Beside it the"
            " Operational Prevent Group renewed its friends and family campaign on paper and"
            " online, with ACT Early and Parent Zone’s webinars."
        ),
    },
    {
        "title": "Roundtable on youth across Cleveland",
        "kind": _K.ROUNDTABLE,
        "for_region": True,
    },
    {
        "title": "South Tees awareness session, given with others",
        "kind": _K.AWARENESS,
        "for_region": True,
        "audiences": "The third sector of South Tees",
    },
    {
        "title": "Campaign for parents and carers on settings outside school",
        "kind": _K.CAMPAIGN,
        "for_region": True,
        "partners": "the Department for Education",
        "audiences": "Parents and carers",
    },
    {
        "title": "“Going Too Far” of Educate Against Hate",
        "kind": _K.RESOURCE,
        "for_region": True,
        "audiences": "Every secondary school",
    },
    {
        "title": "Anti-bullying week material",
        "kind": _K.RESOURCE,
        "for_region": True,
        "audiences": "Every school",
    },
    {
        "title": "Four weeks on digital resilience and safety online",
        "kind": _K.CAMPAIGN,
        "for_region": True,
        "audiences": "Professionals in edge of care settings",
    },
)


def _assessment() -> list[dict[str, Any]]:
    """Two years, made up: one section that was not met has its action, and is met a year later."""
    found = []
    for year in (2022, 2023):
        for section in Section:
            was_late = year == 2022 and section is Section.ENVIRONMENTS
            values: dict[str, Any] = {
                "year": year,
                "section": section,
                "met": Met.NOT_MET if was_late else Met.MET,
                "note": MADE_UP,
            }
            if was_late:
                values |= {
                    "action": "Agree a policy on the hire of venues",
                    "due_on": date(2023, 9, 29),
                }
            found.append(values)
    return found


ACTION_PLAN: tuple[dict[str, Any], ...] = tuple(
    {"year": YEAR, "owner_role": "Prevent lead", "progress": MADE_UP, **item}
    for item in (
        {
            "title": "Brief every department that works with people who may be vulnerable",
            "due_on": date(2023, 12, 29),
            "done_on": date(2023, 12, 15),
        },
        {"title": "Renew the referral pathway’s leaflet", "due_on": date(2024, 3, 29)},
    )
)
TRAINING: tuple[dict[str, Any], ...] = (
    {
        "product": "WRAP 3",
        "audience": "designated safeguarding leads",
        "held_on": date(2023, 10, 12),
        "trained": 14,
        "note": f"{MADE_UP} A new product, face to face, replaces WRAP 3.",
    },
    {
        "product": "Prevent awareness",
        "audience": "school governors",
        "held_on": date(2023, 11, 9),
        "trained": 22,
        "note": MADE_UP,
    },
)
SCHOOLS = (
    date(2023, 10, 12),
    date(2023, 10, 12),
    date(2022, 5, 19),
    None,
    date(2023, 10, 12),
    None,
)
