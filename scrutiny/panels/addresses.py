"""Where the pages of a panel, a meeting and a pack are."""

from __future__ import annotations

from django.urls import reverse

from partnership.models.groups import Group, Meeting
from reporting.packs.models import Pack


def panel_address(panel: Group, then: str = "panel") -> str:
    return reverse(f"scrutiny:{then}", args=[panel.partnership.slug, panel.slug])


def meeting_address(meeting: Meeting, then: str = "meeting") -> str:
    return reverse(f"scrutiny:{then}", args=[meeting.group.partnership.slug, meeting.pk])


def pack_address(pack: Pack) -> str:
    return f"/{pack.partnership.slug}/packs/{pack.slug}/"
