"""The demonstration's annual update: written, approved and issued on fixed days of 2024."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from demo.pack_words import PRESENTERS, SECTIONS, SOURCES, TITLE
from demo.partnerships import SLUG as PARTNERSHIP
from demo.sending import person
from partnership.models import Partnership, Role
from partnership.models.groups import Group, GroupKind, Meeting
from reporting.packs import actions as pack_actions
from reporting.packs import section_actions
from reporting.packs.actions import Details
from reporting.packs.models import NumberConfirmed, Pack, PackKind, Version
from scrutiny.models import AgendaItem
from scrutiny.panels import actions as panel_actions

SLUG = "annual-update-2024-03-04"
PANEL = "environment-scrutiny-panel"
MEETS_ON = date(2024, 3, 4)
AGENDA = "https://moderngov.middlesbrough.gov.uk/ieListDocuments.aspx?CId=1333&MId=8525"

LONDON = ZoneInfo("Europe/London")
BEGUN = datetime(2024, 1, 29, 10, tzinfo=LONDON)
# After the factsheet of 23 January was typed in, and in time for five clear days.
AS_AT = date(2024, 2, 16)
SENT = datetime(2024, 2, 19, 9, 30, tzinfo=LONDON)
APPROVED = datetime(2024, 2, 20, 15, tzinfo=LONDON)
ISSUED = datetime(2024, 2, 22, 11, tzinfo=LONDON)


@transaction.atomic
def load() -> None:
    """The pack, unless it is there already."""
    partnership = Partnership.objects.get(slug=PARTNERSHIP)
    if Pack.objects.filter(partnership=partnership, slug=SLUG).exists():
        return
    officer = person(partnership, Role.CSP_OFFICER)
    manager = person(partnership, Role.MANAGER)
    version = pack_actions.start_pack(
        partnership=partnership,
        slug=SLUG,
        kind=PackKind.ANNUAL,
        details=Details(
            title=TITLE,
            meeting=_meeting(partnership),
            agenda_item="5",
            agenda_link=AGENDA,
            presenters=PRESENTERS,
            as_at=AS_AT,
        ),
        sections=SECTIONS,
        by=officer,
        at=BEGUN,
    )
    _confirm_numbers(version)
    pack_actions.send_for_review(version=version, by=officer, at=SENT)
    pack_actions.approve(version=version, by=manager, at=APPROVED, makes_files=False)
    pack_actions.issue(version=version, by=manager, at=ISSUED)
    for item in AgendaItem.objects.filter(meeting=version.pack.meeting, withdrawn_because=""):
        panel_actions.rest_item_on(item=item, pack=version.pack, by=None, at=ISSUED)


def _confirm_numbers(version: Version) -> None:
    sections = {section.key: section for section in version.sections.all()}
    for key, number, words in SOURCES:
        section_actions.confirm_number(
            section=sections[key],
            number=number,
            why=NumberConfirmed.Why.SOURCE,
            words=words,
            by=version.begun_by,
            at=BEGUN,
        )


def _meeting(partnership: Partnership) -> Meeting:
    panel, _ = Group.objects.get_or_create(
        partnership=partnership,
        slug=PANEL,
        defaults={
            "name": "Environment Scrutiny Panel",
            "kind": GroupKind.PANEL,
            "since": date(2019, 5, 2),
        },
    )
    meeting, _ = Meeting.objects.get_or_create(
        group=panel, held_on=MEETS_ON, defaults={"agenda_link": AGENDA}
    )
    return meeting
