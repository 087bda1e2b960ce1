"""The addresses of governance and priorities, below /<partnership>/."""

from __future__ import annotations

from django.urls import include, path

from partnership import governance_views
from partnership.governance import GOVERNANCE
from partnership.priorities import PRIORITIES
from partnership.record_views import addresses

governance = [
    path("governance/", governance_views.index, name="index"),
    path("governance/calendar/<str:key>.ics", governance_views.meetings_calendar, name="meetings"),
    *addresses(GOVERNANCE, "governance/"),
]
priorities = addresses(PRIORITIES, "priorities/")

urlpatterns = [
    path("", include((governance, "governance"))),
    path("", include((priorities, "priorities"))),
]
