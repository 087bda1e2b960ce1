"""The reader of mail about scrutiny that was sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from scrutiny.models import Letter


def reminders_sent(*, since: datetime) -> Iterable[tuple[int, list[str]]]:
    """To whom, by key, and about what the reminders since then were."""
    recent = Letter.objects.filter(claimed_at__gte=since, key__startswith="day/")
    return recent.values_list("user", "about")
